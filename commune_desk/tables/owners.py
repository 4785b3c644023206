"""Actions as contracts and the inventory name them: also those of earlier plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.services.asset_lists import assets
from commune_desk.services.procurement_lists import every_action
from commune_desk.tables.choices import action_choices
from commune_desk.tables.table import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


def known_actions(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the actions of the plan, and those that a contract or a thing names."""
    choices = {each.value: each for each in action_choices(session, scope)}
    named = [*every_action(session)]
    named += [(row.action_id, row.action) for row in assets(session) if row.action_id]
    for row_id, title in named:
        choices.setdefault(row_id, Choice(row_id, title))
    return list(choices.values())
