"""Commands on the money of committees; findings that appear and disappear."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.committee_cash import Way
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.text import Text
from commune_desk.services.cash_categories import (
    AddCategory,
    RemoveCategories,
    ReviseCategory,
)
from commune_desk.services.cash_entries import (
    AddEntry,
    RemoveEntries,
    ReviseEntry,
    entries,
)
from commune_desk.services.cash_guess import guessed
from commune_desk.services.cash_periods import (
    AddPeriod,
    ClosePeriod,
    RemovePeriods,
    ReopenPeriod,
    RevisePeriod,
)
from commune_desk.services.cash_review import of_cash
from commune_desk.services.command import Several
from commune_desk.services.committee_accounts import accounts
from commune_desk.services.committee_cash import money_facts
from commune_desk.services.committee_stock import (
    AddStockEntry,
    RemoveStockEntries,
    ReviseStockEntry,
)
from commune_desk.services.committee_types import AddCommitteeType
from commune_desk.services.committees import (
    AddCommittee,
    RemoveCommittees,
    ReviseCommittee,
)
from commune_desk.services.member_dues import AddDues, RemoveDues, ReviseDues
from commune_desk.services.period_rows import periods
from commune_desk.services.scope import Scope
from commune_desk.services.settings import SetPreference
from commune_desk.storage.models import CashEntry

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.period_rows import PeriodRow

JANUARY, JUNE, JULY = dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1)
DECEMBER = dt.date(2026, 12, 31)


@dataclass
class Cash:
    small: Sample
    committee: int
    kind: int
    other_kind: int
    period: int
    dues: int
    repair: int

    def do(self, command: Any) -> Any:
        return self.small.desk.do(command)

    def note(self, on: dt.date, title: str, **more: Any) -> int:
        known = {"committee_id": self.committee, "made_on": on, "title": title, **more}
        return int(self.do(AddEntry(known)))

    def refused(self, command: Any) -> str:
        with pytest.raises(Rejected) as caught:
            self.do(command)
        return " ".join(FRENCH.say(issue.text) for issue in caught.value.issues)

    def codes(self) -> list[str]:
        with self.small.store.reading() as session:
            return [issue.code for issue in of_cash(session)]

    def periods(self) -> list[PeriodRow]:
        with self.small.store.reading() as session:
            return periods(session)


@pytest.fixture
def cash(small: Sample) -> Cash:
    do = small.desk.do
    do(SetPreference("situation.date", "31/10/2026"))
    kind = do(AddCommitteeType({"code": "CPE", "title": "Point d’eau"}))
    other = do(AddCommitteeType({"code": "CGS", "title": "École"}))
    made = {"name": "Pompe", "type_id": kind, "created_on": dt.date(2020, 1, 5)}
    committee = do(AddCommittee(made))
    dues = do(AddCategory({"title": "Cotisations", "receipt": True}))
    repair = do(AddCategory({"title": "Réparations", "receipt": False}))
    known = {"committee_id": committee, "begins_on": JANUARY, "ends_on": JUNE}
    period = do(AddPeriod({**known, "opening_cash": Money(10_000)}))
    return Cash(small, committee, kind, other, period, dues, repair)


def test_a_line_is_noted_and_its_balance_runs_on(cash: Cash) -> None:
    cash.note(dt.date(2026, 2, 1), "Cotisations", receipt=Money(5_000))
    cash.note(dt.date(2026, 1, 9), "Corde", expense=Money(1_500))
    saved = {"expense": Money(3_000), "way": Way.TO_BANK, "renewal": True}
    cash.note(dt.date(2026, 3, 1), "Épargne", **saved)
    with cash.small.store.reading() as session:
        rows = entries(session)
        facts = money_facts(session, dt.date(2026, 10, 31))
        (row,) = accounts(session, Scope(2026))
    assert [(r.title, r.box.francs, r.bank.francs) for r in rows] == [
        ("Corde", 8_500, 0),
        ("Cotisations", 13_500, 0),
        ("Épargne", 10_500, 3_000),
    ]
    assert rows[2].carried == Money(3_000)
    assert rows[2].receipt is rows[2].expense is None
    assert facts[cash.committee]["fund"] == Money(3_000)
    assert facts[cash.committee]["last_cash"] == dt.date(2026, 3, 1)
    assert (row.received, row.spent, row.closing) == (
        Money(5_000),
        Money(1_500),
        Money(13_500),
    )


def test_the_box_never_falls_below_zero(cash: Cash) -> None:
    day = dt.date(2026, 2, 1)
    base = {"committee_id": cash.committee, "made_on": day, "title": "Pompe"}
    said = cash.refused(AddEntry({**base, "expense": Money(10_001)}))
    assert "Pompe, le 01/02/2026" in said
    assert "sortis" in said
    came = cash.note(day, "Cotisations", receipt=Money(1))
    cash.note(dt.date(2026, 2, 2), "Pompe", expense=Money(10_001))
    assert "sortis" in cash.refused(RemoveEntries((came,)))
    assert "sortis" in cash.refused(ReviseEntry(came, "made_on", dt.date(2026, 3, 1)))
    assert "sortis" in cash.refused(ReviseEntry(came, "way", Way.BANK))
    assert "sortis" in cash.refused(
        RevisePeriod(cash.period, "opening_cash", Money(9_999))
    )
    with cash.small.store.reading() as session:
        assert len(entries(session)) == 2


def test_a_bulk_act_is_weighed_as_a_whole(cash: Cash) -> None:
    base = {"committee_id": cash.committee, "made_on": dt.date(2026, 2, 1)}
    out = AddEntry({**base, "title": "Achat", "expense": Money(40_000)})
    came = AddEntry({**base, "title": "Vente", "receipt": Money(30_000)})
    cash.do(Several((out, came), Text("x")))
    more = AddEntry({**base, "title": "Corde", "expense": Money(1)})
    assert "sortis" in cash.refused(Several((more,), Text("x")))


def test_a_line_needs_an_open_period(cash: Cash) -> None:
    base = {"committee_id": cash.committee, "title": "Corde", "receipt": Money(5)}
    said = cash.refused(AddEntry({**base, "made_on": JULY}))
    assert "aucune période" in said
    line = cash.note(dt.date(2026, 2, 1), "Corde", receipt=Money(5))
    cash.do(ClosePeriod(cash.period, Money(10_005)))
    closed = "la période du 01/01/2026 au 30/06/2026 est close"
    day = dt.date(2026, 3, 1)
    assert closed in cash.refused(AddEntry({**base, "made_on": day}))
    assert closed in cash.refused(ReviseEntry(line, "title", "Puisette"))
    assert closed in cash.refused(RemoveEntries((line,)))
    cash.do(ReopenPeriod(cash.period))
    cash.do(ReviseEntry(line, "title", "Puisette"))


def test_what_is_counted_opens_the_next_period(cash: Cash) -> None:
    cash.note(dt.date(2026, 2, 1), "Vente", receipt=Money(5_000))
    said = cash.refused(ClosePeriod(cash.period, Money(14_000)))
    assert "= 15\u202f000 F, mais 14\u202f000 F" in said.replace("\u00a0F", " F")
    cash.do(ClosePeriod(cash.period, Money(14_000), note="perdu au marché"))
    first, second = cash.periods()
    assert first.gap == Money(-1_000)
    assert (second.begins_on, second.ends_on) == (JULY, DECEMBER)
    assert second.opening_cash == Money(14_000)
    assert cash.codes() == ["PLAN-23"]
    assert "ont été comptés" in cash.refused(
        RevisePeriod(second.id, "opening_cash", Money(15_000))
    )
    cash.do(ReopenPeriod(cash.period))
    cash.do(ClosePeriod(cash.period, Money(15_000)))
    assert cash.periods()[1].opening_cash == Money(15_000)
    assert cash.codes() == []
    assert "n’est pas finie" in cash.refused(ClosePeriod(second.id, Money(15_000)))


def test_an_account_that_was_heard_does_not_change(cash: Cash) -> None:
    heard = dt.date(2026, 7, 15)
    assert "rien n’a été compté" in cash.refused(
        RevisePeriod(cash.period, "approved_on", heard)
    )
    cash.do(ClosePeriod(cash.period, Money(10_000)))
    early = RevisePeriod(cash.period, "approved_on", dt.date(2026, 6, 1))
    assert "n’a pas pu entendre" in cash.refused(early)
    cash.do(RevisePeriod(cash.period, "approved_on", heard))
    assert "ne change plus" in cash.refused(ReopenPeriod(cash.period))
    cash.do(RevisePeriod(cash.period, "approved_on", None))
    cash.do(ReopenPeriod(cash.period))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"begins_on": JUNE, "ends_on": DECEMBER}, "chevauche"),
        ({"begins_on": JANUARY, "ends_on": JANUARY}, "commence déjà"),
        ({"begins_on": JULY, "ends_on": JUNE}, "ne peut pas finir"),
        ({"begins_on": dt.date(2019, 1, 1), "ends_on": dt.date(2019, 2, 1)}, "créé"),
        ({"begins_on": JULY, "ends_on": DECEMBER, "opening_bank": Money(-1)}, "impos"),
        ({"begins_on": JULY}, "Au"),
    ],
)
def test_a_period_is_refused(cash: Cash, changes: dict[str, Any], said: str) -> None:
    known = {"committee_id": cash.committee, **changes}
    assert said in cash.refused(AddPeriod(known))


def test_a_period_with_lines_is_not_removed(cash: Cash) -> None:
    line = cash.note(dt.date(2026, 2, 1), "Vente", receipt=Money(5_000))
    assert "aucune période" in cash.refused(RemovePeriods((cash.period,)))
    cash.do(RemoveEntries((line,)))
    cash.do(RemovePeriods((cash.period,)))


def test_a_heading_stands_on_its_side_and_for_its_type(cash: Cash) -> None:
    own = AddCategory({"title": "Cantine", "receipt": True, "type_id": cash.other_kind})
    school = cash.do(own)
    day = dt.date(2026, 2, 1)
    base = {"committee_id": cash.committee, "made_on": day, "title": "Vente"}
    came = {**base, "receipt": Money(5)}
    assert "dépenses" in cash.refused(AddEntry({**came, "category_id": cash.repair}))
    assert "École" in cash.refused(AddEntry({**came, "category_id": school}))
    carried = {**came, "way": Way.TO_BANK, "category_id": cash.dues}
    assert "n’ont pas de rubrique" in cash.refused(AddEntry(carried))
    line = cash.note(day, "Vente", receipt=Money(5), category_id=cash.dues)
    assert "déjà noté" in cash.refused(AddEntry(came))
    assert "de l’autre côté" in cash.refused(
        ReviseCategory(cash.dues, "receipt", value=False)
    )
    assert "lignes de caisse" in cash.refused(RemoveCategories((cash.dues,)))
    cash.do(ReviseEntry(line, "way", Way.TO_BANK))
    with cash.small.store.reading() as session:
        (row,) = entries(session)
    assert (row.category_id, row.carried, row.way) == (None, Money(5), Way.TO_BANK)
    cash.do(ReviseEntry(line, "way", Way.BOX))
    with cash.small.store.reading() as session:
        (row,) = entries(session)
    assert (row.receipt, row.expense) == (None, Money(5))
    lost = AddEntry({**base, "title": "Viré", "carried": Money(5)})
    assert "dites s’ils" in cash.refused(lost)


def test_the_heading_is_guessed_from_what_was_typed(cash: Cash) -> None:
    day = dt.date(2026, 2, 1)
    known = {"category_id": cash.dues, "renewal": True}
    cash.note(day, "Cotisations de février", receipt=Money(5), **known)
    with cash.small.store.reading() as session:
        same = guessed(session, cash.committee, "cotisations de fevrier")
        alike = guessed(session, cash.committee, "Cotisations de mars")
        other = guessed(session, cash.committee, "Corde")
    assert (same.category_id, same.way, same.renewal) == (cash.dues, Way.BOX, True)
    assert (alike.category_id, alike.way, alike.renewal) == (cash.dues, None, False)
    assert other.category_id is None


def test_findings_of_the_fund_the_ceiling_and_the_dues(cash: Cash) -> None:
    cash.do(ClosePeriod(cash.period, Money(10_000)))
    assert cash.codes() == []
    cash.do(ReviseCommittee(cash.committee, "cash_ceiling", Money(9_000)))
    assert cash.codes() == ["PLAN-23"]
    cash.do(ReviseCommittee(cash.committee, "cash_ceiling", Money(10_000)))
    cash.do(ReviseCommittee(cash.committee, "renewal_target", Money(6_000)))
    assert cash.codes() == ["PLAN-24"]
    saved = {"way": Way.TO_BANK, "renewal": True, "expense": Money(6_000)}
    cash.note(JULY, "Épargne", **saved)
    assert cash.codes() == []
    known = {"committee_id": cash.committee, "year": 2026, "title": "Familles"}
    rated = {"payers": 10, "rate": Money(1_000), "paid": 7, "collected": Money(7_000)}
    dues = cash.do(AddDues({**known, **rated}))
    assert cash.codes() == ["PLAN-24"]
    cash.do(ReviseDues(dues, "paid", 8))
    assert cash.codes() == []
    assert "existe déjà" in cash.refused(AddDues({**known, **rated}))
    assert "il n’y a que 10 payeurs" in cash.refused(ReviseDues(dues, "paid", 11))
    later = {**known, **rated, "year": 2027}
    assert "après le jour" in cash.refused(AddDues(later))
    cash.do(RemoveDues((dues,)))


def test_a_period_over_is_found_until_it_is_counted(cash: Cash) -> None:
    assert cash.codes() == ["COM-30"]
    cash.do(SetPreference("committees.counting", "200"))
    assert cash.codes() == []
    cash.do(SetPreference("committees.counting", ""))
    assert cash.codes() == ["COM-30"]
    cash.do(ClosePeriod(cash.period, Money(10_000)))
    assert cash.codes() == []


def test_what_a_file_of_elsewhere_contradicts_is_found(cash: Cash) -> None:
    cash.do(ClosePeriod(cash.period, Money(10_000)))
    with cash.small.store.writing("test") as unit:
        wrong = CashEntry(
            committee_id=cash.committee,
            made_on=JULY,
            title="Pompe",
            expense=Money(10_001),
        )
        row_id = unit.add(wrong)
    assert cash.codes() == ["PLAN-23"]
    cash.do(RemoveEntries((row_id,)))
    assert cash.codes() == []


def test_the_store_is_weighed_day_by_day(cash: Cash) -> None:
    base = {"committee_id": cash.committee, "item": "Mil", "unit": "sac"}
    taken = cash.do(AddStockEntry({**base, "made_on": JULY, "taken_in": 10}))
    day = dt.date(2026, 8, 1)
    out = cash.do(AddStockEntry({**base, "made_on": day, "given_out": 10}))
    twice = AddStockEntry({**base, "made_on": day, "given_out": 1})
    assert "déjà noté" in cash.refused(twice)
    assert "laisseraient" in cash.refused(ReviseStockEntry(out, "given_out", 11))
    assert "laisseraient" in cash.refused(RemoveStockEntries((taken,)))
    assert "compté en" in cash.refused(ReviseStockEntry(out, "unit", "kg"))
    assert "n’est pas un prix" in cash.refused(
        ReviseStockEntry(out, "unit_price", Money(-1))
    )
    cash.do(RemoveStockEntries((out, taken)))


def test_a_committee_with_money_is_not_removed(cash: Cash) -> None:
    assert "Pompe" in cash.refused(RemoveCommittees((cash.committee,)))
    cash.do(RemovePeriods((cash.period,)))
    cash.do(RemoveCommittees((cash.committee,)))
