"""How far a signature is trusted: what was found, and what a region asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SignatureState(Enum):
    """What is known of who signed (`exchange-and-safety.md` 3.5)."""

    KNOWN = "SIGNE_CLE_CONNUE"
    NEW = "SIGNE_CLE_NOUVELLE"
    """Signed by a key that nobody compared with the stamped paper yet."""

    NONE = "NON_SIGNE"
    BAD = "SIGNATURE_FAUSSE"
    """Always refused, whatever the policy."""


class Policy(Enum):
    """What a region does with what no known key signed."""

    ACCEPT = "ACCEPTER"
    WARN = "AVERTIR"
    REQUIRE = "EXIGER"

    def refuses(self, state: SignatureState) -> bool:
        """Whether a package in this state is not taken."""
        if state is SignatureState.BAD:
            return True
        return self is Policy.REQUIRE and state is not SignatureState.KNOWN

    def warns(self, state: SignatureState) -> bool:
        """Whether it is taken with a remark."""
        return self is Policy.WARN and state is not SignatureState.KNOWN


@dataclass(frozen=True, slots=True)
class Signed:
    """What the check of a signature gave."""

    state: SignatureState
    fingerprint: str = ""
    """`8089-95c3-ca0f-dbcc`; empty where nothing is signed, or badly."""


UNSIGNED = Signed(SignatureState.NONE)
