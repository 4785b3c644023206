"""The settings of the commune: name, default and meaning of each.

Titles and lines of the letterhead are data: laws and ministries change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.l10n import reading

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting: its name in the file, its default, what it means."""

    name: str
    default: str
    title: Text
    note: Text
    reads: Callable[[str], object] = str
    """Reads what was typed; raises `Unreadable` where it is no such value."""


PREFERENCES: tuple[Preference, ...] = (
    Preference(
        "plan.label",
        "PDSEC",
        N_("Name of the plan"),
        N_("PDSEC or PDESC: what all papers call the five-year plan."),
    ),
    Preference(
        "plan.name",
        "Plan de développement social, économique et culturel",
        N_("Full name of the plan"),
        N_("What the cover of the plan says above its years."),
    ),
    Preference(
        "baseline.oldest",
        "3",
        N_("Age of a baseline, in years"),
        N_("A reference value older than this before the plan begins is told."),
    ),
    Preference(
        "executive.title",
        "Le Maire",
        N_("Title of the executive"),
        N_("“Le Maire” or “Le Président de la Délégation spéciale”: who signs."),
    ),
    Preference(
        "council.title",
        "Le conseil communal",
        N_("Name of the council"),
        N_("“Le conseil communal” or “La délégation spéciale”."),
    ),
    Preference(
        "state.title",
        "Le représentant de l’État",
        N_("Representative of the State"),
        N_("Who receives the adopted plan."),
    ),
    Preference(
        "letterhead.ministry",
        "MINISTÈRE DE L’ADMINISTRATION TERRITORIALE\nET DE LA DÉCENTRALISATION",
        N_("Ministry"),
        N_("First lines of the letterhead; they change with the government."),
    ),
    Preference(
        "letterhead.state",
        "RÉPUBLIQUE DU MALI",
        N_("State"),
        N_("Right side of the letterhead."),
    ),
    Preference(
        "letterhead.motto",
        "Un Peuple – Un But – Une Foi",
        N_("Motto"),
        N_("Under the name of the State."),
    ),
    Preference(
        "sending.key",
        "",
        N_("Key of the region"),
        N_("age1…: what holds telephone numbers leaves sealed for this key alone."),
    ),
    Preference(
        "sending.recipient",
        "",
        N_("Recipient of sendings"),
        N_("Who receives the package for the region, as the slip names them."),
    ),
    Preference(
        "budget.unforeseen",
        "653",
        N_("Unforeseen expenditure"),
        N_("Codes of the accounts of unforeseen expenditure, separated by commas."),
    ),
    Preference(
        "budget.staff",
        "66",
        N_("Staff"),
        N_("First figures of the accounts of the staff annex, separated by commas."),
    ),
    Preference(
        "budget.debt",
        "16,67",
        N_("Debt"),
        N_("First figures of the accounts of the debt annex, separated by commas."),
    ),
    Preference(
        "budget.carried",
        "121,123",
        N_("Results carried over"),
        N_("First figures of the accounts that carry results over, between commas."),
    ),
    Preference(
        "execution.specialty",
        "article",
        N_("Level at which credits are held"),
        N_("“article”, “compte” or “chapitre”: what a commitment may not exceed."),
    ),
    Preference(
        "execution.complementary",
        "28/02",
        N_("End of the complementary days"),
        N_("Day and month of the year after; a proposal, the Malian limit is unknown."),
    ),
    Preference(
        "tdrl.written",
        "part",
        N_("TDRL in the budget"),
        N_("“part”: the commune’s share only; “brut”: all of it. No text was found."),
    ),
    Preference(
        "tdrl.account",
        "7111",
        N_("Account of the TDRL"),
        N_("Where payments of the present year’s roll are booked."),
    ),
    Preference(
        "tdrl.arrears",
        "7112",
        N_("Account of TDRL arrears"),
        N_("Where payments of earlier years’ rolls are booked."),
    ),
    Preference(
        "tdrl.late",
        "50",
        N_("TDRL: late villages"),
        N_("Villages below this per cent of their roll are late; a proposal."),
        reading.integer,
    ),
    Preference(
        "procurement.number",
        "M-{année}-{rang}",
        N_("Numbers of contracts"),
        N_("How a new contract is numbered: the year, then its rank in the year."),
    ),
    Preference(
        "assets.number",
        "INV-{année}-{rang}",
        N_("Inventory numbers"),
        N_("How a new thing is numbered: the year, then its rank in the year."),
    ),
    Preference(
        "unit_cost.factor",
        "2",
        N_("Unit costs: factor"),
        N_("A unit that costs this many times more, or less, than before is shown."),
        reading.decimal,
    ),
    Preference(
        "transmission.days",
        "15",
        N_("Days to wait for an acknowledgement"),
        N_("After so many days the rules warn; a working proposal, 1 to 365."),
    ),
    Preference(
        "files.most_megabytes",
        "10",
        N_("Attached file, at most (MB)"),
        N_("A heavier paper is refused; 1 to 200."),
    ),
    Preference(
        "photos.most_megabytes",
        "60",
        N_("Photograph to attach, at most (MB)"),
        N_("Before it is shrunk; 1 to 500."),
    ),
    Preference(
        "photos.most_megapixels",
        "120",
        N_("Photograph, at most (millions of dots)"),
        N_("A larger one would fill the memory; 1 to 400."),
    ),
    Preference(
        "photos.longest_side",
        "1600",
        N_("Longest side of a photograph (dots)"),
        N_("A photograph is shrunk to it when it is attached; 200 to 10 000."),
    ),
    Preference(
        "photos.quality",
        "80",
        N_("Quality of a photograph"),
        N_("10 (light) to 95 (fine); 80 suits paper and screen."),
    ),
    Preference(
        "desk.lock",
        "10",
        N_("Minutes without a touch before the desk is locked"),
        N_("0: never. It counts only where people are kept, 0 to 240."),
        reading.integer,
    ),
    Preference(
        "demonstration",
        "",
        N_("Demonstration"),
        N_("What marks every screen and paper of a dossier that is only for trying."),
    ),
    Preference(
        "situation.date",
        "",
        N_("Day of the situation"),
        N_("The day for which follow-up looks; empty: today."),
        reading.date,
    ),
    Preference(
        "followup.silence",
        "6",
        N_("Months without news"),
        N_("After so many months without an entry, an action under way is named."),
        reading.integer,
    ),
    Preference(
        "followup.overspend",
        "10",
        N_("Overspending, in %"),
        N_("From so much above the planned cost, a payment is named."),
        reading.integer,
    ),
    Preference(
        "followup.gap",
        "20",
        N_("Gap between works and payments, in points"),
        N_("Above it, the action is named for the executive."),
        reading.integer,
    ),
    Preference(
        "followup.committee",
        "3",
        N_("Months without a committee"),
        N_("After so many months, finished works without a committee are named."),
        reading.integer,
    ),
    Preference(
        "followup.served",
        "10, 11, 12, 14, 20, 22",
        N_("Sectors whose works need a committee"),
        N_("Codes of sectors, separated by commas (water, school, health, market…)."),
    ),
    Preference(
        "committees.women",
        "30",
        N_("Women in a bureau, in %"),
        N_("Below it a committee is named, unless its type says otherwise."),
        reading.integer,
    ),
    Preference(
        "committees.treasurer",
        "Trésorier",
        N_("Post that keeps the cash"),
        N_("By its first word; feminine and deputies are counted with it."),
    ),
    Preference(
        "committees.treasuries",
        "3",
        N_("Treasuries in one hand"),
        N_("From so many on, under one name or one telephone, they are named."),
        reading.integer,
    ),
    Preference(
        "committees.ending",
        "90",
        N_("Mandates that end soon, in days"),
        N_("What the register and the papers of renewal look ahead."),
        reading.integer,
    ),
    Preference(
        "committees.meetings",
        "4",
        N_("Meetings of a bureau in a year"),
        N_("Full points of the grid from so many on; a working proposal, 1 to 365."),
    ),
    Preference(
        "committees.sold",
        "80",
        N_("Water sold, in % of the water produced"),
        N_("Below it the light of a network turns; a working proposal, 0 to 100."),
    ),
    Preference(
        "committees.recovery",
        "80",
        N_("Members who paid their dues, in %"),
        N_("Below it the light of a committee turns; a working proposal, 0 to 100."),
    ),
    Preference(
        "committees.renewal",
        "50",
        N_("Renewal fund, in % of its target"),
        N_("Below it the fund is to be corrected; a working proposal, 0 to 100."),
    ),
    Preference(
        "committees.counting",
        "30",
        N_("Days to count the cash of a committee"),
        N_("A period over for longer is named; a working proposal, 1 to 365."),
        reading.integer,
    ),
    Preference(
        "micro.step_days",
        "60",
        N_("Days between two steps of a micro-project"),
        N_("A step that waits longer is named; a working proposal, 1 to 365."),
        reading.integer,
    ),
    Preference(
        "micro.idle_days",
        "60",
        N_("Days in which a micro-project spends what it received"),
        N_("Money that lies longer is named; a working proposal, 1 to 365."),
        reading.integer,
    ),
    Preference(
        "complaints.silence",
        "15",
        N_("Days without a step for a complaint"),
        N_("Beyond it a complaint that waits is named; a working proposal, 1 to 365."),
    ),
    Preference(
        "restitution.months",
        "9",
        N_("Months to tell a closed year to the public"),
        N_("Counted from the end of the year; a working proposal, 1 to 36."),
    ),
    Preference(
        "complaints.days",
        "30",
        N_("Days to answer a complaint"),
        N_("Gives its deadline to a new complaint; a working proposal, 1 to 365."),
    ),
)
BY_NAME = {preference.name: preference for preference in PREFERENCES}
