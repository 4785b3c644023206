"""A paper of the archive on disk: opened in another program, or copied to a folder."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from commune_desk.domain.text import N_
from commune_desk.services.attachments import content_of, copy_name
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.attachments import AttachmentRow
    from commune_desk.ui.context import Context


class PaperFiles:
    """Writes papers out of the dossier; what is opened lies in a folder that goes."""

    def __init__(self, context: Context, window: QWidget) -> None:
        self._context, self._window = context, window
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open_paper(self, row: AttachmentRow) -> None:
        """Show a paper in the program that this computer has for it."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="commune-desk-", ignore_cleanup_errors=True
            )
        place = Path(self._folder.name) / str(row.id)

        def write() -> None:
            place.mkdir(exist_ok=True)
            path = self.write_copy(row, place)
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                text = N_("No program on this computer opens “{name}”.", name=path.name)
                self._context.tell_refusal(text)

        self._context.attempt(write)

    def save_paper(self, row: AttachmentRow) -> None:
        """Write a copy where the clerk wants it."""
        say = self._context.say
        name = QFileDialog.getExistingDirectory(self._window, say(N_("Save a copy in")))
        if name:
            made: list[Path] = []
            write = partial(self.write_copy, row, Path(name))
            if self._context.attempt(lambda: made.append(write())):
                self._context.tell(N_("Saved: {path}.", path=str(made[0])))

    def write_copy(self, row: AttachmentRow, folder: Path) -> Path:
        """Write the bytes of a paper; never over a file that is there."""
        with self._context.reading() as session:
            content = content_of(session, row.digest)
        path = folder / copy_name(row, content)
        number = 1
        while path.exists() and path.read_bytes() != content:
            number += 1
            stem = Path(copy_name(row, content))
            path = folder / f"{stem.stem} ({number}){stem.suffix}"
        write_whole(path, content)
        return path
