"""Packs of the region: built, read, tried, applied as one step, taken back."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import uuid
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altered
import pytest
import sample

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.pack import (
    ACCOUNTS,
    CODES,
    CONVERSION,
    FUNCTIONS,
    PACK,
    PACK_MANIFEST,
    PACK_MEMBERS,
    AccountList,
    Pack,
    PackFacts,
)
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.roles import Role
from commune_desk.exchange.package.pack_preview import PackPreview, preview
from commune_desk.exchange.package.packs import (
    as_rejected,
    build_pack,
    read_pack,
    tables_for_pack,
)
from commune_desk.exchange.package.signature import (
    fingerprint,
    new_key,
    sign_with,
)
from commune_desk.exchange.package.territory_codes import (
    HEADS,
    CodeLine,
    code_list_bytes,
    recoding,
)
from commune_desk.exchange.prepared import Verdict
from commune_desk.paths import RESOURCES
from commune_desk.services.desk import Desk, User
from commune_desk.services.packs import applied_packs, known_keys
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import AddCommune, AddVillage, communes, villages
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = dt.date(2026, 11, 27)
KEY = new_key()
REFERENCE = RESOURCES / "reference"
FACTS = PackFacts(
    str(uuid.UUID(int=7, version=4)), "modeles-essai", "Modèles d’essai", 3, DAY,
    "Région d’essai",
)  # fmt: skip


@pytest.fixture
def desk(demonstration: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "d.commune"
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    yield Desk(store, User("essai", Role.SECRETARY))
    store.close()


def exported(desk: Desk, *names: str) -> dict[str, bytes]:
    with desk.store.reading() as session:
        scope = scope_for(session, 2026)
        return tables_for_pack(session, names, scope, sample.FRENCH)


def packed(files: dict[str, bytes], facts: PackFacts = FACTS, **how: Any) -> bytes:
    return build_pack(facts, files, "Paquet d’essai", **how)


def tried(desk: Desk, pack: Pack, on: dt.date = DAY) -> PackPreview:
    with desk.store.reading() as session:
        scope = scope_for(session, 2026)
    return preview(desk.store, pack, scope, sample.FRENCH, on)


def fault(data: bytes) -> Fault:
    with pytest.raises(PackageRefused) as refusal:
        read_pack(data)
    assert as_rejected(refusal.value).text.sentence
    return refusal.value.findings[0].fault


def changed(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    member = f"tables/{name}.csv"
    text = files[member].decode("utf-8-sig")
    assert old in text
    return files | {member: text.replace(old, new, 1).encode("utf-8-sig")}


def state(desk: Desk) -> list[tuple[Any, ...]]:
    """Everything that the dossier holds but its journal."""

    def read(raw: Any) -> list[tuple[Any, ...]]:
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name not in {"journal", "journal_touches"}
            and not name.startswith("sqlite_")
        ]
        return [
            (name, *row)
            for name in names
            for row in raw.execute(f"SELECT * FROM {name} ORDER BY 1")
        ]

    return desk.store.looking(read)


def test_what_a_table_exports_changes_nothing_where_it_comes_from(desk: Desk) -> None:
    files = exported(desk, "sectors", "legal_texts", "committee_types", "type_seats")
    pack = read_pack(packed(files))
    found = tried(desk, pack)
    assert found.command is None
    assert {part.count(Verdict.SAME) for part in found.parts} - {0}
    for part in found.parts:
        assert not part.refused
        assert part.count(Verdict.NEW) == part.count(Verdict.REFUSED) == 0


def test_a_pack_is_applied_undone_and_done_again_as_one_step(desk: Desk) -> None:
    files = exported(desk, "committee_types", "type_seats", "required_papers")
    member = "tables/committee_types.csv"
    _, first, *_ = files[member].decode("utf-8-sig").split("\r\n")
    code, title, *_ = first.split(";")
    new = first.replace(code, "ESSAI", 1).replace(title, "Comité d’essai", 1)
    files[member] += f"{new}\r\n".encode()
    member = "tables/type_seats.csv"
    seats = files[member].decode("utf-8-sig").split("\r\n")
    seat = next(line for line in seats if line.startswith(title))
    files[member] += f"{seat.replace(title, 'Comité d’essai', 1)}\r\n".encode()
    pack = read_pack(packed(files, sign=sign_with(KEY, PACK)))
    before = state(desk)
    found = tried(desk, pack)
    assert found.command is not None
    assert [part.count(Verdict.NEW) for part in found.parts][:3] == [0, 1, 1]
    assert state(desk) == before
    desk.do(found.command)
    after = state(desk)
    assert after != before
    label = sample.FRENCH.say(desk.undo_label())
    assert label == "Paquet «\u00a0Modèles d’essai\u00a0», version 3"
    with desk.store.reading() as session:
        assert applied_packs(session)["modeles-essai"].version == 3
        assert set(known_keys(session)) == {fingerprint(KEY.public_key())}
    desk.undo()
    assert state(desk) == before
    with desk.store.reading() as session:
        assert not applied_packs(session)
        assert not known_keys(session)
    desk.redo()
    assert state(desk) == after
    again = tried(desk, read_pack(packed(files, sign=sign_with(KEY, PACK))))
    assert again.command is None
    assert "déjà été appliqu" in sample.FRENCH.say(again.warnings[0])


def test_an_older_version_is_warned_of(desk: Desk) -> None:
    files = exported(desk, "legal_texts")
    files = changed(
        files, "legal_texts", "inventé pour la", "inventé pour l’essai et la"
    )
    found = tried(desk, read_pack(packed(files)))
    assert found.command is not None
    desk.do(found.command)
    older = replace(FACTS, version=2)
    warnings = tried(desk, read_pack(packed(files, older))).warnings
    said = [sample.FRENCH.say(each) for each in warnings]
    assert "version 3" in said[0]
    assert "n’est pas signé" in said[1]
    other = changed(files, "legal_texts", "l’essai", "un autre essai")
    warned = tried(desk, read_pack(packed(other))).warnings
    assert "autre contenu" in sample.FRENCH.say(warned[0])


def test_a_preview_holds_only_for_the_state_it_was_made_for(desk: Desk) -> None:
    files = changed(exported(desk, "legal_texts"), "legal_texts", "inventé", "imaginé")
    found = tried(desk, read_pack(packed(files)))
    desk.do(SetPreference("plan.label", "PDESC"))
    before = state(desk)
    assert found.command is not None
    with pytest.raises(Stale):
        desk.do(found.command)
    assert state(desk) == before


def test_a_refused_line_is_told_and_the_others_are_brought_in(desk: Desk) -> None:
    files = exported(desk, "type_seats")
    head, first, *rest = files["tables/type_seats.csv"].decode().split("\r\n")
    cells = first.split(";")
    cells[0] = "Comité que personne ne connaît"
    text = "\r\n".join([head, ";".join(cells), first, *rest])
    found = tried(desk, read_pack(packed({"tables/type_seats.csv": text.encode()})))
    (part,) = found.parts
    assert part.count(Verdict.REFUSED) == 1
    assert part.lines[0].why


def test_a_part_that_cannot_be_read_is_told(desk: Desk) -> None:
    data = packed({"tables/sectors.csv": b"Rien;du;tout\r\n1;2;3\r\n"})
    found = tried(desk, read_pack(data))
    assert found.parts[0].refused
    assert found.command is None


def test_a_list_of_accounts_comes_with_its_conversion(desk: Desk) -> None:
    accounts = AccountList(
        "essai-2030", "Liste d’essai 2030", "inventé", replaces="travail-2020"
    )
    files = {
        ACCOUNTS: (REFERENCE / "nomenclature-travail-2026.csv").read_bytes(),
        FUNCTIONS: (REFERENCE / "functions.csv").read_bytes(),
        CONVERSION: (REFERENCE / "conversion-2020-2026.csv").read_bytes(),
    }
    pack = read_pack(packed(files, replace(FACTS, accounts=accounts)))
    before = state(desk)
    found = tried(desk, pack)
    assert [part.count(Verdict.NEW) > 0 for part in found.parts] == [True, True]
    assert not any(part.refused for part in found.parts)
    assert found.command is not None
    desk.do(found.command)
    assert not any(part.count(Verdict.NEW) for part in tried(desk, pack).parts)
    desk.undo()
    assert state(desk) == before


def test_tampered_packs_are_refused(desk: Desk) -> None:
    files = exported(desk, "sectors")
    data = packed(files, sign=sign_with(KEY, PACK))
    assert read_pack(data).signed.state is SignatureState.NEW
    known = {fingerprint(KEY.public_key())}
    assert read_pack(data, known).signed.state is SignatureState.KNOWN
    assert read_pack(packed(files)).signed.state is SignatureState.NONE
    inside = _unzipped(data)
    path = "tables/sectors.csv"
    for change, expected in (
        ({path: inside[path] + b"x"}, Fault.SIZE),
        ({path: inside[path][:-1] + b"x"}, Fault.DIGEST),
        ({PACK_MANIFEST: inside[PACK_MANIFEST] + b" "}, Fault.SIGNATURE),
        ({PACK_MANIFEST: b"{}"}, Fault.SIGNATURE),
    ):
        assert fault(_zipped(inside | change)) is expected
    unsigned = _unzipped(packed(files))
    said = unsigned[PACK_MANIFEST]
    for text, expected in (
        (b"[]", Fault.MANIFEST),
        (b"{", Fault.JSON),
        (said.replace(b"pack/1", b"pack/2"), Fault.FORMAT),
        (said.replace(b'"version": 3', b'"version": "3"'), Fault.MANIFEST),
        (said.replace(b'"note"', b'"notes"'), Fault.MANIFEST),
        (said.replace(b"sectors", b"actions"), Fault.MEMBER),
    ):
        assert fault(_zipped(unsigned | {PACK_MANIFEST: text})) is expected
    extra = altered.zipped_by_hand([*unsigned.items(), ("a.exe", b"x")])
    assert fault(extra) is Fault.MEMBER
    assert fault(packed({path: "a;b\u202e\r\n1;2\r\n".encode()})) is Fault.CONTROL
    assert fault(packed({path: b"a\xff;b\r\n1;2\r\n"})) is Fault.ENCODING
    assert fault(packed({CONVERSION: b"a;b\r\n"})) is Fault.MISSING_MEMBER
    assert fault(altered.packed(altered.files())) is Fault.MEMBER


def test_a_pack_holds_no_table_of_figures(desk: Desk) -> None:
    with pytest.raises(Rejected):
        exported(desk, "actions")


def test_the_same_pack_has_the_same_bytes(desk: Desk) -> None:
    files = exported(desk, "sectors")
    assert packed(files) == packed(files)
    assert len(FACTS.file_name) <= 60


def line(old: str, new: str, name: str, cercle: str, **facts: Any) -> CodeLine:
    usual = CodeLine(
        2, old, new, "COMMUNE", name, "", cercle, "", "", dt.date(2023, 3, 13),
        "essai-2023",
    )  # fmt: skip
    return replace(usual, **facts)


BENKADI = [
    line("5101", "ML-0501", "Benkadi", "Sikasso d’essai", new_cercle="Nouveau cercle"),
    line("6202", "ML-0602", "Benkadi", "San d’essai"),
]


def recoded(small: sample.Sample, lines: list[CodeLine], on: dt.date = DAY) -> Any:
    with small.store.reading() as session:
        return recoding(session, lines, on)


def test_two_communes_of_one_name_are_told_apart_by_the_cercle(
    small: sample.Sample,
) -> None:
    desk = small.desk
    for cercle in ("San d’essai", ""):
        facts = {"name": "Benkadi", "cercle": cercle, "code": ""}
        desk.do(AddCommune(facts if cercle else facts | {"code": "9999"}))
    told, command = recoded(small, BENKADI)
    assert [(each.after, each.verdict) for each in told] == [
        ("ML-0602", Verdict.CHANGED)
    ]
    desk.do(command)
    with small.store.reading() as session:
        codes = {
            (row.name, row.cercle): (row.code, row.code_list)
            for row in communes(session, Scope(2026))
        }
    assert codes["Benkadi", "San d’essai"] == ("ML-0602", "essai-2023")
    assert codes["Benkadi", ""] == ("9999", "")
    told, command = recoded(small, BENKADI)
    assert command is None
    assert told[0].verdict is Verdict.SAME


def test_who_is_meant_is_never_guessed(small: sample.Sample) -> None:
    small.desk.do(AddCommune({"name": "Benkadi", "code": ""}))
    told, command = recoded(small, BENKADI)
    assert command is None
    assert told[0].verdict is Verdict.REFUSED
    assert "cercle" in sample.FRENCH.say(told[0].why)


def test_a_code_that_holds_from_a_later_day_waits(small: sample.Sample) -> None:
    small.desk.do(AddCommune({"name": "Benkadi", "code": "5101"}))
    assert recoded(small, BENKADI, dt.date(2023, 3, 12)) == ([], None)
    told, command = recoded(small, BENKADI)
    assert told[0].after == "ML-0501"
    small.desk.do(command)
    with small.store.reading() as session:
        row = next(r for r in communes(session, Scope(2026)) if r.name == "Benkadi")
    assert row.cercle == "Nouveau cercle"


def test_villages_follow_the_commune_of_the_dossier(small: sample.Sample) -> None:
    with small.store.reading() as session:
        own = next(row for row in communes(session, Scope(2026)) if row.is_own)
    small.desk.do(AddVillage({"name": "Village d’essai"}))
    lines = [
        line(own.code or "", "ML-1", own.name, own.cercle),
        line("", "ML-1-07", "Village d’essai", "", kind="VILLAGE", commune="ML-1"),
        line("", "ML-2-07", "Village d’essai", "", kind="VILLAGE", commune="ML-2"),
    ]
    _, command = recoded(small, lines)
    small.desk.do(command)
    with small.store.reading() as session:
        rows = villages(session, Scope(2026))
    assert {row.name: row.code for row in rows}["Village d’essai"] == "ML-1-07"


def test_codes_travel_in_a_pack(desk: Desk) -> None:
    with desk.store.reading() as session:
        own = next(row for row in communes(session, Scope(2026)) if row.is_own)
    codes = code_list_bytes([line(own.code, "ML-77", own.name, own.cercle)])
    found = tried(desk, read_pack(packed({CODES: codes})))
    assert found.parts[0].count(Verdict.CHANGED) == 1
    assert found.command is not None
    desk.do(found.command)
    with desk.store.reading() as session:
        assert communes(session, Scope(2026))[0].code == "ML-77"
    wrong = b";".join(each.encode() for each in HEADS) + b"\r\n;!;COMMUNE;A;;;;;hier;L"
    assert tried(desk, read_pack(packed({CODES: wrong}))).parts[0].refused


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zipped(files: dict[str, bytes]) -> bytes:
    ordered = sorted(files.items(), key=lambda each: PACK_MEMBERS.index(each[0]))
    return altered.zipped_by_hand(ordered)
