"""The words that every act of the council repeats, which a region may replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from commune_desk.domain.text import Text

ACT_HEADS: dict[str, Text] = {
    "paper": N_("Deliberation"),
    "considering": N_("Considering"),
    "after": N_("After deliberation,"),
    "resolves": N_("RESOLVES"),
    "done": N_(
        "Done and deliberated (place: {place}), on the day above.", place="{place}"
    ),
}
"""Usual wording, from no official text (`planning.md` 1.6, marks [M] and [D]); what
replaces `done` may say `{place}` where the place of the session is to stand."""
