"""What the council voted to charge: commands and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Account, Receipt, Tariff

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _tariff_rules(unit: Unit, row: Tariff) -> Iterator[Issue]:
    if row.amount.francs <= 0:
        text = N_(
            "Tariff “{title}”: the amount {amount} is not above zero.",
            title=row.title,
            amount=row.amount,
        )
        yield Issue(Severity.ERROR, text, "EXEC-N4", field="amount")
    if row.valid_from and row.valid_until and row.valid_until < row.valid_from:
        text = N_("Tariff “{title}” ends before it begins.", title=row.title)
        yield Issue(Severity.ERROR, text, "REV-12", field="valid_until")
    if taken(
        unit, Tariff, ("title", "valid_from"), (row.title, row.valid_from), row.id
    ):
        text = N_("Tariff “{title}” stands already for this date.", title=row.title)
        yield Issue(Severity.ERROR, text, "REV-12", field="title")
    known = unit.once(
        "accounts.codes", lambda: set(unit.session.scalars(select(Account.code)))
    )
    if row.code and row.code not in known:
        text = N_(
            "Tariff “{title}”: there is no account {code}.",
            title=row.title,
            code=row.code,
        )
        yield Issue(Severity.ERROR, text, "REV-12", field="code")


TARIFF = Entity(
    Tariff,
    N_("tariff {title}"),
    lambda row: row.title,
    {
        "title": N_("What is charged"),
        "unit": N_("Unit"),
        "amount": N_("Tariff"),
        "code": N_("Account"),
        "valid_from": N_("Valid from"),
        "valid_until": N_("Valid until"),
        "deliberation": N_("Deliberation no."),
        "note": N_("Note"),
    },
    _tariff_rules,
    frozenset({"title", "amount"}),
    {"receipts": (Receipt, "tariff_id")},
)


@dataclass(frozen=True)
class AddTariff(Add):
    """Add a tariff that the council voted."""

    label: ClassVar[Text] = N_("Add a tariff")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = TARIFF


@dataclass(frozen=True)
class ReviseTariff(Revise):
    """Correct a tariff."""

    label: ClassVar[Text] = N_("Correct a tariff")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = TARIFF


@dataclass(frozen=True)
class RemoveTariffs(Remove):
    """Remove tariffs that no receipt used."""

    label: ClassVar[Text] = N_("Remove tariffs")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = TARIFF


class TariffRow(NamedTuple):
    """A tariff as a table shows it."""

    id: int
    title: str
    unit: str
    amount: Money
    code: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    deliberation: str
    note: str


def tariffs(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[TariffRow]:
    """List the tariffs by account and title."""
    t = Tariff
    query = select(
        t.id,
        t.title,
        t.unit,
        t.amount,
        t.code,
        t.valid_from,
        t.valid_until,
        t.deliberation,
        t.note,
    ).order_by(t.code, t.title, t.valid_from)
    if ids is not None:
        query = query.where(t.id.in_(ids))
    return [TariffRow(*row) for row in session.execute(query)]
