"""Lists that came with a later program than the dossier: offered, never forced.

A line that the dossier has under the same key is left as the commune made it; one that
it does not want is remembered, and not offered again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Remedy, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.reference import reference
from commune_desk.services.settings import keep, kept
from commune_desk.storage.models import (
    BudgetRule,
    DeductionKind,
    ExemptionReason,
    RequiredPaper,
    SharingKey,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.storage.models import Base
    from commune_desk.storage.unit import Unit

    Line = Mapping[str, Any]
    Reader = Callable[[str], Any]

UNWANTED = "shipped.unwanted"
"""The setting that keeps what the commune does not want, by list."""

FOUNDED = "demonstration"
"""The setting that every dossier has from its founding on."""

MOST_NAMED = 12
"""Lines that one sentence names."""

_SEVERITIES = {
    "à corriger": Severity.ERROR,
    "à surveiller": Severity.WARNING,
    "pour information": Severity.INFORMATION,
}


_ACTS = {
    "engagement": EntryKind.COMMITMENT,
    "liquidation": EntryKind.LIQUIDATION,
    "mandat": EntryKind.ORDER,
}


def _rate(typed: str) -> int | None:
    return _percent(typed.removesuffix("%").strip()) if typed else None


def _francs(typed: str) -> Money | None:
    return Money(int(typed)) if typed else None


def _flag(typed: str) -> bool:
    return typed == "oui"


def _number(typed: str) -> int | None:
    return int(typed) if typed else None


def _percent(typed: str) -> int:
    """Read “2,5” as hundredths of a per cent."""
    whole, _, rest = typed.partition(",")
    return int(whole) * 100 + int(f"{rest:0<2}")


def _day(typed: str) -> dt.date | None:
    if not typed:
        return None
    day, month, year = map(int, typed.split("/"))
    return dt.date(year, month, day)


@dataclass(frozen=True)
class Shipped:
    """A list of `resources/reference` and the table that holds it in a dossier."""

    name: str
    rule: str
    """The finding that offers it."""

    file: str
    model: type[Base]
    fields: Mapping[str, tuple[str, Reader]]
    """Column → head in the file, and how its cells are read."""

    key: tuple[str, ...]
    """What tells that a line is there: shares of a tax that has some are left.

    A list without a key is offered only as long as the dossier has nothing of it.
    """

    called: Callable[[Line], str]
    missing: Text
    """Counts what is missing, and names it."""

    def lines(self) -> list[dict[str, Any]]:
        """Read the file."""
        return [
            {
                column: read(line[head].strip())
                for column, (head, read) in self.fields.items()
            }
            for line in reference(self.file)
        ]

    def of(self, line: Line) -> tuple[Any, ...]:
        """Give the key of a line."""
        return tuple(line[column] for column in self.key)


LISTS = (
    Shipped(
        "budget_rules",
        "DESK-03",
        "budget-rules.csv",
        BudgetRule,
        {
            "code": ("Code", str),
            "title": ("Règle", str),
            "severity": ("Gravité", _SEVERITIES.__getitem__),
            "active": ("Appliquée", _flag),
            "threshold": ("Seuil", _number),
            "legal": ("Texte", str),
            "sure": ("Sûr", _flag),
        },
        ("code",),
        lambda line: str(line["code"]),
        P_(
            "{count} rule that comes with the program is missing in this dossier, and"
            " is not applied: {names}.",
            "{count} rules that come with the program are missing in this dossier, and"
            " are not applied: {names}.",
            count=0,
        ),
    ),
    Shipped(
        "sharing_keys",
        "DESK-04",
        "sharing-keys.csv",
        SharingKey,
        {
            "tax": ("Impôt", str),
            "level": ("Niveau", str),
            "share": ("Part", _percent),
            "takes_rest": ("Prend le reste", _flag),
            "valid_from": ("En vigueur du", _day),
            "legal": ("Texte", str),
            "sure": ("Sûr", _flag),
        },
        ("tax",),
        lambda line: f"{line['tax']} – {line['level']}",
        P_(
            "{count} share of a tax that comes with the program is missing in this"
            " dossier: {names}.",
            "{count} shares of taxes that come with the program are missing in this"
            " dossier: {names}.",
            count=0,
        ),
    ),
    Shipped(
        "exemption_reasons",
        "DESK-05",
        "exemption-reasons.csv",
        ExemptionReason,
        {
            "code": ("Code", str),
            "title": ("Motif", str),
            "legal": ("Texte", str),
            "sure": ("Sûr", _flag),
            "active": ("Utilisé", _flag),
        },
        ("code",),
        lambda line: str(line["title"]),
        P_(
            "{count} reason of exemption that comes with the program is missing in this"
            " dossier: {names}.",
            "{count} reasons of exemption that come with the program are missing in"
            " this dossier: {names}.",
            count=0,
        ),
    ),
    Shipped(
        "deduction_kinds",
        "DESK-06",
        "deduction-kinds.csv",
        DeductionKind,
        {
            "title": ("Retenue", str),
            "rate": ("Taux", _rate),
            "legal": ("Texte", str),
            "sure": ("Sûr", _flag),
            "active": ("Utilisé", _flag),
        },
        (),
        lambda line: str(line["title"]),
        P_(
            "{count} deduction that comes with the program is missing in this dossier:"
            " {names}.",
            "{count} deductions that come with the program are missing in this dossier:"
            " {names}.",
            count=0,
        ),
    ),
    Shipped(
        "required_papers",
        "DESK-07",
        "required-papers.csv",
        RequiredPaper,
        {
            "title": ("Pièce exigée", str),
            "code_prefix": ("Comptes", str),
            "kind": ("Exigée avant", _ACTS.__getitem__),
            "from_amount": ("À partir du montant", _francs),
            "legal": ("Texte", str),
            "sure": ("Sûr", _flag),
            "active": ("Utilisé", _flag),
        },
        (),
        lambda line: f"{line['title']} ({line['code_prefix']})",
        P_(
            "{count} required voucher that comes with the program is missing in this"
            " dossier: {names}.",
            "{count} required vouchers that come with the program are missing in this"
            " dossier: {names}.",
            count=0,
        ),
    ),
)
BY_NAME = {each.name: each for each in LISTS}


def missing(session: Session, wanted: Shipped) -> list[dict[str, Any]]:
    """List what the program ships and the dossier lacks, but for what it refused."""
    columns = (getattr(wanted.model, column) for column in ("id", *wanted.key))
    there = {tuple(row)[1:] for row in session.execute(select(*columns))}
    refused = {tuple(key) for key in _unwanted(session).get(wanted.name, ())}
    return [
        line
        for line in wanted.lines()
        if wanted.of(line) not in there and wanted.of(line) not in refused
    ]


def _unwanted(session: Session) -> dict[str, list[list[Any]]]:
    return kept(session, UNWANTED) or {}


def shipped_findings(session: Session) -> Iterator[Issue]:
    """Offer what a founded dossier lacks of the shipped lists."""
    if kept(session, FOUNDED) is None:
        return
    for wanted in LISTS:
        lines = missing(session, wanted)
        if not lines:
            continue
        names = [wanted.called(line) for line in lines[:MOST_NAMED]]
        if len(lines) > MOST_NAMED:
            names.append("…")
        sentence = wanted.missing
        text = Text(
            sentence.sentence,
            (("count", len(lines)), ("names", tuple(names))),
            sentence.plural,
        )
        ways = (
            Remedy(N_("Add them"), TakeShipped(wanted.name)),
            Remedy(N_("Do not offer them again"), RefuseShipped(wanted.name)),
        )
        yield Issue(Severity.INFORMATION, text, wanted.rule, remedies=ways)


def _nothing() -> Rejected:
    text = N_("Nothing that comes with the program is missing in this list.")
    return Rejected([Issue(Severity.ERROR, text)])


@dataclass(frozen=True)
class TakeShipped(Command[int]):
    """Add what the dossier lacks of a shipped list; give how many lines came in."""

    label: ClassVar[Text] = N_("Add what comes with the program")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    name: str

    def apply(self, unit: Unit) -> int:
        """Add them, and touch nothing that is there."""
        wanted = BY_NAME[self.name]
        lines = missing(unit.session, wanted)
        if not lines:
            raise _nothing()
        for line in lines:
            unit.add(wanted.model(**line))
        return len(lines)


@dataclass(frozen=True)
class RefuseShipped(Command[int]):
    """Say that what is missing of a shipped list is not wanted."""

    label: ClassVar[Text] = N_("Leave out what comes with the program")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    name: str

    def apply(self, unit: Unit) -> int:
        """Remember the keys."""
        wanted = BY_NAME[self.name]
        lines = missing(unit.session, wanted)
        if not lines:
            raise _nothing()
        told = _unwanted(unit.session)
        keys = [list(wanted.of(line)) for line in lines]
        keep(unit, UNWANTED, {**told, self.name: [*told.get(self.name, ()), *keys]})
        return len(lines)
