"""Agreements through the desk: what is refused, what hinders a removal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.domain.agreements import PartnerKind, Route
from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.services.actions import RemoveActions
from commune_desk.services.agreement_parts import AddFunding, ReviseFunding
from commune_desk.services.agreement_review import of_agreements
from commune_desk.services.agreement_sums import overviews
from commune_desk.services.agreements import (
    AddAgreement,
    RemoveAgreements,
    ReviseAgreement,
)
from commune_desk.services.fund_uses import AddFundUse, ReviseFundUse
from commune_desk.services.funded_actions import action_money
from commune_desk.services.partners import AddPartner, RemovePartners, RevisePartner
from commune_desk.services.partners import partners as listed
from commune_desk.services.settings import SetPreference
from commune_desk.services.tranches import (
    AddTranche,
    ReceiveTranche,
    RemoveTranches,
    ReviseTranche,
)

if TYPE_CHECKING:
    from sample import Sample

DAY = dt.date(2025, 6, 1)


def refused(small: Sample, command: Any) -> str:
    with pytest.raises(DeskError) as found:
        small.desk.do(command)
    error = found.value
    texts = (
        [issue.text for issue in error.issues]
        if isinstance(error, Rejected)
        else [error.text]
    )
    said = " | ".join(map(FRENCH.say, texts))
    return said.replace("\u202f", " ").replace("\u00a0", " ")


class Given:
    """An agreement in euros with one funder and one tranche of 100 euros."""

    def __init__(self, small: Sample) -> None:
        self.small = small
        do = small.desk.do
        do(SetPreference("situation.date", "31/12/2025"))
        self.partner = do(AddPartner({"name": "Ville (exemple)"}))
        self.values = {
            "reference": "C-1",
            "title": "Essai",
            "currency": "eur",
            "rate": "655.957",
            "begins_on": dt.date(2024, 1, 1),
            "ends_on": dt.date(2026, 12, 31),
        }
        self.agreement = do(AddAgreement(self.values))
        self.tranche = do(
            AddTranche(
                {
                    "agreement_id": self.agreement,
                    "partner_id": self.partner,
                    "number": 1,
                    "forecast_on": dt.date(2025, 3, 1),
                    "forecast_cents": 10_000,
                }
            )
        )

    def receive(self, cents: int = 10_000) -> None:
        facts = (("received_cents", cents),)
        self.small.desk.do(ReceiveTranche(self.tranche, value=DAY, facts=facts))

    def use(self, **more: Any) -> AddFundUse:
        values = {"agreement_id": self.agreement, "spent_on": DAY, "title": "Puits"}
        return AddFundUse({**values, **more})


@pytest.fixture
def given(small: Sample) -> Given:
    return Given(small)


def test_the_currency_is_asked_for_and_written_in_capitals(given: Given) -> None:
    with given.small.store.reading() as session:
        assert overviews(session)[0].currency == "EUR"
    bare = {k: v for k, v in given.values.items() if k != "currency"}
    text = refused(given.small, AddAgreement({**bare, "reference": "C-2"}))
    assert "Convention C-2 : la monnaie manque" in text


def test_nothing_is_spent_before_it_came_and_no_franc_more(given: Given) -> None:
    small = given.small
    text = refused(small, given.use(francs=Money(1)))
    assert "reçu 0 F, déjà dépensé 0 F ; demandé 1 F, il manque 1 F" in text
    given.receive()
    small.desk.do(given.use(francs=Money(60_000)))
    over = given.use(francs=Money(5_597), title="Pompe")
    assert "demandé 5 597 F, il manque 1 F" in refused(small, over)
    use = small.desk.do(given.use(cents=850, title="Pompe"))  # 5 575,63 F
    text = refused(small, ReviseFundUse(use, "cents", 860))
    assert "reçu 65 596 F, déjà dépensé 60 000 F ; demandé 5 641 F" in text
    fewer = ReviseTranche(given.tranche, "received_cents", 9_000)
    assert "il manque" in refused(small, fewer)
    assert "il manque" in refused(small, RemoveTranches((given.tranche,)))
    lower = ReviseAgreement(given.agreement, "rate", "600")
    assert "il manque" in refused(small, lower)


def test_what_the_bank_credited_counts(given: Given) -> None:
    facts = (("received_cents", 10_000), ("received_francs", Money(60_000)))
    given.small.desk.do(ReceiveTranche(given.tranche, value=DAY, facts=facts))
    text = refused(given.small, given.use(francs=Money(60_001)))
    assert "reçu 60 000 F" in text


def test_an_amount_in_the_other_money_takes_the_place_of_the_first(
    given: Given,
) -> None:
    given.receive()
    use = given.small.desk.do(given.use(francs=Money(10)))
    given.small.desk.do(ReviseFundUse(use, "cents", 100))
    with given.small.store.reading() as session:
        (row,) = overviews(session)[0].uses
    assert (row.francs, row.cents, row.counted) == (None, 100, Money(656))


def test_the_currency_stays_once_amounts_are_noted(given: Given) -> None:
    text = refused(given.small, ReviseAgreement(given.agreement, "currency", "usd"))
    assert "1 montant est noté en EUR ; en USD" in text


def test_a_year_outside_is_refused_both_ways(given: Given) -> None:
    gift = {
        "agreement_id": given.agreement,
        "partner_id": given.partner,
        "year": 2026,
        "amount_cents": 100,
    }
    small = given.small
    assert "va de 2024 à 2026" in refused(small, AddFunding({**gift, "year": 2027}))
    row = small.desk.do(AddFunding(gift))
    assert "déjà notée" in refused(small, AddFunding(gift))
    shorter = ReviseAgreement(given.agreement, "ends_on", dt.date(2025, 12, 31))
    assert "l’année 2026 est en dehors" in refused(small, shorter)
    small.desk.do(ReviseFunding(row, "way", Route.KIND))


def test_francs_of_an_agreement_in_francs_are_whole(given: Given) -> None:
    values = {**given.values, "reference": "F-1", "currency": "XOF", "rate": ""}
    own = given.small.desk.do(AddAgreement(values))
    gift = {
        "agreement_id": own,
        "partner_id": given.partner,
        "year": 2024,
        "amount_cents": 150_050,
    }
    assert "1 500 F et 50 centièmes" in refused(given.small, AddFunding(gift))


def test_what_is_in_use_is_not_removed(given: Given) -> None:
    given.receive()
    small = given.small
    small.desk.do(given.use(francs=Money(10), action_id=small.action))
    assert "tranches" in refused(small, RemoveAgreements((given.agreement,)))
    assert "tranches" in refused(small, RemovePartners((given.partner,)))
    assert "utilisations" in refused(small, RemoveActions((small.action,)))


def test_what_is_late_or_without_proof_is_found(given: Given) -> None:
    with given.small.store.reading() as session:
        codes = {issue.code for issue in of_agreements(session)}
    assert codes == {"FUND-20"}
    given.receive()
    small = given.small
    small.desk.do(given.use(francs=Money(10), action_id=small.action))
    with small.store.reading() as session:
        codes = {issue.code for issue in of_agreements(session)}
        (money,) = action_money(session, overviews(session)[0])
    assert codes == {"FUND-23", "FUND-24"}
    assert (money.spent, money.uses, money.proofs) == (Money(10), 1, 0)
    small.desk.do(SetPreference("situation.date", "31/12/2027"))
    with small.store.reading() as session:
        codes = {issue.code for issue in of_agreements(session)}
    assert codes == {"FUND-21", "FUND-23", "FUND-24"}


def test_the_class_of_a_partner_follows_its_kind(given: Given) -> None:
    do = given.small.desk.do
    do(AddPartner({"name": "Agence (exemple)", "kind": PartnerKind.ANICT}))
    do(RevisePartner(given.partner, "kind", PartnerKind.DIASPORA))
    with given.small.store.reading() as session:
        rows = {row.name: row for row in listed(session, given.small.scope)}
    assert rows["Agence (exemple)"].funder_class is FunderClass.ANICT
    assert rows["Ville (exemple)"].funder_class is FunderClass.DIASPORA
    wrong = RevisePartner(given.partner, "funder_class", FunderClass.STATE)
    assert "relève de la catégorie « Diaspora »" in refused(given.small, wrong)
