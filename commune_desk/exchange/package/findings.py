"""Collecting what is wrong with a package, up to what a report can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import SHOWN, Finding, PackageRefused

if TYPE_CHECKING:
    from commune_desk.domain.package.faults import Fault


def shown(value: object) -> str:
    """Shorten a value for a report; what cannot be seen is written out."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = str(value)[: SHOWN * 2]
    text = "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def refused(fault: Fault, table: str = "", **facts: object) -> PackageRefused:
    """Make the refusal of a package in which it is not safe to read on."""
    return PackageRefused((finding(fault, table, **facts),))


def finding(fault: Fault, table: str = "", **facts: object) -> Finding:
    """Make a finding; `line`, `column`, `value`, `declared` as in `Finding`."""
    line = facts.get("line", 0)
    return Finding(
        fault,
        table,
        line if isinstance(line, int) else 0,
        str(facts.get("column", "")),
        shown(facts.get("value", "")),
        shown(facts.get("declared", "")),
    )


class Found:
    """The findings of one package; reading stops when `most` are found."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.all: list[Finding] = []
        self.remarks: list[Finding] = []
        """What is told and refuses nothing; no more than `most` of them."""

    def add(self, fault: Fault, table: str = "", **facts: object) -> None:
        """Keep a finding; the last that can be told ends the reading."""
        self.all.append(finding(fault, table, **facts))
        if len(self.all) >= self.most:
            self.settle()

    def remark(self, fault: Fault, table: str = "", **facts: object) -> None:
        """Keep what the sender should look at, though the package is taken."""
        if len(self.remarks) < self.most:
            self.remarks.append(finding(fault, table, **facts))

    def join(self, refusal: PackageRefused) -> None:
        """Keep what ended the reading of one member, and read the others."""
        self.all += refusal.findings
        if len(self.all) >= self.most:
            self.settle()

    def settle(self) -> None:
        """Refuse the package if anything was found."""
        if self.all:
            raise PackageRefused(tuple(self.all[: self.most]))
