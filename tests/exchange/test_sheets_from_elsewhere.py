"""X3: spreadsheets that chance, or somebody, has altered, through the ordinary import.

Each file, or each line of it, is refused with a sentence, or taken and taken back as
one step; nothing is written in part. Each failing seed becomes a named case.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import sample
from counts import count

from commune_desk.app.files import FileImporter
from commune_desk.domain.errors import DeskError, Unreadable
from commune_desk.exchange.grid import MOST_CELLS, read_grid
from commune_desk.exchange.workbook import write_table
from commune_desk.storage import journal
from commune_desk.tables import TABLES
from commune_desk.ui.ports import Matched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scored import Scored

    Mutator = Callable[[random.Random, bytes], bytes]

SEED = 20_261_127
TRIES = count(80, 10_000)
SECONDS = 20.0
NAMES = ("villages", "actions", "contributions", "persons", "parties", "sectors",
         "agreements", "meter_readings", "assets", "problems")  # fmt: skip

FAILED: tuple[tuple[str, str, int], ...] = ()
"""Mutators, endings and seeds that once met something else than a refusal."""

NASTY = (
    "",
    " ",
    "=1+1",
    '=HYPERLINK("http://x")',
    "@x",
    "+223",
    "-1",
    "'",
    '"',
    ";;",
    "\x00",
    "\x1b[31m",
    "\u202eXYZ",
    "a" * 40_000,
    "9" * 5_000,
    "1e400",
    "NaN",
    "inf",
    "-0",
    "٣",
    "9999999999999999999",
    "999 999 999 999",
    "1_000",
    "31/02/2026",
    "0000-00-00",
    "2026",
    "99/99/9999",
    "1/1/10000",
    "vrai",
    "oui",
    "{count}",
    "%s",
    "\n\n",
    "\r",
    "\t",
    "é" * 300,
    "<b>",
    "&amp;",
    "]]>",
    "../../x",
    "\\\\x\\y",
    "\ud83d\ude00",
    "\ufeff",
    "½",
    "²",
    "Ⅷ",
    "12,5 %",
    "100 000 %",
    "-5 %",
    "1 000 000 000 000 000 000 F",
    "0,000001",
    "Commune",
)


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Turn bytes of the file itself, or cut it off."""
    raw = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    if not chance.randrange(5):
        del raw[chance.randrange(len(raw)) :]
    return bytes(raw)


def inner(chance: random.Random, data: bytes) -> bytes:
    """Alter a part of a workbook and pack it again; of a CSV, put signs into it."""
    if not data.startswith(b"PK"):
        return _signs(chance, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = old.read(name)
            if name == chosen:
                if not chance.randrange(12):
                    continue
                content = _signs(chance, content)
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


PIECES = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\x00",
    b"\xff",
    b"<c/>",
    b'<row r="99999999"/>',
    b"&x;",
    b' t="e"',
    b' t="s"',
    b' r="ZZZ9"',
    b' r="-1"',
    b' s="99999"',
    b"<v>1e999</v>",
    b";",
    b"<f>1+1</f>",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"\r\n",
    b"\xc3",
    b"99999999999",
)


def _signs(chance: random.Random, data: bytes) -> bytes:
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(len(raw) + 1)
        piece = chance.choice(PIECES)
        if chance.randrange(2):
            raw[at:at] = piece
        else:
            raw[at : at + len(piece)] = piece
    return bytes(raw)


def cells(chance: random.Random, data: bytes) -> bytes:
    """Type into some cells what nobody should; the file itself stays sound."""
    if not data.startswith(b"PK"):
        lines = data.decode("utf-8-sig").split("\r\n")
        for _ in range(chance.choice((1, 2, 6))):
            at = chance.randrange(len(lines))
            parts = lines[at].split(";")
            parts[chance.randrange(len(parts))] = chance.choice(NASTY)
            lines[at] = ";".join(parts)
        return "\r\n".join(lines).encode("utf-8", "surrogatepass")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None
    for _ in range(chance.choice((1, 2, 6))):
        row = chance.randint(1, sheet.max_row + 1)
        cell = sheet.cell(row, chance.randint(1, sheet.max_column))
        value: object = chance.choice((*NASTY, 1e308, -5, 10**18, 0.5, True))
        if isinstance(value, str):
            value = value.encode("utf-8", "ignore").decode()
            value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
        cell.value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def doubled(chance: random.Random, data: bytes) -> bytes:
    """Repeat, move or leave out lines and columns."""
    if not data.startswith(b"PK"):
        lines = data.split(b"\r\n")
        for _ in range(chance.choice((1, 3))):
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
        return b"\r\n".join(lines)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None
    match chance.randrange(4):
        case 0:
            sheet.delete_cols(chance.randint(1, sheet.max_column))
        case 1:
            sheet.insert_rows(chance.randint(1, 3), chance.randint(1, 9))
        case 2:
            for row in list(sheet.iter_rows(min_row=2, values_only=True)):
                sheet.append(row)
        case _:
            sheet.delete_rows(1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MUTATORS: tuple[Mutator, ...] = (flipped, inner, cells, doubled)


class Town:
    """A small commune, its tables as files, and what imports them."""

    def __init__(self, folder: Path) -> None:
        made = sample.build()
        self.desk, self.store, self.scope = made.desk, made.store, made.scope
        self.importer = FileImporter(made.desk, sample.FRENCH)
        self.files: dict[tuple[str, str], bytes] = {}
        self.before = sample.content(self.store)
        with self.store.reading() as session:
            for name in NAMES:
                for ending in ("xlsx", "csv"):
                    path = folder / f"{name}.{ending}"
                    table = TABLES.named(name)
                    write_table(session, table, self.scope, sample.FRENCH, path)
                    self.files[name, ending] = path.read_bytes()

    def head(self) -> journal.Head:
        return self.store.looking(journal.head)

    def tried(self, name: str, path: Path) -> bool:
        """Import a file as the page does; tell whether anything was recorded."""
        table, head = TABLES.named(name), self.head()
        try:
            sheet = self.importer.open(path, table, self.scope)
            matched = Matched(dict(sheet.matched))
            plan = self.importer.plan(path, table, self.scope, matched)
            if plan.command is None:
                return False
            self.desk.do(plan.command)
        except DeskError:
            assert self.head() == head
            return False
        assert self.head().number in {head.number, head.number + 1}
        if self.head() != head:
            self.desk.undo()
            return True
        return False


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("town"))


def mutant(
    town: Town, mutator: Mutator, ending: str, seed: int, folder: Path
) -> tuple[str, Path]:
    chance = random.Random(seed)
    name = chance.choice(NAMES)
    path = folder / f"venu.{ending}"
    path.write_bytes(mutator(chance, town.files[name, ending]))
    return name, path


@pytest.mark.full
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("mutator", MUTATORS, ids=[m.__name__ for m in MUTATORS])
def test_nothing_but_a_refusal_comes_out(
    mutator: Mutator, ending: str, town: Town, tmp_path: Path, scored: Scored
) -> None:
    chance = random.Random(f"{SEED} {mutator.__name__} {ending}")
    tries, taken, slowest = TRIES // len(MUTATORS) // 2, 0, 0.0
    for number in range(tries):
        seed = chance.getrandbits(48)
        start = time.process_time()
        try:
            taken += town.tried(*mutant(town, mutator, ending, seed, tmp_path))
        except BaseException as error:
            message = (
                f"seed {seed}, no. {number}, {mutator.__name__} {ending}: {error!r}"
            )
            raise AssertionError(message) from error
        slowest = max(slowest, time.process_time() - start)
    assert sample.content(town.store) == town.before
    figures = f"seed {SEED}, {taken} of {tries} taken, slowest {slowest:.3f} s"
    scored(f"{mutator.__name__} {ending}: {figures}")
    assert slowest < SECONDS


@pytest.mark.parametrize(("name", "ending", "seed"), FAILED)
def test_what_once_failed(
    name: str, ending: str, seed: int, town: Town, tmp_path: Path
) -> None:
    mutator = next(each for each in MUTATORS if each.__name__ == name)
    town.tried(*mutant(town, mutator, ending, seed, tmp_path))
    assert sample.content(town.store) == town.before


def _packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    start = time.process_time()
    bomb = _packed(tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": bytes(90_000_000)})
    packed = time.process_time()
    with pytest.raises(Unreadable, match="trap"):
        read_grid(bomb)
    assert time.process_time() - packed < max(0.5, packed - start)
    many = _packed(tmp_path / "m.xlsx", {f"x{n}": b"" for n in range(3_000)})
    with pytest.raises(Unreadable, match="trap"):
        read_grid(many)


def test_rows_without_end_and_cells_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a;b\n" + "1;2\n" * 120_000, "utf-8")
    with pytest.raises(Unreadable, match="too large"):
        read_grid(path)
    path.write_text("a;b\n" + ";".join("1" * (MOST_CELLS + 2)), "utf-8")
    with pytest.raises(Unreadable, match="too large"):
        read_grid(path)
    path.write_text(f"a;b\n1;{'x' * 40_000}\n", "utf-8")
    with pytest.raises(Unreadable, match="a cell holds more"):
        read_grid(path)
