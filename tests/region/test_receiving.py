"""The rules of receiving (`exchange-and-safety.md` 3.6), on both engines."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import parcels
import pytest
from counts import count
from hands import members, state, sums, take
from recomputed import recomputed
from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.manifest import Parcel
from commune_desk.domain.package.region import Outcome
from commune_desk.domain.package.trust import Policy, SignatureState
from commune_desk.exchange.package.again import present, sent_again
from commune_desk.exchange.package.read import read
from commune_desk.services.region.codes import MapCode
from commune_desk.services.region.current import settle_year
from commune_desk.services.region.lists import (
    ChooseSource,
    Expected,
    ListCommunes,
    TrustKey,
)
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.lines import archived, lines, sources
from commune_desk.services.region.queries.standing import older, standing
from commune_desk.services.region.receiving import Receive
from commune_desk.services.region.settings import Region, SetUpRegion
from commune_desk.storage.region import journal
from commune_desk.storage.region.own import JOURNAL, RECEIVED
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.region.desk import RegionDesk

CODE = "ML99000001"
BUDGET_ONLY = ("budget_lignes", "budget_execution")


def other(sequence: int, **facts: object) -> bytes:
    """Sending `sequence` of the commune, with lines of its own."""
    seed = random.Random(f"{sequence}{facts}").randrange(1_000_000)
    rows = parcels.tables(seed, year=facts.get("year", 2026))
    if scope := facts.get("scope"):
        rows = {name: rows[name] for name in scope}
    return parcels.package(1, rows=rows, sequence=sequence, **facts)


def faults(desk: RegionDesk, data: bytes) -> list[Fault]:
    before = state(desk.store)
    with pytest.raises(PackageRefused) as refused:
        take(desk, data)
    assert state(desk.store) == before
    return [each.fault for each in refused.value.findings]


def test_the_same_again_is_no_act(desk: RegionDesk) -> None:
    data = parcels.package(1)
    first = take(desk, data)
    before = state(desk.store)
    again = take(desk, data)
    assert (first.outcome, again.outcome) == (Outcome.RECEIVED, Outcome.ALREADY)
    assert again.received_at == first.received_at
    assert state(desk.store) == before
    with desk.store.reading() as session:
        assert session.execute(select(func.count()).select_from(JOURNAL)).scalar() == 1


def test_another_content_under_the_same_number_is_refused(desk: RegionDesk) -> None:
    take(desk, parcels.package(1))
    number = parcels.manifest_for(1).package
    assert faults(desk, other(2, package=number)) == [Fault.ID_USED]


def test_a_higher_number_takes_over_and_a_lower_one_is_kept(desk: RegionDesk) -> None:
    take(desk, other(1))
    assert take(desk, other(3)).outcome is Outcome.RECEIVED
    late = take(desk, other(2))
    assert late.outcome is Outcome.LATE
    with desk.store.reading() as session:
        told = {p.sequence: (p.is_current, p.late) for p in packages(session, 2026)}
        assert told == {1: (False, False), 3: (True, False), 2: (False, True)}
        assert sums(session) == recomputed(session)
        assert archived(session, CODE, late.package) == other(2)


def test_a_gap_is_noted_and_closed_when_it_comes(desk: RegionDesk) -> None:
    missing = other(1)
    number = read(missing).manifest.package
    assert take(desk, other(2, supersedes=number)).gap == number
    take(desk, missing)
    with desk.store.reading() as session:
        assert [p.gap for p in packages(session, 2026)] == ["", ""]


def test_another_database_waits_until_one_is_chosen(desk: RegionDesk) -> None:
    take(desk, other(1))
    beside = take(desk, other(9, source="c0ffee00"))
    assert beside.outcome is Outcome.CONFLICT
    with desk.store.reading() as session:
        first = sources(session, CODE, 2026)
        assert beside.package not in first.values()
    with pytest.raises(Rejected, match="sent nothing"):
        desk.do(ChooseSource(CODE, 2026, "unknown"))
    desk.do(ChooseSource(CODE, 2026, "c0ffee00", "essai", "ordinateur neuf"))
    with desk.store.reading() as session:
        assert set(sources(session, CODE, 2026).values()) == {beside.package}
        assert [p.aside for p in packages(session, 2026)] == [True, False]
        assert sums(session) == recomputed(session)
    assert take(desk, other(2)).outcome is Outcome.CONFLICT


def test_a_partial_package_replaces_its_own_tables(desk: RegionDesk) -> None:
    full = take(desk, other(1))
    partial = take(desk, other(2, partial=True, scope=BUDGET_ONLY))
    assert partial.outcome is Outcome.RECEIVED
    assert "projets" in partial.standing_tables
    with desk.store.reading() as session:
        where = sources(session, CODE, 2026)
        assert {name for name in where if where[name] == partial.package} == set(
            BUDGET_ONLY
        )
        assert where["projets"] == full.package
        assert sums(session) == recomputed(session)
        assert all(p.is_current for p in packages(session, 2026))
        _, data = present(session, CODE, 2026)
        stay = {each.resource for each in standing(session, 2026)}
        assert stay == set(parcels.SCOPE) - set(BUDGET_ONLY)
        (issue,) = older(session, 2026)
        assert dict(issue.text.facts)["count"] == len(stay)
    assert members(data) == {
        **members(other(1)),
        **members(other(2, partial=True, scope=BUDGET_ONLY)),
    }


def test_a_full_package_ends_what_partial_ones_brought(desk: RegionDesk) -> None:
    take(desk, other(2, partial=True, scope=BUDGET_ONLY))
    take(desk, other(1))
    last = take(desk, other(3))
    with desk.store.reading() as session:
        assert set(sources(session, CODE, 2026).values()) == {last.package}


def test_years_do_not_meet(desk: RegionDesk) -> None:
    take(desk, other(1))
    with desk.store.reading() as session:
        before = [
            line for line in sums(session)["sum_budget"] if '"year": 2026' in line
        ]
    take(desk, other(1, year=2027, until=dt.date(2027, 6, 30), source="c0ffee00"))
    with desk.store.reading() as session:
        after = sums(session)["sum_budget"]
        assert not any(p.aside for p in packages(session))
    assert before == [line for line in after if '"year": 2026' in line]


def test_a_demonstration_is_taken_by_a_demonstration_alone(desk: RegionDesk) -> None:
    data = parcels.package(1, demonstration=True)
    assert faults(desk, data) == [Fault.DEMONSTRATION]
    desk.do(SetUpRegion(Region("Essai", demonstration=True)))
    assert take(desk, data).outcome is Outcome.RECEIVED


def test_a_newer_version_is_refused(desk: RegionDesk) -> None:
    parcel = read(parcels.package(1))
    newer = parcels.manifest_for(1, schema_version=2)
    made = Parcel(newer, parcel.tables, parcel.totals, parcel.digest, parcel.size)
    with pytest.raises(PackageRefused) as refused:
        desk.do(Receive(made, b"", "essai"))
    assert refused.value.findings[0].fault is Fault.NEWER


def test_an_unknown_commune_is_taken_and_marked(desk: RegionDesk) -> None:
    assert take(desk, parcels.package(1)).unknown
    desk.do(ListCommunes((Expected(CODE, "Commune d’essai"),)))
    assert not take(desk, other(2)).unknown


def test_signatures_are_judged_by_the_policy(desk: RegionDesk) -> None:
    data = parcels.package(1)
    parcel = read(data)
    signed = Parcel(
        parcel.manifest, parcel.tables, parcel.totals, parcel.digest, parcel.size,
        signed="8089-95c3-ca0f-dbcc",
    )  # fmt: skip
    desk.do(SetUpRegion(Region("Essai", signatures=Policy.REQUIRE)))
    for each in (parcel, signed):
        with pytest.raises(PackageRefused) as refused:
            desk.do(Receive(each, data, "essai"))
        assert refused.value.findings[0].fault is Fault.SIGNATURE
    desk.do(SetUpRegion(Region("Essai", signatures=Policy.WARN)))
    assert desk.do(Receive(signed, data, "essai")).signed is SignatureState.NEW
    desk.do(TrustKey(CODE, "8089-95c3-ca0f-dbcc"))
    with desk.store.reading() as session:
        assert packages(session)[0].signed is SignatureState.KNOWN


def test_codes_follow_the_lists_from_their_day(desk: RegionDesk) -> None:
    new = "ML01020304"
    take(desk, other(1))
    desk.do(MapCode("essai-2026", CODE, "MATD-2027", new, dt.date(2026, 11, 1)))
    with desk.store.reading() as session:  # what came before moved with its rows
        assert {p.commune_code for p in packages(session)} == {new}
        assert lines(session, "villages", new, 2026)
        assert not lines(session, "villages", CODE, 2026)
        assert sums(session) == recomputed(session)
    receipt = take(desk, other(2))
    assert (receipt.commune_code, receipt.sent_code) == (new, CODE)
    early = take(desk, other(3, until=dt.date(2026, 6, 30)))
    assert early.commune_code == CODE
    for old_code, old, other_code in (
        (CODE, "essai-2026", "ML05"),
        (new, "MATD-2027", CODE),
    ):
        with pytest.raises(Rejected):
            desk.do(
                MapCode(old, old_code, "essai-2026", other_code, dt.date(2026, 1, 1))
            )


def test_an_error_in_the_midst_leaves_nothing(
    desk: RegionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(desk, other(1))
    before = state(desk.store)

    def broken(*_: object) -> None:
        message = "on purpose"
        raise RuntimeError(message)

    with monkeypatch.context() as patch:
        patch.setattr("commune_desk.services.region.current.sum_up", broken)
        with pytest.raises(RuntimeError, match="on purpose"):
            take(desk, other(2))
    assert state(desk.store) == before
    assert take(desk, other(2)).outcome is Outcome.RECEIVED


def test_the_longest_texts_are_taken_on_both_engines(desk: RegionDesk) -> None:
    long = "é" * 200
    facts = {"commune": long, "code_list": long, "region": long, "cercle": long}
    data = parcels.package(
        1, source="a" * 64, sequence=999_999, journal_number=10**18 - 1, **facts
    )
    assert take(desk, data).outcome is Outcome.RECEIVED


ROUNDS = count(suite=6, full=300)


@pytest.mark.full
def test_what_comes_leaves_as_it_came(desk: RegionDesk) -> None:
    """X6: the tables of a package are the same to the byte when they leave."""
    chance = random.Random(6)
    for seed in range(ROUNDS):
        size = parcels.Size(*(chance.randrange(1, 80) for _ in range(4)))
        data = parcels.package(seed, size)
        receipt = take(desk, data)
        with desk.store.reading() as session:
            again = sent_again(session, receipt.commune_code, receipt.package)
            name, now = present(session, receipt.commune_code, 2026)
            assert archived(session, receipt.commune_code, receipt.package) == data
        assert members(again) == members(now) == members(data)
        assert read(again).totals == read(data).totals
        assert name == read(data).manifest.file_name
    with desk.store.reading() as session:
        assert sums(session) == recomputed(session)


HISTORIES = count(suite=4, full=200)


def history(chance: random.Random) -> list[bytes]:
    """What one commune sent: numbers with gaps, full and partial packages."""
    sent, before = [], ""
    for sequence in sorted(chance.sample(range(1, 12), chance.randrange(2, 6))):
        partial = bool(sent) and chance.random() < 0.4
        names = chance.sample(parcels.SCOPE, 3)
        scope = BUDGET_ONLY if "budget_lignes" in names else ("villages", "plaintes")
        facts: dict[str, object] = {"partial": True, "scope": scope} if partial else {}
        sent.append(other(sequence, supersedes=before, **facts))
        before = read(sent[-1]).manifest.package
    if len(sent) > 2 and chance.random() < 0.5:
        del sent[1]  # a key that was lost on the way
    return sent


@pytest.mark.full
def test_the_order_of_arrival_does_not_matter(desk: RegionDesk) -> None:
    """X7: thrice each, shuffled, with gaps: the desk is as if all came in order."""
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        sent = history(chance)
        shuffled = sent * 3
        chance.shuffle(shuffled)
        assert _after(desk, sent) == _after(desk, shuffled), f"seed {seed}"


def _after(desk: RegionDesk, packages_in: Sequence[bytes]) -> str:
    """Digest the desk after some packages, then empty it of them."""
    for data in packages_in:
        take(desk, data)
    with desk.store.reading() as session:
        assert sums(session) == recomputed(session)
        assert journal.first_broken(session.connection()) is None
    found = state(desk.store)
    _emptied(desk)
    return found


def _emptied(desk: RegionDesk) -> None:
    with desk.store.writing("essai") as unit:
        codes = unit.session.execute(
            select(RECEIVED.c.commune_code, RECEIVED.c.year).distinct()
        ).all()
        unit.execute(RECEIVED.delete())  # its lines, its archive and its place go too
        for code, year in codes:
            settle_year(unit, code, year)
        for table in SENT.values():
            assert not unit.execute(select(func.count()).select_from(table)).scalar()
        unit.touch(RECEIVED)
