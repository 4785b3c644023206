"""What is kept of a password: Argon2id, its parameters within the text itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from commune_desk.domain.errors import Rejected, StorageTrouble
from commune_desk.domain.people import folded, password_issues, plain
from commune_desk.domain.text import N_
from commune_desk.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMON: Path = RESOURCES / "reference" / "common-passwords.csv"
"""Passwords that many people choose: figures, keyboards, names of Mali."""


class Cost(NamedTuple):
    """What one try costs whoever guesses."""

    passes: int
    kibibytes: int
    lanes: int


FLOOR = Cost(2, 19 * 1024, 1)
"""The least that OWASP accepts for Argon2id."""

PRESENT = Cost(3, 64 * 1024, 1)
"""Some 0.15 s and 64 MiB a try on a small laptop (`exchange-and-safety.md` 7.3)."""


class Keeper:
    """Makes and compares what is kept of passwords, at one cost."""

    def __init__(self, cost: Cost = PRESENT) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.kibibytes,
            parallelism=cost.lanes,
            type=Type.ID,
        )

    def keep(self, password: str) -> str:
        """Give what is kept of a password: parameters, salt and hash as one text."""
        return self._hasher.hash(plain(password))

    def fits(self, kept: str, password: str) -> bool:
        """Tell whether a password is the one that was kept.

        Raises `StorageTrouble` where what is kept is no such text.
        """
        try:
            return self._hasher.verify(kept, plain(password))
        except VerifyMismatchError:
            return False
        except (InvalidHashError, VerificationError) as error:
            text = N_("What the dossier keeps of the password cannot be read.")
            raise StorageTrouble(text) from error

    def is_old(self, kept: str) -> bool:
        """Tell whether another cost is asked today than when it was kept."""
        return self._hasher.check_needs_rehash(kept)


KEEPER = Keeper()


@cache
def common_passwords() -> frozenset[str]:
    """Read the common passwords, folded."""
    return frozenset(_folded(COMMON))


def _folded(path: Path) -> Iterator[str]:
    lines = path.read_text("utf-8-sig").splitlines()[1:]
    return (folded(line.split(";")[0]) for line in lines if line)


def require_good(password: str, name: str) -> None:
    """Refuse a password that is too short or too common; raise `Rejected`."""
    issues = list(password_issues(password, name, common_passwords()))
    if issues:
        raise Rejected(issues)
