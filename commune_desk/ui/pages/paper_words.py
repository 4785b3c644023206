"""Sentences on a paper: by when it is due, when it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.services.prints import PAPER

if TYPE_CHECKING:
    from commune_desk.services.paper_dues import PaperDue
    from commune_desk.services.prints import Printed


def due_words(due: PaperDue) -> Text:
    """Say by when, for what, what says so; and that it is done, where it is."""
    facts = {"date": due.on, "title": due.title, "source": due.source or "…"}
    if due.done_on is not None:
        return N_(
            "Due on {date}: {title} ({source}); done on {done}.",
            **facts,
            done=due.done_on,
        )
    if not due.sure:
        return N_("Due on {date}: {title} ({source}; to be verified).", **facts)
    return N_("Due on {date}: {title} ({source}).", **facts)


def print_words(last: Printed, changed: bool) -> Text:  # noqa: FBT001  a fact of the paper, as the list keeps it
    """Say when, by whom, in which state; and that the dossier went on since."""
    facts = {"date": last.on, "actor": last.actor, "number": last.entry}
    if last.kind != PAPER:
        facts["kind"] = last.kind
        text = (
            N_(
                "Saved ({kind}) on {date} by {actor}, journal no. {number}; changed"
                " since.",
                **facts,
            )
            if changed
            else N_(
                "Saved ({kind}) on {date} by {actor}, journal no. {number}.", **facts
            )
        )
    elif changed:
        text = N_(
            "Printed on {date} by {actor}, journal no. {number}; changed since.",
            **facts,
        )
    else:
        text = N_("Printed on {date} by {actor}, journal no. {number}.", **facts)
    return text
