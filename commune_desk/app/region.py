"""Open a region’s desk for the screens, and plug in what they ask for."""

from __future__ import annotations

import datetime as dt
import getpass
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commune_desk.app import home
from commune_desk.app.answers import write_answer
from commune_desk.app.taste_choices import preferences
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.package.region import Outcome
from commune_desk.domain.package.trust import Policy
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_, Text
from commune_desk.exchange.package.keys import draw_opening, opening
from commune_desk.exchange.package.receive import Arrived, files_in, receive
from commune_desk.exchange.package.sealed import receive as read_any
from commune_desk.exchange.region_lists import communes_in, shipped
from commune_desk.exchange.region_sheets import write_sheets
from commune_desk.exchange.workbook import write_table
from commune_desk.l10n.words import Words
from commune_desk.late import late
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.document import Telling
from commune_desk.reports.options import AS_DESIGNED
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS, printed
from commune_desk.reports.region.map import region_map
from commune_desk.reports.tables import table_document
from commune_desk.services.desk import User
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.lists import ListCommunes
from commune_desk.services.region.scope import (
    RegionScope,
    known_years,
    region_scope,
)
from commune_desk.services.region.settings import Region, SetUpRegion, region
from commune_desk.storage.region.store import RegionStore
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.ports import (
    AS_USUAL,
    PDF,
    Dossier,
    Habits,
    Printable,
    Wish,
)
from commune_desk.ui.preference import Preference
from commune_desk.ui.region_context import RegionContext
from commune_desk.ui.region_places import region_places
from commune_desk.ui.region_ports import Arrival, Reception, RegionPorts
from commune_desk.ui.shell import Shell
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.domain.package.manifest import Parcel
    from commune_desk.reports.document import Document
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table
    from commune_desk.ui.navigation import Place
    from commune_desk.ui.pages.start_region import NewRegion
    from commune_desk.ui.ports import Session

FRENCH = "fr"
"""The language of answers to senders, whatever that of the screens."""


def opened(
    place: Path | str, words: Words, leave: Callable[[], None] | None = None
) -> RegionContext:
    """Open a region’s desk at the last year of which something came.

    Raises `StorageTrouble` where it is not to be had.
    """
    if isinstance(place, Path) and not place.is_file():
        raise StorageTrouble(N_("There is no dossier “{name}”.", name=place.name))
    store = RegionStore(place)
    store.open()
    desk = RegionDesk(store, User(getpass.getuser(), Role.SECRETARY))
    with store.reading() as session:
        scope, own = region_scope(session), region(session)
    dossier = Dossier(
        own.name,
        store.path.name if store.path else store.name,
        demonstration=own.demonstration,
        above=N_("Region"),
        trial=N_("Demonstration: imaginary communes; nothing here is real."),
    )
    plugs = _Plugs(desk, words)
    return RegionContext(desk, scope, words, plugs.ports(dossier, leave))


def create(answers: NewRegion) -> None:
    """Make the desk of a region, with what the program proposes to expect."""
    store = RegionStore(answers.path)
    store.open()
    try:
        desk = RegionDesk(store, User(getpass.getuser(), Role.SECRETARY))
        desk.do(SetUpRegion(Region(answers.name, answers.demonstration)))
        desk.do(shipped())
    finally:
        store.close()


def shown(context: RegionContext) -> Shell:
    """Make the window of a region."""
    context.review()
    return Shell(context, region_places())


def places() -> list[Place]:
    """List the places of a region’s window."""
    return region_places()


def keep(context: RegionContext) -> None:
    """Let go of the desk; nothing of it is kept for the next opening."""
    context.desk.store.close()


class _Plugs:
    """What the screens of one region ask for."""

    def __init__(self, desk: RegionDesk, words: Words) -> None:
        self._desk, self._words = desk, words

    def ports(self, dossier: Dossier, leave: Callable[[], None] | None) -> RegionPorts:
        return RegionPorts(
            dossier,
            documents=self.documents,
            spreadsheet=self.spreadsheet,
            paper=self.paper,
            habits=Habits(home.habits(), home.keep_habits),
            looks=home.looks(),
            preferences=lambda: [*preferences(), *self.preferences()],
            close=leave,
            drawing=self.drawing,
            receive=self.receive,
            list_communes=lambda path: ListCommunes(communes_in(path)),
            export=self.export,
        )

    def documents(self, _session: Session, scope: Scope) -> Sequence[Printable]:
        return [
            Printable(
                each.name,
                each.group,
                each.title,
                partial(self.write, each, scope),
                None if each.choices is None else partial(_choices, each, scope),
                purpose=each.purpose,
            )
            for each in REGION_DOCUMENTS
        ]

    def write(
        self,
        wanted: Document,
        scope: Scope,
        kind: str,
        progress: Progress,
        wish: Wish = AS_USUAL,
    ) -> bytes:
        words = self._words
        if wish.language not in {"", words.language}:
            words = Words(wish.language, TRANSLATIONS)
        options = AS_DESIGNED if wish.options is None else wish.options
        with self._desk.store.snapshot() as copy, copy.reading() as session:
            telling = Telling(session, scope, words, progress, wish.only)
            return printed(wanted, telling, f".{kind}", options)

    def paper(self, table: Table[Any], scope: Scope, progress: Progress) -> bytes:
        document = table_document(table, table.title)
        return self.write(document, scope, PDF, progress)

    def drawing(self, _name: str, scope: Scope, progress: Progress) -> bytes:
        """Draw the map with the measure looked at; nothing without positions."""
        only = scope.measure if isinstance(scope, RegionScope) else ""
        with self._desk.store.snapshot() as copy, copy.reading() as session:
            telling = Telling(session, scope, self._words, progress, only)
            picture = region_map(telling)
        if picture is None:
            return b""
        draw = late("commune_desk.reports.pdf.picture").picture_pdf
        return bytes(draw(picture, self._words))

    def spreadsheet(self, table: Table[Any], scope: Scope, path: Path) -> None:
        with self._desk.store.reading() as session:
            write_table(session, table, scope, self._words, path)

    def receive(self, paths: Sequence[Path], progress: Progress) -> Reception:
        """Take them in through a desk of its own: the screens hear of it at the end."""
        desk = RegionDesk(self._desk.store, self._desk.user)
        changes: list[Any] = []
        desk.listeners.append(changes.extend)
        arrivals = [
            self._arrival(each)
            for each in receive(desk, files_in(paths), progress, self._reader())
        ]
        return Reception(tuple(arrivals), tuple(changes))

    def _reader(self) -> Callable[[bytes], Parcel]:
        """Read what is sealed too, where this computer has the region’s key."""
        key = opening()
        return partial(read_any, identities=(key,) if key else ())

    def export(self, folder: Path, progress: Progress) -> int:
        """Write the roll-ups of all years that were told; give how many files."""
        progress.step(N_("Roll-ups"), 0, 1)
        with self._desk.store.snapshot() as copy, copy.reading() as session:
            return len(write_sheets(session, known_years(session), folder))

    def _arrival(self, arrived: Arrived) -> Arrival:
        answers = None if arrived.verdict is None else partial(self._answer, arrived)
        return Arrival(arrived.path.name, _told(arrived), _state(arrived), answers)

    def _answer(self, arrived: Arrived, folder: Path) -> None:
        """Write the answer into a folder: for a machine, and on paper."""
        if arrived.verdict is not None:
            write_answer(arrived.verdict, folder, Words(FRENCH, TRANSLATIONS))

    def preferences(self) -> list[Preference]:
        """Give the settings of the region."""
        return [
            Preference(
                "name",
                N_("Name of the region"),
                lambda: self._region().name,
                lambda value: self._set(name=str(value or "").strip()),
            ),
            Preference(
                "key",
                N_("Key for what communes seal"),
                draw_opening,
                lambda _: None,
                note=N_(
                    "Communes enter it in their settings; the other half stays on this"
                    " computer. It cannot be changed here."
                ),
            ),
            Preference(
                "signatures",
                N_("Packages that no known key signed"),
                lambda: self._region().signatures.value,
                lambda value: self._set(signatures=Policy(value)),
                kind=Kind.CHOICE,
                note=N_("A false signature is refused whatever is chosen."),
                choices=(
                    Choice(Policy.ACCEPT.value, N_("Take them")),
                    Choice(Policy.WARN.value, N_("Take them with a remark")),
                    Choice(Policy.REQUIRE.value, N_("Refuse them")),
                ),
            ),
        ]

    def _region(self) -> Region:
        with self._desk.store.reading() as session:
            return region(session)

    def _set(self, **facts: Any) -> None:
        self._desk.do(SetUpRegion(replace(self._region(), **facts)))


def _choices(
    document: Document, scope: Scope, session: Session
) -> Sequence[tuple[str, Text | str]]:
    return document.choices(session, scope) if document.choices is not None else ()


def _state(arrived: Arrived) -> State:
    if arrived.receipt is None:
        return State.CORRECT
    if arrived.receipt.outcome is Outcome.ALREADY:
        return State.OK
    odd = arrived.receipt.gap or arrived.receipt.unknown
    read = arrived.receipt.outcome is Outcome.RECEIVED and not odd
    return State.OK if read else State.WATCH


def _told(arrived: Arrived) -> Text:
    """Say in one sentence what became of a file."""
    receipt = arrived.receipt
    if arrived.trouble is not None:
        return arrived.trouble
    if receipt is None:
        return _refused(arrived)
    match receipt.outcome:
        case Outcome.ALREADY:
            day = dt.datetime.fromisoformat(receipt.received_at).astimezone().date()
            return N_("already received on {day}; nothing was written", day=day)
        case Outcome.LATE:
            return N_("kept, but a later one came before: it is not read")
        case Outcome.CONFLICT:
            return N_(
                "another database sent for this commune and year: choose on the board"
            )
    if receipt.unknown:
        return N_(
            "received; the commune {code} is not in the list", code=receipt.commune_code
        )
    if receipt.gap:
        return N_("received; the package that it replaces never came")
    return N_("received")


def _refused(arrived: Arrived) -> Text:
    errors = () if arrived.verdict is None else arrived.verdict.errors
    if not errors:
        return N_("refused")
    return N_(
        "refused: {meaning} ({code})",
        meaning=errors[0].meaning,
        code=errors[0].finding.fault.value,
    )
