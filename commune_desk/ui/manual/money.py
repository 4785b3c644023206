"""Tasks of the budget."""

from __future__ import annotations

from commune_desk.domain.text import N_, P_
from commune_desk.ui.manual.steps import (
    Cell,
    Chapter,
    Click,
    Fill,
    Go,
    Pick,
    Press,
    Remark,
    See,
    Task,
)

BUDGET = Task(
    "budget",
    N_("Prepare the budget of next year"),
    N_("The lines of this year are taken up, then put right one by one."),
    (
        Pick(N_("Exercise"), N_("Exercise {year}", year="2027")),
        Go("budget"),
        Click(N_("Open the exercise")),
        Press("Return", N_("Do it")),
        Click(N_("Start from {year}", year="2026")),
        Fill(N_("Change in %"), "2", picture=True),
        Press("Return", N_("Do it")),
        Click(N_("Operating expenditure")),
        Cell("budget", "6011", "proposed", "450000", year=2027),
        See("450 000", picture=True),
        Remark(N_("At the foot, the program says whether each section balances.")),
    ),
)

EXPENSE = Task(
    "expense",
    N_("Note an expense, from its commitment to its order"),
    N_("One form holds the commitment, the liquidation, the order and the payment."),
    (
        Go("expense"),
        Fill(N_("Object"), "Achat de fournitures de bureau"),
        Fill(N_("Supplier or payee"), "Fournisseur neuf (essai)", "Tab"),
        Fill(N_("Budget line"), "6011", "Tab"),
        Fill(N_("Amount, F CFA"), "57350", picture=True),
        Remark(N_("At the right, the credit that is left on the line.")),
        Fill(N_("Invoice no."), "118"),
        Fill(N_("Commitment"), "05/10/2026"),
        Fill(N_("Liquidation"), "09/10/2026"),
        Fill(N_("Payment order"), "12/10/2026", picture=True),
        Press("Ctrl+Return", N_("Keep the expense")),
        See("Achat de fournitures de bureau"),
        Remark(
            N_(
                "On the day of the payment, open the expense in the list, carry it on"
                " and type the date of the payment."
            )
        ),
    ),
)

RECEIPT = Task(
    "receipt",
    N_("Note a receipt of the counter"),
    N_("Each receipt of the book is noted once; the cash on hand follows."),
    (
        Go("receipts"),
        Fill(N_("Tariff"), "Extrait d’acte de naissance"),
        Fill(N_("Quantity"), "2", "Tab"),
        Fill(N_("Payer"), "Guichet", picture=True),
        Press("Return", N_("Note it")),
        See("Guichet"),
        See("1 000", picture=True),
    ),
)

TDRL = Task(
    "tdrl",
    N_("Note what villages pay of the TDRL"),
    N_("One line for each village: only what was paid in is typed."),
    (
        Go("tdrl-payments"),
        Fill(
            N_("{village}, {title}", village="Dembela", title=N_("Paid on this day")),
            "15000",
            picture=True,
        ),
        Press("Ctrl+Return", N_("Note it")),
        See(
            P_("TDRL paid by {count} village", "TDRL paid by {count} villages", count=1)
        ),
    ),
)

MONEY = Chapter(N_("The budget"), (BUDGET, EXPENSE, RECEIPT, TDRL))
