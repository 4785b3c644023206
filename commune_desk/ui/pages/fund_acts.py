"""The quick acts on an agreement: a tranche received, a use noted, a report sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreements import Route
from commune_desk.domain.text import N_
from commune_desk.services.agreement_parts import decimals
from commune_desk.services.fund_reports import SendFundReport
from commune_desk.services.fund_uses import USE, AddFundUse
from commune_desk.services.today import today
from commune_desk.services.tranches import TRANCHE, ReceiveTranche
from commune_desk.tables.agreements import cents_of
from commune_desk.tables.table import Choice, Kind
from commune_desk.tables.tranches import EXPENSES, RECEIPTS, paid_actions
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.command import Command
    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.tranches import TrancheRow
    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context

ON = asked("received_on", TRANCHE.fields["received_on"], Kind.DATE, 11)
AMOUNT = asked("received", TRANCHE.fields["received_cents"], Kind.DECIMAL, 10)
FRANCS = asked("francs", TRANCHE.fields["received_francs"], Kind.MONEY, 10)
RATE = asked("rate", TRANCHE.fields["rate"], Kind.DECIMAL, 8)
RECEIPT = asked("operation", TRANCHE.fields["operation_id"], Kind.CHOICE, 18, RECEIPTS)
SENT = asked("sent_on", N_("Report sent on"), Kind.DATE, 11)
REFERENCE = asked("reference", N_("Reference"), width=14)


def day_of(context: Context) -> dt.date:
    """Give the day of the situation."""
    with context.reading() as session:
        return today(session)


def receive(context: Context, row: TrancheRow) -> Act:
    """Ask for the day, the amount and what the bank credited."""
    fields = [ON, AMOUNT]
    if row.terms.foreign:
        fields += [FRANCS, RATE]
    fields.append(RECEIPT)
    says = N_(
        "{funder}, tranche {number}: {amount} forecast for {date}. What the bank or"
        " the Treasury credited counts; without it, the rate of the day, or that of"
        " the agreement.",
        funder=row.partner,
        number=row.number,
        amount=row.terms.amount(row.forecast_cents),
        date=row.forecast_on,
    )
    cents = row.promised_cents or row.forecast_cents
    return Act(
        ReceiveTranche.label,
        says,
        tuple(fields),
        lambda values: _received(row, values),
        "cash",
        {"received_on": day_of(context), "received": decimals(cents)},
    )


def _received(row: TrancheRow, values: Mapping[str, Any]) -> Command[Any]:
    amount = values.get("received")
    facts: list[tuple[str, Any]] = [
        ("received_cents", cents_of(amount, TRANCHE.fields["received_cents"]))
    ]
    if values.get("francs") is not None:
        facts.append(("received_francs", values["francs"]))
    if values.get("rate") is not None:
        facts.append(("rate", str(values["rate"])))
    if values.get("operation") is not None:
        facts += [("operation_id", values["operation"]), ("way", Route.BUDGET)]
    return ReceiveTranche(row.id, value=values.get("received_on"), facts=tuple(facts))


def use_fields(row: Overview) -> tuple[tuple[Column[Any], ...], ...]:
    """Describe what is asked of a use: two rows of fields."""
    funders = [Choice(partner, name) for partner, name in row.funders()]

    def of_agreement(*_: Any) -> Sequence[Choice]:
        return funders

    name = USE.fields
    money = [asked("francs", name["francs"], Kind.MONEY, 12)]
    if row.terms.foreign:
        title = N_("Spent in {currency}", currency=row.currency)
        money.append(asked("spent", title, Kind.DECIMAL, 12))
    return (
        (
            asked("spent_on", name["spent_on"], Kind.DATE, 12),
            asked("title", name["title"], width=36),
            *money,
            asked("voucher", name["voucher"], width=14),
        ),
        (
            asked("action_id", name["action_id"], Kind.CHOICE, 34, paid_actions),
            asked("partner_id", name["partner_id"], Kind.CHOICE, 22, of_agreement),
            asked("operation_id", name["operation_id"], Kind.CHOICE, 30, EXPENSES),
        ),
    )


def use_of(row: Overview, values: Mapping[str, Any]) -> Command[Any]:
    """Make the command from what was typed."""
    given = dict(values)
    if "spent" in given:
        given["cents"] = cents_of(given.pop("spent"), USE.fields["cents"])
    return AddFundUse({"agreement_id": row.id, **given})


def send(context: Context, row: ReportRow) -> Act:
    """Ask for the day on which a report went."""
    return Act(
        SendFundReport.label,
        N_(
            "Report of {agreement} from {begins} to {ends}, due on {due}.",
            agreement=row.agreement,
            begins=row.begins_on,
            ends=row.ends_on,
            due=row.due_on,
        ),
        (SENT,),
        lambda values: SendFundReport(row.id, value=values.get("sent_on")),
        "send",
        {"sent_on": day_of(context)},
    )
