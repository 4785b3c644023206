"""A telephone stays in the dossier: a marker that must be found nowhere else."""

from __future__ import annotations

import datetime as dt
import io
import logging
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from registry import register
from sample import FRENCH, build

from commune_desk.cli import main
from commune_desk.domain.agreements import PartyRole
from commune_desk.domain.errors import Rejected
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import DOCUMENTS, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.tables import table_document
from commune_desk.services.agreement_parts import AddAgreementParty
from commune_desk.services.agreements import AddAgreement
from commune_desk.services.jobs import Silence
from commune_desk.services.partners import AddPartner
from commune_desk.services.persons import AddPerson, RevisePerson
from commune_desk.services.review import findings
from commune_desk.services.terms import Elected, ReplaceHolder
from commune_desk.tables import TABLES
from commune_desk.tables.terms import PERSONS
from commune_desk.ui.crash import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sample import Sample

PHONE = "76 54 32 10"
MARKS = (PHONE, PHONE.replace(" ", ""))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """A dossier in which two people of a bureau answer one telephone."""
    small = build(tmp_path_factory.mktemp("private") / "private.commune")
    cgs = register(small)
    seats = [cgs.seats[post] for post in ("Président", "Commissaire aux comptes")]
    for number, seat in enumerate(seats):
        person = small.desk.do(AddPerson({"name": f"Personne {number}"}))
        small.desk.do(RevisePerson(person, "phone", PHONE))
        small.desk.do(
            ReplaceHolder(cgs.known().posts[0].from_on, Elected(seat, person))
        )
    told = {"name": "Partenaire (exemple)", "phone": PHONE, "contact": PHONE}
    partner = small.desk.do(AddPartner({**told, "email": PHONE}))
    terms = {"reference": "C-1", "title": "Essai", "currency": "XOF"}
    values = {**terms, "begins_on": dt.date(2024, 1, 1)}
    agreement = small.desk.do(AddAgreement(values))
    party = {"agreement_id": agreement, "role": PartyRole.HOME, "name": "Commune"}
    private = {"contact": PHONE, "contact_post": PHONE, "email": PHONE}
    small.desk.do(AddAgreementParty({**party, "partner_id": partner, **private}))
    yield small
    small.store.close()


def hidden(content: bytes) -> bool:
    """Look into the file as it is, and into what it packs."""
    texts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            texts += [packed.read(name) for name in packed.namelist()]
    if content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        texts += [page.get_textpage().get_text_range().encode() for page in pages]
        pages.close()
    return not any(mark.encode() in text for mark in MARKS for text in texts)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_no_table_takes_it_out(
    marked: Sample, table: object, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"table{suffix}"
    with marked.store.reading() as session:
        write_table(session, table, marked.scope, FRENCH, path)  # type: ignore[arg-type]  # any table
    assert hidden(path.read_bytes())


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_no_paper_prints_it(marked: Sample, suffix: str) -> None:
    papers = [*DOCUMENTS, table_document(PERSONS, PERSONS.title)]
    with marked.store.reading() as session:
        telling = Telling(session, marked.scope, FRENCH, Silence())
        for wanted in papers:
            assert hidden(printed(wanted, telling, suffix)), wanted.name


def test_asked_for_by_name_it_is_there(marked: Sample, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with marked.store.reading() as session:
        write_table(session, PERSONS, marked.scope, FRENCH, path, private={"phone"})
    assert not hidden(path.read_bytes())


def test_no_finding_and_no_line_of_the_journal_tells_it(marked: Sample) -> None:
    with marked.store.reading() as session:
        said = [FRENCH.say(i.text) for i in findings(session, marked.scope)]
    said += [FRENCH.say(deed.label) for deed in marked.desk.done]
    assert said
    assert not any(mark in text for mark in MARKS for text in said)


def test_no_refusal_and_no_crash_report_tells_it(
    marked: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    twin = AddPerson({"name": "Personne 0", "phone": PHONE})
    with caplog.at_level(logging.DEBUG), pytest.raises(Rejected) as refused:
        marked.desk.do(twin)
    assert PHONE not in FRENCH.say(refused.value.text)
    assert PHONE not in describe(refused.value)
    assert PHONE not in caplog.text
    assert PHONE not in describe(ValueError(PHONE))


def test_no_command_line_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "line.commune"
    small = build(path)
    cgs = register(small)
    person = small.desk.do(AddPerson({"name": "Personne 1", "phone": PHONE}))
    who = Elected(cgs.seats["Trésorier"], person)
    small.desk.do(ReplaceHolder(cgs.known().posts[0].from_on, who))
    small.store.close()
    out = str(tmp_path / "people.csv")
    for asked in (
        ["committees", str(path), "--post", "trésorier", "--on", "2021-03-01"],
        ["committees", str(path), "--ending", "90"],
        ["committees", str(path), "--losses"],
        ["committees", str(path), "--owing"],
        ["check", str(path)],
        ["check", str(path), "--json"],
        ["table", str(path), "persons", "-o", out],
        ["verify", str(path)],
    ):
        assert main(asked) == 0
    told = capsys.readouterr()
    assert "Personne 1" in told.out
    assert PHONE not in told.out + told.err
    assert hidden((tmp_path / "people.csv").read_bytes())
    asked = ["table", str(path), "persons", "--private", "phone", "-o", out]
    assert main(asked) == 0
    assert not hidden((tmp_path / "people.csv").read_bytes())
