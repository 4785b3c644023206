"""The questions of the grid, to be answered by keys: 0, 1, 2, Enter for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from commune_desk.domain.text import N_
from commune_desk.domain.visits import MOST
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Label, draw_ring, right

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from commune_desk.domain.visits import Question
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

CELL, GAP = 24, 4
"""Pixels of the square of one number, and between two."""

CODE, PROPOSED, BEFORE = 30, 50, 40
"""Pixels of the number of a question, of what the dossier says, of the visit before."""

_STEP = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_CLEAR = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_NEXT = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PointCells(QWidget):
    """Three squares, 0 1 2: the one that holds is filled, a proposal is framed."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.points: int | None = None
        self.proposed: int | None = None
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Give room for the three squares."""
        return QSize((MOST + 1) * CELL + MOST * GAP, CELL)

    def show_points(self, points: int | None, proposed: int | None) -> None:
        """Change what holds and what is proposed."""
        self.points, self.proposed = points, proposed
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the square under the pointer."""
        at = int(event.position().x()) // (CELL + GAP)
        if 0 <= at <= MOST:
            self.picked.emit(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the squares."""
        painter, worn = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(worn.font("body_strong"))
        for number in range(MOST + 1):
            box = QRect(number * (CELL + GAP), 0, CELL, CELL).adjusted(1, 1, -1, -1)
            holds = number == self.points
            offered = self.points is None and number == self.proposed
            edge = "accent" if holds or offered else "field_border"
            painter.setPen(QPen(worn.colour(edge), 2 if offered else 1))
            painter.setBrush(worn.colour("accent" if holds else "surface"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(worn.colour("accent_ink" if holds else "ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.end()


class QuestionLine(QFrame):
    """One question: number, words, what the dossier says, the visit before, points."""

    told_keys: ClassVar[Keys] = (
        ("0", N_("Answer with so many points, 0 to 2")),
        ("Return", N_("Take what is proposed, and go on")),
    )

    answered = Signal(int, object)
    """The id of the question, and its points; None where they were taken back."""

    stepped = Signal(int)
    """Go so many questions on."""

    def __init__(self, context: Context, question: Question) -> None:
        super().__init__()
        self._context, self.question = context, question
        self.points: int | None = None
        self.proposed: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{question.code} {question.title}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.cells = PointCells()
        self.cells.picked.connect(self._picked)
        code = Label(question.code, "small_strong", "ink_soft")
        code.setFixedWidth(CODE)
        self._told = right("", "small", "ink_soft")
        self._told.setFixedWidth(PROPOSED)
        self._before = right("", "small", "ink_soft")
        self._before.setFixedWidth(BEFORE)
        words = Label(question.title, wrap=True)
        self.setLayout(
            across(
                code, words, self._before, self._told, self.cells,
                gap=8, margins=(10, 3, 10, 3), grow=words,
            )
        )  # fmt: skip
        self.setMinimumHeight(CELL + 10)

    def show_answer(
        self, points: int | None, proposed: int | None, before: int | None
    ) -> None:
        """Show the points, what the dossier proposes, and those of the visit before."""
        self.points, self.proposed = points, proposed
        self.cells.show_points(points, proposed)
        self._told.setText("" if proposed is None else str(proposed))
        self._before.setText("" if before is None else str(before))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with 0, 1 or 2; Enter takes what the dossier proposes, and goes on."""
        key, typed = Qt.Key(event.key()), event.text()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not held and typed.isdecimal() and int(typed) <= MOST:
            self._answer(int(typed))
            self.stepped.emit(1)
        elif not held and key in _NEXT:
            if self.points is None and self.proposed is not None:
                self._answer(self.proposed)
            self.stepped.emit(1)
        elif key in _CLEAR:
            self._answer(None)
        elif key in _STEP:
            self.stepped.emit(_STEP[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keys."""
        self.setFocus()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rule below, and the ring of focus."""
        super().paintEvent(event)
        painter, worn = QPainter(self), look()
        if self.hasFocus():
            painter.fillRect(self.rect(), worn.colour("select"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.colour("line"))
        painter.end()
        if self.hasFocus():
            draw_ring(self)

    def _picked(self, points: int) -> None:
        self.setFocus()
        self._answer(points)

    def _answer(self, points: int | None) -> None:
        self.points = points
        self.cells.show_points(points, self.proposed)
        self.answered.emit(self.question.id, points)


def heads(context: Context, theme: str) -> QFrame:
    """Head the questions of a theme, and say what the narrow columns are."""
    box = QFrame()
    box.setObjectName("sunken")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    say = context.say
    before = right(say(N_("Before")), "small", "ink_soft")
    before.setFixedWidth(BEFORE)
    told = right(say(N_("Dossier")), "small", "ink_soft")
    told.setFixedWidth(PROPOSED)
    points = Label(say(N_("Points")), "small", "ink_soft")
    points.setFixedWidth((MOST + 1) * CELL + MOST * GAP)
    box.setLayout(
        across(
            Label(theme, "body_strong"), None, before, told, points,
            gap=8, margins=(10, 3, 10, 3),
        )
    )  # fmt: skip
    return box
