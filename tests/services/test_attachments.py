from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sample import FRENCH
from sqlalchemy import func, select

from commune_desk.domain.attachments import AttachmentKind, PhotoStage
from commune_desk.domain.errors import Rejected, Stale
from commune_desk.services.actions import RemoveActions
from commune_desk.services.attaching import AttachFile, read_file
from commune_desk.services.attachments import (
    RemoveAttachments,
    ReviseAttachment,
    content_of,
    copy_name,
    of_record,
)
from commune_desk.services.settings import SetPreference
from commune_desk.storage.models import File, JournalEntry

if TYPE_CHECKING:
    from pathlib import Path

    from sample import Sample

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF\n"
GPS = 0x8825


def picture(
    size: tuple[int, int] = (900, 600), *, turned: bool = False, form: str = "JPEG"
) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
        exif[0x010F] = "Telephone"
        exif.get_ifd(GPS)[1] = "N"
    file = io.BytesIO()
    image.save(file, form, exif=exif.tobytes())
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of two milliard dots in a few bytes."""
    head = struct.pack(">IIBBBBB", 50_000, 40_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_ = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", sum_)

    body = zlib.compress(b"\0" * 100_000)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def archive(*names: str, mime: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, mime or b"<x/>")
    return file.getvalue()


def attach(
    small: Sample, content: bytes, name: str = "pv.pdf", **values: object
) -> int:
    record = ("actions", small.action)
    return small.desk.do(AttachFile(record, name, content, values))


def refusal(small: Sample, content: bytes, name: str) -> str:
    with pytest.raises(Rejected) as refused:
        attach(small, content, name)
    with small.store.reading() as session:
        assert of_record(session, "actions", small.action) == []
        assert session.scalar(select(func.count()).select_from(File)) == 0
    return FRENCH.say(refused.value.text).replace("\u202f", " ").replace("\u00a0", " ")


def only(small: Sample) -> bytes:
    with small.store.reading() as session:
        (row,) = of_record(session, "actions", small.action)
        assert row.size == len(content_of(session, row.digest))
        return content_of(session, row.digest)


def test_the_bytes_are_kept_and_the_journal_holds_only_their_digest(
    small: Sample,
) -> None:
    attach(small, PDF, kind=AttachmentKind.MINUTES, number="12")
    assert only(small) == PDF
    with small.store.reading() as session:
        entry = session.scalars(
            select(JournalEntry).order_by(JournalEntry.id.desc())
        ).first()
        assert entry is not None
        assert hashlib.sha256(PDF).hexdigest() in entry.changes
        assert "endobj" not in entry.changes
        assert '"files"' not in entry.changes


def test_undo_takes_the_paper_away_and_redo_brings_it_back_whole(
    small: Sample,
) -> None:
    attach(small, PDF)
    small.desk.undo()
    with small.store.reading() as session:
        assert of_record(session, "actions", small.action) == []
        assert session.scalar(select(func.count()).select_from(File)) == 1
    small.desk.redo()
    assert only(small) == PDF


def test_removing_keeps_the_bytes_for_undo(small: Sample) -> None:
    paper = attach(small, PDF)
    small.desk.do(RemoveAttachments((paper,)))
    small.desk.undo()
    assert only(small) == PDF


def test_the_same_file_twice_is_kept_once(small: Sample) -> None:
    attach(small, PDF)
    attach(small, PDF, "copie.pdf")
    with small.store.reading() as session:
        assert len(of_record(session, "actions", small.action)) == 2
        assert session.scalar(select(func.count()).select_from(File)) == 1


def test_papers_go_with_their_record_and_come_back_with_it(small: Sample) -> None:
    attach(small, PDF)
    small.desk.do(RemoveActions((small.action,)))
    with small.store.reading() as session:
        assert of_record(session, "actions", small.action) == []
    small.desk.undo()
    assert only(small) == PDF


def test_a_file_is_attached_to_what_exists_only(small: Sample) -> None:
    for record in (("actions", 999), ("nothing", 1)):
        with pytest.raises(Stale):
            small.desk.do(AttachFile(record, "pv.pdf", PDF))


def test_a_photograph_is_turned_shrunk_and_freed_of_its_gps(small: Sample) -> None:
    attach(small, picture((4000, 3000), turned=True), "photo.JPG")
    kept = only(small)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (1200, 1600)
        assert not image.getexif()
        assert b"Telephone" not in kept
    with small.store.reading() as session:
        assert of_record(session, "actions", small.action)[0].kind is (
            AttachmentKind.PHOTO
        )


def test_the_longest_side_is_a_setting(small: Sample) -> None:
    small.desk.do(SetPreference("photos.longest_side", "300"))
    attach(small, picture(form="PNG"), "photo.png")
    with Image.open(io.BytesIO(only(small))) as image:
        assert (image.format, image.size) == ("JPEG", (300, 200))


def test_a_setting_that_is_no_number_is_named(small: Sample) -> None:
    small.desk.do(SetPreference("photos.quality", "belle"))
    assert "« belle » n’est pas un nombre de 10 à 95" in refusal(
        small, picture(), "photo.jpg"
    )


def test_a_photograph_of_forty_megabytes_is_shrunk(small: Sample) -> None:
    heavy = picture((6000, 4000)) + b"\0" * 40_000_000  # phones add films and maps
    attach(small, heavy, "photo.jpg")
    assert len(only(small)) < 400_000


def test_a_heavier_one_is_refused_with_its_size(small: Sample, tmp_path: Path) -> None:
    said = refusal(small, picture() + b"\0" * 61_000_000, "photo.jpg")
    assert said == "« photo.jpg » pèse 62 Mo ; 60 Mo au plus sont acceptés."
    path = tmp_path / "film.jpg"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    with small.store.reading() as session, pytest.raises(Rejected, match="weighs"):
        read_file(session, path)


def test_a_bomb_is_refused_with_its_dots(small: Sample) -> None:
    said = refusal(small, bomb(), "photo.png")
    assert "50000 × 40000 points, soit 2000 millions ; 120 millions" in said


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
def test_a_photograph_cut_off_is_refused(
    small: Sample, form: str, share: float
) -> None:
    whole = picture(form=form)
    said = refusal(small, whole[: int(len(whole) * share)], "photo.jpg")
    assert "abîmé ou incomplet" in said or "type qui n’est pas conservé" in said


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"MZ\x90\0" + b"\0" * 200, "facture.pdf", "est un programme"),
        (b"\x7fELF" + b"\0" * 200, "photo.jpg", "est un programme"),
        (b"#!/bin/sh\nrm -r /\n", "liste.txt", "est un programme"),
        (b"", "vide.pdf", "est vide"),
        (b"\0\1\2\3" * 30, "note.txt", "Types acceptés : PDF, JPG"),
        (archive("setup/run.exe"), "lettre.docx", "Types acceptés"),
        (archive("word/document.xml", "word/vbaProject.bin"), "l.docx", "acceptés"),
        (b"PK\x03\x04 cut off", "lettre.docx", "Types acceptés"),
    ],
)
def test_what_is_no_paper_is_refused_whatever_its_name(
    small: Sample, content: bytes, name: str, says: str
) -> None:
    assert says in refusal(small, content, name)


@pytest.mark.parametrize(
    ("content", "name", "copy"),
    [
        (PDF, "PV.exe", "PV.pdf"),
        (archive("word/document.xml"), "lettre", "lettre.docx"),
        (archive("xl/workbook.xml"), "a/b.xlsx", "a_b.xlsx"),
        (archive("xl/workbook.xml", "xl/printerSettings1.bin"), "c.xlsx", "c.xlsx"),
        (
            archive("mimetype", mime=b"application/vnd.oasis.opendocument.text"),
            "note.odt",
            "note.odt",
        ),
        ("Présents : 12\n".encode("cp1252"), "note.txt", "note.txt"),
        (b"Nom;Village\n", "liste.CSV", "liste.csv"),
    ],
)
def test_papers_come_in_and_a_copy_ends_as_its_content_asks(
    small: Sample, content: bytes, name: str, copy: str
) -> None:
    attach(small, content, name)
    with small.store.reading() as session:
        (row,) = of_record(session, "actions", small.action)
        assert copy_name(row, content_of(session, row.digest)) == copy


def test_only_a_photograph_has_a_stage(small: Sample) -> None:
    paper = attach(small, PDF)
    with pytest.raises(Rejected):
        small.desk.do(ReviseAttachment(paper, "stage", PhotoStage.AFTER))
    photo = attach(small, picture(), "avant.jpg")
    small.desk.do(ReviseAttachment(photo, "stage", PhotoStage.BEFORE))
    small.desk.do(ReviseAttachment(photo, "title", "Forage"))
    with small.store.reading() as session:
        row = of_record(session, "actions", small.action)[1]
    assert (row.title, row.stage) == ("Forage", PhotoStage.BEFORE)
