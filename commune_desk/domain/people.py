"""Passwords, waits and recovery codes: the rules, without a file and without a screen.

Figures: `exchange-and-safety.md` 7.2 and 7.3.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

SHORTEST = 8
"""Signs of a password; how they are composed is nobody's business."""

LONGEST = 256
"""Signs of a password: more would only make the computer work."""

LONGEST_NAME = 60

FREE_TRIES = 5
"""Wrong answers in a row, the last of which brings the first wait."""

FIRST_WAIT = 30
"""Seconds; each further wrong answer doubles them."""

LONGEST_WAIT = 3600
"""Seconds: who mistypes again and again may try once in an hour."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of a recovery code: none is taken for another on paper."""

PARTS, LONG = 5, 4
"""A recovery code has five parts of four signs: 99 bits."""


def plain(password: str) -> str:
    """Give the form in which a password is compared: one for all keyboards."""
    return unicodedata.normalize("NFKC", password)


def folded(text: str) -> str:
    """Give a name or a password without accents, case and spaces, to compare it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        sign for sign in parts if not unicodedata.combining(sign) and sign.isalnum()
    )


def password_issues(
    password: str, name: str, common: Collection[str]
) -> Iterator[Issue]:
    """Say why a password is refused; `common` holds folded passwords."""
    signs = len(plain(password))
    if signs < SHORTEST:
        text = N_(
            "The password has {count} signs; it needs at least {least}.",
            count=signs,
            least=SHORTEST,
        )
        yield Issue(Severity.ERROR, text, field="password")
    elif signs > LONGEST:
        text = N_(
            "The password has {count} signs; at most {most} are read.",
            count=signs,
            most=LONGEST,
        )
        yield Issue(Severity.ERROR, text, field="password")
    elif folded(password) == folded(name):
        text = N_("The password must not be the name of its owner.")
        yield Issue(Severity.ERROR, text, field="password")
    elif folded(password) in common or len(set(plain(password))) == 1:
        text = N_("Many people use this password: choose another one.")
        yield Issue(Severity.ERROR, text, field="password")


def wait_after(failures: int) -> int:
    """Tell how many seconds to wait after so many wrong answers in a row."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, LONGEST_WAIT.bit_length())
    return int(min(FIRST_WAIT << doublings, LONGEST_WAIT))


def remaining(wait: int, since: dt.datetime | None, now: dt.datetime) -> int:
    """Tell how many seconds of a wait are left.

    Where the clock went backwards nothing has passed: the whole wait is left.
    """
    if since is None or not wait:
        return 0
    passed = (now - since).total_seconds()
    return wait if passed < 0 else max(0, round(wait - passed + 0.5))


def new_code() -> str:
    """Draw a recovery code: “XXXX-XXXX-XXXX-XXXX-XXXX”."""
    parts = (
        "".join(secrets.choice(ALPHABET) for _ in range(LONG)) for _ in range(PARTS)
    )
    return "-".join(parts)


def read_code(typed: str) -> str:
    """Read a recovery code as it may be typed: small letters, no dashes."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())
