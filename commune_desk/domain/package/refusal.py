"""The refusal of a package that could at least say who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import PackageRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.package.faults import Finding
    from commune_desk.domain.package.manifest import Manifest, Totals


@dataclass(frozen=True, slots=True)
class Accounts:
    """What was declared of the tables, or read in them."""

    rows: Mapping[str, int]
    totals: Totals


NOTHING = Accounts({}, {})


class SenderRefused(PackageRefused):
    """Nothing is taken, and it is known whose package it is: the manifest is sound."""

    def __init__(
        self,
        findings: tuple[Finding, ...],
        manifest: Manifest,
        signed: str = "",
        declared: Accounts = NOTHING,
        read: Accounts = NOTHING,
    ) -> None:
        super().__init__(findings)
        self.manifest = manifest
        self.signed = signed
        """Fingerprint of the key that signed it; empty where none did."""

        self.declared = declared
        self.read = read
        """Of the tables that could be read; the report sets them beside `declared`."""
