"""Papers printed once for all tests that look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample import FRENCH

from commune_desk.reports.catalogue import printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from commune_desk.reports.document import Document
    from commune_desk.storage.store import Store

_PRINTED: dict[tuple[Store, str, str], bytes] = {}


def paper(store: Store, wanted: Document, suffix: str = ".pdf") -> bytes:
    """Print a paper of 2026, or give what was printed before."""
    known = (store, wanted.name, suffix)
    if known not in _PRINTED:
        _PRINTED[known] = anew(store, wanted, suffix)
    return _PRINTED[known]


def anew(store: Store, wanted: Document, suffix: str) -> bytes:
    """Print a paper of 2026."""
    with store.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        return printed(wanted, telling, suffix)
