"""Tell what was salvaged, in plain lines: for the screen and for a file to keep."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_
from commune_desk.storage.salvage import BLANK, salvage
from commune_desk.storage.shelf import sound_copies
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.storage.salvage import Report

MOST = 12
"""Broken entries of the journal that are named one by one."""

PARTS = N_("Parts of these records and other lists")
"""Tables that no list shows by themselves."""

KNOWN = 3
"""Good copies that may give back the description of the tables."""


def salvaged(
    damaged: Path, target: Path, words: Words, names: Mapping[str, Text]
) -> tuple[Report, Path]:
    """Make a new dossier of a damaged one; write what was saved beside it."""
    donors = [copy.path for copy in sound_copies(damaged, KNOWN)]
    report = salvage(damaged, target, donors)
    account = target.with_name(f"{target.stem}-compte-rendu.txt")
    now = dt.datetime.now().astimezone()
    head = N_("Salvaged from {file} on {date}", file=damaged.name, date=now.date())
    told = [head, *summary(report), *tables(report, names), *journal_lines(report)]
    text = "\n".join(words.say(line) for line in told)
    write_whole(account, f"{text}\n".encode())
    return report, account


def summary(report: Report) -> list[Text]:
    """Say in a few sentences what was saved."""
    lines = [
        P_("{count} row saved.", "{count} rows saved.", count=report.kept),
        P_(
            "{count} row is known to be lost.",
            "{count} rows are known to be lost.",
            count=report.lost,
        )
        if report.lost
        else N_("No row is known to be lost."),
        N_("No value was guessed: each was read whole, or proven by the journal."),
    ]
    if report.donor == BLANK:
        lines.append(
            N_("The list of tables is the one that this program gives a new file.")
        )
    elif report.donor:
        lines.append(
            N_("The list of tables was taken from the copy {name}.", name=report.donor)
        )
    return lines


def tables(report: Report, names: Mapping[str, Text]) -> list[Text]:
    """Tell each list by its name: first those that lost something, parts summed up."""
    sums: dict[Text, Counter[str]] = {}
    for each in report.tables:
        told = sums.setdefault(names.get(each.table, PARTS), Counter())
        told.update(
            kept=each.kept,
            proven=each.proven,
            aside=each.aside,
            missing=each.missing,
        )
    order = sorted(sums.items(), key=lambda s: -(s[1]["missing"] + s[1]["aside"]))
    return [
        N_(
            "{table}: {kept} saved, of which {proven} from the journal or a copy;"
            " {aside} left out (what they refer to is lost); {missing} lost",
            table=name,
            **told,
        )
        for name, told in order
        if any(told.values())
    ]


def journal_lines(report: Report) -> list[Text]:
    """Tell the state of the chain of the journal."""
    lines = []
    if report.broken:
        named = ", ".join(str(number) for number in report.broken[:MOST])
        lines.append(
            P_(
                "Journal: {entries} entries read; {count} is missing or altered:"
                " {named}",
                "Journal: {entries} entries read; {count} are missing or altered,"
                " the first: {named}",
                count=len(report.broken),
                entries=report.entries,
                named=named,
            )
        )
    else:
        lines.append(
            N_("Journal: {entries} entries read, the chain holds.",
               entries=report.entries)
        )  # fmt: skip
    if not report.whole_end:
        lines.append(N_("The last entries of the journal may be lost."))
    return lines
