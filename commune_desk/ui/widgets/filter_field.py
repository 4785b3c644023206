"""A field to type a few words in, which gives way where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy

LEAST = 100


class FilterField(QLineEdit):
    """As wide as it is wished, or as the tools beside it leave room for."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def wish(self, width: int) -> None:
        """Wish for another width."""
        self._width = width
        self.setMaximumWidth(width)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the width that is wished."""
        return QSize(self._width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do with a few words."""
        return QSize(min(LEAST, self._width), super().minimumSizeHint().height())
