"""What can be typed after `commune-desk`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk import VERSION
from commune_desk.cli import people_arguments, region_arguments
from commune_desk.cli.people_arguments import named
from commune_desk.domain.text import N_
from commune_desk.l10n.catalogue import languages
from commune_desk.paths import TRANSLATIONS, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

    Sub = argparse.ArgumentParser
    Adder = Callable[[Sub], None]
    Namer = Callable[[str, Text], Sub]


def parser(words: Words) -> argparse.ArgumentParser:
    """Describe the commands, with their help in the language of `words`."""
    say = words.say
    whole = argparse.ArgumentParser(
        "commune-desk",
        description=say(N_("The plan and the money of a rural commune, in one file.")),
    )
    whole.add_argument("--version", action="version", version=VERSION)
    acts = whole.add_subparsers(dest="act", required=True, metavar="COMMAND")

    def act(name: str, help_text: Text) -> argparse.ArgumentParser:
        said = say(help_text)
        return acts.add_parser(name, help=said, description=said)

    def on_dossier(name: str, help_text: Text) -> argparse.ArgumentParser:
        sub = act(name, help_text)
        sub.add_argument("dossier", type=Path)
        return sub

    sub = act("open", N_("Open the window."))
    sub.add_argument("dossier", type=place, nargs="?")
    _demonstrating(
        act("demo", N_("Build the demonstration, with every paper and table.")),
        say(N_("the dossier alone, without its papers and tables")),
    )
    sub = act("manual", N_("Write the illustrated manual, each task being played."))
    sub.add_argument("output", type=Path)
    sub.add_argument("--language", choices=("fr", "en"))
    sub = on_dossier("new", N_("Make the dossier of a commune."))
    sub.add_argument("--commune", required=True, metavar="NAME")
    sub.add_argument("--code", required=True)
    sub.add_argument("--first-year", type=int)
    _output(on_dossier("support", N_("Write what helps to find a fault; no names.")))
    act("self-test", N_("Try everything once.")).add_argument("file", type=Path)
    on_dossier("documents", N_("List what can be printed: name and title."))
    on_dossier("selections", N_("List the papers that are printed together."))
    _print(on_dossier("print", N_("Print one document, or all of them.")))
    sub = on_dossier("check", N_("Say what the rules find."))
    sub.add_argument("--json", action="store_true")
    sub.add_argument("--year", type=int)
    on_dossier("tables", N_("List the tables."))
    sub = on_dossier("table", N_("Write a table as a spreadsheet."))
    sub.add_argument("name")
    sub.add_argument("--year", type=int)
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub.add_argument("--private", action="append", default=[], metavar="COLUMN")
    sub = on_dossier(
        "hledger", N_("Write the entries of a year as hledger reads them.")
    )
    sub.add_argument("--year", type=int)
    _output(sub)
    _committees(
        on_dossier(
            "committees",
            N_("Answer questions on mandates, water and dues."),
        )
    )
    _import(named(on_dossier("import", N_("Bring a spreadsheet into a table."))))
    on_dossier("users", N_("List the people of the desk."))
    people_arguments.describe(act("user", N_("Change the people of the desk.")), words)
    sub = on_dossier("pack", N_("Apply a pack of lists and texts of the region."))
    named(sub).add_argument("file", type=Path)
    sub.add_argument("--dry-run", action="store_true")
    _export(named(on_dossier("export", N_("Make the package for the region."))))
    _copies(act, on_dossier)
    _screens(on_dossier("screens", N_("Draw each screen into a PNG file.")))
    region_arguments.describe(act("region", N_("Work at a region’s desk.")), words)
    return whole


def _copies(act: Namer, on_dossier: Namer) -> None:
    """What is done with copies, and with a damaged dossier."""
    on_dossier("verify", N_("Check the file, its journal and its seals."))
    sub = on_dossier("backup", N_("Make a verified copy."))
    sub.add_argument("-o", "--output", type=Path)
    sub.add_argument("--key", type=Path, metavar="FOLDER")
    on_dossier("copies", N_("List the copies of a dossier."))
    sub = act("salvage", N_("Save what can be read of a damaged dossier."))
    sub.add_argument("damaged", type=Path)
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub = act("restore", N_("Make a dossier out of a verified copy."))
    sub.add_argument("backup", type=Path)
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub.add_argument("--phrase-file", type=Path, metavar="FILE")


def _print(sub: Sub) -> None:
    sub.add_argument("name", nargs="?")
    sub.add_argument("--all", action="store_true")
    sub.add_argument("--selection", metavar="NAME")
    sub.add_argument("--year", type=int)
    sub.add_argument("--on", metavar="DATE")
    sub.add_argument("--language", choices=("fr", "en"))
    sub.add_argument("--no-letterhead", action="store_true")
    sub.add_argument("--sober", action="store_true")
    sub.add_argument("--large", action="store_true")
    sub.add_argument("--blank", action="store_true")
    sub.add_argument("--size", choices=("A3", "A4", "A5"))
    sub.add_argument("--booklet", action="store_true")
    sub.add_argument("--pages", type=_pages, metavar="3-7")
    sub.add_argument("--mark", metavar="TEXT")
    sub.add_argument("--committee", metavar="NAME")
    sub.add_argument("-o", "--output", type=Path, required=True)


def _committees(sub: Sub) -> None:
    asked = sub.add_mutually_exclusive_group(required=True)
    asked.add_argument("--ending", type=int, metavar="DAYS")
    asked.add_argument("--post", metavar="POST")
    asked.add_argument("--losses", nargs="?", type=int, const=-1, metavar="PERCENT")
    asked.add_argument("--owing", action="store_true")
    sub.add_argument("--on", metavar="DATE")


def _import(sub: Sub) -> None:
    sub.add_argument("name")
    sub.add_argument("file", type=Path)
    sub.add_argument("--year", type=int)
    sub.add_argument("--set", action="append", default=[], metavar="COLUMN=VALUE")
    sub.add_argument("--decimals", action="append", default=[], metavar="COLUMN=SIGN")
    sub.add_argument("--dry-run", action="store_true")
    sub.add_argument("--rejects", type=Path)


def _export(sub: Sub) -> None:
    sub.add_argument("--year", type=int, required=True)
    sub.add_argument("--half", type=int, choices=(1, 2))
    sub.add_argument("--until", metavar="DATE")
    sub.add_argument("--tables", metavar="NAME,NAME", default="")
    sub.add_argument("--privacy", choices=("P0", "P1", "P2"), default="P0")
    sub.add_argument("--reason", default="")
    sub.add_argument("--recipient", default="")
    sub.add_argument("--overview", action="store_true")
    sub.add_argument("--map", action="store_true")
    sub.add_argument("--sign", action="store_true")
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")


def _screens(sub: Sub) -> None:
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub.add_argument("--size", type=_size, default=(1366, 768))
    sub.add_argument("--scale", type=float, default=1.0)
    sub.add_argument("--theme", choices=("light", "dark"), default="light")
    sub.add_argument("--language", choices=languages(TRANSLATIONS))
    sub.add_argument("--year", type=int)


def _pages(typed: str) -> tuple[int, int]:
    """Read “3-7”, “3-” for all from the third on, “-7”, or “3” for one page."""
    found = re.fullmatch(r"(\d*)(-?)(\d*)", typed)
    if found is None or not any((found[1], found[3])):
        raise argparse.ArgumentTypeError(typed)
    first = int(found[1] or 0)
    return first, int(found[3] or 0) if found[2] else first


def _size(typed: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", typed)
    if found is None:
        raise argparse.ArgumentTypeError(typed)
    return int(found[1]), int(found[2])


def _demonstrating(sub: Sub, alone: str) -> None:
    sub.add_argument("folder", type=Path)
    sub.add_argument("--window", action="store_true")
    sub.add_argument("--bare", action="store_true", help=alone)


def _output(sub: Sub) -> None:
    sub.add_argument("-o", "--output", type=Path, required=True)
