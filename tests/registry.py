"""A small register for tests: a type with its seats, and a committee."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.services.committee_review import of_committees
from commune_desk.services.committee_types import (
    AddCommitteeType,
    AddPostConflict,
    AddTypeSeat,
)
from commune_desk.services.committees import AddCommittee
from commune_desk.services.registry import book
from commune_desk.services.settings import SetPreference

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.domain.issues import Issue
    from commune_desk.services.registry import Known

SEATS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("Président", {"key_post": True}),
    ("Trésorier", {"key_post": True, "literate": True}),
    ("Commissaire aux comptes", {}),
    ("Directeur de l’école", {"ex_officio": True, "bureau": False}),
)
TODAY = "31/10/2026"


@dataclass
class Register:
    """A dossier with one committee; its seats by their titles."""

    small: Sample
    type_id: int
    committee: int
    seats: dict[str, int]

    def known(self) -> Known:
        with self.small.store.reading() as session:
            return book(session).by_id[self.committee]

    def findings(self, *codes: str) -> list[Issue]:
        with self.small.store.reading() as session:
            found = list(of_committees(session))
        return [issue for issue in found if not codes or issue.code in codes]


def register(small: Sample, **of_type: Any) -> Register:
    """Make a school committee of 2020 whose mandates last three years."""
    small.desk.do(SetPreference("situation.date", TODAY))
    small.desk.do(SetPreference("committees.women", "0"))
    asked = {"code": "CGS", "title": "Comité de gestion scolaire", "term_months": 36}
    type_id = small.desk.do(AddCommitteeType({**asked, **of_type}))
    for position, (title, facts) in enumerate(SEATS, start=1):
        values = {"type_id": type_id, "position": position, "title": title, **facts}
        small.desk.do(AddTypeSeat(values))
    pair = {"first": "Trésorier", "second": "Commissaire aux comptes"}
    small.desk.do(AddPostConflict({**pair, "legal": "usage"}))
    values = {
        "name": "CGS de N’Tiobougou",
        "type_id": type_id,
        "village_id": small.village,
        "created_on": dt.date(2020, 1, 1),
    }
    committee = small.desk.do(AddCommittee(values))
    with small.store.reading() as session:
        posts = book(session).by_id[committee].posts
    return Register(small, type_id, committee, {post.title: post.id for post in posts})
