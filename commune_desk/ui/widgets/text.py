"""Words on the screen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from commune_desk.ui.icons import pixmap
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Label(QLabel):
    """A text of one role (its type) and one tone (its colour)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().font(role))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setMinimumWidth(40)
            policy = QSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
            )
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Ask for one line only: a wrapped text grows with the width it gets."""
        least = super().minimumSizeHint()
        if self.wordWrap():
            return QSize(40, min(least.height(), self.fontMetrics().height()))
        return least

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class Headline(Label):
    """A wrapped title that no lack of room presses together."""

    def __init__(self, text: str = "", role: str = "title", tone: str = "ink") -> None:
        super().__init__(text, role, tone, wrap=True)

    def setText(self, text: str) -> None:
        """Say something else, as high as it needs."""
        super().setText(text)
        self._stand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the width asks for."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


def right(text: str, role: str = "body", tone: str = "ink") -> Label:
    """Make a label that lines up on the right, as figures do."""
    label = Label(text, role, tone)
    label.setAlignment(RIGHT)
    return label


class Linked(QLabel):
    """A sentence of which a part, or the whole, is a link; a key follows it too."""

    followed = Signal()

    def __init__(
        self,
        link: str,
        before: str = "",
        after: str = "",
        *,
        role: str = "body",
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setFont(look().font(role))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.linkActivated.connect(self.followed)
        self.setWordWrap(wrap)
        self.say(link, before, after)

    def say(self, link: str, before: str = "", after: str = "") -> None:
        """Change the words."""
        self.setAccessibleName(before + link + after)
        self.setProperty("words", before + link + after)
        # Rich text folds U+202F into a breakable space, but for `pre-wrap`.
        self.setText(
            '<span style="white-space:pre-wrap">'
            f"{escape(before)}<a href='#' style='color:{look().colours['link']};"
            f"text-decoration:underline'>{escape(link)}</a>{escape(after)}</span>"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.followed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and the ring of focus around them."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self)


def draw_ring(widget: QWidget) -> None:
    """Draw the ring of focus inside the edge of a widget."""
    painter = QPainter(widget)
    painter.setPen(QPen(look().colour("focus"), 2))
    painter.drawRoundedRect(widget.rect().adjusted(1, 1, -1, -1), 3, 3)
    painter.end()


class Icon(QLabel):
    """A picture from the icon family, with a word for those who cannot see it."""

    def __init__(
        self, name: str, colour: str = "ink", size: int = 16, meaning: str = ""
    ) -> None:
        super().__init__()
        self.setFixedSize(QSize(size, size))
        self.show_icon(name, colour)
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)

    def show_icon(self, name: str, colour: str) -> None:
        """Change the picture."""
        self.setPixmap(pixmap(name, colour, self.width()))
