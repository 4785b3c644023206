"""A contract in the real window: added, its steps laid out and noted, awarded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.execution import ProcurementKind
from commune_desk.domain.money import Money
from commune_desk.services.asset_lists import assets
from commune_desk.services.procurement_lists import procurements
from commune_desk.services.procurements import AddProcurement
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.assets import AssetsPage
from commune_desk.ui.pages.contract_steps_leaf import LAYING
from commune_desk.ui.pages.contracts import ContractsPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.services.procurement_lists import ProcurementRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

YEAR = 2026


def row(context: Context, row_id: int) -> ProcurementRow:
    with context.reading() as session:
        (found,) = procurements(session, context.scope, [row_id])
    return found


def note(page: ContractsPage, **texts: str) -> None:
    """Type into the fields that stand open in the panel, and note them."""
    form = page.steps.form
    assert form is not None
    for field in form.fields:
        field.setText(texts.get(field.column.key, field.text()))
    form.note()
    if form is page.steps.form:
        raise AssertionError(form._refusal.words())


def test_a_contract_goes_from_its_plan_to_its_award(
    context: Context, shell: Shell
) -> None:
    shell.show_place("procurements")
    page = shell.page()
    assert isinstance(page, ContractsPage)
    values = {
        "year": YEAR,
        "object": "Tables-bancs",
        "kind": ProcurementKind.SUPPLIES,
        "procedure": "Demande de cotation",
        "estimate": Money(1_800_000),
    }
    made: list[int] = []
    assert context.do(AddProcurement(values), made.append) is None
    settle(shell)
    assert page.view.choose(made[0])
    assert row(context, made[0]).state
    page.steps.ask(LAYING)
    note(page, planned_on="05/01/2026")
    contract = row(context, made[0]).contract
    assert contract.steps[0].planned_on == dt.date(2026, 1, 5)
    assert "provisional-award" not in {step.key for step in contract.steps}

    for day in ("05/01/2026", "20/01/2026", "25/01/2026"):
        waits = row(context, made[0]).contract.next
        assert waits is not None
        page.steps.ask(waits.id)
        note(page, done_on=day)
    early = row(context, made[0]).contract.next
    assert early is not None
    page.steps.ask(early.id)
    with pytest.raises(AssertionError, match="avant"):
        note(page, done_on="24/01/2026")
    award = next(s for s in contract.steps if s.key == "award")
    page.steps.ask(award.id)
    note(page, supplier="Menuiserie A", amount="1 750 000", on="15/02/2026")
    found = row(context, made[0])
    assert (found.supplier, found.amount) == ("Menuiserie A", Money(1_750_000))
    assert found.state == "Attribution"
    settle(shell)
    assert cut(shell) == []
    context.undo()
    assert row(context, made[0]).amount is None


def test_a_thing_is_taken_out_with_a_reason(context: Context, shell: Shell) -> None:
    shell.show_place("assets")
    page = shell.page()
    assert isinstance(page, AssetsPage)
    with context.reading() as session:
        thing = next(each for each in assets(session) if not each.gone)
    assert page.view.choose(thing.id)
    page.out.click()
    page.strip.fields["reason"].setText("")
    page.strip.button.click()
    assert not page.strip.isHidden()
    assert "pourquoi" in page.strip.refusal.words()
    page.strip.fields["reason"].setText("toit emporté par le vent")
    page.strip.fields["on"].setText("12/10/2026")
    page.strip.button.click()
    assert page.strip.isHidden()
    with context.reading() as session:
        (after,) = assets(session, None, [thing.id])
    assert after.gone
    assert after.note.startswith("toit emporté par le vent")
    assert not page.out.isEnabled()
    settle(shell)
    assert cut(shell) == []
