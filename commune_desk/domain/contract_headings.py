"""Headings of the papers of contracts and of the inventory: working proposals.

No official form was found (`budget.md` 8 names the parts, not the columns), so each
heading is taken by its key and may be put in other words.
"""

from __future__ import annotations

from commune_desk.domain.text import N_, Text

PLAN_HEADS: dict[str, Text] = {
    "paper": N_("Procurement plan"),
    "code": N_("No."),
    "object": N_("Object of the contract"),
    "procedure": N_("Procedure"),
    "estimate": N_("Estimated amount"),
    "funding": N_("Source of funding"),
    "dates": N_("Planned dates"),
    "publication": N_("Publication"),
    "opening": N_("Opening of bids"),
    "award": N_("Award"),
    "order": N_("Service order"),
    "handover": N_("Provisional handover"),
}
REGISTER_HEADS: dict[str, Text] = {
    "paper": N_("Register of contracts"),
    "object": N_("Object, procedure"),
    "supplier": N_("Supplier"),
    "estimate": N_("Estimate"),
    "amount": N_("Amount"),
    "dates": N_("Carrying out"),
    "notified": N_("Notified on"),
    "order": N_("Service order"),
    "delay": N_("Delay (days)"),
    "due": N_("Contract deadline"),
    "handover": N_("Provisional handover"),
    "late": N_("Days late"),
    "retention": N_("Retention"),
    "step": N_("Last step done"),
    "paid": N_("Paid"),
    "left": N_("Left to pay"),
}
INVENTORY_HEADS: dict[str, Text] = {
    "paper": N_("Inventory register"),
    "number": N_("Inventory no."),
    "title": N_("Designation of the thing"),
    "kind": N_("Nature"),
    "acquired": N_("Acquired on"),
    "value": N_("Value"),
    "state": N_("State"),
    "committee": N_("Committee in charge"),
    "note": N_("Remarks"),
}
LEAVING_HEADS: dict[str, Text] = {
    "paper": N_("Minutes of leaving the inventory"),
    "number": N_("Inventory no."),
    "title": N_("Designation of the thing"),
    "place": N_("Place"),
    "acquired": N_("Acquired on"),
    "value": N_("Value"),
    "left": N_("Left on"),
    "reason": N_("Reason"),
}
