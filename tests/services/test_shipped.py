"""What a later program ships is offered to an older dossier, and nothing is forced."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Severity
from commune_desk.domain.roles import Role
from commune_desk.services.budget_rules import RemoveRules, ReviseRule, budget_rules
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import scope_for
from commune_desk.services.review import findings
from commune_desk.services.scope import Scope
from commune_desk.services.sharing import RemoveKeys, sharing_keys
from commune_desk.services.shipped import (
    LISTS,
    RefuseShipped,
    TakeShipped,
    shipped_findings,
)
from commune_desk.storage.models import BudgetRule
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.issues import Issue

SCOPE = Scope(2026)
NEW = {"V1", "V2", "V3", "C1", "J1"}


@pytest.fixture
def desk(demonstration: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "d.commune"
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    yield Desk(store, User("essai", Role.SECRETARY))
    store.close()


def offered(desk: Desk) -> list[Issue]:
    with desk.store.reading() as session:
        return list(shipped_findings(session))


def rules(desk: Desk) -> dict[str, tuple[object, ...]]:
    with desk.store.reading() as session:
        return {row.code: tuple(row)[2:] for row in budget_rules(session, SCOPE)}


def forget(desk: Desk, codes: set[str]) -> None:
    """Make the dossier one of an earlier program."""
    with desk.store.reading() as session:
        rows = budget_rules(session, SCOPE)
    desk.do(RemoveRules(tuple(row.id for row in rows if row.code in codes)))


def test_the_demonstration_lacks_nothing_and_holds_what_the_files_say(
    desk: Desk,
) -> None:
    assert offered(desk) == []
    for name in (each.name for each in LISTS):
        with pytest.raises(Rejected):
            desk.do(TakeShipped(name))


def test_missing_rules_come_as_one_step_and_edited_ones_stay(desk: Desk) -> None:
    whole = rules(desk)
    forget(desk, NEW)
    with desk.store.reading() as session:
        own = session.scalar(select(BudgetRule.id).where(BudgetRule.code == "B8"))
    assert own is not None
    desk.do(ReviseRule(own, "threshold", 35))
    edited = rules(desk)
    (issue,) = offered(desk)
    facts = dict(issue.text.facts)
    assert facts["count"] == len(NEW)
    assert set(facts["names"]) == NEW
    assert issue.severity is Severity.INFORMATION
    assert desk.do(issue.remedies[0].command) == len(NEW)
    assert offered(desk) == []
    assert rules(desk) == {**whole, "B8": edited["B8"]}
    assert edited["B8"] != whole["B8"]
    desk.undo()
    assert rules(desk) == edited


def test_what_the_commune_refuses_is_not_offered_again(desk: Desk) -> None:
    forget(desk, {"V1", "J1"})
    (issue,) = offered(desk)
    desk.do(issue.remedies[1].command)
    assert offered(desk) == []
    forget(desk, {"B8"})
    (issue,) = offered(desk)
    assert dict(issue.text.facts)["names"] == ("B8",)
    desk.do(RefuseShipped("budget_rules"))
    assert offered(desk) == []
    assert {"V1", "J1", "B8"}.isdisjoint(rules(desk))


def test_shares_of_a_tax_that_has_some_are_left_to_the_commune(desk: Desk) -> None:
    with desk.store.reading() as session:
        rows = sharing_keys(session, SCOPE)
    before = [tuple(row)[1:] for row in rows if row.tax == "TDRL"]

    def remove(*levels: str) -> None:
        with desk.store.reading() as session:
            rows = sharing_keys(session, SCOPE)
        desk.do(RemoveKeys(tuple(row.id for row in rows if row.level in levels)))

    remove("Cercle", "Région")
    assert offered(desk) == []
    remove("Commune")
    (issue,) = offered(desk)
    assert dict(issue.text.facts)["count"] == len(before) == 3
    desk.do(TakeShipped("sharing_keys"))
    with desk.store.reading() as session:
        after = [tuple(row)[1:] for row in sharing_keys(session, SCOPE)]
    assert [row for row in after if row[0] == "TDRL"] == before


def test_the_review_tells_it(desk: Desk) -> None:
    forget(desk, NEW)
    with desk.store.reading() as session:
        found = findings(session, scope_for(session, 2026))
    assert "DESK-03" in {issue.code for issue in found}
