"""The inventory: the table, what was paid without being in it, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, P_
from commune_desk.services.asset_lists import bought
from commune_desk.services.assets import ASSET, DisposeAsset, RegisterAsset
from commune_desk.services.command import Several
from commune_desk.services.today import today
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.asset_lists import AssetRow

ON: Column[Any] = Column(
    "on", ASSET.fields["disposed_on"], lambda _: None, Kind.DATE, 12
)
REASON: Column[Any] = Column(
    "reason",
    N_("Reason"),
    lambda _: None,
    width=30,
    note=N_("Broken beyond repair, sold, lost, given back…"),
)


class AssetsPage(TablePage):
    """Things by village; below them, what can be done with the chosen one."""

    def head(self) -> PageHead:
        """Put the way out beside the way in."""
        say = self.context.say
        self.out = Button(
            say(N_("Take out of the inventory")), "archive", PLAIN, self.take_out
        )
        actions: list[QWidget] = [
            Button(say(self.add_words), "plus", MAIN, self.add),
            self.out,
            *self.outlets.buttons(),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        self.strip = ActStrip(self.context)
        self.enter = Button("", "plus", PLAIN, self.register)
        self._unlisted = Label("", "body", "amber", wrap=True)
        super()._build()
        self.column.insertWidget(1, self.strip)
        acts = across(self.enter, gap=8)
        acts.addWidget(self._unlisted, 1)
        self.column.insertLayout(self.column.indexOf(self.outlets.work), acts)
        self.view.chosen.connect(self._offer)
        self.model.touched.connect(self._again)
        self.context.scoped.connect(self.strip.hide)

    def _refresh(self) -> None:
        super()._refresh()
        context = self.context
        with context.reading() as session:
            self._waiting = bought(session, context.scope)
        count = len(self._waiting)
        text = P_(
            "{count} investment is paid and not in the inventory.",
            "{count} investments are paid and not in the inventory.",
            count=count,
        )
        self._unlisted.setText(context.say(text) if count else "")
        self._unlisted.setVisible(count > 0)
        self.enter.setText(context.say(N_("Enter them ({count})", count=count)))
        self.enter.setVisible(count > 0)
        self._again()

    def _again(self, _ids: object = None) -> None:
        self._offer(self.model.record_at(self.view.currentIndex()))

    def _offer(self, row: AssetRow | None) -> None:
        self.out.setEnabled(row is not None and not row.gone)

    def take_out(self) -> None:
        """Ask for the day and the reason."""
        row = self.model.record_at(self.view.currentIndex())
        if row is None:
            return
        with self.context.reading() as session:
            day = today(session)
        act = Act(
            N_("Take out of the inventory"),
            N_(
                "{number} {title}: it stays in the register, marked as gone; the"
                " minutes print the reason.",
                number=row.number,
                title=row.title,
            ),
            (ON, REASON),
            lambda values: DisposeAsset(
                row.id, values.get("on"), values.get("reason") or ""
            ),
            "archive",
            {"on": day},
        )
        self.strip.ask(act)

    def register(self) -> None:
        """Enter everything that was paid, as one step."""
        commands = tuple(RegisterAsset(each.id) for each in self._waiting)
        name = P_(
            "{count} investment entered in the inventory",
            "{count} investments entered in the inventory",
            count=len(commands),
        )
        error = self.context.do(Several(commands, name))
        if error is not None:
            self.context.refused.emit(error)
