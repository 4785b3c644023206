from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from sample import FRENCH

from commune_desk.domain.errors import Rejected
from commune_desk.reports.booklet import booklet, session_of
from commune_desk.reports.catalogue import DOCUMENTS, document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.services.jobs import Cancelled, Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.reference import reference
from commune_desk.services.selections import FILE, Selection, selection, selections
from commune_desk.services.today import look_back
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.text import Text

COUNCIL = "Pour le conseil"
MIXED = Selection(
    "Essai",
    "Cahier d’essai",
    ("budget-note", "map-a3", "village-sheets", "committee-directory", "pia"),
)
"""Upright, A3, a pile of sheets, A5, and broad pages."""


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


BOUND: dict[tuple[str, Options], bytes] = {}


def bound(
    store: Store,
    wanted: Selection,
    options: Options = AS_DESIGNED,
    *,
    anew: bool = False,
) -> bytes:
    known = (wanted.name, options)
    if known not in BOUND or anew:
        with store.reading() as session:
            telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
            content = booklet(wanted, telling, options)
        if anew:
            return content
        BOUND[known] = content
    return BOUND[known]


def council(store: Store) -> Selection:
    with store.reading() as session:
        return selection(session, COUNCIL)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\r\n", "\n")


def texts(pdf: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(pdf)
    found = [plain(page.get_textpage().get_text_range()) for page in file]
    file.close()
    return found


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page, counted from 1, of each bookmark."""
    file = pypdfium2.PdfDocument(pdf)
    found = []
    for mark in file.get_toc():
        place = mark.get_dest()
        assert place is not None
        found.append((mark.level, plain(mark.get_title()), place.get_index() + 1))
    file.close()
    return found


class Contents:
    """The table of contents of a booklet, as it is printed."""

    def __init__(self, pdf: bytes) -> None:
        self.file = pypdfium2.PdfDocument(pdf)
        texts = [page.get_textpage() for page in self.file]
        own = [text for text in texts[1:] if "Sommaire" in text.get_text_range()]
        self.texts = own

    def pages(self, title: str) -> set[int]:
        """Give the pages that stand at the right of a title."""
        found = set()
        for text in self.texts:
            search = text.search(title, match_case=True)
            while (place := search.get_next()) is not None:
                _, bottom, _, top = text.get_charbox(place[0])
                beside = text.get_text_bounded(520, bottom - 2, 560, top + 2)
                found.update(int(word) for word in beside.split() if word.isdigit())
        return found


@pytest.mark.parametrize("which", ["council", "mixed"])
def test_pages_are_counted_over_the_whole(demo: Store, which: str) -> None:
    wanted = MIXED if which == "mixed" else council(demo)
    pages = texts(bound(demo, wanted))
    assert len(pages) > 20
    for number, text in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in text


@pytest.mark.parametrize("which", ["council", "mixed"])
def test_the_contents_tell_where_each_paper_stands(demo: Store, which: str) -> None:
    wanted = MIXED if which == "mixed" else council(demo)
    pdf = bound(demo, wanted)
    pages, marks, printed_there = texts(pdf), outline(pdf)[2:], Contents(pdf)
    papers = [page for level, _, page in marks if level == 0]
    assert len(papers) == len(wanted.papers)
    assert papers == sorted(set(papers))
    for level, title, page in marks:
        first = " ".join(title.split(" – ")[0].split()[:2])
        assert first.casefold() in " ".join(pages[page - 1].split()).casefold()
        if level == 0 or title[0].isdigit() or title.startswith("Section"):
            assert page in printed_there.pages(title), title


def test_each_paper_is_printed_as_it_is_alone(demo: Store) -> None:
    pdf = bound(demo, MIXED)
    pages = texts(pdf)
    starts = [page for level, _, page in outline(pdf) if level == 0][1:]
    for name, start in zip(MIXED.papers, starts, strict=True):
        with demo.reading() as session:
            telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
            alone = texts(printed(document(name), telling, ".pdf"))
        for own, here in zip(alone, pages[start - 1 :], strict=False):
            assert without_number(own) == without_number(here)


def without_number(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "page " not in line)


def test_sheets_of_all_sizes_are_bound_together(demo: Store) -> None:
    file = pypdfium2.PdfDocument(bound(demo, MIXED))
    edges = {tuple(round(e * 25.4 / 72) for e in page.get_size()) for page in file}
    file.close()
    assert edges == {(210, 297), (420, 297), (148, 210), (297, 210)}


def test_bookmarks_lead_to_papers_and_to_their_parts(demo: Store) -> None:
    pdf = bound(demo, MIXED)
    marks, pages = outline(pdf), texts(pdf)
    assert {level for level, *_ in marks} == {0, 1}
    villages = [
        title
        for level, title, page in marks
        if level == 1 and "Le village de" in pages[page - 1]
    ]
    assert len(villages) > 10
    assert len(set(villages)) == len(villages)


def test_of_a_pile_of_sheets_the_contents_name_only_the_pile(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commune_desk.reports.pdf.book.MOST_PARTS", 5)
    few = Selection("Fiches", "Cahier des fiches", ("village-sheets", "budget-note"))
    pdf = bound(demo, few, anew=True)
    villages = [title for level, title, _ in outline(pdf) if "Le village" in title]
    named = Contents(pdf)
    assert villages
    assert not any(named.pages(title) for title in villages)
    assert named.pages("Fiches des villages 2026")


def test_the_same_bytes_twice(demo: Store) -> None:
    wanted = council(demo)
    assert bound(demo, wanted) == bound(demo, wanted, anew=True)


def test_the_cover_names_the_session(demo: Store) -> None:
    cover = texts(bound(demo, council(demo)))[0]
    assert "Cahier de la session" in cover
    assert "Session extraordinaire du 12 octobre 2026" in cover
    assert "Salle de réunion de la mairie" in cover
    assert "DÉMONSTRATION" in cover


def test_the_session_is_the_next_one_of_the_day(demo: Store) -> None:
    with demo.reading() as session:
        scope = look_back(session, scope_for(session, 2025), dt.date(2025, 5, 1))
        held = session_of(Telling(session, scope, FRENCH, Silence()))
    assert held is not None
    assert held.held_on == dt.date(2025, 5, 26)


class Impatient:
    """Has had enough when the third paper begins."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def step(self, text: Text, done: int, total: int) -> None:
        self.told.append(FRENCH.say(text))
        assert total == len(MIXED.papers)
        if done == 2:
            raise Cancelled


def test_progress_is_told_by_paper_and_it_can_be_stopped(demo: Store) -> None:
    impatient: Any = Impatient()
    with demo.reading() as session, pytest.raises(Cancelled):
        booklet(MIXED, Telling(session, scope_for(session, 2026), FRENCH, impatient))
    assert "Impression de" in impatient.told[0]
    assert len(set(impatient.told)) == 3
    assert bound(demo, MIXED, anew=True) == bound(demo, MIXED)


def test_an_unknown_paper_is_refused_before_anything_is_printed(demo: Store) -> None:
    wrong = Selection("Essai", "Essai", ("pia", "nothing-such"))
    with demo.reading() as session, pytest.raises(Rejected) as refusal:
        booklet(wrong, Telling(session, scope_for(session, 2026), FRENCH, Silence()))
    assert "nothing-such" in FRENCH.say(refusal.value.text)


def test_a_range_of_the_booklet_keeps_its_numbers_and_its_links(demo: Store) -> None:
    whole = texts(bound(demo, MIXED))
    some = bound(demo, MIXED, Options(first=2, last=6))
    assert texts(some) == whole[1:6]
    assert all(1 <= page <= 5 for _, _, page in outline(some))


def test_the_booklet_is_folded(demo: Store) -> None:
    few = Selection("Peu", "Peu de pages", ("budget-note", "map-a3", "pia"))
    flat = texts(bound(demo, few, Options(size="A5")))
    folded = texts(bound(demo, few, Options(booklet=True)))
    assert len(folded) == -(-len(flat) // 4) * 2
    assert f"page 1 / {len(flat)}" in folded[0]
    assert f"page 2 / {len(flat)}" in folded[1]


def test_every_selection_of_the_program_has_papers_that_exist(demo: Store) -> None:
    names = {each.name for each in DOCUMENTS}
    with demo.reading() as session:
        known = selections(session)
    assert len(known) >= 4
    for each in known:
        assert set(each.papers) <= names, each.name
        assert len(each.papers) == len(set(each.papers))
    ours = [each for each in known if each.id is None]
    assert {line["Sélection"] for line in reference(FILE)} == {e.name for e in ours}
    assert not any(each.sure for each in ours)  # none of them rests on a text
    assert len(known) == len(ours) + 1  # one that the demonstration saved


@pytest.mark.full
@pytest.mark.parametrize("place", range(5))
def test_every_selection_of_the_program_is_bound(demo: Store, place: int) -> None:
    with demo.reading() as session:
        wanted = selections(session)[place]
    pages = texts(bound(demo, wanted))
    assert f"page {len(pages)} / {len(pages)}" in pages[-1]
