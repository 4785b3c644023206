"""The administrative account crossed: accounts down the page, functions across it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.reports.account_tree import account_tree, figure
from commune_desk.reports.blocks import Heading, Note, PageBreak, Title, say_prose
from commune_desk.reports.budget_crossed import AT_ONCE
from commune_desk.reports.budget_detail import SECTION_TITLES, SIDE_TITLES, TOTALS
from commune_desk.reports.budget_sheet import GROUP, nothing_yet, over
from commune_desk.reports.document import Document
from commune_desk.reports.final_account import PAPER, account_of, standing
from commune_desk.reports.grids import Role
from commune_desk.reports.official_heads import heads
from commune_desk.services.executed import executed_by_line
from commune_desk.services.situation import part
from commune_desk.services.told_functions import PROPOSED, ToldFunctions
from commune_desk.storage.models import BudgetLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.final_account import YearAccount
    from commune_desk.reports.grids import Said, TableBlock
    from commune_desk.services.accounts import AccountRow

TITLE = N_("Administrative account, nature and function crossed")


class Crossed(NamedTuple):
    """What an account realised, by division of functions; `""` has none."""

    account: AccountRow
    """With a star after its title where a function is only proposed."""

    by_division: dict[str, Money]


def story(telling: Telling) -> Iterator[Block]:
    """Tell the four parts, each with the divisions that have a figure in it."""
    account = account_of(telling)
    if account is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    yield Title(N_("{title}, year {year}", title=TITLE, year=account.label))
    divided = _Divided(account)
    for section in Section:
        for side in Side:
            rows = [
                crossed
                for row in part(account.rows, section, side)
                for crossed in divided.of(row.account)
            ]
            if (section, side) != (Section.OPERATING, Side.REVENUE):
                yield PageBreak()
            yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
            if not rows:
                yield say_prose(N_("Nothing was realised."))
                continue
            found = sorted({d for row in rows for d in row.by_division},
                           key=lambda code: (not code, code))  # fmt: skip
            for start in range(0, len(found), AT_ONCE):
                some = found[start : start + AT_ONCE]
                last = start + AT_ONCE >= len(found) > 1
                yield _table(telling, rows, some, divided.titles, TOTALS[section, side],
                             last=last)  # fmt: skip
    if divided.starred:
        yield Note(_starred(len(divided.starred)))


def _starred(count: int) -> Text:
    return P_(
        "* {count} account has lines that name no function: the one that the"
        " nomenclature proposes is used.",
        "* {count} accounts have lines that name no function: those that the"
        " nomenclature proposes are used.",
        count=count,
    )


class _Divided:
    """What each account realised, shared among the divisions of its lines."""

    def __init__(self, account: YearAccount) -> None:
        session, year = account.telling.session, account.year
        functions = ToldFunctions(session, year.nomenclature_id)
        sums = executed_by_line(session, year.id)
        own = {row.account.id: row.account for row in account.rows}
        self.titles: dict[str, str] = {}
        self.starred: set[int] = set()
        """Accounts of lines whose function is only proposed."""

        self._found: dict[int, dict[str, Money]] = defaultdict(dict)
        for line, account_id, function in session.execute(
            select(BudgetLine.id, BudgetLine.account_id, BudgetLine.function_id).where(
                BudgetLine.fiscal_year_id == year.id
            )
        ):
            if line not in sums:
                continue
            row = own[account_id]
            done = sums[line]
            francs = done.titled if row.side is Side.REVENUE else done.ordered
            if not francs:
                continue
            told = functions.of(function, row.function_code)
            code = told.division if told else ""
            if told:
                self.titles[code] = told.division_title
            if told and told.proposed:
                self.starred.add(account_id)
            before = self._found[account_id].get(code, Money(0))
            self._found[account_id][code] = before + Money(francs)

    def of(self, account: AccountRow) -> Iterator[Crossed]:
        """Give the line of an account that realised something."""
        if account.id not in self._found:
            return
        starred = account.id in self.starred
        title = f"{account.title}{PROPOSED}" if starred else account.title
        yield Crossed(account._replace(title=title), self._found[account.id])


def _table(  # noqa: PLR0913  what a page holds across, and its words
    telling: Telling,
    rows: Sequence[Crossed],
    some: Sequence[str],
    titles: dict[str, str],
    total: Said,
    *,
    last: bool,
) -> TableBlock:
    named = heads(telling, PAPER)
    names: list[Said] = [
        f"{code} {titles.get(code, '')}".strip() if code else N_("Without function")
        for code in some
    ]
    columns = [figure(name) for name in names]
    if last:
        columns.append(figure(N_("Total")))

    def told(own: Sequence[Crossed]) -> tuple[Any, ...]:
        cells: list[Money | None] = []
        for code in some:
            parts = [row.by_division[code] for row in own if code in row.by_division]
            cells.append(Money.total(parts) if parts else None)
        if last:
            cells.append(
                Money.total(m for row in own for m in row.by_division.values())
            )
        return tuple(cells)

    ends = [(total, rows, Role.GRAND)]
    return account_tree(
        rows, (named("code"), named("title")), tuple(columns), told, ends
    )


CROSSED = Document(
    "administrative-account-crossed",
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("What was realised by account and by function."),
    standing=standing,
)
