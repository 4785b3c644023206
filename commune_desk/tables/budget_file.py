"""What the import of a budget knows of a file: accounts by code, and its balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.file_balance import Entered, Printed, gaps_explained
from commune_desk.services.account_codes import codes_of
from commune_desk.tables.table import Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Brought

KEYS = ("section", "side")


def _begin(
    session: Session, scope: Scope
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    codes = codes_of(session, scope)

    def complete(values: Mapping[str, Any]) -> Mapping[str, Any]:
        given = tuple(values.get(key) for key in KEYS)
        if None not in given or not values.get("code"):
            return values
        places = [
            place
            for place in codes.places(values["code"], values.get("nomenclature") or "")
            if all(g in {None, p} for g, p in zip(given, place, strict=True))
        ]
        if len(places) != 1:
            return values
        return {**values, **dict(zip(KEYS, places[0], strict=True))}

    return complete


BY_CODE = Completion(frozenset(KEYS), _begin)
"""A file may leave out section and side, where the code tells them."""


def together(lines: Sequence[Brought]) -> Iterator[Issue]:
    """Say where the lines of the file do not balance, and which line explains it."""
    entered, printed = [], []
    for line in lines:
        amount = line.values.get("proposed")
        if amount is None:
            continue
        if line.total:
            printed.append(Printed(line.number, amount))
            continue
        values = line.values
        entered.append(
            Entered(
                line.number,
                values.get("section"),
                values.get("side"),
                values.get("code") or "",
                amount,
                line.taken,
            )
        )
    return gaps_explained(entered, printed)
