"""The archive: every file of the dossier, found by its words; what is missing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFileDialog

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.issues import Record
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.late import late
from commune_desk.services.archive import places_of
from commune_desk.services.attachments import RECORDS
from commune_desk.services.command import Several
from commune_desk.tables.choices import members
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import asked
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.paper_files import PaperFiles
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.ui.context import Context
    from commune_desk.ui.widgets.page_head import PageHead

FILTER, WORDS = 156, 230
"""Pixels of each filter, and of the field of words."""


def record_choices(session: Any, _: Scope) -> list[Choice]:
    """Offer every record that papers hang at: “marché: construction …”."""
    taken: set[tuple[object, str]] = set()
    found = []
    for place, kind, name in places_of(session):
        own = name if (kind, name) not in taken else f"{name} (n° {place[1]})"
        taken.add((kind, name))
        text = N_("{kind}: {name}", kind=kind, name=own)
        found.append(Choice(place, text))
    return found


class ArchivePage(ActPage):
    """All files: narrowed by words, kind, year and record; opened, copied, added."""

    def __init__(self, *facts: Any, **more: Any) -> None:
        self._ways: dict[str, QComboBox] = {}
        super().__init__(*facts, **more)
        self.setAcceptDrops(True)
        self.files = PaperFiles(self.context, self)
        self.model.rebuilt.connect(self._offer_years)

    @property
    def can_add(self) -> bool:
        """A file is added here too, though no line of the table is typed."""
        return True

    def _offer(self, row: Any) -> None:
        """Put the ways of the chosen file under the table."""
        super()._offer(row)
        if row is None:
            return
        for words, picture, deed in (
            (N_("Open the file"), "folder-open", self.open_file),
            (N_("Save a copy"), "device-floppy", self.save_copy),
            (N_("Go to the record"), "link", self.go),
        ):
            button = Button(self.context.say(words), picture, PLAIN, deed)
            self._acts.addWidget(button)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        say = self.context.say
        self.filter.wish(WORDS)
        self.filter.setPlaceholderText(say(N_("Words of title, number, kind, record")))
        kinds: list[tuple[str, Any]] = [(say(N_("All kinds")), None)]
        kinds += [(say(NAMES[kind]), kind) for kind in AttachmentKind]
        records: list[tuple[str, Any]] = [(say(N_("All records")), None)]
        names = [(say(words), table) for table, words in RECORDS.items()]
        records += sorted(names)
        for place, (key, values) in enumerate(
            (("kind", kinds), ("year", []), ("record_table", records)), 1
        ):
            box = QComboBox()
            box.setFixedWidth(FILTER)
            for words, value in values:
                box.addItem(words, value)
            box.currentIndexChanged.connect(self._narrow)
            self._ways[key] = box
            tools.insertWidget(place, box)
        self._ways["kind"].setAccessibleName(say(N_("Kind")))
        self._ways["year"].setAccessibleName(say(N_("Year")))
        self._ways["record_table"].setAccessibleName(say(N_("Record")))
        self._offer_years()
        return tools

    def _offer_years(self) -> None:
        """Offer the years that files are dated of."""
        box = self._ways["year"]
        rows = [row for row in self.model.rows() if row.dated is not None]
        years = sorted({row.dated.year for row in rows}, reverse=True)
        if [box.itemData(n) for n in range(1, box.count())] == years:
            return
        kept = box.currentData()
        box.blockSignals(True)  # noqa: FBT003  Qt's own name for it
        box.clear()
        box.addItem(self.context.say(N_("All years")), None)
        for year in years:
            box.addItem(str(year), year)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)  # noqa: FBT003  as above

    def _narrow(self, _index: int = 0) -> None:
        kind = self._ways["kind"].currentData()
        year = self._ways["year"].currentData()
        table = self._ways["record_table"].currentData()

        def keep(row: Any) -> bool:
            return (
                kind in {None, row.kind}
                and table in {None, row.record_table}
                and (year is None or (row.dated is not None and row.dated.year == year))
            )

        self.model.keep(None if {kind, year, table} == {None} else keep)

    def add(self) -> None:
        """Let the clerk choose files, then ask what they belong to."""
        title = self.context.say(N_("Attach a file"))
        names, _ = QFileDialog.getOpenFileNames(self, title)
        self.attach([Path(name) for name in names])

    def attach(self, paths: Sequence[Path]) -> None:
        """Ask what files belong to; refuse at once what cannot be kept."""
        attaching = late("commune_desk.services.attaching")
        read: list[tuple[str, bytes]] = []
        for path in paths:
            self.context.attempt(partial(self._read, attaching, path, read))
        if read:
            self.ask(self._act(attaching, read))

    def _read(self, attaching: Any, path: Path, read: list[tuple[str, bytes]]) -> None:
        with self.context.reading() as session:
            content = attaching.read_file(session, path)
            attaching.accepted(content, path.name, attaching.limits(session))
        read.append((path.name, content))

    def _act(self, attaching: Any, read: Sequence[tuple[str, bytes]]) -> Act:
        def make(values: Mapping[str, Any]) -> Command[Any]:
            said = {k: v for k, v in values.items() if v is not None}
            place = said.pop("place", ("", 0))
            one = [
                attaching.AttachFile(place, name, content, said)
                for name, content in read
            ]
            if len(one) == 1:
                found: Command[Any] = one[0]
                return found
            return Several(tuple(one), N_("Attach files ({count})", count=len(one)))

        names = ", ".join(name for name, _ in read)
        says = P_(
            "{names}: to which record does this file belong?",
            "{names}: to which record do these files belong?",
            count=len(read),
            names=names,
        )
        fields = (
            asked("place", N_("Record"), Kind.CHOICE, 30, record_choices),
            asked("kind", N_("Kind"), Kind.CHOICE, 14, members(AttachmentKind)),
            asked("dated", N_("Date"), Kind.DATE, 12),
        )
        return Act(N_("Attach a file"), says, fields, make, "paperclip")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what is dropped belongs to."""
        urls = event.mimeData().urls()
        self.attach([Path(u.toLocalFile()) for u in urls if u.isLocalFile()])
        event.acceptProposedAction()

    @property
    def chosen(self) -> Any:
        """The file that is chosen in the table."""
        return self.model.record_at(self.view.currentIndex())

    def open_file(self) -> None:
        """Show the file in the program that this computer has for it."""
        if self.chosen is not None:
            self.files.open_paper(self.chosen)

    def save_copy(self) -> None:
        """Write a copy where the clerk wants it."""
        if self.chosen is not None:
            self.files.save_paper(self.chosen)

    def go(self) -> None:
        """Show the record that the file hangs at."""
        row = self.chosen
        if row is not None:
            self.context.go_to_record(Record(row.record_table, row.record_id))


OWN_PAGES = {"public_sessions": "restitution", "complaints": "complaint"}
"""Records whose page of their own has a place for papers."""


class MissingPage(TablePage):
    """What is missing; one press goes to the record, where the paper is added."""

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        self.view.doubleClicked.connect(lambda _: self.go())

    def head(self) -> PageHead:
        """Add the way to the record."""
        head = super().head()
        layout: Any = head.layout()
        words = self.context.say(N_("Go and attach it"))
        layout.addWidget(Button(words, "paperclip", MAIN, self.go))
        return head

    def go(self) -> None:
        """Show the record that lacks the chosen paper."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            go_to(self.context, row.table, row.record_id)


def go_to(context: Context, table: str, row_id: int) -> None:
    """Show a record where its papers are added: its own page, else its table."""
    context.go(OWN_PAGES.get(table, ""), Record(table, row_id))
