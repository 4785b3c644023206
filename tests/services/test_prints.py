"""What was printed: kept, never undone, and without a trace on the next page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.prints import PAPER, KeepPrints, last_entry, last_prints
from commune_desk.services.settings import SetPreference

if TYPE_CHECKING:
    import sample

YEAR = 2026


def now() -> dt.date:
    return dt.datetime.now().astimezone().date()


def keep(desk: Desk, kind: str, *papers: tuple[str, str]) -> None:
    desk.do(KeepPrints(papers, kind, YEAR, desk.user.name))


def test_a_print_is_kept_and_neither_undone_nor_journaled(small: sample.Sample) -> None:
    desk = small.desk
    before, done = entries(desk), list(desk.done)
    heard: list[object] = []
    desk.listeners.append(heard.append)
    days = {now()}
    keep(desk, PAPER, ("pia", ""), ("committee-sheet", "3"))
    days.add(now())  # another one where midnight has just passed
    assert entries(desk) == before
    assert desk.done == done
    assert heard == []
    with small.store.reading() as session:
        last = last_prints(session, YEAR)
    assert set(last) == {"pia", "committee-sheet"}
    assert last["pia"].on in days
    assert last["pia"].actor == desk.user.name
    assert last["pia"].entry == before


def test_what_can_be_done_again_can_still_be_after_a_print(
    small: sample.Sample,
) -> None:
    desk = small.desk
    desk.do(SetPreference("plan.label", "PDESC"))
    desk.undo()
    keep(desk, PAPER, ("pia", ""))
    desk.redo()
    assert desk.redo_label() is None


def test_the_last_print_of_a_year_counts_and_shows_that_the_dossier_went_on(
    small: sample.Sample,
) -> None:
    desk = small.desk
    keep(desk, "pdf", ("pia", ""))
    desk.do(SetPreference("plan.label", "PDESC"))
    with small.store.reading() as session:
        assert last_prints(session, YEAR)["pia"].entry < last_entry(session)
    keep(desk, PAPER, ("pia", ""))
    with small.store.reading() as session:
        last = last_prints(session, YEAR)["pia"]
        assert last.entry == last_entry(session)
        assert last_prints(session, YEAR - 1) == {}
    assert last.kind == PAPER


def test_a_reader_may_print(small: sample.Sample) -> None:
    desk = Desk(small.store, User("Élu", Role.READER))
    keep(desk, PAPER, ("pia", ""))
    with small.store.reading() as session:
        assert last_prints(session, YEAR)["pia"].actor == "Élu"


def entries(desk: Desk) -> int:
    with desk.store.reading() as session:
        return last_entry(session)
