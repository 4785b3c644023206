"""A budget voted at a session of the register: day, number, quorum, votes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Severity
from commune_desk.domain.process import SessionKind
from commune_desk.domain.roles import Role
from commune_desk.services.ballots import ballot_issues, session_of
from commune_desk.services.budget_documents import primitive_row
from commune_desk.services.budget_rules import ReviseRule, budget_rules
from commune_desk.services.council import AddSession, sessions
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import TransmitBudget, VoteBudget
from commune_desk.services.instead import instead
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.storage.models import BudgetDocument
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.budget_documents import DocumentRow

ON = dt.date(2025, 10, 30)
FULL = {"present": 12, "proxies": 2, "votes_for": 13, "votes_against": 1}


@pytest.fixture
def desk(before_the_vote: Path) -> Iterator[Desk]:
    store = Store(before_the_vote)
    store.open()
    yield Desk(store, User("secrétaire", Role.SECRETARY))
    store.close()


def document(desk: Desk, year: int = 2026) -> DocumentRow:
    with desk.store.reading() as session:
        found = primitive_row(session, scope_for(session, year))
    assert found is not None
    return found


def meet(desk: Desk, **facts: Any) -> int:
    values = {"held_on": ON, "kind": SessionKind.ORDINARY, **FULL, **facts}
    return desk.do(AddSession({**values, "subject": "Budget"}))


def refusal(desk: Desk, session_id: int, on: dt.date = ON) -> str:
    with pytest.raises(Rejected) as refused:
        desk.do(VoteBudget(document(desk).id, on, "07/2025", session_id))
    assert document(desk).state is DocumentState.DEBATED
    return " ".join(FRENCH.say(issue.text) for issue in refused.value.issues)


def number(desk: Desk, session_id: int) -> str:
    with desk.store.reading() as session:
        (row,) = sessions(session, ids=(session_id,))
    return row.deliberation


def test_the_number_is_taken_from_the_session(desk: Desk) -> None:
    held = meet(desk, deliberation="11/2025")
    desk.do(VoteBudget(document(desk).id, ON, "", held))
    assert document(desk).deliberation == "11/2025"


def test_the_number_is_written_into_the_session_once(desk: Desk) -> None:
    held = meet(desk)
    desk.do(VoteBudget(document(desk).id, ON, "07/2025", held))
    assert number(desk, held) == document(desk).deliberation == "07/2025"
    other = meet(desk, deliberation="11/2025")
    assert number(desk, other) == "11/2025"


def test_a_vote_of_another_day_is_refused_with_both_dates(desk: Desk) -> None:
    said = refusal(desk, meet(desk), dt.date(2025, 10, 31))
    assert "31/10/2025" in said
    assert "30/10/2025" in said


def test_a_lost_vote_is_refused_with_its_figures_and_its_text(desk: Desk) -> None:
    said = refusal(desk, meet(desk, votes_for=6, votes_against=8))
    assert "6 pour, 8 contre" in said
    assert "Texte" in said


def test_quorum_and_sum_of_votes_warn_or_block_as_the_rules_say(desk: Desk) -> None:
    held = meet(desk, present=8, proxies=0, votes_for=5, votes_against=1)
    with desk.store.reading() as session:
        (row,) = sessions(session, ids=(held,))
        found = {i.code: i for i in ballot_issues(session, row)}
        rule = next(r for r in budget_rules(session, Scope(2026)) if r.code == "V1")
    assert set(found) == {"BUDGET-V1", "BUDGET-V3"}
    assert {i.severity for i in found.values()} == {Severity.WARNING}
    desk.do(ReviseRule(rule.id, "severity", Severity.ERROR))
    assert "le quorum de 9 n’est pas atteint" in refusal(desk, held)
    desk.do(ReviseRule(rule.id, "active", False))  # noqa: FBT003  the value of a field
    desk.do(VoteBudget(document(desk).id, ON, "07/2025", held))
    assert document(desk).state is DocumentState.VOTED


def test_a_session_of_the_day_is_found_by_its_number(desk: Desk) -> None:
    meet(desk, deliberation="06/2025")
    own = meet(desk, deliberation="07/2025")
    voted = document(desk).id
    desk.do(VoteBudget(voted, ON, "07/2025"))
    with desk.store.reading() as session:
        found = session_of(session, session.get_one(BudgetDocument, voted))
        assert found is not None
        assert found.id == own


def test_the_demonstration_votes_at_sessions(desk: Desk) -> None:
    with desk.store.reading() as session:
        for row in session.query(BudgetDocument).where(
            BudgetDocument.voted_on.is_not(None)
        ):
            held = session_of(session, row)
            assert held is not None, row.kind
            assert held.deliberation == row.deliberation
            assert not [
                i for i in ballot_issues(session, held) if i.code != "BUDGET-V3"
            ]
        assert DocumentKind.TRANSFER in {
            row.kind for row in session.query(BudgetDocument)
        }


def test_the_barrier_keeps_its_words_when_the_dossier_opens_again(desk: Desk) -> None:
    voted = document(desk).id
    desk.do(VoteBudget(voted, ON, "07/2025"))
    desk.do(TransmitBudget(voted, dt.date(2025, 11, 3), "12"))
    again = Desk(desk.store, desk.user)
    barrier = again.barrier()
    assert barrier is not None
    assert FRENCH.say(barrier).replace("\u00a0", " ") == (
        "Transmission : Budget primitif 2026"
    )
    assert "retour" in FRENCH.say(instead(barrier))


def test_a_trial_keeps_nothing_and_tells_nobody(desk: Desk) -> None:
    heard: list[Any] = []
    desk.listeners.append(heard.append)
    before = desk.store.looking(
        lambda raw: raw.execute("SELECT count(*) FROM journal").fetchone()
    )
    desk.attempt(VoteBudget(document(desk).id, ON, "07/2025"))
    assert document(desk).state is DocumentState.DEBATED
    assert not heard
    assert before == desk.store.looking(
        lambda raw: raw.execute("SELECT count(*) FROM journal").fetchone()
    )
    with pytest.raises(Rejected):
        desk.attempt(VoteBudget(document(desk).id, ON, ""))
