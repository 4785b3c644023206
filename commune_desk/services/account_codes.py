"""Which accounts a code may stand for, in each list: a query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.accounts import fiscal_year
from commune_desk.storage.models import Account, Nomenclature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.services.scope import Scope

Places = tuple[tuple["Section", "Side"], ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The accounts of every list by their codes."""

    of_year: str
    """The list of the year’s budget; the latest where the year has none."""

    fixed: bool
    """Whether the year has a budget: no other list can then be named."""

    lists: Mapping[str, Mapping[str, Places]]

    def places(self, code: str, name: str = "") -> Places:
        """Give section and side of the accounts with a code; 16 stands twice."""
        wanted = self.of_year if self.fixed or not name else name
        return self.lists.get(wanted, {}).get(code, ())


def codes_of(session: Session, scope: Scope) -> Codes:
    """Read all lists."""
    rows = session.execute(
        select(Nomenclature.name, Account.code, Account.section, Account.side)
        .join(Account, Account.nomenclature_id == Nomenclature.id)
        .order_by(Nomenclature.id)
    ).all()
    found: dict[str, dict[str, Places]] = defaultdict(dict)
    for name, code, section, side in rows:
        found[name][code] = (*found[name].get(code, ()), (section, side))
    year = fiscal_year(session, scope.year)
    own = session.get(Nomenclature, year.nomenclature_id) if year else None
    latest = next(reversed(found), "")
    return Codes(own.name if own else latest, own is not None, found)
