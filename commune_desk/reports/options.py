"""How a paper is put on its sheets, chosen when it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Options:
    """What is chosen for one print; without a choice a paper is as it was designed."""

    letterhead: bool = True
    """Whether the State and the commune head the first page; not on printed paper."""

    sober: bool = False
    """Whether ink is saved: no tint, hatching for black surfaces."""

    large: bool = False
    """Whether type is a quarter larger."""

    blank: bool = False
    """Whether an empty column stands beside the amounts, to pencil new figures."""

    size: str = ""
    """The sheet: “A3”, “A4”, “A5”; the document's own where it is empty."""

    booklet: bool = False
    """Whether pages are laid out two by two, to be folded and stitched: A5 pages on A4
    unless another `size` of page is chosen."""

    first: int = 0
    """The first page wanted; 0 for the first there is."""

    last: int = 0
    """The last page wanted; 0 for the last there is."""

    marked: Text | str = ""
    """What every page says of a paper that is printed with something missing."""

    @property
    def widens(self) -> bool:
        """Tell whether tables take more room than their paper was designed for."""
        return self.large or self.blank or self.booklet or bool(self.size)

    @property
    def on_pages(self) -> bool:
        """Tell whether the choice speaks of pages, which only the PDF has."""
        return self.booklet or bool(self.first or self.last)


AS_DESIGNED = Options()
