"""What strikes the region across its communes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.package.region import SendingState
from commune_desk.domain.text import N_, P_
from commune_desk.services.region.queries.board import board
from commune_desk.services.region.queries.comparison import BY_KEY, value_of
from commune_desk.services.region.queries.figures import figures
from commune_desk.services.region.queries.histories import rewritten
from commune_desk.services.region.queries.standing import older
from commune_desk.storage.region.own import COMMUNES, CURRENT, RECEIVED, THRESHOLDS
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.region.queries.board import BoardRow
    from commune_desk.services.region.queries.figures import Figures

WARNING = Severity.WARNING
HALF, YEAR = (6, 30), (12, 31)
"""From which day on the figures of a half-year, and of a year, are whole."""


@dataclass(frozen=True, slots=True)
class _Least:
    """A measure that should not be below a threshold."""

    code: str
    measure: str
    threshold: str
    text: Text
    grows: bool = False
    """Whether it grows through the year: the threshold is then that of the half-year
    or of the year, and before the end of June there is none."""


_LEAST = (
    _Least(
        "REG-01",
        "execution",
        "execution",
        N_("{commune}: {found} % of the credits were ordered, below {least} %."),
        grows=True,
    ),
    _Least(
        "REG-02",
        "investment-share",
        "investment-share",
        N_("{commune}: investment has {found} % of the credits, below {least} %."),
    ),
    _Least(
        "REG-03",
        "tax",
        "tax",
        N_("{commune}: {found} % of the TDRL was collected, below {least} %."),
        grows=True,
    ),
    _Least(
        "REG-04",
        "committees-receipt",
        "committees-receipt",
        N_(
            "{commune}: {found} % of the committees have a receipt of declaration, "
            "below {least} %."
        ),
    ),
)


def thresholds(session: Session, year: int) -> dict[str, int]:
    """Give what is in force at the end of a year."""
    asked = (
        select(THRESHOLDS.c.name, THRESHOLDS.c.value)
        .where(THRESHOLDS.c.valid_from <= f"{year}-12-31")
        .order_by(THRESHOLDS.c.valid_from)
    )
    return {row.name: row.value for row in session.execute(asked)}


def findings(session: Session, year: int, today: dt.date) -> list[Issue]:
    """List what strikes in the packages of a year, by commune, then by rule."""
    rows = board(session, year, today)
    told = figures(session, year)
    return [
        *_of_board(rows),
        *_of_figures(told, rows, thresholds(session, year)),
        *rewritten(session),
        *older(session, year),
        *_of_villages(session, year),
    ]


def _of_board(rows: list[BoardRow]) -> Iterator[Issue]:
    for row in rows:
        here = Record(COMMUNES.name, row.id)
        name = row.place.name
        for due in row.dues:
            if due.state is SendingState.OVERDUE:
                text = N_(
                    "{commune}: “{sending}” has not come; it was due on {day}.",
                    commune=name,
                    sending=due.sending.title,
                    day=due.sending.deadline,
                )
                yield Issue(WARNING, text, "REG-05", here)
        if row.aside:
            text = P_(
                "{commune}: one package came from another database. Choose which is "
                "the commune’s.",
                "{commune}: {count} packages came from another database. Choose which "
                "is the commune’s.",
                count=row.aside,
                commune=name,
            )
            yield Issue(WARNING, text, "REG-06", here)
        if row.gaps:
            text = P_(
                "{commune}: one package follows another that never came.",
                "{commune}: {count} packages follow others that never came.",
                count=row.gaps,
                commune=name,
            )
            yield Issue(Severity.INFORMATION, text, "REG-07", here)
        if not row.place.listed:
            text = N_(
                "{commune}: the code {code} is not in the region’s list.",
                commune=name,
                code=row.place.code,
            )
            yield Issue(WARNING, text, "REG-08", here)


def _of_figures(
    told: Mapping[str, Figures], rows: list[BoardRow], least: Mapping[str, int]
) -> Iterator[Issue]:
    until = {row.place.code: row.last.until for row in rows if row.last is not None}
    for code, each in told.items():
        for rule in _LEAST:
            threshold = least.get(_name(rule, until.get(code)))
            measure = BY_KEY[rule.measure]
            value = value_of(measure, *measure.parts(each))
            if threshold is not None and value is not None and value < threshold:
                facts = (
                    ("commune", each.place.name),
                    ("found", _plain(value)),
                    ("least", threshold),
                )
                where = Record(COMMUNES.name, each.place.id)
                yield Issue(WARNING, replace(rule.text, facts=facts), rule.code, where)


def _name(rule: _Least, until: dt.date | None) -> str:
    if not rule.grows:
        return rule.threshold
    day = (0, 0) if until is None else (until.month, until.day)
    if day >= YEAR:
        return f"{rule.threshold}-year"
    return f"{rule.threshold}-half" if day >= HALF else ""


def _plain(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _of_villages(session: Session, year: int) -> Iterator[Issue]:
    """Find villages that stand twice: by name in a commune, by code in two."""
    villages = SENT["villages"].c
    current = (
        (CURRENT.c.commune_code == villages.commune_code)
        & (CURRENT.c.package == villages.package)
        & (CURRENT.c.resource == "villages")
        & (CURRENT.c.year == year)
    )
    named = (
        select(
            villages.commune_code,
            func.min(villages.nom).label("nom"),
            func.count().label("times"),
            func.min(villages.package).label("package"),
        )
        .join(CURRENT, current)
        .group_by(villages.commune_code, func.lower(villages.nom), villages.nature)
        .having(func.count() > 1)
        .order_by(villages.commune_code, func.min(villages.nom))
    )
    for row in session.execute(named):
        text = N_(
            "{code}: the village “{village}” stands {times} times in the package.",
            code=row.commune_code,
            village=row.nom,
            times=row.times,
        )
        yield Issue(WARNING, text, "REG-09", Record(RECEIVED.name, row.package))
    coded = (
        select(
            villages.code,
            func.min(villages.commune_code).label("one"),
            func.max(villages.commune_code).label("other"),
            func.min(villages.package).label("package"),
        )
        .join(CURRENT, current)
        .where(villages.code != "")
        .group_by(villages.code)
        .having(func.count(villages.commune_code.distinct()) > 1)
        .order_by(villages.code)
    )
    for row in session.execute(coded):
        text = N_(
            "The village with the code {village} is told by two communes: {one} and "
            "{other}.",
            village=row.code,
            one=row.one,
            other=row.other,
        )
        yield Issue(WARNING, text, "REG-10", Record(RECEIVED.name, row.package))
