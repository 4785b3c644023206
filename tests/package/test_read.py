"""A package that was built is read back: the same facts, tables and totals."""

from __future__ import annotations

import hashlib
import socket
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import parcels
import pytest

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import RESOURCES, SCHEMA_VERSION
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.manifest import Privacy
from commune_desk.domain.package.totals import all_totals
from commune_desk.exchange.package.read import read
from commune_desk.exchange.package.versions import VERSIONS, Version

if TYPE_CHECKING:
    from commune_desk.domain.package.manifest import Tables

SECONDS = 0.5
"""For 5 000 lines; measured 0.06 s, and the suite may share its machine."""


def faults(data: bytes, **how: Any) -> list[Fault]:
    with pytest.raises(PackageRefused) as refusal:
        read(data, **how)
    return [finding.fault for finding in refusal.value.findings]


def test_what_was_built_is_read_back() -> None:
    made = parcels.manifest_for(7)
    data = parcels.package(7)
    parcel = read(data)
    sent = parcels.tables(7)
    assert parcel.manifest == made
    assert {name: parcel.tables[name] for name in sent} == sent
    assert parcel.totals == all_totals(RESOURCES, sent)
    assert parcel.digest == hashlib.sha256(data).hexdigest()
    assert parcel.size == len(data)
    assert not parcel.remarks


def test_five_thousand_lines_are_read_in_no_time() -> None:
    data = parcels.package(3, parcels.FULL)
    start = time.process_time()
    parcel = read(data)
    assert time.process_time() - start < SECONDS
    assert len(parcel.tables["budget_lignes"]) == parcels.FULL.lines


def test_a_partial_package_may_refer_to_what_it_leaves_out() -> None:
    parcel = read(parcels.package(4, partial=True, scope=("projet_couts",)))
    assert set(parcel.tables) == {"projet_couts"}


def test_telephone_numbers_come_encrypted_or_not_at_all() -> None:
    rows = parcels.tables(5)
    rows["responsables"] = [("C-001", "Présidente", "ZZNOM", "77 00 00 01")]
    facts = {"scope": (*parcels.SCOPE, "responsables"), "reason": "annuaire"}
    data = parcels.package(5, rows=rows, privacy=Privacy.PHONES, **facts)
    assert faults(data) == [Fault.PRIVACY]
    assert read(data, sealed=True).tables["responsables"] == rows["responsables"]
    named = parcels.package(5, rows=rows, privacy=Privacy.NAMES, **facts)
    assert faults(named) == [Fault.PRIVACY]
    nobody = parcels.package(5, rows=rows, privacy=Privacy.NONE, **facts)
    assert faults(nobody) == [Fault.PRIVACY]


def test_a_newer_version_is_refused_with_its_number() -> None:
    with pytest.raises(PackageRefused) as refusal:
        read(parcels.package(6, schema_version=SCHEMA_VERSION + 1))
    (finding,) = refusal.value.findings
    assert (finding.fault, finding.value, finding.declared) == (Fault.NEWER, "2", "1")


def test_an_older_version_is_carried_forward_step_by_step() -> None:
    def renamed(tables: Tables) -> Tables:
        return {
            **tables,
            "plaintes": [("Autre", *row[1:]) for row in tables["plaintes"]],
        }

    def doubled(tables: Tables) -> Tables:
        return {**tables, "plaintes": [row * 2 for row in tables["plaintes"]]}

    versions = {
        1: Version(RESOURCES, renamed),
        2: Version(RESOURCES, doubled),
        3: Version(RESOURCES),
    }
    parcel = read(parcels.package(6), versions=versions)
    assert parcel.tables["plaintes"] == [("Autre", 4, 3, 1) * 2]
    assert VERSIONS[max(VERSIONS)].forward is None
    assert all(
        each.forward for number, each in VERSIONS.items() if number < max(VERSIONS)
    )


def test_a_region_may_set_narrower_limits() -> None:
    assert faults(parcels.package(1), limits=replace(LIMITS, file=1_000)) == [
        Fault.TOO_LARGE
    ]
    few = replace(LIMITS, rows=10)
    assert faults(parcels.package(1), limits=few)[0] is Fault.TOO_MANY


def test_no_more_is_told_than_a_report_can_hold() -> None:
    rows = parcels.tables(8, parcels.FULL)
    rows["budget_lignes"] = [(*row[:-1], 5) for row in rows["budget_lignes"]]
    told = faults(parcels.package(8, rows=rows))
    assert told == [Fault.DISAGREES] * LIMITS.told


def test_more_than_the_whole_is_remarked_where_it_may_be_so() -> None:
    rows = parcels.tables(9)
    rows["plaintes"] = [("Eau", 4, 5, 1)]
    (remark,) = read(parcels.package(9, rows=rows)).remarks
    assert (remark.fault, remark.table, remark.line, remark.column) == (
        Fault.MORE_THAN_WHOLE, "plaintes", 2, "repondues",
    )  # fmt: skip


def test_a_line_break_that_a_clerk_typed_is_no_reason_to_refuse() -> None:
    rows = parcels.tables(9)
    title = "Forage\r\nde\tFadabougou\u202e"
    rows["projets"][0] = (*rows["projets"][0][:2], title, *rows["projets"][0][3:])
    parcel = read(parcels.package(9, rows=rows))
    assert parcel.tables["projets"][0][2] == "Forage  de Fadabougou "


def test_reading_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("a package must be read without the network")

    data = parcels.package(10)
    for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, forbidden)
    read(data)
