"""Open an empty dossier in memory, behind the start page.

The first questions that a program asks of its database take longest: the tables are
related to one another, each kind of query is prepared for the first time. Done while
somebody chooses a file, it halves the time from the click to the home page.
"""

from __future__ import annotations

import datetime as dt

from commune_desk.services.deadlines import next_deadlines
from commune_desk.services.holdings import holdings
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.review import findings
from commune_desk.storage.store import Store


def rehearse() -> None:
    """Ask of it all that the home page asks."""
    store = Store()
    store.open()
    try:
        with store.reading() as session:
            scope = scope_for(session, latest_year(session))
            findings(session, scope)
            holdings(session, scope)
            next_deadlines(session, dt.datetime.now().astimezone().date(), 1)
    finally:
        store.close()
