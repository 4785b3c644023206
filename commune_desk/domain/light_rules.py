"""How a fact about a committee becomes a light, and what it is worth in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committee_life import later
from commune_desk.domain.committee_lights import (
    INSTEAD,
    OF_PILLAR,
    Facts,
    Light,
    LightState,
    Limits,
    Pillar,
)
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from commune_desk.domain.text import Text

    Read = tuple["LightState", object]

WHOLE = 100


def lights_of(facts: Facts, day: dt.date, limits: Limits) -> tuple[Light, ...]:
    """Give the sixteen lights of a committee on a day."""
    return tuple(
        _light(pillar, _own(key, facts), facts, day, limits)
        for pillar, keys in OF_PILLAR.items()
        for key in keys
    )


def _own(key: str, facts: Facts) -> str:
    return key if key in facts.asked else INSTEAD.get(key, key)


def _light(
    pillar: Pillar, key: str, facts: Facts, day: dt.date, limits: Limits
) -> Light:
    if not _looked_at(key, facts):
        return Light(key, pillar, LightState.NOT_ASKED)
    state, fact = _READ[key](facts, day, limits)
    return Light(key, pillar, state, fact)


ALWAYS = frozenset({"bureau", "mandates", "women"})
"""Lights of every committee, whatever its type."""


def _looked_at(key: str, facts: Facts) -> bool:
    """Tell whether a light is asked for, or has something to say all the same."""
    if key in ALWAYS or key in facts.asked or _known(key, facts):
        return True
    return key == "receipt" and facts.needs_receipt


def _known(key: str, facts: Facts) -> bool:
    """Tell whether there is something to say of what nobody asks."""
    return {
        "receipt": bool(facts.receipt),
        "statutes": facts.statutes or facts.rules,
        "convention": facts.convention,
        "renewal": facts.target is not None,
        "dues": facts.has_dues,
        "installation": facts.installations > 0,
        "repairer": facts.repairer,
        "recovery": bool(facts.payers),
    }.get(key, False)


OK, WATCH = LightState.OK, LightState.WATCH
CORRECT, UNKNOWN = LightState.CORRECT, LightState.UNKNOWN


def _receipt(facts: Facts, _: dt.date, _limits: Limits) -> Read:
    if facts.receipt is None:
        return CORRECT, N_("missing")
    return OK, N_("no. {number}", number=facts.receipt) if facts.receipt else ""


def _statutes(facts: Facts, _: dt.date, _limits: Limits) -> Read:
    if facts.statutes and facts.rules:
        return OK, ""
    if facts.statutes or facts.rules:
        lacking = N_("no rules") if facts.statutes else N_("no statutes")
        return WATCH, lacking
    return WATCH, N_("none noted")


def _convention(facts: Facts, day: dt.date, limits: Limits) -> Read:
    if not facts.convention:
        return CORRECT, N_("missing")
    return _until(facts.convention_until, day, limits.warning, CORRECT)


def _until(end: dt.date | None, day: dt.date, warning: int, after: LightState) -> Read:
    if end is None:
        return OK, N_("in force")
    left = (end - day).days
    if left < 0:
        return after, P_("ended {count} day ago", "ended {count} days ago", count=-left)
    if left <= warning:
        return WATCH, _days(left)
    return OK, N_("until {date}", date=end)


def _days(count: int) -> Text:
    return P_("{count} day", "{count} days", count=count)


def _bureau(facts: Facts, _: dt.date, _limits: Limits) -> Read:
    if not facts.seats:
        return UNKNOWN, N_("to be noted")
    text = N_("{part} out of {whole}", part=facts.filled, whole=facts.seats)
    return (OK if facts.filled >= facts.seats else CORRECT), text


def _mandates(facts: Facts, day: dt.date, limits: Limits) -> Read:
    if not facts.filled:
        return UNKNOWN, N_("nobody noted")
    if facts.over:
        return WATCH, P_("{count} ended", "{count} ended", count=facts.over)
    if facts.next_end is None:
        return OK, ""
    return _until(facts.next_end, day, limits.warning, WATCH)


def _periodic(
    last: dt.date | None, every: int | None, since: dt.date | None, day: dt.date
) -> Read:
    """Judge what comes back every so many months; twice as long is to be corrected."""
    if last is None and since is None:
        return UNKNOWN, N_("none noted")
    start = last or since or day
    said: object = N_("none noted") if last is None else last
    if every is None or day <= later(start, every):
        return (OK if last is not None else UNKNOWN), said
    return (WATCH if day <= later(start, 2 * every) else CORRECT), said


def _assembly(facts: Facts, day: dt.date, _: Limits) -> Read:
    every = facts.asked.get("assembly")
    return _periodic(facts.last_assembly, every, facts.created_on, day)


def _meetings(facts: Facts, day: dt.date, _: Limits) -> Read:
    every = facts.asked.get("meetings")
    state, _said = _periodic(facts.last_bureau, every, facts.created_on, day)
    if facts.last_bureau is None:
        return state, N_("none noted")
    return state, N_("{number} in 1 year", number=facts.meetings)


def _women(facts: Facts, _: dt.date, _limits: Limits) -> Read:
    if not facts.members:
        return UNKNOWN, N_("to be noted")
    text = N_("{part} out of {whole}", part=facts.women, whole=facts.members)
    few = facts.women_least is not None and facts.women < facts.women_least
    share = facts.women_share or 0
    if few or facts.women * WHOLE * WHOLE < share * facts.members:
        return WATCH, text
    return OK, text


def _cash(facts: Facts, day: dt.date, _: Limits) -> Read:
    if facts.last_cash is None:
        return UNKNOWN, N_("not typed yet")
    return _periodic(facts.last_cash, facts.asked.get("cash"), None, day)


def _accounts(facts: Facts, day: dt.date, _: Limits) -> Read:
    every = facts.asked.get("accounts")
    return _periodic(facts.last_accounts, every, facts.created_on, day)


def _renewal(facts: Facts, _: dt.date, limits: Limits) -> Read:
    if facts.target is None or not facts.target.francs:
        return UNKNOWN, N_("no target")
    held = facts.fund.francs if facts.fund is not None else 0
    part = max(0, held) * WHOLE // facts.target.francs
    text = N_("{part} %", part=part)
    if part >= WHOLE:
        return OK, text
    return (WATCH if part >= limits.renewal else CORRECT), text


def _dues(facts: Facts, day: dt.date, _: Limits) -> Read:
    if not facts.has_dues:
        return UNKNOWN, N_("no rule noted")
    if facts.unpaid_since is None or facts.unpaid_since >= day:
        return OK, N_("up to date")
    return CORRECT, _days((day - facts.unpaid_since).days)


def _installation(facts: Facts, day: dt.date, _: Limits) -> Read:
    if not facts.installations:
        return UNKNOWN, N_("none noted")
    if facts.broken_on is not None:
        count = (day - facts.broken_on).days
        return CORRECT, P_("broken, {count} day", "broken, {count} days", count=count)
    if facts.working < facts.installations:
        text = N_(
            "{part} out of {whole}", part=facts.working, whole=facts.installations
        )
        return WATCH, text
    return OK, N_("in service")


def _water(facts: Facts, _: dt.date, limits: Limits) -> Read:
    if not facts.produced or facts.sold is None:
        return UNKNOWN, N_("no reading")
    return _share(facts.sold, facts.produced, limits.sold)


def _recovery(facts: Facts, _: dt.date, limits: Limits) -> Read:
    if not facts.payers or facts.paid is None:
        return UNKNOWN, N_("to be noted")
    return _share(facts.paid, facts.payers, limits.recovery)


def _share(part: int, whole: int, least: int) -> Read:
    share = part * WHOLE // whole
    return (OK if share >= least else WATCH), N_("{part} %", part=share)


def _repairer(facts: Facts, day: dt.date, limits: Limits) -> Read:
    if not facts.repairer:
        return WATCH, N_("no contract")
    return _until(facts.repairer_until, day, limits.warning, WATCH)


def _analysis(facts: Facts, day: dt.date, _: Limits) -> Read:
    if facts.last_analysis is None:
        return UNKNOWN, N_("to be noted")
    return _periodic(facts.last_analysis, facts.asked.get("analysis"), None, day)


def _visit(facts: Facts, day: dt.date, _: Limits) -> Read:
    if facts.last_visit is None:
        return UNKNOWN, N_("no visit")
    return _periodic(facts.last_visit, facts.asked.get("visit"), None, day)


_READ: Mapping[str, Callable[[Facts, dt.date, Limits], Read]] = {
    "receipt": _receipt,
    "statutes": _statutes,
    "convention": _convention,
    "bureau": _bureau,
    "mandates": _mandates,
    "assembly": _assembly,
    "meetings": _meetings,
    "women": _women,
    "cash": _cash,
    "accounts": _accounts,
    "renewal": _renewal,
    "dues": _dues,
    "installation": _installation,
    "water": _water,
    "recovery": _recovery,
    "repairer": _repairer,
    "analysis": _analysis,
    "visit": _visit,
}

POINTS: Mapping[LightState, int | None] = {
    OK: 2,
    WATCH: 1,
    CORRECT: 0,
    UNKNOWN: None,
    LightState.NOT_ASKED: None,
}
"""What a light is worth in the grid; what is not known is left to the visitor."""


def answers(facts: Facts, day: dt.date, limits: Limits) -> dict[str, int]:
    """Propose points for the questions of the grid that the dossier can answer."""
    found: dict[str, int] = {}
    for key, read in _READ.items():
        if not _looked_at(key, facts):
            continue
        points = POINTS[read(facts, day, limits)[0]]
        if points is not None:
            found[key] = points
    if facts.last_bureau is not None:
        many = facts.meetings >= limits.meetings
        found["meetings_year"] = (
            2 if many else int(2 * facts.meetings >= limits.meetings)
        )
    if facts.key_posts:
        found["key_woman"] = 2 if facts.key_women else 0
    if facts.bank:
        found["bank"] = 2
    return found
