"""What a rule says of all its findings together, in one sentence with its figures.

A rule that has no sentence here is told by its number of findings and by the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.agreement_summaries import OF_AGREEMENTS
from commune_desk.domain.issues import Severity
from commune_desk.domain.package.summaries import OF_REGIONS
from commune_desk.domain.public_summaries import OF_MICRO_PROJECTS, PUBLIC
from commune_desk.domain.sending_summaries import OF_SENDINGS
from commune_desk.domain.text import P_, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Summary:
    """All findings of one rule that are equally grave."""

    code: str
    severity: Severity
    issues: tuple[Issue, ...]
    records: int
    """How many records they speak of; one record may be found several times."""

    amount: Money | None
    """The francs at stake, added up; None where the rule counts no money."""

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.issues)

    @property
    def first(self) -> Issue:
        """The first finding."""
        return self.issues[0]

    @property
    def text(self) -> Text:
        """One sentence for all: a single finding speaks for itself."""
        if self.count == 1:
            return self.first.text
        told = _TOLD.get((self.code, self.severity))
        if told is None:
            return _any(self)
        count = self.count if self.code in BY_FINDING else self.records
        facts = (("count", count), ("amount", self.amount))
        return Text(told.sentence, facts, told.plural)


def _any(found: Summary) -> Text:
    return P_(
        "{count} finding of the rule {code}; the first: {first}",
        "{count} findings of the rule {code}; the first: {first}",
        count=found.count,
        code=found.code,
        first=found.first.text,
    )


BY_FINDING = frozenset({"PLAN-27", "SEND-05"})
"""Rules that may find a record several times, each worth counting."""

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFORMATION
_TOLD: Mapping[tuple[str, Severity], Text] = {
    ("PLAN-01", _W): P_(
        "{count} action has no source of funding: {amount} F to find.",
        "{count} actions have no source of funding: {amount} F to find.",
        count=0,
    ),
    ("PLAN-02", _E): P_(
        "{count} action is given more than its cost: {amount} F too much.",
        "{count} actions are given more than their cost: {amount} F too much.",
        count=0,
    ),
    ("PLAN-02", _W): P_(
        "{count} action lacks funding: {amount} F to find.",
        "{count} actions lack funding: {amount} F to find.",
        count=0,
    ),
    ("PLAN-03", _W): P_(
        "{count} action has no cost in any year.",
        "{count} actions have no cost in any year.",
        count=0,
    ),
    ("PLAN-05", _W): P_(
        "{count} action has no place.",
        "{count} actions have no place.",
        count=0,
    ),
    ("PLAN-05", _I): P_(
        "{count} action lies in a place that is no village of the commune.",
        "{count} actions lie in a place that is no village of the commune.",
        count=0,
    ),
    ("PLAN-06", _W): P_(
        "{count} action costs another sum in the annual plan than in the plan.",
        "{count} actions cost another sum in the annual plan than in the plan.",
        count=0,
    ),
    ("PROC-06", _W): P_(
        "{count} contract is beyond its delay.",
        "{count} contracts are beyond their delay.",
        count=0,
    ),
    ("PROC-05", _W): P_(
        "{count} contract is charged above its amount: {amount} F too much.",
        "{count} contracts are charged above their amount: {amount} F too much.",
        count=0,
    ),
    ("ASSET-01", _W): P_(
        "{count} paid investment is not in the inventory: {amount} F.",
        "{count} paid investments are not in the inventory: {amount} F.",
        count=0,
    ),
    ("ASSET-02", _W): P_(
        "{count} thing of the inventory is out of order.",
        "{count} things of the inventory are out of order.",
        count=0,
    ),
    ("ASSET-04", _I): P_(
        "{count} thing of the inventory has no committee in charge.",
        "{count} things of the inventory have no committee in charge.",
        count=0,
    ),
    ("PLAN-10", _W): P_(
        "{count} village has no diagnosis sheet, or an assembly without a woman.",
        "{count} villages have no diagnosis sheet, or an assembly without a woman.",
        count=0,
    ),
    ("PLAN-11", _W): P_(
        "The first problem of {count} village is answered by no action.",
        "The first problem of {count} villages is answered by no action.",
        count=0,
    ),
    ("PLAN-14", _W): P_(
        "{count} action is late, or was not followed for months.",
        "{count} actions are late, or were not followed for months.",
        count=0,
    ),
    ("PLAN-15", _W): P_(
        "{count} action is done without all that shows it, or was paid above its cost.",
        "{count} actions are done without all that shows it, or were paid above"
        " their cost.",
        count=0,
    ),
    ("PLAN-17", _W): P_(
        "{count} work is done and no committee is named to run it.",
        "{count} works are done and no committee is named to run them.",
        count=0,
    ),
    ("PLAN-26", _W): P_(
        "{count} action serves no objective.",
        "{count} actions serve no objective.",
        count=0,
    ),
    ("PLAN-27", _W): P_(
        "{count} funder is named without an amount.",
        "{count} funders are named without an amount.",
        count=0,
    ),
    ("PLAN-28", _W): P_(
        "{count} action repeats the title and the place of another.",
        "{count} actions repeat the title and the place of another.",
        count=0,
    ),
    ("PLAN-30", _W): P_(
        "{count} step of the process is late.",
        "{count} steps of the process are late.",
        count=0,
    ),
    ("PLAN-31", _W): P_(
        "{count} step was held without all its papers and figures.",
        "{count} steps were held without all their papers and figures.",
        count=0,
    ),
    ("PLAN-33", _W): P_(
        "{count} session of the council had no quorum.",
        "{count} sessions of the council had no quorum.",
        count=0,
    ),
    ("PLAN-34", _W): P_(
        "{count} recipient of the plan has acknowledged nothing.",
        "{count} recipients of the plan have acknowledged nothing.",
        count=0,
    ),
    ("PLAN-36", _W): P_(
        "{count} recipient waits for an answer to what he observed.",
        "{count} recipients wait for an answer to what they observed.",
        count=0,
    ),
    ("PLAN-52", _W): P_(
        "{count} indicator starts from a figure that is too old.",
        "{count} indicators start from figures that are too old.",
        count=0,
    ),
    ("PLAN-54", _W): P_(
        "{count} objective has no action.",
        "{count} objectives have no action.",
        count=0,
    ),
    ("PLAN-55", _W): P_(
        "{count} axis has no objective.",
        "{count} axes have no objective.",
        count=0,
    ),
    ("PLAN-56", _W): P_(
        "{count} indicator has no target.",
        "{count} indicators have no target.",
        count=0,
    ),
    ("PLAN-60", _E): P_(
        "{count} envelope is exceeded without a reason.",
        "{count} envelopes are exceeded without a reason.",
        count=0,
    ),
    ("PLAN-60", _W): P_(
        "{count} envelope is exceeded, with a reason.",
        "{count} envelopes are exceeded, with a reason.",
        count=0,
    ),
    ("PLAN-61", _W): P_(
        "{count} investment has nobody to run it after the works.",
        "{count} investments have nobody to run them after the works.",
        count=0,
    ),
    ("PLAN-62", _W): P_(
        "{count} investment stands on land without a title.",
        "{count} investments stand on land without a title.",
        count=0,
    ),
    ("PLAN-63", _I): P_(
        "{count} action has a unit cost outside the commune’s own past.",
        "{count} actions have a unit cost outside the commune’s own past.",
        count=0,
    ),
    ("PLAN-64", _W): P_(
        "{count} work costs more each year than it brings in.",
        "{count} works cost more each year than they bring in.",
        count=0,
    ),
    ("PLAN-65", _W): P_(
        "The parts of the communes do not make the whole in {count} action.",
        "The parts of the communes do not make the whole in {count} actions.",
        count=0,
    ),
    ("PLAN-71", _W): P_(
        "{count} action was paid beyond what is committed.",
        "{count} actions were paid beyond what is committed.",
        count=0,
    ),
    ("PLAN-73", _W): P_(
        "{count} action did more units than planned.",
        "{count} actions did more units than planned.",
        count=0,
    ),
    ("PLAN-74", _W): P_(
        "Works and payments are far apart in {count} action.",
        "Works and payments are far apart in {count} actions.",
        count=0,
    ),
    ("BUDGET-N5", _W): P_(
        "{count} investment has neither action of the plan nor a reason: {amount} F.",
        "{count} investments have neither action of the plan nor a reason: {amount} F.",
        count=0,
    ),
    ("BUDGET-B7", _W): P_(
        "{count} investment has no place: {amount} F.",
        "{count} investments have no place: {amount} F.",
        count=0,
    ),
    ("BUDGET-O1", _W): P_(
        "{count} compulsory expenditure has no amount.",
        "{count} compulsory expenditures have no amount.",
        count=0,
    ),
    ("CASH-1", _W): P_(
        "The cash plan falls below zero {count} time, by {amount} F.",
        "The cash plan falls below zero {count} times, by {amount} F in all.",
        count=0,
    ),
    ("BUDGET-J1", _W): P_(
        "{count} account moves far from last year, and no note says why.",
        "{count} accounts move far from last year, and no note says why.",
        count=0,
    ),
    ("BUDGET-B8", _W): P_(
        "{count} receipt is forecast far above its mean of three years.",
        "{count} receipts are forecast far above their mean of three years.",
        count=0,
    ),
    ("PLAN-18", _W): P_(
        "{count} committee has mandates that ended and were not renewed.",
        "{count} committees have mandates that ended and were not renewed.",
        count=0,
    ),
    ("PLAN-18", _I): P_(
        "{count} committee has mandates that end soon.",
        "{count} committees have mandates that end soon.",
        count=0,
    ),
    ("PLAN-19", _W): P_(
        "{count} committee has too few women in its bureau.",
        "{count} committees have too few women in their bureaus.",
        count=0,
    ),
    ("PLAN-21", _E): P_(
        "{count} mandate does not go with another of the same person.",
        "{count} mandates do not go with another of the same person.",
        count=0,
    ),
    ("PLAN-22", _W): P_(
        "{count} committee lacks an act in force.",
        "{count} committees lack an act in force.",
        count=0,
    ),
    ("COM-04", _W): P_(
        "{count} committee has a key post vacant.",
        "{count} committees have a key post vacant.",
        count=0,
    ),
    ("COM-04", _I): P_(
        "{count} committee has a post vacant.",
        "{count} committees have a post vacant.",
        count=0,
    ),
    ("COM-20", _W): P_(
        "{count} decision of a committee is late.",
        "{count} decisions of committees are late.",
        count=0,
    ),
    ("COM-21", _W): P_(
        "The remarks of {count} visit are past their day.",
        "The remarks of {count} visits are past their day.",
        count=0,
    ),
    **PUBLIC,
    **OF_SENDINGS,
    ("COM-22", _W): P_(
        "{count} complaint waits for its answer past its day.",
        "{count} complaints wait for their answer past their day.",
        count=0,
    ),
    ("PLAN-20", _W): P_(
        "{count} committee has met too seldom.",
        "{count} committees have met too seldom.",
        count=0,
    ),
    ("PLAN-23", _E): P_(
        "{count} cash book of a committee contradicts itself.",
        "Cash books of committees contradict themselves {count} times.",
        count=0,
    ),
    ("PLAN-23", _W): P_(
        "The cash of committees is to be looked at {count} time, for {amount} F.",
        "The cash of committees is to be looked at {count} times, for {amount} F.",
        count=0,
    ),
    ("PLAN-24", _W): P_(
        "{count} committee saves or collects too little.",
        "{count} committees save or collect too little.",
        count=0,
    ),
    ("PLAN-24", _I): P_(
        "The renewal fund of {count} committee is below its target, by {amount} F.",
        "The renewal funds of {count} committees are below target, by {amount} F.",
        count=0,
    ),
    ("COM-30", _W): P_(
        "{count} period of a cash book was not counted.",
        "{count} periods of cash books were not counted.",
        count=0,
    ),
    **OF_AGREEMENTS,
    **OF_MICRO_PROJECTS,
    **OF_REGIONS,
    ("PLAN-75", _I): P_(
        "{count} action was paid by the books otherwise than typed.",
        "{count} actions were paid by the books otherwise than typed.",
        count=0,
    ),
}
"""By rule and severity, for a rule may both forbid and warn; `count` is put in."""
