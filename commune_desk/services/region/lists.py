"""What the region keeps of its own: its communes, choices, keys and remarks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.region.command import RegionCommand
from commune_desk.services.region.current import settle_year
from commune_desk.storage.region.own import (
    CHOSEN,
    COMMUNES,
    KEYS,
    RECEIVED,
    REMARKS,
    SENDINGS,
    THRESHOLDS,
)

if TYPE_CHECKING:
    from sqlalchemy import Table

    from commune_desk.storage.region.unit import RegionUnit


@dataclass(frozen=True, slots=True)
class Expected:
    """A commune of the region's list."""

    code: str
    name: str
    cercle: str = ""
    arrondissement: str = ""
    code_list: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class ListCommunes(RegionCommand[int]):
    """Put communes into the region's list; known codes are brought up to date."""

    label: ClassVar[Text] = N_("Enter the communes of the region")

    communes: tuple[Expected, ...]

    def enact(self, unit: RegionUnit) -> int:
        """Add and correct; return how many rows were written."""
        kept = unit.execute(select(COMMUNES)).mappings().all()
        known = {row["commune_code"]: dict(row) for row in kept}
        place = max((row["position"] for row in known.values()), default=0)
        number, written = unit.number(COMMUNES), 0
        for each in self.communes:
            facts = _commune(each)
            present = known.get(each.code)
            if present is None:
                place += 1
                row = {"commune_code": each.code, **facts, "position": place}
                unit.add(COMMUNES, {**row, "id": number})
                known[each.code] = row
                number += 1
            elif facts.items() <= present.items():
                continue
            else:
                unit.revise(COMMUNES, {"commune_code": each.code}, facts)
            written += 1
        return written

    def name(self, unit: RegionUnit) -> Text:  # noqa: ARG002  its name is given
        """Say how many."""
        return P_(
            "One commune entered in the region’s list",
            "{count} communes entered in the region’s list",
            count=len(self.communes),
        )


@dataclass(frozen=True)
class RemoveCommune(RegionCommand[None]):
    """Take a commune out of the region's list; what it sent stays."""

    label: ClassVar[Text] = N_("Take a commune out of the list")

    code: str

    def enact(self, unit: RegionUnit) -> None:
        """Remove it."""
        unit.commune = self.code
        unit.remove(COMMUNES, {"commune_code": self.code})


@dataclass(frozen=True)
class ChooseSource(RegionCommand[None]):
    """Say which of two databases is the commune's for a year (3.6 rule 3)."""

    label: ClassVar[Text] = N_("Choose the commune’s database")

    code: str
    year: int
    source: str
    actor: str = ""
    reason: str = ""

    def enact(self, unit: RegionUnit) -> None:
        """Write the choice; the other one's packages are set aside."""
        asked = select(func.count()).where(
            RECEIVED.c.commune_code == self.code,
            RECEIVED.c.year == self.year,
            RECEIVED.c.source == self.source,
        )
        if not unit.execute(asked).scalar():
            raise _refused(
                N_(
                    "{code} sent nothing for {year} from the database {source}.",
                    code=self.code,
                    year=self.year,
                    source=self.source,
                )
            )
        here: dict[str, Any] = {"commune_code": self.code, "year": self.year}
        choice = {
            "source": self.source,
            "chosen_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "actor": self.actor,
            "reason": self.reason,
        }
        unit.commune = self.code
        known = select(func.count()).where(
            CHOSEN.c.commune_code == self.code, CHOSEN.c.year == self.year
        )
        if unit.execute(known).scalar():
            unit.revise(CHOSEN, here, choice)
        else:
            unit.add(CHOSEN, {**here, **choice})
        settle_year(unit, self.code, self.year)


@dataclass(frozen=True)
class TrustKey(RegionCommand[int]):
    """Note that a key was compared with the commune's stamped paper (3.5)."""

    label: ClassVar[Text] = N_("Trust the key of a commune")

    code: str
    fingerprint: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    note: str = ""

    def enact(self, unit: RegionUnit) -> int:
        """Write it; packages that it signed before are marked known."""
        here = {"commune_code": self.code, "fingerprint": self.fingerprint}
        facts = {
            "valid_from": _iso(self.valid_from),
            "valid_until": _iso(self.valid_until),
            "note": self.note,
        }
        known = select(KEYS.c.id).where(
            KEYS.c.commune_code == self.code, KEYS.c.fingerprint == self.fingerprint
        )
        unit.commune = self.code
        key = unit.execute(known).scalar()
        if key is None:
            key = unit.add(KEYS, {**here, **facts})
        else:
            unit.revise(KEYS, here, facts)
        first, last = facts["valid_from"] or "", facts["valid_until"] or "9999"
        unit.execute(
            RECEIVED.update()
            .where(
                RECEIVED.c.commune_code == self.code,
                RECEIVED.c.fingerprint == self.fingerprint,
                func.substr(RECEIVED.c.created, 1, 10).between(first, last),
            )
            .values(signature=SignatureState.KNOWN.value)
        )
        unit.touch(RECEIVED)
        return int(key)


@dataclass(frozen=True)
class Remark(RegionCommand[int]):
    """Write a remark on what a commune sent; it goes back as a text alone."""

    label: ClassVar[Text] = N_("Write a remark")

    code: str
    year: int
    words: str
    subject: str = ""
    actor: str = ""

    def enact(self, unit: RegionUnit) -> int:
        """Add it; return its number."""
        if not self.words.strip():
            raise _refused(N_("A remark needs words."))
        unit.commune = self.code
        row = {
            "commune_code": self.code,
            "year": self.year,
            "subject": self.subject,
            "words": self.words,
            "written_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "actor": self.actor,
            "settled": 0,
        }
        return unit.add(REMARKS, row)


@dataclass(frozen=True)
class SettleRemark(RegionCommand[None]):
    """Mark a remark as settled, or open again."""

    label: ClassVar[Text] = N_("Settle a remark")

    code: str
    id: int
    settled: bool = True

    def enact(self, unit: RegionUnit) -> None:
        """Write it."""
        unit.commune = self.code
        here = {"commune_code": self.code, "id": self.id}
        unit.revise(REMARKS, here, {"settled": int(self.settled)})


@dataclass(frozen=True)
class KeepRows(RegionCommand[int]):
    """Add lines of the lists that the program brings: sendings, thresholds."""

    label: ClassVar[Text] = N_("Enter what is expected of communes")

    sendings: tuple[dict[str, Any], ...] = ()
    thresholds: tuple[dict[str, Any], ...] = ()

    def enact(self, unit: RegionUnit) -> int:
        """Add those that are not there."""
        added = _added(unit, SENDINGS, self.sendings, ("title", "valid_from"))
        return added + _added(unit, THRESHOLDS, self.thresholds, ("name", "valid_from"))


def _added(
    unit: RegionUnit,
    table: Table,
    rows: tuple[dict[str, Any], ...],
    key: tuple[str, ...],
) -> int:
    asked = select(*(table.c[name] for name in key))
    known = {tuple(row) for row in unit.execute(asked)}
    fresh = [row for row in rows if tuple(row[name] for name in key) not in known]
    for row in fresh:
        unit.add(table, row)
    return len(fresh)


def _commune(each: Expected) -> dict[str, Any]:
    return {
        "name": each.name,
        "cercle": each.cercle,
        "arrondissement": each.arrondissement,
        "code_list": each.code_list,
        "valid_from": _iso(each.valid_from),
        "valid_until": _iso(each.valid_until),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _refused(text: Text) -> Rejected:
    return Rejected([Issue(Severity.ERROR, text)])
