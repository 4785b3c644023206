"""Seal a package for one reader: the age format, with the key that the region gave."""

from __future__ import annotations

import pyrage

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

SEALED = ".age"


def sealed(data: bytes, key: str) -> bytes:
    """Encrypt for a public key `age1…`; raise `Rejected` where it is none."""
    try:
        reader = pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        text = N_(
            "Telephone numbers leave sealed for the region alone: its key (age1…) is"
            " missing in the settings, or is none."
        )
        raise Rejected([Issue(Severity.ERROR, text, field="privacy")]) from None
    return bytes(pyrage.encrypt(data, [reader]))
