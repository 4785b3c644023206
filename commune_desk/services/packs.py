"""What a pack of the region changes in the dossier: one act, remembered.

The settings of the dossier keep which packs were applied, and whose keys were trusted;
undo takes that back with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy import text as sql

from commune_desk.domain.errors import Stale
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.settings import keep, kept
from commune_desk.storage.models import Account, Conversion, Nomenclature

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.package.pack import Pack
    from commune_desk.storage.unit import Unit

_APPLIED, _KEYS = "packs.applied", "packs.keys"


@dataclass(frozen=True, slots=True)
class Applied:
    """A pack that was applied: the last version of its series."""

    name: str
    title: str
    version: int
    region: str
    digest: str
    signed: str = ""
    """Fingerprint of the key; empty where it was not signed."""


@dataclass(frozen=True)
class ApplyPack(Command[None]):
    """Bring in what a pack holds, as one step."""

    label: ClassVar[Text] = N_("Apply a pack of the region")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    pack: Pack
    parts: tuple[Command[Any], ...]
    """One for each table, in their order: later ones may name what earlier make."""

    journal: int
    """Number of the last entry when it was tried: the parts hold for that state."""

    def apply(self, unit: Unit) -> None:
        """Do the parts; raise `Stale` where the dossier moved on since they were tried.

        The numbers of new records follow from the state of the file, so that what was
        tried on a copy is what happens here.
        """
        if journal_number(unit.session) != self.journal:
            raise Stale
        for part in self.parts:
            part.apply(unit)
            unit.settle()
        facts = self.pack.facts
        applied = kept(unit.session, _APPLIED) or {}
        keep(unit, _APPLIED, {**applied, facts.name: _kept(self.pack)})
        mark = self.pack.signed.fingerprint
        known = kept(unit.session, _KEYS) or {}
        if mark and mark not in known:
            keep(unit, _KEYS, {**known, mark: facts.region})

    def describe(self, unit: Unit) -> Text:
        """Name the pack and its version."""
        del unit
        facts = self.pack.facts
        return N_(
            "Pack “{title}”, version {version}",
            title=facts.title,
            version=str(facts.version),
        )


def _kept(pack: Pack) -> dict[str, Any]:
    return {
        "title": pack.facts.title,
        "version": pack.facts.version,
        "region": pack.facts.region,
        "digest": pack.digest,
        "signed": pack.signed.fingerprint,
    }


def applied_packs(session: Session) -> dict[str, Applied]:
    """List the packs that were applied, by the name of their series."""
    return {
        name: Applied(name, **facts)
        for name, facts in sorted((kept(session, _APPLIED) or {}).items())
    }


def known_keys(session: Session) -> dict[str, str]:
    """List the fingerprints of packs that were applied, with the region of each."""
    return dict(kept(session, _KEYS) or {})


def journal_number(session: Session) -> int:
    """Give the number of the last entry of the journal."""
    last = session.execute(sql("SELECT max(id) FROM journal")).scalar()
    return int(last or 0)


def converted(session: Session, name: str) -> int:
    """Count the steps by which older accounts go into the list of this name."""
    steps = (
        select(func.count(Conversion.id))
        .join(Account, Account.id == Conversion.new_id)
        .join(Nomenclature, Nomenclature.id == Account.nomenclature_id)
        .where(Nomenclature.name == name)
    )
    return int(session.scalar(steps) or 0)
