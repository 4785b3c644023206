"""Water: the readings of a round typed in one go, losses and recovery beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.water import balance
from commune_desk.services.readings import NoteReadings
from commune_desk.services.today import situation
from commune_desk.services.water import least_sold, losing, networks, seen, year_before
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.pages.committee_life import NarrowPage, add_papers
from commune_desk.ui.pages.entry_card import Asked, EntryCard, asked
from commune_desk.ui.pages.field_round import FieldRound
from commune_desk.ui.pages.meter_lines import MeterLines
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, clear, down, hold
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.water import Balance
    from commune_desk.services.water import Network
    from commune_desk.ui.context import Context, Destination

FORM, BILLS = "meter-readings", "water-bills"
SIDE = 236
"""Pixels of the card of losses."""

NARROW = 1110
"""Pixels of the page below which the day of the last reading is left out."""

LOW = 96
"""Pixels of the card of a round, at least."""


def _networks(session: Any, _scope: Any) -> Sequence[Choice]:
    found = sorted(networks(session).values(), key=lambda each: each.committee)
    return [Choice(each.committee_id, each.committee) for each in found]


FIELDS = (
    (
        asked("committee_id", N_("Committee"), Kind.CHOICE, 30, _networks),
        asked("read_on", N_("Read on"), Kind.DATE, 14),
    ),
)


class RoundCard(EntryCard):
    """The card of a round: what it refuses flows, and makes no window higher."""

    def minimumSizeHint(self) -> QSize:
        """Ask for little height: a refusal of several meters has long sentences."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), LOW))


class ReadingsPage(FieldRound):
    """A line for each meter: what it showed last, what it shows today."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_(
            "Index, money, Enter: the m³, the losses and the recovery follow at once."
        )
        self.work = WorkPanel(context, N_("Readings of the meters"))
        acts: list[Any] = []
        if context.ports.record_paper is not None:
            for name, words in ((FORM, N_("Reading form")), (BILLS, N_("Bills"))):
                deed = _printing(self, name)
                acts.append(Button(say(words), "printer", PLAIN, deed))
        head = PageHead(say(N_("Readings of the meters")), say(purpose), acts)
        self.column.addWidget(head)
        make = Asked(FIELDS, self._make, N_("Note the readings"), lines=1, closes=False)
        self.card = RoundCard(context, make)
        self.column.addWidget(self.card)
        sheet = frame("card")
        self.round = MeterLines(context, self.tell)
        sheet.setLayout(self.round)
        self._told = down(gap=10)
        side = _scrolled(hold(self._told))
        side.setFixedWidth(SIDE)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = across(gap=16)
        line.addWidget(_scrolled(sheet), 1)
        line.addWidget(side)
        self.column.addLayout(line, 1)
        self.column.addWidget(self.work)
        self.card.typed.connect(self._typed)
        self.card.done.connect(lambda _: self._again())
        context.scoped.connect(self.begin)
        context.changed.connect(self._changed)
        self.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is not typed where the window is narrow."""
        super().resizeEvent(event)
        self.round.compact(on=event.size().width() < NARROW)

    @property
    def network(self) -> Network | None:
        """The network whose meters are in sight."""
        wanted = self.card.value("committee_id")
        with self.context.reading() as session:
            return networks(session).get(wanted or 0)

    def opened(self, destination: Destination) -> None:
        """Show the network that was asked for; keep what is being typed."""
        if destination.record is not None:
            self.begin(destination.record.id)
        elif not self.round.typed():
            self.begin(self.card.value("committee_id"))

    def keep_focus(self) -> None:
        """Put the cursor where the first index is typed."""
        first = next(self.round.fields(), self.card.fields["committee_id"])
        first.setFocus()

    def begin(self, committee_id: int | None = None) -> None:
        """Propose a network and the day of the situation."""
        self.card.renew()
        scope = self.context.scope
        with self.context.reading() as session:
            known = _networks(session, scope)
            on = situation(session, scope.year)
        ids = [choice.value for choice in known]
        wanted = committee_id if committee_id in ids else next(iter(ids), None)
        self.card.begin({"committee_id": wanted, "read_on": on}, "committee_id")
        self._lay_out()
        self.keep_focus()

    def _again(self) -> None:
        self._lay_out()
        self.keep_focus()

    def _changed(self, _changes: object = None) -> None:
        if not self.round.typed():
            self._lay_out()

    def _lay_out(self) -> None:
        self.round.lay_out(self.network)
        self.tell()

    def _typed(self, key: str) -> None:
        if key == "committee_id":
            self._lay_out()
        else:
            self.tell()

    def tell(self) -> None:
        """Count what is typed, and say what it makes beside the year."""
        network, day = self.network, self.card.value("read_on")
        clear(self._told)
        say = self.context.say
        if network is None:
            text = N_("No network has meters yet.")
            self.card.told.setText(say(text))
            return
        with self.context.reading() as session:
            on = day or situation(session, self.context.scope.year)
            most = 100 - least_sold(session)
            year = seen(session, self.context.scope)
        points = self.round.points(on)
        typed = sum(1 for line in self.round.lines if line.shown.text().strip())
        text = P_(
            "{count} meter typed of {whole}.",
            "{count} meters typed of {whole}.",
            count=typed,
            whole=len(self.round.lines),
        )
        hint = N_("Type the first index; Enter goes on, Ctrl+Enter notes the round.")
        self.card.told.setText(say(text if typed else hint))
        title = N_("This round")
        self._told.addWidget(self._card(title, balance(points), most))
        begins, ends = year
        title = N_("From {begins} to {ends}", begins=begins, ends=ends)
        self._told.addWidget(self._card(title, network.balance(begins, ends), most))
        begins, ends = year_before(ends)
        title = N_("Twelve months to {ends}", ends=ends)
        self._told.addWidget(self._card(title, network.balance(begins, ends), most))
        self._told.addStretch(1)

    def _card(self, title: Text, found: Balance, most: int) -> Card:
        say = self.context.say
        card = Card(gap=2)
        card.inner.addWidget(Label(say(title), "small_strong", "ink_soft"))
        for line in water_lines(self.context, found, most):
            card.inner.addLayout(line)
        return card

    def _make(self, values: Mapping[str, Any]) -> NoteReadings:
        return NoteReadings(values.get("read_on"), self.round.reads())

    def walked(self) -> Iterable[QWidget]:
        """Go through the round meter by meter."""
        return self.round.fields()


def _scrolled(inner: QWidget) -> QScrollArea:
    """Let what is higher than the page be scrolled."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def water_lines(context: Context, found: Balance, most: int) -> list[Any]:
    """Write produced, sold, lost and taken in below each other, losses with a state."""
    say, words = context.say, context.words

    def volume(number: int | None) -> str:
        return "–" if number is None else f"{words.number(number)} m³"

    def line(title: Text, text: str, tone: str = "ink", *, strong: bool = False) -> Any:
        role = "body_strong" if strong else "body"
        return across(Label(say(title), "body", "ink_soft"), None,
                      Label(text, role, tone), gap=8)  # fmt: skip

    lines = [
        line(N_("Produced"), volume(found.produced)),
        line(N_("Sold"), volume(found.sold)),
    ]
    share = found.losses
    over = losing(found, most)
    state = State.CORRECT if over else State.OK
    text = "–" if share is None else f"{volume(found.lost)} · {screen(context, share)}"
    lost = line(N_("Lost"), text, state.token if share else "ink", strong=True)
    if share is not None:
        lost.insertWidget(2, light(state, 14))
    lines.append(lost)
    due = "–" if found.due is None else words.francs(found.due)
    lines += [
        line(N_("Should bring in"), due),
        line(N_("Taken in"), words.francs(found.paid)),
    ]
    if found.rate is not None:
        lines.append(line(N_("Recovery"), screen(context, found.rate), strong=True))
    return lines


def screen(context: Context, share: Any) -> str:
    """Write a share without places, as screens do."""
    return context.words.share(share, 0)


def _printing(page: ReadingsPage, name: str) -> Callable[[], None]:
    def deed() -> None:
        network, paper = page.network, page.context.ports.record_paper
        if network is None or paper is None:
            return
        context, only = page.context, str(network.committee_id)
        page.work.run(
            lambda progress: paper(name, only, context.scope, progress),
            lambda pdf: context.shown.emit(network.committee, pdf),
        )

    return deed


class WaterPage(NarrowPage):
    """The networks in the year, those that lose most first."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All"), None),
        (N_("Losses too high"), lambda row: row.over),
    )

    def head(self) -> PageHead:
        """Offer the papers of the chosen network."""
        head = super().head()
        layout: Any = head.layout()
        go = Button(
            self.context.say(N_("Type the readings")), "edit", PLAIN, self._readings
        )
        layout.insertWidget(layout.count() - 1, go)
        add_papers(self, head, ("water-account", N_("Water account")))
        return head

    def _readings(self) -> None:
        self.context.go("water-readings")
