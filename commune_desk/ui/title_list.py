"""Lists whose titles may take further lines, beside columns of a few words.

Rows of different heights are asked for theirs in the midst of Qt’s layout. A column
that measures its cells then makes Qt lay out once more inside of it, and write where
its rows stood before: the program ends later, anywhere. Widths are therefore set
between two layouts, and a row asks only what is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTreeView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent


class TitleList(QTreeView):
    """A list with titles in one column, which takes what the others leave."""

    def __init__(self, title: int = 0) -> None:
        super().__init__()
        self.title, self.room = title, 0
        """The column of the titles, and its pixels."""

        self.setWordWrap(True)

    def fit(self) -> None:
        """Give each column what its words need, and the titles the rest.

        Nothing is measured before it is seen: the type may be another then.
        """
        if not self.isVisible():
            return
        header = self.header()
        fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
        others = [at for at in range(header.count()) if at != self.title]
        for number in others:
            header.setSectionResizeMode(number, fixed)
            words = self.sizeHintForColumn(number)
            header.resizeSection(number, max(words, header.sectionSizeHint(number)))
        if header.count() > self.title:
            header.setSectionResizeMode(self.title, stretch)
        self.measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what is seen now."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask again which titles need a further line."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Ask each title for its lines again, if their room is another."""
        if self.room != self.columnWidth(self.title):
            self.room = self.columnWidth(self.title)
            self.scheduleDelayedItemsLayout()
