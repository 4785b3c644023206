"""The sentences of one language, gathered from its topic files."""

from __future__ import annotations

from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commune_desk.domain.text import Text

WHOLE = ("fr", "en")
"""Languages that are whole: a test fails on a sentence that is missing."""


LATER = {"papers", "files"}
"""Topics that a start says nothing of: reading them would be waited for."""


def load(folder: Path, language: str) -> NullTranslations:
    """Read every `*.po` of a language; an unknown language leaves English.

    A file compiled beforehand (`*.mo`, not older than its source, or without one where
    the program is delivered) is read instead: it opens twenty times faster.
    """
    found = (folder / language / "LC_MESSAGES").glob("*.[pm]o")
    paths = sorted({path.with_suffix(".po") for path in found})
    later = [path for path in paths if path.stem in LATER]
    return _chain([path for path in paths if path not in later], _Late(later))


def _chain(paths: Iterable[Path], whole: NullTranslations) -> NullTranslations:
    for path in paths:
        topic = _topic(path)
        topic.add_fallback(whole)
        whole = topic
    return whole


class _Late(NullTranslations):
    """Topics that are read when a sentence is in no other."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__()
        self._paths = paths

    @cached_property
    def _whole(self) -> NullTranslations:
        return _chain(self._paths, NullTranslations())

    def gettext(self, message: str) -> str:
        return self._whole.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._whole.ngettext(msgid1, msgid2, n)


def spoken(catalogue: NullTranslations, text: Text) -> str:
    """Say a text as a catalogue has it; the source itself where it has not."""
    if text.plural:
        return catalogue.ngettext(text.sentence, text.plural, text.count)
    return catalogue.gettext(text.sentence)


def languages(folder: Path) -> list[str]:
    """List the languages to choose from: the whole ones, then those that are begun."""
    begun = {path.parents[1].name for path in folder.glob("*/LC_MESSAGES/*.po")}
    return [*WHOLE, *sorted(begun - set(WHOLE))]


def compile_all(folder: Path) -> int:
    """Compile the catalogues that changed; return how many were written."""
    written = 0
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        if not _is_fresh(path):
            path.with_suffix(".mo").write_bytes(_compiled(path))
            written += 1
    return written


def _topic(path: Path) -> GNUTranslations:
    if _is_fresh(path):
        with path.with_suffix(".mo").open("rb") as file:
            return GNUTranslations(file)
    return GNUTranslations(BytesIO(_compiled(path)))


def _is_fresh(path: Path) -> bool:
    ready = path.with_suffix(".mo")
    if not path.exists():
        return True
    return ready.exists() and ready.stat().st_mtime >= path.stat().st_mtime


def _compiled(path: Path) -> bytes:
    reader = import_module("babel.messages.pofile")  # start-up time: if not compiled
    writer = import_module("babel.messages.mofile")  # start-up time
    with path.open("rb") as file:
        catalogue = reader.read_po(file)
    compiled = BytesIO()
    writer.write_mo(compiled, catalogue)
    return compiled.getvalue()
