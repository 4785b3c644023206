"""The groups and the entries of the rail, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from commune_desk.domain.text import N_, Text


@dataclass(frozen=True)
class Group:
    """A part of the work, which folds in the rail."""

    key: str
    title: Text
    icon: str


GROUPS = (
    Group("plan", N_("Plan"), "route"),
    Group("budget", N_("Budget"), "report-money"),
    Group("committees", N_("Committees"), "users-group"),
    Group("funding", N_("Funding"), "heart-handshake"),
    Group("accountability", N_("Accountability"), "speakerphone"),
    Group("sendings", N_("Sendings"), "send"),
    Group("together", N_("Syntheses"), "building-community"),
)
"""The last two are a region’s; a group without a place is not shown."""


@dataclass(frozen=True)
class Family:
    """An entry of the rail whose places are tabs of one another."""

    key: str
    title: Text
    group: str


FAMILIES = (
    Family("territory", N_("Villages"), "plan"),
    Family("diagnosis", N_("Diagnosis"), "plan"),
    Family("strategy", N_("Plan"), "plan"),
    Family("programming", N_("Programming"), "plan"),
    Family("followup", N_("Follow-up"), "plan"),
    Family("lists", N_("Lists"), "plan"),
    Family("templates", N_("Templates"), "plan"),
    Family("budget", N_("Preparation"), "budget"),
    Family("changes", N_("Changes"), "budget"),
    Family("expenses", N_("Expenses"), "budget"),
    Family("revenue", N_("Receipts"), "budget"),
    Family("tdrl", N_("TDRL"), "budget"),
    Family("situation", N_("Situation"), "budget"),
    Family("treasury", N_("Treasury"), "budget"),
    Family("closing", N_("Account and closing"), "budget"),
    Family("contracts", N_("Contracts"), "budget"),
    Family("assets", N_("Inventory"), "budget"),
    Family("nomenclature", N_("Nomenclature"), "budget"),
    Family("registry", N_("Register"), "committees"),
    Family("accounts", N_("Accounts"), "committees"),
    Family("water", N_("Water"), "committees"),
    Family("dues", N_("Dues owed"), "committees"),
    Family("visits", N_("Visits"), "committees"),
    Family("committee-lists", N_("Types and lists"), "committees"),
    Family("partners", N_("Partners"), "funding"),
    Family("agreements", N_("Agreements"), "funding"),
    Family("micro", N_("Micro-projects"), "funding"),
    Family("restitution", N_("Restitution"), "accountability"),
    Family("complaints", N_("Complaints"), "accountability"),
    Family("concertation", N_("Concertation"), "accountability"),
    Family("archive", N_("Archives"), "accountability"),
    Family("region-sendings", N_("Who has sent"), "sendings"),
    Family("region-totals", N_("Totals"), "together"),
    Family("region-compared", N_("Comparison"), "together"),
)
