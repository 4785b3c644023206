"""The lights of a committee: four columns, each with the fact beside it.

What is asked of a committee, and how often, is data (`type_obligations`); how a fact
becomes a light stands in `light_rules`. A light that its type does not ask for says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from commune_desk.domain.money import Money


class LightState(Enum):
    """What a light says."""

    OK = "light_ok"
    WATCH = "light_watch"
    CORRECT = "light_correct"
    UNKNOWN = "light_unknown"
    NOT_ASKED = "light_not_asked"
    """The type of the committee does not ask for it."""


class Pillar(Enum):
    """The four columns."""

    EXISTENCE = "pillar_existence"
    LIFE = "pillar_life"
    MONEY = "pillar_money"
    SERVICE = "pillar_service"


KEYS: Mapping[str, Text] = {
    "receipt": N_("Récépissé"),
    "statutes": N_("Statutes, rules"),
    "convention": N_("Convention"),
    "bureau": N_("Bureau"),
    "mandates": N_("Mandates"),
    "assembly": N_("Assembly"),
    "meetings": N_("Meetings"),
    "women": N_("Women"),
    "cash": N_("Cash notebook"),
    "accounts": N_("Accounts in assembly"),
    "renewal": N_("Renewal"),
    "dues": N_("Dues"),
    "installation": N_("Installation"),
    "water": N_("Water sold"),
    "recovery": N_("Members’ dues"),
    "repairer": N_("Repairer"),
    "analysis": N_("Water analysis"),
    "visit": N_("Visit of the commune"),
}
"""Every light by its key, as the table of obligations names it."""

ANSWERS: Mapping[str, Text] = {
    **KEYS,
    "meetings_year": N_("Meetings of the bureau with minutes"),
    "key_woman": N_("A woman in a key post"),
    "bank": N_("Account at a bank or a fund"),
}
"""What the dossier can answer of the grid: the lights, and three facts more."""

OF_PILLAR: Mapping[Pillar, tuple[str, ...]] = {
    Pillar.EXISTENCE: ("receipt", "statutes", "convention", "bureau"),
    Pillar.LIFE: ("mandates", "assembly", "meetings", "women"),
    Pillar.MONEY: ("cash", "accounts", "renewal", "dues"),
    Pillar.SERVICE: ("installation", "water", "repairer", "analysis"),
}
"""The lights of each column, from top to bottom."""

INSTEAD: Mapping[str, str] = {"water": "recovery", "analysis": "visit"}
"""What stands in the place of a light that is asked of committees of water only."""


@dataclass(frozen=True, slots=True)
class Light:
    """One light, and the fact that it stands for."""

    key: str
    pillar: Pillar
    state: LightState
    fact: object = ""
    """Any value that can be put into words."""

    @property
    def title(self) -> Text:
        """What it looks at."""
        return KEYS[self.key]


@dataclass(frozen=True, slots=True)
class Lit(Text):
    """A sentence that has a light before it."""

    state: LightState = LightState.UNKNOWN


GRAVEST = (
    LightState.CORRECT,
    LightState.WATCH,
    LightState.UNKNOWN,
    LightState.OK,
    LightState.NOT_ASKED,
)


def lit(lights: Iterable[Light]) -> Lit:
    """Tell a column in one sentence under its worst light: what to correct and watch.

    What is not known is told where there is nothing worse.
    """
    known = tuple(lights)
    worst = next((s for s in GRAVEST if any(x.state is s for x in known)), GRAVEST[-1])
    if worst in {LightState.OK, LightState.NOT_ASKED}:
        said = N_("in order") if worst is LightState.OK else N_("nothing asked")
        return Lit(said.sentence, state=worst)
    shown = (worst,) if worst is LightState.UNKNOWN else GRAVEST[:2]
    told = tuple(
        N_("{title}: {fact}", title=each.title, fact=each.fact)
        if each.fact != ""
        else each.title
        for state in shown
        for each in known
        if each.state is state
    )
    return Lit("{lights}", (("lights", told),), state=worst)


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a light turns; settings, working proposals to begin with."""

    warning: int = 90
    """Days before an end at which it is told."""

    sold: int = 80
    """Hundredths of the water produced that are sold, at least."""

    recovery: int = 80
    """Hundredths of the members who paid, at least."""

    renewal: int = 50
    """Hundredths of the target under which the renewal fund is to be corrected."""

    meetings: int = 4
    """Meetings of the bureau with minutes that the grid asks for in a year."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the dossier knows of a committee on a day; None where it knows nothing."""

    asked: Mapping[str, int | None] = field(default_factory=dict)
    """Keys of the lights that the type asks for, and months between two times."""

    created_on: dt.date | None = None
    receipt: str | None = None
    """Number of the récépissé or registration; empty where it has none."""

    needs_receipt: bool = False
    statutes: bool = False
    rules: bool = False
    convention: bool = False
    convention_until: dt.date | None = None
    seats: int = 0
    filled: int = 0
    over: int = 0
    """Mandates that have ended and whose holders are still there."""

    next_end: dt.date | None = None
    last_assembly: dt.date | None = None
    last_bureau: dt.date | None = None
    meetings: int = 0
    """Meetings of the bureau with minutes in the last twelve months."""

    members: int = 0
    women: int = 0
    women_least: int | None = None
    women_share: int | None = None
    """Hundredths of a per cent."""

    key_posts: int = 0
    key_women: int = 0
    last_cash: dt.date | None = None
    last_accounts: dt.date | None = None
    bank: bool = False
    fund: Money | None = None
    target: Money | None = None
    has_dues: bool = False
    unpaid_since: dt.date | None = None
    """Day on which the oldest unpaid due was to be paid."""

    installations: int = 0
    working: int = 0
    broken_on: dt.date | None = None
    produced: int | None = None
    sold: int | None = None
    payers: int | None = None
    paid: int | None = None
    repairer: bool = False
    repairer_until: dt.date | None = None
    last_analysis: dt.date | None = None
    last_visit: dt.date | None = None
