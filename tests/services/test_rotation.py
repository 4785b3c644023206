"""The rotation of copies over a year, by the dates in their names alone."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest

from commune_desk.services.copies.rotation import (
    APART,
    DAYS,
    MONTHS,
    ROUTINE,
    WEEKS,
    Dated,
    kept,
)

START = dt.datetime(2026, 1, 1, 8, 0, tzinfo=dt.UTC)


def copy(at: dt.datetime, reason: str = "auto", *, verified: bool = True) -> Dated:
    return Dated(f"{at:%Y-%m-%d-%Hh%M%S}-{reason}", at, reason, verified)


def year(seed: int) -> list[tuple[dt.date, list[Dated]]]:
    """Live a year of copies under the rotation: what stands at the end of each day."""
    rng = random.Random(seed)
    standing: list[Dated] = []
    days = []
    for day in range(365):
        at = START + dt.timedelta(days=day)
        if rng.random() < 0.2:
            continue  # nobody came
        for _ in range(rng.randrange(1, 16)):
            at += dt.timedelta(minutes=rng.randrange(3, 60))
            reason = rng.choice(("auto", "auto", "auto", "fermeture", "avant-import"))
            standing.append(copy(at, reason, verified=rng.random() < 0.95))
            names = kept(standing, at.date())
            standing = [each for each in standing if each.name in names]
        days.append((at.date(), list(standing)))
    return days


@pytest.mark.parametrize("seed", range(5))
def test_a_year_leaves_recent_days_weeks_and_months(seed: int) -> None:
    for today, standing in year(seed):
        recent = [c for c in standing if (today - c.at.date()).days <= 1]
        older = [c for c in standing if (today - c.at.date()).days > 1]
        assert len(older) <= DAYS + WEEKS + MONTHS
        routine = sorted(c.at for c in recent if c.reason in ROUTINE)
        assert all(b - a >= APART for a, b in pairwise(routine[:-1]))
        assert max(c.at for c in standing).date() == today
    first = min(c.at for c in standing).date()
    assert (today - first).days > 200, "no copy reaches back"


def test_an_old_copy_of_each_day_is_the_last_sound_one() -> None:
    morning = START - dt.timedelta(days=5)
    sound, spoilt = copy(morning), copy(morning.replace(hour=17), verified=False)
    assert kept([sound, spoilt], START.date()) == {sound.name}


def test_the_only_verified_copy_never_goes() -> None:
    ancient = copy(START - dt.timedelta(days=4_000))
    others = [
        copy(START - dt.timedelta(days=31 * number), verified=False)
        for number in range(60)
    ]
    assert ancient.name in kept([ancient, *others], START.date())


def test_a_copy_before_an_act_stays_beside_routine_ones() -> None:
    times = [START + dt.timedelta(minutes=5 * number) for number in range(12)]
    routine = [copy(at) for at in times]
    asked = [copy(at, "avant-import") for at in times]
    names = kept([*routine, *asked], START.date())
    assert {each.name for each in asked} <= names
    # the first, the one half an hour later, and the newest
    assert {each.name for each in routine} & names == {
        routine[0].name,
        routine[6].name,
        routine[11].name,
    }


def test_a_clock_that_goes_backwards_loses_nothing() -> None:
    future = copy(START + dt.timedelta(days=900))
    assert future.name in kept([future, copy(START)], START.date())
