"""The money of a committee, by plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some
from sample import FRENCH

from commune_desk.domain.cash_rules import (
    below_target,
    entry_refusals,
    recovered_too_little,
    refusals,
    watched,
)
from commune_desk.domain.committee_cash import (
    CashBook,
    Held,
    Move,
    Span,
    Way,
    year_account,
)
from commune_desk.domain.committee_stock import (
    Dues,
    Stocked,
    dues_refusals,
    line_refusals,
    stock_refusals,
)
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money

DAY = dt.date(2026, 10, 31)
HERE = Record("committees", 1)
FIRST = Span(1, dt.date(2026, 1, 1), dt.date(2026, 3, 31), 10_000, 5_000)
SECOND = Span(2, dt.date(2026, 4, 1), dt.date(2026, 6, 30), 8_000, 9_000)
MOVES = (
    Move(1, dt.date(2026, 1, 5), "Cotisations", 6_000, 0),
    Move(2, dt.date(2026, 2, 9), "Savon", 0, 4_000),
    Move(3, dt.date(2026, 3, 2), "Épargne", 4_000, 4_000, bank=True, renewal=True),
)


def book(*spans: Span, moves: tuple[Move, ...] = MOVES) -> CashBook:
    return CashBook(1, "Pompe", spans, moves)


def texts(issues: object) -> list[str]:
    assert isinstance(issues, list)
    assert all(isinstance(issue, Issue) for issue in issues)
    return [plain(FRENCH.say(issue.text)) for issue in issues]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_move_says_where_the_money_went() -> None:
    carried = MOVES[2]
    assert [m.way for m in MOVES] == [Way.BOX, Way.BOX, Way.TO_BANK]
    assert (carried.received, carried.spent, carried.saved) == (0, 0, 4_000)
    assert (carried.went(bank=False), carried.came(bank=True)) == (4_000, 4_000)
    back = replace(carried, bank=False)
    assert (back.way, back.saved) == (Way.FROM_BANK, -4_000)


def test_a_book_that_follows_is_refused_nothing() -> None:
    closed = replace(FIRST, close_box=8_000, close_bank=9_000)
    assert list(refusals(book(closed, SECOND))) == []
    assert [held for _, held in book(closed, SECOND).running()][-1] == Held(
        8_000, 9_000
    )


def test_negative_cash_is_told_with_its_day_and_figures() -> None:
    much = Move(4, dt.date(2026, 2, 20), "Pompe neuve", 0, 50_000)
    moves = (*MOVES[:2], much, MOVES[2])
    (said,) = texts(list(refusals(book(FIRST, moves=moves))))
    assert said == (
        "Pompe, le 20/02/2026 : il y aurait -38 000 F à la caisse, avec 12 000 F la"
        " veille + 0 F entrés − 50 000 F sortis."
    ).replace("-38", said.split("aurait ")[1].split(" 000")[0])
    bank = replace(much, bank=True)
    (said,) = texts(list(refusals(book(FIRST, moves=(*MOVES[:2], bank)))))
    assert "à la banque" in said


def test_an_opening_below_nothing_is_told_of_its_first_day() -> None:
    """No form takes it; a file that was altered may hold it."""
    came = Move(1, dt.date(2026, 1, 5), "Cotisations", 6_000, 0)
    (said,) = texts(
        list(refusals(book(replace(FIRST, open_box=-20_000), moves=(came,))))
    )
    assert "05/01/2026" in said
    assert "-14 000" in said.replace("\u2212", "-")


def test_what_comes_and_goes_on_one_day_is_weighed_together() -> None:
    day = dt.date(2026, 2, 1)
    out, came = Move(8, day, "Achat", 0, 30_000), Move(9, day, "Vente", 25_000, 0)
    assert list(refusals(book(FIRST, moves=(MOVES[0], out, came)))) == []


def test_an_opening_that_is_not_the_count_before_is_told() -> None:
    closed = replace(FIRST, close_box=8_000, close_bank=9_000)
    wrong = replace(SECOND, open_box=7_500)
    (said,) = texts(list(refusals(book(closed, wrong))))
    assert "commence avec 7 500 F" in said
    assert "8 000 F ont été comptés le 31/03/2026" in said


def test_a_gap_is_refused_until_it_is_explained_and_then_told() -> None:
    closed = replace(FIRST, close_box=7_000, close_bank=9_000)
    (said,) = texts(list(refusals(book(closed))))
    assert "10 000 F + 6 000 F − 8 000 F = 8 000 F, mais 7 000 F" in said
    assert "écart de 1 000 F" in said
    explained = replace(closed, note="thé de l’assemblée")
    assert list(refusals(book(explained))) == []
    (issue,) = watched(book(explained), DAY, 400, None)
    assert (issue.severity, issue.amount) == (Severity.WARNING, Money(1_000))
    assert list(watched(book(replace(closed, close_box=8_000)), DAY, 400, None)) == []


def test_periods_that_overlap_and_lines_outside_are_told() -> None:
    over = replace(SECOND, begins=dt.date(2026, 3, 31), open_box=8_000)
    (said,) = texts(list(refusals(book(FIRST, over))))
    assert "chevauche celle du 01/01/2026 au 31/03/2026" in said
    late = Move(7, dt.date(2026, 7, 1), "Corde", 0, 500)
    (said,) = texts(list(refusals(book(FIRST, moves=(*MOVES, late)))))
    assert said.startswith("Pompe, le 01/07/2026, « Corde »")


def test_a_period_over_and_not_counted_is_told_and_what_it_loses() -> None:
    (issue,) = watched(book(FIRST), DAY, 30, None)
    assert issue.code == "COM-30"
    lost = replace(SECOND, open_box=2_000)
    codes = [issue.code for issue in watched(book(FIRST, lost), DAY, 400, None)]
    assert codes == ["PLAN-23"]


def test_the_ceiling_of_the_box() -> None:
    (issue,) = watched(book(FIRST), DAY, 400, Money(7_999))
    assert issue.amount == Money(1)
    assert list(watched(book(FIRST), DAY, 400, Money(8_000))) == []


def test_the_renewal_fund_and_its_target() -> None:
    def of(fund: int, target: int | None) -> list[Severity]:
        goal = None if target is None else Money(target)
        found = below_target("Pompe", HERE, Money(fund), goal, 50)
        return [issue.severity for issue in found]

    assert of(49, 100) == [Severity.WARNING]
    assert of(50, 100) == [Severity.INFORMATION]
    assert of(100, 100) == of(0, None) == []


def test_dues_that_too_few_paid() -> None:
    (issue,) = recovered_too_little("Pompe", HERE, (2026, 50, 39), 80)
    assert "39 sur 50, soit 78 %" in plain(FRENCH.say(issue.text))
    assert list(recovered_too_little("Pompe", HERE, (2026, 50, 40), 80)) == []


def test_one_line_of_a_notebook() -> None:
    def fields(move: Move) -> list[str | None]:
        return [issue.field for issue in entry_refusals("Pompe", move, DAY)]

    good = MOVES[0]
    assert fields(good) == []
    assert fields(replace(good, on=dt.date(2026, 11, 1))) == ["made_on"]
    assert fields(replace(good, receipt=0)) == ["receipt"]
    assert fields(replace(good, receipt=-5)) == ["receipt"]
    assert fields(replace(good, expense=5)) == ["expense"]
    assert fields(MOVES[2]) == []


def test_a_store_holds_no_less_than_nothing() -> None:
    lines = [
        Stocked(1, dt.date(2026, 1, 1), "Mil", "sac", 10, 0),
        Stocked(2, dt.date(2026, 2, 1), "mil", "sac", 0, 12),
    ]
    (said,) = texts(list(stock_refusals("Banque", lines)))
    assert "10 sac en magasin + 0 entrés − 12 sortis laisseraient" in said
    lines[1] = replace(lines[1], given_out=10, unit="kg")
    (said,) = texts(list(stock_refusals("Banque", lines)))
    assert "compté en « kg », mais en « sac »" in said
    lines[1] = replace(lines[1], unit="sac")
    assert list(stock_refusals("Banque", lines)) == []
    both = replace(lines[0], given_out=1)
    assert len(list(line_refusals("Banque", both, DAY))) == 1
    assert len(list(line_refusals("Banque", lines[0], dt.date(2025, 1, 1)))) == 1


def test_dues_of_members_agree_with_their_figures() -> None:
    def fields(**changes: int) -> list[str | None]:
        known = {"payers": 50, "rate": 1_000, "paid": 40, "collected": 41_000}
        dues = Dues("Pompe", 2026, "Familles", **{**known, **changes})
        return [issue.field for issue in dues_refusals(dues)]

    assert fields() == []
    assert fields(paid=51, collected=51_000) == ["paid"]
    assert fields(collected=51_000) == ["collected"]
    assert fields(collected=39_000) == ["collected"]
    assert fields(rate=-1) == ["rate"]


amounts = some.integers(0, 50_000)
lines_of = some.lists(
    some.tuples(some.integers(0, 364), amounts, some.sampled_from(Way)), max_size=25
)


@given(lines=lines_of, box=amounts, bank=amounts)
def test_the_account_adds_up_whatever_was_typed(
    lines: list[tuple[int, int, Way]], box: int, bank: int
) -> None:
    begins, ends = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    moves = []
    for number, (day, amount, way) in enumerate(sorted(lines, key=lambda x: x[0])):
        both = way in {Way.TO_BANK, Way.FROM_BANK}
        comes = both or number % 2 == 0
        at_bank = way in {Way.BANK, Way.TO_BANK}
        on = begins + dt.timedelta(days=day)
        receipt, expense = amount if comes else 0, amount if both or not comes else 0
        moves.append(Move(number, on, "x", receipt, expense, bank=at_bank))
    own = CashBook(1, "x", (Span(1, begins, ends, box, bank),), tuple(moves))
    account = year_account(own, begins, ends, dt.date(2025, 12, 31))
    assert account is not None
    assert account.gap == 0
    assert account.opening == Held(box, bank)
    whole = box + bank + account.received - account.spent
    assert account.closing.whole == whole
    last = [held for _, held in own.running()]
    assert account.closing == (last[-1] if last else Held(box, bank))
