"""X1: malformed packages are refused with their code; strange ones are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import corpus
import corpus_sound
import pytest

from commune_desk.domain.package.advice import MEANT
from commune_desk.domain.package.faults import SHOWN, Fault, PackageRefused
from commune_desk.domain.package.limits import LIMITS
from commune_desk.exchange.package.read import read

if TYPE_CHECKING:
    from altered import Case

REFUSED = tuple(corpus.refused())
READ = tuple(corpus_sound.read_as_they_are())

NEVER_OF_A_FILE = {Fault.ID_USED, Fault.DEMONSTRATION}
"""What only a region finds, which knows what it received before."""

TRIED_ELSEWHERE = {Fault.MEMBERS, Fault.TOO_MANY}
"""By the bombs, and by narrower limits."""


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) >= 200
    assert len(READ) >= 40
    names = [case.name for case in REFUSED]
    assert len(set(names)) == len(names)
    told = {case.fault for case in REFUSED}
    assert set(Fault) - told == NEVER_OF_A_FILE | TRIED_ELSEWHERE
    assert set(MEANT) == set(Fault)


@pytest.mark.parametrize("case", REFUSED, ids=[case.name for case in REFUSED])
def test_one_defect_is_told_with_its_code(case: Case) -> None:
    with pytest.raises(PackageRefused) as refusal:
        read(case.data)
    findings = refusal.value.findings
    assert findings[0].fault is case.fault, findings
    assert len(findings) <= LIMITS.told
    assert all(len(each.value) <= SHOWN for each in findings)
    assert all(len(each.declared) <= SHOWN for each in findings)


@pytest.mark.parametrize("case", READ, ids=[case.name for case in READ])
def test_what_is_strange_but_sound_is_read(case: Case) -> None:
    parcel = read(case.data)
    assert set(parcel.tables) == set(parcel.manifest.scope)


def test_a_cell_is_told_with_its_place() -> None:
    case = next(
        c for c in REFUSED if c.name == "budget_lignes.primitif_fcfa '9 800 000'"
    )
    with pytest.raises(PackageRefused) as refusal:
        read(case.data)
    (finding,) = refusal.value.findings
    assert (finding.table, finding.line, finding.column, finding.value) == (
        "budget_lignes", 2, "primitif_fcfa", "9 800 000",
    )  # fmt: skip
