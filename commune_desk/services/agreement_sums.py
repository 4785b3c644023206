"""What agreements come to: agreed, promised, received, spent, by year and by action."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeVar

from commune_desk.domain.agreement_money import Conversion, converted, whole
from commune_desk.services.agreement_parts import fundings
from commune_desk.services.agreements import AgreementRow, agreements
from commune_desk.services.fund_uses import fund_uses
from commune_desk.services.programming import code_key
from commune_desk.services.tranches import tranches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.agreement_parts import FundingRow
    from commune_desk.services.fund_uses import UseRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.tranches import TrancheRow

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Overview(AgreementRow):
    """An agreement with its fundings, its tranches and its uses."""

    fundings: tuple[FundingRow, ...] = ()
    tranches: tuple[TrancheRow, ...] = ()
    uses: tuple[UseRow, ...] = ()

    @property
    def agreed(self) -> int:
        """Hundredths of the currency that all funders give, all years."""
        return sum(row.amount_cents for row in self.fundings)

    @property
    def forecast(self) -> int:
        """Hundredths of the currency that the tranches foresee."""
        return sum(row.forecast_cents for row in self.tranches)

    @property
    def promised(self) -> int:
        """Hundredths of the currency that funders have promised tranche by tranche."""
        return sum(row.promised_cents or 0 for row in self.tranches)

    @property
    def received(self) -> int:
        """Hundredths of the currency that came in."""
        return sum(row.received_cents or 0 for row in self.tranches)

    @property
    def credited(self) -> Money:
        """Francs that came in, as credited or at the rate of the day."""
        return whole(sum((row.exact for row in self.tranches), NOTHING))

    @property
    def spent(self) -> Money:
        """Francs that were spent."""
        return whole(sum((row.exact for row in self.uses), NOTHING))

    @property
    def left(self) -> Money:
        """Francs that came in and are not spent."""
        return self.credited - self.spent

    @property
    def converted(self) -> Conversion | None:
        """What was agreed, in francs, year by year and at once; None without a rate."""
        return converted(self.terms, [cents for _, cents in self.by_year()])

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the agreement, and any other with money, in order."""
        last = self.ends_on.year if self.ends_on else self.begins_on.year
        span = set(range(self.begins_on.year, last + 1))
        return tuple(sorted(span | {row.year for row in self.fundings}))

    def by_year(self) -> list[tuple[int, int]]:
        """Give what was agreed for each year, in hundredths."""
        return [
            (year, sum(r.amount_cents for r in self.fundings if r.year == year))
            for year in self.years
        ]

    def funders(self) -> list[tuple[int, str]]:
        """Name who gives or sent money, in the order of entry."""
        found: dict[int, str] = {}
        for gift in self.fundings:
            found.setdefault(gift.partner_id, gift.partner)
        for part in self.tranches:
            found.setdefault(part.partner_id, part.partner)
        return list(found.items())

    def by_action(self) -> list[ActionUse]:
        """Give what was spent for each action, the numbers in order."""
        return by_action(self.uses)


@dataclass(frozen=True, slots=True)
class ActionUse:
    """What an action took of the money of agreements."""

    action_id: int | None
    code: str
    title: str
    uses: tuple[UseRow, ...]

    @property
    def spent(self) -> Money:
        """Francs it took."""
        return whole(sum((row.exact for row in self.uses), NOTHING))


def by_action(uses: Iterable[UseRow]) -> list[ActionUse]:
    """Group uses by action; those of none stand last."""
    groups: dict[int | None, list[UseRow]] = defaultdict(list)
    for row in uses:
        groups[row.action_id].append(row)
    made = [
        ActionUse(action, rows[0].action_code, rows[0].action, tuple(rows))
        for action, rows in groups.items()
    ]
    return sorted(made, key=lambda each: (each.action_id is None, code_key(each.code)))


class _Part(Protocol):
    @property
    def agreement_id(self) -> int:
        """Whose part it is."""


P = TypeVar("P", bound=_Part)


def _grouped(rows: Iterable[P]) -> dict[int, list[P]]:
    found: dict[int, list[P]] = defaultdict(list)
    for row in rows:
        found[row.agreement_id].append(row)
    return found


def overviews(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[Overview]:
    """List the agreements with their money, the latest first."""
    gifts = _grouped(fundings(session))
    parts = _grouped(tranches(session))
    went = _grouped(fund_uses(session))
    own = [field.name for field in fields(AgreementRow)]
    return [
        Overview(
            **{name: getattr(row, name) for name in own},
            fundings=tuple(gifts.get(row.id, ())),
            tranches=tuple(parts.get(row.id, ())),
            uses=tuple(went.get(row.id, ())),
        )
        for row in agreements(session, None, ids)
    ]
