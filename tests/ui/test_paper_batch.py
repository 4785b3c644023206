"""Several papers in one go: all of them, or nothing at all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import Text
from commune_desk.services.jobs import Cancelled, Silence
from commune_desk.ui.paper_batch import Asked, join_all, put, write_all
from commune_desk.ui.ports import AS_USUAL, PDF, Printable, Wish

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.services.jobs import Progress

NAMES = ("pia", "pip", "map")


def pages(count: int) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    for _ in range(count):
        canvas.drawString(72, 72, "…")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def asked(*names: str) -> list[Asked]:
    def write(kind: str, progress: Progress, wish: Wish = AS_USUAL) -> bytes:
        progress.step(Text("step"), 0, 1)
        assert kind == PDF
        return pages(2 if wish.only else 1)

    return [Asked(Printable(n, Text(""), Text(n), write), AS_USUAL) for n in names]


class StopAt:
    """Somebody who has had enough after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.told: list[tuple[int, int]] = []

    def step(self, text: Text, done: int, total: int) -> None:
        assert text
        self.told.append((done, total))
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_all_are_written_and_nothing_else_lies_there(tmp_path: Path) -> None:
    progress = StopAt(99)
    made = write_all(asked(*NAMES), PDF, tmp_path, progress)
    assert [path.name for path in made] == ["pia.pdf", "pip.pdf", "map.pdf"]
    assert sorted(tmp_path.iterdir()) == sorted(made)
    assert progress.told == [(n, 3) for n in range(3) for _ in range(2)]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "pia.pdf").write_text("mine")
    made = write_all(asked("pia"), PDF, tmp_path, Silence())
    assert [path.name for path in made] == ["pia (2).pdf"]
    assert (tmp_path / "pia.pdf").read_text() == "mine"


@pytest.mark.parametrize("steps", range(6))
def test_who_stops_finds_the_folder_as_it_was(tmp_path: Path, steps: int) -> None:
    with pytest.raises(Cancelled):
        write_all(asked(*NAMES), PDF, tmp_path, StopAt(steps))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_midway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[object] = []

    def move(source: Path, target: Path) -> None:
        moved.append(target)
        if len(moved) > 1:
            raise OSError(28, "No space left on device")
        source.rename(target)

    monkeypatch.setattr("commune_desk.ui.paper_batch.shutil.move", move)
    with pytest.raises(StorageTrouble) as refused:
        write_all(asked(*NAMES), PDF, tmp_path, Silence())
    assert "No space left" in str(dict(refused.value.text.facts)["reason"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(StorageTrouble):
        write_all(asked("pia"), PDF, gone, Silence())
    with pytest.raises(StorageTrouble):
        put(gone / "a.pdf", b"x")


def test_one_file_takes_the_place_of_another_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_papers_for_the_printer_are_one_file() -> None:
    whole = pypdfium2.PdfDocument(join_all(asked(*NAMES), Silence()))
    assert len(whole) == 3
    whole.close()
