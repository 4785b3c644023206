"""Papers of the life of committees: what is told, and what is not."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sample import FRENCH

from commune_desk.exchange.demonstration import DEMONSTRATION
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.meetings import meetings
from commune_desk.services.plans import scope_for
from commune_desk.services.visit_lists import visits
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


def pages(demo: Store, name: str, only: str = "", suffix: str = ".pdf") -> list[str]:
    with demo.reading() as session:
        scope = scope_for(session, 2026)
        telling = Telling(session, scope, FRENCH, Silence(), only)
        found = pypdfium2.PdfDocument(printed(document(name), telling, suffix))
    texts = [page.get_textpage().get_text_range() for page in found]
    found.close()
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def lines(name: str) -> list[dict[str, str]]:
    with (DEMONSTRATION / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_name_given_in_confidence_is_never_printed(demo: Store) -> None:
    own = [line for line in lines("complaints.csv") if line["Année"] == "2026"]
    register = " ".join(pages(demo, "complaints-register"))
    told = register.replace(" (démonstration)", "")
    hidden = [line for line in own if line["Confidentielle"] == "oui"]
    assert hidden
    for line in own:
        name = line["Plaignant"].removesuffix(" (démonstration)")
        if line in hidden:
            assert name not in told
            assert line["Objet"] not in told
        elif name:
            assert name in told
    assert "Plaignant" not in " ".join(pages(demo, "complaints-statistics"))


def test_the_statistics_count_the_register(demo: Store) -> None:
    own = [line for line in lines("complaints.csv") if line["Année"] == "2026"]
    text = " ".join(pages(demo, "complaints-statistics"))
    done = sum(line["État"] in {"close", "répondue"} for line in own)
    assert f"{len(own)} {done} 2" in text


def test_there_is_a_letter_for_each_visit_with_open_remarks(demo: Store) -> None:
    found = lines("visits.csv")
    waits = [x for x in found if x["Observations"] and not x["Levées le"]]
    letters = pages(demo, "control-letter")
    assert len(letters) == len(waits) > 0
    for line in waits:
        own = [t for t in letters if f"« {line['Comité']} »" in t]
        assert any(line["Observations"][:30] in text for text in own)


def test_one_letter_is_told_alone(demo: Store) -> None:
    with demo.reading() as session:
        row = next(r for r in visits(session) if r.remarks)
    (text,) = pages(demo, "control-letter", str(row.id))
    assert row.committee in text
    (sheet,) = pages(demo, "visit-sheet", str(row.id))
    assert f"{row.total} sur 40" in sheet


def test_the_ranking_counts_the_classes_of_the_last_grids(demo: Store) -> None:
    last: dict[str, tuple[str, int]] = {}
    for line in lines("visits.csv"):
        day = "".join(reversed(line["Faite le"].split("/")))
        points = sum(int(p.split("=")[1]) for p in line["Points de la grille"].split())
        last[line["Comité"]] = max(last.get(line["Comité"], ("", 0)), (day, points))
    classes = Counter(
        next(c for c, least in enumerate((32, 24, 12, 0)) if points >= least)
        for _, points in last.values()
    )
    text = " ".join(pages(demo, "committee-ranking"))
    counts = " ".join(str(classes[number]) for number in range(4))
    assert f"Ensemble {counts} {len(last)}" in text


def test_a_blank_grid_and_its_forms_take_one_page_each(demo: Store) -> None:
    assert len(pages(demo, "visit-blank")) == 1
    assert len(pages(demo, "committee-attendance")) == 1
    forms = pages(demo, "committee-minutes")
    assert len(forms) == 4
    assert "Compte approuvé" in forms[1]
    assert "Bureau élu" in forms[2]


def test_the_minutes_of_a_meeting_hold_what_is_known(demo: Store) -> None:
    with demo.reading() as session:
        row = next(row for row in meetings(session) if row.decisions)
    (text,) = pages(demo, "committee-minutes", str(row.id))
    assert row.committee in text
    assert f"femmes {row.women}" in text
