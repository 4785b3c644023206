"""What every paper of a budget reads: the year, one document of it, its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN, DocumentKind, Section, Side
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Title, say_prose
from commune_desk.reports.document import DRAFT
from commune_desk.reports.frame import named
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import lines_of, primitive
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune
from commune_desk.storage.models import BudgetDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear

GROUP = N_("Budget")
BLANK = "…………………"
"""Left to the pen."""

TO_BE_VERIFIED = N_("{text} (to be verified)")


@dataclass(frozen=True)
class Sheet:
    """One document of a year’s budget with its lines."""

    telling: Telling
    year: FiscalYear
    document: BudgetDocument

    @cached_property
    def lines(self) -> list[BudgetRow]:
        """The lines of which any figure is known, in the order of a budget."""
        rows = lines_of(self.telling.session, self.year, self.document)
        known = ("realised", "forecast", "proposed", "voted", "approved")
        return [row for row in rows if any(getattr(row, k) is not None for k in known)]

    @cached_property
    def settings(self) -> dict[str, str]:
        """The settings of the commune."""
        return preferences(self.telling.session)

    @property
    def commune(self) -> Text | str:
        """The commune as a sentence names it: “commune rurale de …”."""
        return commune_of(self.telling.session)

    @property
    def label(self) -> str:
        """The year as a title writes it, without groups of figures."""
        return str(self.year.year)

    @property
    def voted(self) -> bool:
        """Whether the council has voted it."""
        return self.document.state in FROZEN

    def amount(self, row: BudgetRow) -> Money | None:
        """Give the figure that counts: approved, else voted, else proposed."""
        if not self.voted:
            return row.proposed
        return row.approved if row.approved is not None else row.voted

    def part(self, section: Section, side: Side) -> list[BudgetRow]:
        """List the lines of one of the four parts."""
        return [r for r in self.lines if (r.section, r.side) == (section, side)]

    def sum(self, rows: Iterable[BudgetRow]) -> Money:
        """Add up what counts."""
        return Money.total(self.amount(row) for row in rows)

    def of(self, section: Section, side: Side) -> Money:
        """Give the total of a part."""
        return self.sum(self.part(section, side))

    def side(self, side: Side) -> Money:
        """Give the total of both sections on one side."""
        return self.sum(row for row in self.lines if row.side is side)

    def before(self, section: Section, side: Side) -> Money:
        """Give what the year before was forecast in a part."""
        return Money.total(row.forecast for row in self.part(section, side))

    def passing(self, section: Section, side: Side) -> Money:
        """Give what only passes through a part: teachers’ pay."""
        rows = self.part(section, side)
        return self.sum(row for row in rows if row.account.pass_through)

    @property
    def handed_over(self) -> Money:
        """What operating hands to investment."""
        rows = self.part(Section.OPERATING, Side.EXPENDITURE)
        return self.sum(row for row in rows if row.order)

    def effort(self, *, without_passing: bool) -> Share | None:
        """Give what is handed over as a share of the operating revenue."""
        whole = self.of(Section.OPERATING, Side.REVENUE)
        if without_passing:
            whole -= self.passing(Section.OPERATING, Side.REVENUE)
        return Share.of(self.handed_over, whole)


def commune_of(session: Session) -> Text | str:
    """Name the commune of the dossier."""
    commune = own_commune(session)
    return named(commune.name if commune else "…")


def sheet_of(telling: Telling) -> Sheet | None:
    """Find the primitive budget of the year; None while there is none."""
    year = fiscal_year(telling.session, telling.scope.year)
    if year is None:
        return None
    return Sheet(telling, year, primitive(telling.session, year.id))


def sheets_of(telling: Telling, kind: DocumentKind) -> list[Sheet]:
    """List the documents of a kind that the year has, in their order."""
    year = fiscal_year(telling.session, telling.scope.year)
    if year is None:
        return []
    found = telling.session.scalars(
        select(BudgetDocument)
        .where(
            BudgetDocument.fiscal_year_id == year.id,
            BudgetDocument.kind == kind,
        )
        .order_by(BudgetDocument.number)
    )
    return [Sheet(telling, year, document) for document in found]


def nothing_yet(title: Text, year: int) -> Iterator[Block]:
    """Say that there is nothing to print yet."""
    yield Title(N_("{title} {year}", title=title, year=str(year)))
    yield say_prose(
        N_(
            "The year {year} has no budget yet: open it on the budget page.",
            year=str(year),
        )
    )


def over(scope: Scope) -> str:
    """Give the year that ends a title."""
    return str(scope.year)


def standing(session: Session, scope: Scope) -> tuple[Said, Said]:
    """Say how far the budget of the year has come; a draft is marked as one."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return "", ""
    document = primitive(session, year.id)
    if document.state in FROZEN:
        return stated(document), ""
    return stated(document), DRAFT


def unmarked(session: Session, scope: Scope) -> tuple[Said, Said]:
    """Say how far the budget has come, for acts that are no draft themselves."""
    return standing(session, scope)[0], ""


def stated(document: BudgetDocument) -> Text:
    """Say the state of a document with the date of its last act."""
    on = document.approved_on or document.transmitted_on or document.voted_on
    if document.state not in FROZEN:
        on = document.debated_on
    state = NAMES[document.state]
    return N_("{state} on {date}", state=state, date=on) if on else state
