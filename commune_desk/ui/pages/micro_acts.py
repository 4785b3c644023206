"""The acts on a micro-project: its next step, a refusal, money that comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.micro_projects import LIVE, MicroState
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.micro_money import (
    MICRO_EXPENSE,
    MICRO_TRANCHE,
    AddMicroExpense,
    AddMicroTranche,
)
from commune_desk.services.micro_steps import MICRO_STEP, GiveUp, TakeStep
from commune_desk.services.portfolios import portfolio_steps
from commune_desk.services.today import today
from commune_desk.tables.cents import cents
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.table import Column, Kind, Written
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from commune_desk.domain.micro_course import CycleStep
    from commune_desk.domain.text import Text
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context

_STEP, _TRANCHE, _EXPENSE = (
    MICRO_STEP.fields,
    MICRO_TRANCHE.fields,
    MICRO_EXPENSE.fields,
)
ON = asked("done_on", _STEP["done_on"], Kind.DATE, 11)
PRESENT = (
    asked("women", _STEP["women"], Kind.INTEGER, 9),
    asked("men", _STEP["men"], Kind.INTEGER, 9),
    asked("young", _STEP["young"], Kind.INTEGER, 9),
)
REFERENCE = asked("reference", _STEP["reference"], width=14)
NOTE = asked("note", _STEP["note"], width=16)
REASON = asked("note", N_("Reason"), width=34)
RUNS = asked(
    "committee_id", N_("Managing committee"), Kind.CHOICE, 20, committee_choices
)
PEOPLE = frozenset({MicroState.NEED, MicroState.HANDED_OVER})
"""States whose steps bring people together: who was there is asked."""


def day_of(context: Context) -> dt.date:
    """Give the day of the situation."""
    with context.reading() as session:
        return today(session)


def _amount(key: str, title: Text, width: int) -> Column[Any]:
    return Column(
        key, title, lambda _: None, Kind.DECIMAL, width, written=Written("currency")
    )


def _step_fields(step: CycleStep) -> tuple[Column[Any], ...]:
    if step.state is MicroState.HANDED_OVER:
        return (ON, *PRESENT, RUNS, REFERENCE)
    people = PRESENT if step.state in PEOPLE else ()
    return (ON, *people, REFERENCE, NOTE)


def next_step(
    context: Context, row: MicroRow, wanted: MicroState | None = None
) -> Act | None:
    """Offer the next step; None where there is none."""
    step = row.course.next
    if step is None:
        return None
    words = APPROVE if step.state is MicroState.APPROVED else TakeStep.label
    starts: dict[str, Any] = {"done_on": day_of(context)}
    if step.state is MicroState.HANDED_OVER and row.committee_id is not None:
        starts["committee_id"] = row.committee_id
    paper = next((s.paper for s in row_papers(context, row) if s.id == step.id), "")
    says = N_("{project}: {step}, then “{state}”.", project=row.reference,
              step=step.title, state=NAMES[step.state])  # fmt: skip
    if paper:
        says = N_("{said} Paper: {paper}.", said=says, paper=paper)
    return Act(
        words,
        says,
        _step_fields(step),
        lambda values: TakeStep(row.id, wanted=wanted, **_given(values)),
        "check",
        starts,
    )


def row_papers(context: Context, row: MicroRow) -> list[Any]:
    """Read the steps of its cycle with the papers that they leave."""
    with context.reading() as session:
        return [s for s in portfolio_steps(session)
                if s.portfolio_id == row.portfolio_id]  # fmt: skip


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    for key in ("reference", "note"):
        if key in found:
            found[key] = found[key] or ""
    return found


APPROVE, REFUSE = N_("Note the approval"), N_("Note the refusal")


def refusal(context: Context, row: MicroRow) -> Act | None:
    """Offer to refuse the file, where a decision comes next."""
    step = row.course.next
    if step is None or step.state is not MicroState.APPROVED:
        return None
    return Act(
        REFUSE,
        N_("{project}: {step}. The file is refused, for the reason that you type; no"
           " step follows.", project=row.reference, step=step.title),
        (ON, REFERENCE, REASON),
        lambda values: TakeStep(row.id, refused=True, **_given(values)),
        "x",
        {"done_on": day_of(context)},
    )  # fmt: skip


def tranche(context: Context, row: MicroRow) -> Act:
    """Offer to note money that came."""
    return Act(
        N_("Note a tranche received"),
        N_("{project}, in {currency}: what came, on which day. What the community"
           " pays in cash is a tranche too.", project=row.reference,
           currency=row.currency),
        (
            asked("received_on", _TRANCHE["received_on"], Kind.DATE, 11),
            _amount("received", _TRANCHE["received_cents"], 12),
            asked("reference", _TRANCHE["reference"], width=16),
            asked("note", _TRANCHE["note"], width=20),
        ),
        lambda values: AddMicroTranche(_project(row, values, "received")),
        "cash",
        {"received_on": day_of(context)},
    )  # fmt: skip


def purchase(context: Context, row: MicroRow) -> Act:
    """Offer to note a purchase."""
    return Act(
        N_("Note a purchase"),
        N_("{project}, in {currency}: what was bought, with its paper. What was not"
           " received cannot be spent.", project=row.reference, currency=row.currency),
        (
            asked("made_on", _EXPENSE["made_on"], Kind.DATE, 11),
            asked("title", _EXPENSE["title"], width=20),
            _amount("amount", _EXPENSE["amount_cents"], 12),
            asked("supplier", _EXPENSE["supplier"], width=14),
            asked("voucher", _EXPENSE["voucher"], width=14),
        ),
        lambda values: AddMicroExpense(_project(row, values, "amount")),
        "basket",
        {"made_on": day_of(context)},
    )  # fmt: skip


def _project(row: MicroRow, values: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = {name: value for name, value in values.items() if value is not None}
    if key in found:
        found[f"{key}_cents"] = cents(found.pop(key))
    return {"project_id": row.id, **found}


def giving_up(_context: Context, row: MicroRow) -> Act:
    """Offer to give the project up."""
    return Act(
        N_("Give up the project"),
        N_("{project} is given up, for the reason that you type.",
           project=row.reference),
        (asked("reason", N_("Reason"), width=34),),
        lambda values: GiveUp(row.id, values.get("reason") or ""),
        "x",
    )  # fmt: skip


MAKERS: tuple[Callable[[Context, MicroRow], Act | None], ...] = (
    next_step, refusal, tranche, purchase, giving_up,
)  # fmt: skip
MONEY = frozenset({MicroState.AGREED, MicroState.RUNNING})
"""States in which money comes and goes."""


def acts_on(context: Context, row: MicroRow) -> list[Act]:
    """List what can be done with a project, the next step first."""
    found: list[Act] = []
    for make in MAKERS:
        if make in {tranche, purchase} and row.state not in MONEY:
            continue
        if make is giving_up and row.state not in LIVE:
            continue
        act = make(context, row)
        if act is not None:
            found.append(act)
    return found
