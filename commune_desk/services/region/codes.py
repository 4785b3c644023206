"""Codes of communes change with the lists: which is the region's today.

The region's code is never read out of the digits of another (`exchange-and-safety.md`
1): a list of pairs says it, each from a day on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_, Text
from commune_desk.services.region.command import RegionCommand
from commune_desk.services.region.current import settle_year
from commune_desk.storage.region.own import (
    CHOSEN,
    CODES,
    CURRENT,
    KEYS,
    RECEIVED,
    REMARKS,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.region.unit import RegionUnit

STEPS = 10
"""Lists that a code may be followed through."""


def code_for(session: Session, code_list: str, code: str, day: dt.date) -> str:
    """Give the region's code of a commune for figures told up to a day."""
    for _ in range(STEPS):
        asked = select(CODES.c.new_list, CODES.c.new_code).where(
            CODES.c.old_list == code_list,
            CODES.c.commune_code == code,
            CODES.c.valid_from <= day.isoformat(),
        )
        found = session.execute(asked).first()
        if found is None:
            break
        code_list, code = found
    return code


@dataclass(frozen=True)
class MapCode(RegionCommand[int]):
    """Say which code a commune of an old list has in a new one, from a day on.

    What came under the old code for later days is put under the new one.
    """

    label: ClassVar[Text] = N_("Map the code of a commune")

    old_list: str
    old_code: str
    new_list: str
    new_code: str
    valid_from: dt.date
    note: str = ""

    def enact(self, unit: RegionUnit) -> int:
        """Add the pair; return its number."""
        known = select(CODES.c.id).where(
            CODES.c.old_list == self.old_list, CODES.c.commune_code == self.old_code
        )
        if unit.session.execute(known).first() is not None:
            raise _refused(
                N_(
                    "The code {code} of the list {list} already leads to another.",
                    code=self.old_code,
                    list=self.old_list,
                )
            )
        key = unit.add(
            CODES,
            {
                "commune_code": self.old_code,
                "old_list": self.old_list,
                "valid_from": self.valid_from.isoformat(),
                "new_list": self.new_list,
                "new_code": self.new_code,
                "note": self.note,
            },
        )
        self._check(unit.session)
        unit.commune = self.new_code
        self._carry_over(unit)
        return key

    def _check(self, session: Session) -> None:
        """Refuse a ring: a code that leads back to itself."""
        end = code_for(session, self.new_list, self.new_code, dt.date.max)
        back = code_for(session, self.old_list, self.old_code, dt.date.max)
        ring = (self.new_list, self.new_code) == (self.old_list, self.old_code)
        if ring or end != back:
            raise _refused(
                N_("The code {code} would lead back to itself.", code=self.old_code)
            )

    def _carry_over(self, unit: RegionUnit) -> None:
        """Put what came under the old code where it belongs; rows follow by key."""
        asked = select(
            RECEIVED.c.commune_code,
            RECEIVED.c.id,
            RECEIVED.c.year,
            RECEIVED.c.sent_list,
            RECEIVED.c.sent_code,
            RECEIVED.c.until,
        ).where(RECEIVED.c.commune_code == self.old_code)
        years: set[tuple[str, int]] = set()
        unit.execute(CURRENT.delete().where(CURRENT.c.commune_code == self.old_code))
        for row in unit.session.execute(asked).all():
            day = dt.date.fromisoformat(row.until)
            code = code_for(unit.session, row.sent_list, row.sent_code, day)
            years.add((row.commune_code, row.year))  # its tables were let go
            if code != row.commune_code:
                unit.execute(
                    RECEIVED.update()
                    .where(
                        RECEIVED.c.commune_code == row.commune_code,
                        RECEIVED.c.id == row.id,
                    )
                    .values(commune_code=code)
                )
                years.add((code, row.year))
        for code, year in sorted(years):
            settle_year(unit, code, year)
        if years:
            unit.touch(RECEIVED, CHOSEN, KEYS, REMARKS)


def _refused(text: Text) -> Rejected:
    return Rejected([Issue(Severity.ERROR, text)])
