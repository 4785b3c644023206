"""What can be typed after `commune-desk region`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.domain.package.region import Level
from commune_desk.domain.package.trust import Policy
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import argparse

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

    Sub = argparse.ArgumentParser

LEVELS = tuple(level.value for level in Level)


def describe(region: Sub, words: Words) -> None:
    """Describe the acts at a region's desk."""
    acts = region.add_subparsers(dest="deed", required=True, metavar="ACT")

    def act(name: str, help_text: Text) -> Sub:
        said = words.say(help_text)
        sub: Sub = acts.add_parser(name, help=said, description=said)
        sub.add_argument("region", metavar="REGION")
        return sub

    sub = act("init", N_("Make a region’s desk: a file, or tables on a server."))
    sub.add_argument("--name", required=True)
    sub.add_argument("--communes", type=Path, metavar="FILE.csv")
    sub.add_argument("--signatures", choices=[each.value for each in Policy])
    sub.add_argument("--demonstration", action="store_true")
    sub = act("receive", N_("Receive packages; each has its answer."))
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE|FOLDER")
    sub.add_argument("--reports", type=Path, metavar="FOLDER")
    sub.add_argument("--key", type=Path, metavar="FILE")
    sub = act("board", N_("Say who has sent, and who is late."))
    _of_a_year(sub)
    sub = act("totals", N_("Add the communes up."))
    _of_a_year(sub)
    sub.add_argument("--by", choices=LEVELS, default=Level.REGION.value)
    sub = act("choose", N_("Say which of two databases is the commune’s."))
    sub.add_argument("code")
    sub.add_argument("source")
    sub.add_argument("--year", type=int, required=True)
    sub.add_argument("--reason", default="")
    sub = act("export", N_("Write roll-ups, and packages, into a folder."))
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub.add_argument("--year", type=int)
    sub.add_argument("--packages", action="store_true")
    sub.add_argument("--received", action="store_true")
    sub = act("key", N_("Say with which key communes seal what holds persons."))
    sub.add_argument("--key", type=Path, metavar="FILE")
    sub = act("print", N_("Print one paper of the region, or all of them."))
    sub.add_argument("name", nargs="?")
    sub.add_argument("--all", action="store_true")
    sub.add_argument("--year", type=int)
    sub.add_argument("--commune", default="", metavar="CODE")
    sub.add_argument("-o", "--output", type=Path, required=True)
    sub = act("pack", N_("Make a pack of lists and texts for the communes."))
    sub.add_argument("--name", required=True, metavar="SERIES")
    sub.add_argument("--title", default="")
    sub.add_argument("--version", type=int, required=True)
    sub.add_argument("--from", dest="model", type=Path, metavar="DOSSIER")
    sub.add_argument("--tables", default="", metavar="NAME,NAME")
    sub.add_argument("--sign", action="store_true")
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    sub = act("check", N_("Check the desk, and say what strikes in what came."))
    _of_a_year(sub)


def _of_a_year(sub: Sub) -> None:
    sub.add_argument("--year", type=int)
    sub.add_argument("--json", action="store_true")
