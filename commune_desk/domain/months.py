"""The months by their names: whole, and short enough for the head of a column."""

from __future__ import annotations

from commune_desk.domain.text import N_

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"),
    N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
SHORT = (
    N_("Jan."), N_("Feb."), N_("Mar."), N_("Apr."), N_("May"), N_("Jun."),
    N_("Jul."), N_("Aug."), N_("Sep."), N_("Oct."), N_("Nov."), N_("Dec."),
)  # fmt: skip
