"""The list of what is known of papers says nothing that the program does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commune_desk.domain.concerns import ANY
from commune_desk.exchange.founding import calendar
from commune_desk.paths import ROOT
from commune_desk.reports.catalogue import DOCUMENTS
from commune_desk.reports.paper_facts import paper_facts
from commune_desk.services.paper_dues import paper_dues
from commune_desk.services.paper_names import paper_titles
from commune_desk.services.plans import scope_for
from commune_desk.services.reference import reference
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

CODE = re.compile(r'"([A-Z]+-[A-Z]?\d+)"')
OF_BUDGET = {f"BUDGET-{line['Code']}" for line in reference("budget-rules.csv")}
OF_BOOKS = {f"EXEC-{line['Code']}" for line in reference("budget-rules.csv")}


def known_codes() -> set[str]:
    """Codes of rules that the program or the list of budget rules names."""
    code = (ROOT / "commune_desk").rglob("*.py")
    return OF_BUDGET | OF_BOOKS | {c for p in code for c in CODE.findall(p.read_text())}


def test_every_document_has_its_line_and_a_sentence_of_purpose() -> None:
    assert list(paper_facts()) == [document.name for document in DOCUMENTS]
    assert paper_titles() == {each.name: each.title for each in DOCUMENTS}
    assert [d.name for d in DOCUMENTS if not d.purpose.sentence] == []


def test_every_rule_that_is_named_exists() -> None:
    known = known_codes()
    for name, facts in paper_facts().items():
        for code in facts.codes:
            begins = code.removesuffix(ANY)
            there = any(each.startswith(begins) for each in known)
            assert there if code.endswith(ANY) else code in known, (name, code)


def test_every_date_is_that_of_a_calendar() -> None:
    steps = {step.key for step in calendar()}
    lines = {line["Échéance"] for line in reference("deadlines.csv")}
    for name, facts in paper_facts().items():
        key, offset = facts.due
        assert not key or key in steps | lines, name
        assert not offset or key in lines, name  # a step carries its own year


def test_dates_of_the_demonstration_come_with_their_text(demonstration: Path) -> None:
    store = Store(demonstration)
    store.open()
    with store.reading() as session:
        dues = paper_dues(session, scope_for(session, 2026))
    store.close()
    facts = paper_facts()
    found = {name: dues.get(each.due) for name, each in facts.items() if each.due[0]}
    assert [name for name, due in found.items() if due is None] == []
    vote = found["budget-primitive"]
    assert vote is not None
    assert (vote.on.isoformat(), vote.done_on is not None) == ("2025-10-31", True)
    assert "31 octobre" in vote.source
    final = found["administrative-account"]
    assert final is not None
    assert (final.on.isoformat(), final.sure) == ("2027-03-31", False)
