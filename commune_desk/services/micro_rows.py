"""The micro-projects as tables, screens, rules and papers read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from commune_desk.domain.currencies import FRANCS, HUNDREDTHS, stated
from commune_desk.domain.micro_course import Course, Purse
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.micro_rules import Micro
from commune_desk.domain.money import Foreign, Money
from commune_desk.services.memory import read_once
from commune_desk.services.micro_checks import money_of, rates_of, steps_of
from commune_desk.services.portfolios import cycles, pot_of
from commune_desk.storage.models import (
    Action,
    Committee,
    MicroProject,
    MicroStep,
    Partner,
    Portfolio,
    Sector,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.micro_course import CycleStep
    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class MicroRow:
    """A micro-project as tables, screens and papers see it."""

    id: int
    portfolio_id: int
    number: str
    title: str
    currency: str
    cost_cents: int | None
    rate: str
    cash_cents: int | None
    kind_cents: int | None
    state: MicroState
    projects: int
    sector_id: int | None
    village_id: int | None
    place: str
    region: str
    need_rank: int | None
    sponsor: str
    executing: str
    partner_id: int | None
    agreement_id: int | None
    committee_id: int | None
    action_id: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    women: int | None
    men: int | None
    read_as: str
    source: str
    note: str
    portfolio: Portfolio
    sector_code: str
    sector: str
    """The head of its sector, where it stands under one."""

    village: str
    partner: str
    committee: str
    action: str
    cycle: tuple[CycleStep, ...]
    steps: tuple[MicroStep, ...]
    """Taken, in the order of the cycle."""

    forecast: tuple[tuple[dt.date, int], ...]
    received: tuple[tuple[dt.date, int], ...]
    spent: tuple[tuple[dt.date, int, str], ...]
    rates: Mapping[str, str]

    @property
    def reference(self) -> str:
        """Name it briefly: “DCC 3”."""
        return f"{self.portfolio.short} {self.number}"

    @property
    def where(self) -> str:
        """The village, or the place that was typed."""
        return self.village or self.place

    @property
    def micro(self) -> Micro:
        """As the rules see it."""
        return Micro(
            self.reference, pot_of(self.portfolio), self.currency, self.cost_cents,
            self.rate, self.cash_cents, self.kind_cents, self.projects,
            self.starts_on, self.ends_on, self.women, self.men, self.need_rank,
            self.rates,
        )  # fmt: skip

    @property
    def course(self) -> Course:
        """The steps against the cycle."""
        days = {step.step_id: step.done_on for step in self.steps}
        return Course(self.reference, self.cycle, days, self.state)

    @property
    def purse(self) -> Purse:
        """What came and went."""
        agreed = self.course.day_of(MicroState.AGREED)
        needs = bool(self.steps) and any(
            s.state is MicroState.AGREED for s in self.cycle
        )
        return Purse(
            self.reference, self.currency, self.received, self.spent, agreed, needs
        )

    @property
    def came(self) -> int:
        """Hundredths received."""
        return self.purse.whole

    @property
    def went(self) -> int:
        """Hundredths spent."""
        return sum(cents for _, cents, _ in self.spent)

    @property
    def planned(self) -> int:
        """Hundredths that the tranches forecast."""
        return sum(cents for _, cents in self.forecast)

    @property
    def francs(self) -> Money | None:
        """The cost in francs; None where it or its rate is not known."""
        rate = self.micro.rate_of(self.currency)
        if self.cost_cents is None or rate is None:
            return None
        if self.currency == FRANCS:
            return Money(self.cost_cents // HUNDREDTHS)
        return Foreign(self.cost_cents, self.currency).in_francs(rate)

    @property
    def cost(self) -> Text | Foreign | str:
        """The cost with its unit."""
        return "" if self.cost_cents is None else stated(self.cost_cents, self.currency)

    @property
    def last_on(self) -> dt.date | None:
        """The day of its latest step."""
        return self.steps[-1].done_on if self.steps else None

    @property
    def next_step(self) -> str:
        """The step that comes next; empty at the end, or where no step was noted."""
        step = self.course.next
        untouched = not self.steps and self.state is not MicroState.NEED
        return "" if step is None or untouched else step.title

    @property
    def year(self) -> int | None:
        """The year that it counts in: of its first step, or of its beginning."""
        day = self.steps[0].done_on if self.steps else self.starts_on
        return None if day is None else day.year

    @property
    def funder(self) -> str:
        """Who pays: its partner, or the funders of its portfolio."""
        return self.partner or self.portfolio.funders


def micro_projects(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[MicroRow]:
    """List the micro-projects, by portfolio, in the order of their numbers."""
    if ids is None:
        return list(read_once(session, "micro.projects", lambda: _read(session, None)))
    return _read(session, ids)


def _read(session: Session, ids: Collection[int] | None) -> list[MicroRow]:
    head = aliased(Sector)
    query = (
        select(
            MicroProject,
            Portfolio,
            Sector.code,
            func.coalesce(head.title, Sector.title, ""),
            func.coalesce(Village.name, ""),
            func.coalesce(Partner.name, ""),
            func.coalesce(Committee.name, ""),
            func.coalesce(Action.code + " " + Action.title, ""),
        )
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .join(Sector, Sector.id == MicroProject.sector_id, isouter=True)
        .join(head, head.id == Sector.parent_id, isouter=True)
        .join(Village, Village.id == MicroProject.village_id, isouter=True)
        .join(Partner, Partner.id == MicroProject.partner_id, isouter=True)
        .join(Committee, Committee.id == MicroProject.committee_id, isouter=True)
        .join(Action, Action.id == MicroProject.action_id, isouter=True)
    )
    if ids is not None:
        query = query.where(MicroProject.id.in_(ids))
    found = session.execute(query).all()
    steps = steps_of(session, ids)
    received, spent, forecast = money_of(session, ids, forecast=True)
    known, rates = cycles(session), rates_of(session)
    keys = MicroProject.__table__.columns.keys()
    rows = [
        MicroRow(
            **{key: getattr(row, key) for key in keys},
            portfolio=portfolio,
            sector_code=code or "",
            sector=sector,
            village=village,
            partner=partner,
            committee=committee,
            action=action,
            cycle=known.get(row.portfolio_id, ()),
            steps=tuple(steps.get(row.id, ())),
            forecast=tuple(forecast.get(row.id, ())),
            received=tuple(received.get(row.id, ())),
            spent=tuple(spent.get(row.id, ())),
            rates=rates.get(row.agreement_id or 0, {}),
        )
        for row, portfolio, code, sector, village, partner, committee, action in found
    ]
    return sorted(rows, key=lambda row: (row.portfolio_id, _figures(row.number)))


def _figures(number: str) -> tuple[int, str]:
    """Let 10 stand after 9; numbers with letters after those without."""
    head = number.split(" ", maxsplit=1)[0].rsplit("-", maxsplit=1)[-1]
    return (int(head) if head.isdecimal() else 1 << 30, number)
