"""The scorecard of safety: each card with its full counts, and what was seen.

Run by `installer/dev.py scorecard`. What a card says that it saw is what its tests
recorded (the fixture `seen` of `tests/conftest.py`); a card holds where all its tests
passed and none was left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from defusedxml import ElementTree
from environment import ROOT

WRONG_USAGE = 2


@dataclass(frozen=True)
class Card:
    """A line of the scorecard (`exchange-and-safety.md` 8)."""

    name: str
    what: str
    goal: str
    tests: tuple[str, ...]
    """Files, or tests of files, as pytest names them."""


_CUTS = "tests/safety/test_power_cuts.py::"
_DISK = "tests/safety/test_disk_trouble.py::"
_COPIES = "tests/safety/test_copies.py::"
_OPENINGS = "tests/safety/test_openings.py::"
_SENT = "tests/package/test_sent_safely.py::"
_SCALE = "tests/region/test_scale.py"
_RECEIVED = "tests/region/test_receiving.py::"

CARDS = (
    Card(
        "R1", "kill -9 of the program in the midst of its edits",
        "1 000 kills: 0 corrupt, 0 acknowledged lost, 0 half-written",
        ("tests/safety/test_kills.py",),
    ),
    Card(
        "R2", "simulated power cuts, the program’s own pragmas and statements",
        "2 000 cuts: 0 corrupt, 0 acknowledged lost",
        (
            f"{_CUTS}test_a_power_cut_loses_nothing_that_was_acknowledged",
            f"{_CUTS}test_a_cut_while_a_dossier_is_made_leaves_all_or_nothing",
        ),
    ),
    Card(
        "R2n", "the same with settings that are not safe",
        "must fail: something corrupt, something lost",
        (
            f"{_CUTS}test_the_simulator_sees_what_comes_of_never_syncing",
            f"{_CUTS}test_the_simulator_sees_what_the_default_settings_lose",
        ),
    ),
    Card(
        "R3", "the n-th operation on the disk fails, for each of 12 commands",
        "all points: 0 corrupt, a sentence, the state read again",
        (
            f"{_DISK}test_a_failing_operation_leaves_all_or_nothing",
            f"{_DISK}test_each_failure_is_a_sentence_and_the_state_is_read_again",
        ),
    ),
    Card(
        "R4", "a full disk: acts, copies, migration, export, papers",
        "all refused cleanly, the old file as it was",
        (
            f"{_DISK}test_a_full_disk_refuses_an_act_cleanly",
            f"{_DISK}test_a_full_disk_leaves_no_half_copy",
            f"{_DISK}test_a_full_disk_leaves_a_dossier_as_it_was_before_its_migration",
            f"{_DISK}test_a_full_disk_leaves_the_file_that_was_there",
            f"{_DISK}test_an_import_or_a_copy_is_refused_before_it_begins",
        ),
    ),
    Card(
        "R5", "each released layout brought up, killed at its statements",
        "200 kills: the same schema text, 0 rows lost",
        ("tests/safety/test_migration_kills.py", "tests/storage/test_old_dossiers.py"),
    ),
    Card(
        "R6", "newer layouts and files of other programs",
        "50 refused, not a byte changed",
        (
            f"{_OPENINGS}test_fifty_newer_dossiers_are_refused_to_the_byte",
            f"{_OPENINGS}test_the_file_of_another_program_is_refused_to_the_byte",
        ),
    ),
    Card(
        "R7", "a second program, locks that were left behind",
        "4 of 4 with the right sentence",
        (
            f"{_OPENINGS}test_a_second_program_is_told_who_has_the_dossier",
            f"{_OPENINGS}test_sqlite_keeps_others_out_where_the_lock_file_is_gone",
            f"{_OPENINGS}test_the_lock_of_a_killed_program_is_no_obstacle",
            f"{_OPENINGS}test_a_lock_file_that_came_with_a_copied_folder_is_no_obstacle",
        ),
    ),
    Card(
        "R8", "a year of copies, each restored",
        "365 restores equal to their source",
        (f"{_COPIES}test_each_day_of_a_year_can_be_restored",),
    ),
    Card(
        "R9", "1, 5 and 20 pages destroyed, 100 times each",
        "300 detected, at least 95 % of the rows saved, 0 wrong",
        ("tests/safety/test_damage.py",),
    ),
    Card(
        "R10", "one bit of a copy flipped",
        "3 000 detected",
        (f"{_COPIES}test_every_flipped_bit_is_seen",),
    ),
    Card(
        "X0", "altered dossiers and copies, opened",
        "20 000: 0 exceptions but refusals, none taken in part",
        ("tests/safety/test_dossiers_from_elsewhere.py",),
    ),
    Card(
        "X1", "packages with one defect each",
        "200 refused with their code, 40 sound ones read",
        ("tests/package/test_corpus.py",),
    ),
    Card(
        "X2", "altered packages",
        "20 000: 0 exceptions but refusals, 1 s at most",
        ("tests/package/test_fuzz.py",),
    ),
    Card(
        "X3", "altered spreadsheets, imported",
        "10 000: 0 exceptions, 0 in part",
        ("tests/exchange/test_sheets_from_elsewhere.py",),
    ),
    Card(
        "X4", "bombs and traps",
        "12 kinds refused within 0.5 s and 50 MB",
        ("tests/package/test_bombs.py",),
    ),
    Card(
        "X5", "packages judged by frictionless",
        "300 of 300; 37 broken ones judged alike",
        ("tests/package/test_independent.py",),
    ),
    Card(
        "X6", "received and written again",
        "300: the same tables to the byte",
        (f"{_RECEIVED}test_what_comes_leaves_as_it_came",),
    ),
    Card(
        "X7", "each package three times, shuffled",
        "200 histories: the same desk",
        (f"{_RECEIVED}test_the_order_of_arrival_does_not_matter",),
    ),
    Card("X8", "the suite of the region on both engines", "same", ("tests/region",)),
    Card(
        "X9", "819 packages of 5 000 lines into a region",
        "5 minutes at most; screens within 300 ms",
        (_SCALE,),
    ),
    Card(
        "X10", "size of a package of 5 000 and of 500 lines",
        "150 KB and 25 KB at most",
        (f"{_SENT}test_packages_stay_small",),
    ),
    Card(
        "P1", "marker names and telephone numbers",
        "0 bytes of them in what leaves",
        (
            f"{_SENT}test_no_person_is_in_a_package_of_the_first_level",
            f"{_SENT}test_the_markers_are_seen_where_they_may_be",
            "tests/safety/test_support.py",
        ),
    ),
    Card(
        "P2", "texts that look like formulas",
        "30 payloads: 0 formulas, 0 links",
        (
            f"{_SENT}test_no_text_becomes_a_formula_in_a_table",
            f"{_SENT}test_no_text_becomes_a_formula_in_the_overview",
            "tests/package/test_papers_safely.py",
        ),
    ),
    Card(
        "P3", "each command in each role; passwords",
        "all as the table says",
        ("tests/people",),
    ),
    Card(
        "P4", "entries of the journal deleted, altered, inserted, moved",
        "400 of 400 found among 10 000, 0 accused for nothing",
        ("tests/safety/test_journal_chain.py",),
    ),
    Card("P5", "network", "0 calls", ("tests/safety/test_no_network.py",)),
    Card(
        "P6", "rules of the code and of what is locked",
        "0 findings",
        ("tests/architecture/test_code_rules.py", "tests/architecture/test_tools.py"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How the tests of a card ended."""

    passed: int
    failed: int
    skipped: int
    seen: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all its tests were run and passed."""
        return self.passed > 0 and not self.failed and not self.skipped

    def told(self) -> str:
        """Say what was seen; where the tests record nothing, how many passed."""
        parts = list(self.seen) or [f"{self.passed} tests passed"]
        if self.failed:
            parts.append(f"{self.failed} FAILED")
        if self.skipped:
            parts.append(f"{self.skipped} not run here")
        return "; ".join(parts)


def read(report: Path) -> Outcome:
    """Read the report that pytest wrote of one card."""
    passed = failed = skipped = 0
    seen: list[str] = []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
        seen += [p.get("value", "") for p in case.iter("property")]
    return Outcome(passed, failed, skipped, tuple(seen))


def run(card: Card, *, full: bool) -> tuple[Outcome, float]:
    """Run the tests of a card; give how they ended, and the seconds."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    if full:
        env["COMMUNE_DESK_FULL"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        start = time.monotonic()
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *card.tests]
        command += ["-o", "junit_family=xunit1"]  # the one that holds what was seen
        subprocess.run(
            [*command, f"--junitxml={report}"], cwd=ROOT, env=env, check=False
        )
        outcome = read(report) if report.is_file() else Outcome(0, 1, 0, ())
        return outcome, time.monotonic() - start


def line(card: Card, outcome: Outcome, seconds: float) -> str:
    """Write a card as a line of the table."""
    holds = "holds" if outcome.holds else "**MISSES**"
    return (
        f"| {card.name} {card.what} | {card.goal} | {outcome.told()} | {holds} |"
        f" {seconds:.0f} s |"
    )


def main(arguments: list[str]) -> int:
    """Run the cards that are asked for, or all; 1 where one misses its goal."""
    names = [card.name for card in CARDS]
    parser = argparse.ArgumentParser("installer/dev.py scorecard", description=__doc__)
    parser.add_argument("cards", nargs="*", metavar="CARD", help=", ".join(names))
    parser.add_argument("--to", type=Path, help="write the table to this file too")
    parser.add_argument(
        "--reduced", action="store_true", help="the counts of the suite, not the full"
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.cards) - set(names):
        print(f"No such card: {', '.join(sorted(unknown))}", file=sys.stderr)
        return WRONG_USAGE
    where = (
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
    counts = "reduced counts" if asked.reduced else "full counts"
    table = [
        f"{where}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}, {counts}",
        "",
        "| card | goal | seen | | took |",
        "|---|---|---|---|---|",
    ]
    missed = 0
    for card in CARDS:
        if asked.cards and card.name not in asked.cards:
            continue
        outcome, seconds = run(card, full=not asked.reduced)
        missed += not outcome.holds
        table.append(line(card, outcome, seconds))
        print(table[-1], flush=True)
        if asked.to is not None:
            asked.to.write_text("\n".join(table) + "\n", "utf-8")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
