"""The fields of the form of an expense: what each is called, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.spending import DATES
from commune_desk.domain.text import N_, Text
from commune_desk.tables.choices import action_choices, village_choices
from commune_desk.tables.expense_columns import MODES, line_choices, party_choices
from commune_desk.tables.table import Column, Kind

if TYPE_CHECKING:
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

E = EntryKind
HEADS: dict[EntryKind, Text] = {
    E.COMMITMENT: N_("Commitment"),
    E.LIQUIDATION: N_("Liquidation"),
    E.ORDER: N_("Payment order"),
    E.PAYMENT: N_("Payment"),
}

KEYS: Keys = (
    ("Return", N_("Go to the next field")),
    ("Ctrl+Return", N_("Keep the expense")),
    ("Ctrl+Shift+Return", N_("Keep it and begin the next")),
    ("F2", N_("As last time")),
)


def _column(key: str, title: Text, kind: Kind = Kind.TEXT, **more: Any) -> Column[Any]:
    return Column(key, title, lambda _: None, kind, **more)


COLUMNS: dict[str, Column[Any]] = {
    column.key: column
    for column in (
        _column("object", N_("Object")),
        _column("party", N_("Supplier or payee"), Kind.CHOICE, choices=party_choices),
        _column("line_id", N_("Budget line"), Kind.CHOICE, choices=line_choices),
        _column(
            "action_id", N_("Action of the plan"), Kind.CHOICE, choices=action_choices
        ),
        _column("amount", N_("Amount, F CFA"), Kind.MONEY),
        _column("invoice", N_("Invoice no.")),
        _column("invoiced_on", N_("Date of the invoice"), Kind.DATE),
        _column("village_id", N_("Village"), Kind.CHOICE, choices=village_choices),
        *(_column(DATES[kind], HEADS[kind], Kind.DATE) for kind in EXPENSE_CHAIN),
        _column("mode", N_("Mode of payment"), Kind.CHOICE, choices=MODES),
        _column("reference", N_("Reference")),
        _column("deductions", N_("Withheld"), note=N_("INPS 1440; ITS 4000")),
        _column("note", N_("Note")),
    )
}
"""The fields in the order in which Enter goes through them."""

KEPT = ("object", "party", "action_id", "village_id", "note")
"""What may still be corrected once an expense is entered."""


class NumberField(QLineEdit):
    """The number of an act: proposed, typed over where the commune has another.

    The cursor does not stop there on its way through the form.
    """

    def __init__(self, context: Context, kind: EntryKind) -> None:
        super().__init__()
        self.setObjectName("act-number")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedWidth(64)
        self.setFixedHeight(22)
        self.setValidator(QIntValidator(1, 999_999, self))
        said = N_("Number of the {act}", act=kind)
        self.setAccessibleName(context.say(said))
        self.setToolTip(context.say(said))
        self._proposed = ""

    def propose(self, number: int) -> None:
        """Show the number that the act would take."""
        self._proposed = str(number)
        self.setText(self._proposed)

    def typed(self) -> int | None:
        """Give the number that somebody typed; None where the proposal stands."""
        text = self.text().strip()
        return int(text) if text.isdigit() and text != self._proposed else None
