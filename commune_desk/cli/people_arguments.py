"""What can be typed after `commune-desk user`, and how one names oneself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.domain.roles import GIVEN
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import argparse

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

    Sub = argparse.ArgumentParser


def named(sub: Sub) -> Sub:
    """Let who runs a command that writes say who he is, where people are kept."""
    sub.add_argument("--as", dest="who", metavar="NAME")
    sub.add_argument("--password-file", type=Path, metavar="FILE")
    return sub


def describe(whole: Sub, words: Words) -> None:
    """Describe the deeds on people; no password is ever an argument."""
    deeds = whole.add_subparsers(dest="deed", required=True, metavar="DEED")

    def deed(name: str, help_text: Text) -> Sub:
        said = words.say(help_text)
        sub = deeds.add_parser(name, help=said, description=said)
        sub.add_argument("dossier", type=Path)
        sub.add_argument("name")
        return named(sub)

    roles = [role.value for role in GIVEN]
    sub = deed("add", N_("Let one more person sit at the desk."))
    sub.add_argument("--role", choices=roles, required=True)
    _new(sub)
    sub.add_argument("--no-password", action="store_true")
    sub = deed("role", N_("Give a person another role."))
    sub.add_argument("--role", choices=roles, required=True)
    _new(deed("password", N_("Set the password of a person.")))
    sub = deed("recover", N_("Set a password by the code of the sealed sheet."))
    sub.add_argument("--code-file", type=Path, metavar="FILE")
    _new(sub)
    sub = deed("sheet", N_("Draw a recovery code and print its sheet."))
    sub.add_argument("-o", "--output", type=Path, required=True)


def _new(sub: Sub) -> None:
    sub.add_argument("--new-password-file", type=Path, metavar="FILE")
