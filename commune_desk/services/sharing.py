"""Which part of a tax each level has, from a day on; and the rate of the chiefs.

`budget.md` 7: 80 % commune, 15 % cercle, 5 % région (a source of the press). Both
are dated data: a decree may change them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.tdrl import WHOLE, Key, shared
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.settings import preference
from commune_desk.storage.models import SharingKey

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

TDRL = "TDRL"
"""The tax of the rolls, as sharing keys name it."""

CHIEFS = "Remise TDRL"
"""What chiefs have of what they bring: a rate, kept among the keys by this name."""


def _key_rules(unit: Unit, row: SharingKey) -> Iterator[Issue]:
    if not 0 <= row.share <= WHOLE:
        text = N_(
            "{tax}, {level}: a share lies between 0 and 100 %.",
            tax=row.tax,
            level=row.level,
        )
        yield Issue(Severity.ERROR, text, field="share")
    key = (row.tax, row.level, row.valid_from)
    if taken(unit, SharingKey, ("tax", "level", "valid_from"), key, row.id):
        text = N_(
            "{tax}, {level}: there is a share from this day on already.",
            tax=row.tax,
            level=row.level,
        )
        yield Issue(Severity.ERROR, text, field="valid_from")


KEY = Entity(
    SharingKey,
    N_("share {title}"),
    lambda row: f"{row.tax} {row.level}",
    {
        "tax": N_("Tax or fee"),
        "level": N_("Level"),
        "share": N_("Share"),
        "takes_rest": N_("Takes the rest"),
        "valid_from": N_("Valid from"),
        "legal": N_("Text"),
        "sure": N_("Verified"),
    },
    _key_rules,
    frozenset({"tax", "level", "share"}),
)


def _plain(value: object) -> object:
    return value.basis_points if isinstance(value, Share) else value


@dataclass(frozen=True)
class AddKey(Add):
    """Say which part of a tax a level has, from a day on."""

    label: ClassVar[Text] = N_("Add a share")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = KEY

    def apply(self, unit: Unit) -> int:
        """Add it; a share is typed in per cent."""
        values = {key: _plain(value) for key, value in self.values.items()}
        return super(AddKey, AddKey(values)).apply(unit)


@dataclass(frozen=True)
class ReviseKey(Revise):
    """Correct a share."""

    label: ClassVar[Text] = N_("Correct a share")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = KEY

    def apply(self, unit: Unit) -> None:
        """Correct it; a share is typed in per cent."""
        plain = ReviseKey(self.id, self.field, _plain(self.value))
        super(ReviseKey, plain).apply(unit)


@dataclass(frozen=True)
class RemoveKeys(Remove):
    """Remove shares."""

    label: ClassVar[Text] = N_("Remove shares")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = KEY


class KeyRow(NamedTuple):
    """A share as a table shows it."""

    id: int
    tax: str
    level: str
    basis_points: int
    takes_rest: bool
    valid_from: dt.date | None
    legal: str
    sure: bool

    @property
    def share(self) -> Share:
        """The share as a rate."""
        return Share(self.basis_points)


def sharing_keys(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[KeyRow]:
    """List all shares, by tax and day, the greatest first."""
    k = SharingKey
    query = select(
        k.id, k.tax, k.level, k.share, k.takes_rest, k.valid_from, k.legal, k.sure
    ).order_by(k.tax.desc(), k.valid_from, k.share.desc(), k.level)
    if ids is not None:
        query = query.where(k.id.in_(ids))
    return [KeyRow(*row) for row in session.execute(query)]


def keys_on(session: Session, tax: str, on: dt.date) -> list[Key]:
    """Give the shares of a tax that hold on a day, level by level."""
    rows = session.execute(
        select(SharingKey)
        .where(SharingKey.tax == tax)
        .order_by(SharingKey.valid_from, SharingKey.share.desc())
    ).scalars()
    found: dict[str, Key] = {}
    for row in rows:
        if row.valid_from is None or row.valid_from <= on:
            found[row.level] = Key(row.level, row.share, row.takes_rest)
    held = [key for key in found.values() if key.share]
    return sorted(held, key=lambda key: -key.share)


def part_of_commune(session: Session, amount: Money, on: dt.date) -> Money:
    """Give the part of the level that takes the rest; all where no key is known."""
    keys = keys_on(session, TDRL, on)
    if not keys:
        return amount
    own = next((key.level for key in keys if key.takes_rest), keys[0].level)
    return shared(amount, keys)[own]


def in_books(session: Session, amount: Money, on: dt.date) -> Money:
    """Give what the budget writes of the TDRL: the commune’s part, or all of it.

    Which of both is a setting: no Malian text was found (`budget.md` 10.2).
    """
    if preference(session, "tdrl.written") == GROSS:
        return amount
    return part_of_commune(session, amount, on)


GROSS = "brut"
"""The setting by which the budget writes the TDRL whole."""


def chiefs_rate(session: Session, on: dt.date) -> Share:
    """Give the rate of the chiefs on a day; zero where none is known."""
    keys = keys_on(session, CHIEFS, on)
    return Share(sum(key.share for key in keys))
