"""Lists of accounts that come from a file, and the tables that convert one to another.

A list is loaded whole or not at all. The one that ships is a working list, to be
replaced by the official annex (`budget.md` 2.3): its name and its source say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.nomenclature import WHOLE, Entry, Key, faults
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.nomenclature import NOMENCLATURE
from commune_desk.storage.models import Account, Conversion, Function, Nomenclature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from commune_desk.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class FunctionEntry:
    """One function of a file."""

    code: str
    title: str
    parent: str = ""


@dataclass(frozen=True)
class LoadNomenclature(Command[int]):
    """Bring in a list of accounts, whole or not at all; return its number.

    Raises `Rejected` with every fault of the list: a code twice, a parent that the
    list lacks, accounts that stand under one another.
    """

    label: ClassVar[Text] = N_("Load a nomenclature")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    name: str
    title: str
    entries: tuple[Entry, ...]
    facts: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    """Flags of the accounts that the file gives, by account."""

    functions: tuple[FunctionEntry, ...] = ()
    valid_from: dt.date | None = None
    official: bool = False
    source: str = ""

    def apply(self, unit: Unit) -> int:
        """Check the list, then write it."""
        found = list(faults(self.entries))
        if not self.entries:
            text = N_("The file holds no account.")
            found.append(Issue(Severity.ERROR, text, "BUDGET-N2"))
        if found:
            raise Rejected(found)
        head = Nomenclature(
            name=self.name,
            title=self.title,
            valid_from=self.valid_from,
            official=self.official,
            source=self.source,
        )
        NOMENCLATURE.check(unit, head)
        nomenclature = unit.add(head)
        self._write(unit, nomenclature)
        self._write_functions(unit, nomenclature)
        return nomenclature

    def _write(self, unit: Unit, nomenclature: int) -> None:
        ids: dict[Key, int] = {}
        waiting = list(self.entries)
        while waiting:  # a parent may stand after its children in the file
            later = []
            for entry in waiting:
                above = entry.above
                if above is not None and above not in ids:
                    later.append(entry)
                    continue
                values = {
                    "nomenclature_id": nomenclature,
                    "section": entry.section,
                    "side": entry.side,
                    "code": entry.code,
                    "title": entry.title,
                    "parent_id": ids[above] if above else None,
                    **self.facts.get(entry.key, {}),
                }
                ids[entry.key] = unit.insert(Account, values)
            waiting = later

    def _write_functions(self, unit: Unit, nomenclature: int) -> None:
        ids: dict[str, int] = {}
        for each in sorted(self.functions, key=lambda f: (len(f.code), f.code)):
            values = {
                "nomenclature_id": nomenclature,
                "code": each.code,
                "title": each.title,
                "parent_id": ids.get(each.parent),
            }
            ids[each.code] = unit.insert(Function, values)

    def describe(self, unit: Unit) -> Text:
        """Name the list and count its accounts."""
        del unit
        return N_(
            "Nomenclature “{name}” loaded ({accounts} accounts)",
            name=self.name,
            accounts=len(self.entries),
        )


@dataclass(frozen=True)
class LoadConversion(Command[None]):
    """Say where the accounts of one list go in another.

    Raises `Rejected` where an account is unknown, or where the parts of an account do
    not make the whole.
    """

    label: ClassVar[Text] = N_("Load a conversion table")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    old: str
    new: str
    steps: tuple[tuple[Key, Key, int, str], ...]
    """Old account, new account, hundredths of a per cent, note."""

    def apply(self, unit: Unit) -> None:
        """Check each step, then write them in the place of those there are."""
        olds, news = _by_key(unit, self.old), _by_key(unit, self.new)
        found = []
        shares: dict[Key, int] = {}
        for before, after, share, _ in self.steps:
            for key, known, name in (
                (before, olds, self.old),
                (after, news, self.new),
            ):
                if key not in known:
                    text = N_(
                        "{code} ({section}, {side}) is no account of “{name}”.",
                        section=key[0],
                        side=key[1],
                        code=key[2],
                        name=name,
                    )
                    found.append(Issue(Severity.ERROR, text, "BUDGET-N2"))
            shares[before] = shares.get(before, 0) + share
        found += [
            _not_whole(key, share) for key, share in shares.items() if share != WHOLE
        ]
        if found:
            raise Rejected(found)
        ids = set(olds.values())
        for step in unit.session.scalars(select(Conversion)):
            if step.old_id in ids:
                unit.session.delete(step)
        unit.session.flush()
        for before, after, share, note in self.steps:
            values = {"old_id": olds[before], "new_id": news[after]}
            unit.insert(Conversion, {**values, "share": share, "note": note})


def _not_whole(key: Key, share: int) -> Issue:
    text = N_(
        "{code}: its parts make {share} %, not 100 %.", code=key[2], share=share / 100
    )
    return Issue(Severity.ERROR, text, "BUDGET-N2")


def _by_key(unit: Unit, name: str) -> dict[Key, int]:
    rows = unit.session.execute(
        select(Account.section, Account.side, Account.code, Account.id)
        .join(Nomenclature, Nomenclature.id == Account.nomenclature_id)
        .where(Nomenclature.name == name)
    )
    found: dict[Key, int] = {(s, side, code): row_id for s, side, code, row_id in rows}
    if not found:
        text = N_("There is no nomenclature “{name}”.", name=name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return found
