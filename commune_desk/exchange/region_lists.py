"""The region's lists as files: its communes, what they owe, what strikes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.manifest import Stage
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.paths import RESOURCES
from commune_desk.services.region.lists import Expected, KeepRows

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.text import Text

COMMUNE = {
    "code": "code",
    "nom": "name",
    "commune": "name",
    "cercle": "cercle",
    "arrondissement": "arrondissement",
    "liste": "code_list",
    "liste de codes": "code_list",
    "depuis": "valid_from",
    "jusqu au": "valid_until",
}
"""Heads of the columns of a list of communes, without accents."""

DAYS = {"valid_from", "valid_until"}
NO = {"non", "no", "0", ""}


def communes_in(path: Path) -> tuple[Expected, ...]:
    """Read a list of communes, `.csv` or `.xlsx`; raise `Unreadable` with the line."""
    grid = read_grid(path)
    names = [_column(head) for head in grid.headings]
    for name in ("code", "name"):
        if name not in names:
            wanted = {"code": "Code", "name": "Nom"}[name]
            raise Unreadable(
                N_("{file} has no column “{column}”.", file=path.name, column=wanted)
            )
    found: dict[str, Expected] = {}
    for number, row in grid.lines:
        facts = {
            name: cell for name, cell in zip(names, row, strict=False) if name and cell
        }
        if not facts.get("code") or not facts.get("name"):
            raise Unreadable(
                N_(
                    "{file}, line {line}: a commune needs a code and a name.",
                    file=path.name,
                    line=number,
                )
            )
        if facts["code"] in found:
            raise Unreadable(
                N_(
                    "{file}, line {line}: the code {code} stands twice.",
                    file=path.name,
                    line=number,
                    code=facts["code"],
                )
            )
        found[facts["code"]] = _expected(facts, path.name, number)
    return tuple(found.values())


def shipped() -> KeepRows:
    """Give the sendings and thresholds that the program proposes."""
    return KeepRows(
        tuple(_sending(row) for row in _rows("expected-sendings")),
        tuple(_threshold(row) for row in _rows("region-thresholds")),
    )


def _column(head: str) -> str:
    wanted = fold(head)
    names = {fold(name): column for name, column in COMMUNE.items()}
    return names.get(wanted, "")


def _expected(facts: dict[str, str], file: str, line: int) -> Expected:
    days = {
        name: _day(text, N_("{file}, line {line}", file=file, line=line))
        for name, text in facts.items()
        if name in DAYS
    }
    texts = {name: text for name, text in facts.items() if name not in DAYS}
    return Expected(
        texts.pop("code"),
        **texts,
        valid_from=days.get("valid_from"),
        valid_until=days.get("valid_until"),
    )


def _day(text: str, where: Text) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(
            N_(
                "{where}: “{text}” is no day; write it as {example}.",
                where=where,
                text=text,
                example="2026-01-31",
            )
        ) from error


def _rows(name: str) -> list[dict[str, str]]:
    grid = read_grid(RESOURCES / "reference" / f"{name}.csv")
    return [dict(zip(grid.headings, row, strict=True)) for _, row in grid.lines]


def _sending(row: dict[str, str]) -> dict[str, Any]:
    return {
        "title": row["Envoi"],
        "stage": Stage(row["Étape"]).value,
        "told_until": row["Chiffres au"],
        "deadline": row["Échéance"],
        "years_after": int(row["Années après"]),
        "valid_from": row["En vigueur depuis"] or None,
        "valid_until": row["Jusqu’au"] or None,
        "source": row["Source"],
        "sure": int(row["Vérifié"] not in NO),
    }


def _threshold(row: dict[str, str]) -> dict[str, Any]:
    return {
        "name": row["Seuil"],
        "value": int(row["Valeur"]),
        "valid_from": row["En vigueur depuis"],
        "source": row["Source"],
        "sure": int(row["Vérifié"] not in NO),
    }
