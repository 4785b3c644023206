"""The answer to the sender: report, short message, page."""

from __future__ import annotations

import datetime as dt
import json

import altered
import corpus
import parcels
import pypdfium2
import pytest

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import RESOURCES
from commune_desk.domain.package.labels import LABELS
from commune_desk.domain.package.trust import Policy, SignatureState
from commune_desk.domain.package.verdict import Answer, Verdict
from commune_desk.exchange.package.answer import SMS_MOST, Desk, report, short
from commune_desk.exchange.package.build import build
from commune_desk.exchange.package.read import read
from commune_desk.exchange.package.signature import (
    fingerprint,
    new_key,
    sign_with,
)
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.region.verdict import verdict_pdf

DAY = dt.date(2026, 11, 27)
FRENCH = Words("fr", TRANSLATIONS)
DESK = Desk("Région d’essai", policy=Policy.ACCEPT)
NAME = "commune-desk_ml99000001_2026_s0001.zip"


def refusal(data: bytes, desk: Desk = DESK) -> Verdict:
    with pytest.raises(PackageRefused) as refused:
        read(data)
    return desk.refuse(refused.value, data, NAME, DAY)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0].get_textpage().get_text_range()


def test_a_refused_package_is_answered_with_what_is_to_be_done() -> None:
    rows = parcels.tables(1)
    rows["budget_lignes"][4] = (*rows["budget_lignes"][4][:-1], 5)
    rows["comites"][0] = (*rows["comites"][0][:8], 99, *rows["comites"][0][9:])
    verdict = refusal(altered.with_rows(rows))
    told = json.loads(report(verdict, FRENCH))
    assert told["verdict"] == "REFUSE"
    assert told["envoi"]["commune_code"] == "ML99000001"
    error = told["erreurs"][0]
    assert (error["code"], error["ligne"], error["champ"]) == (
        "INCOHERENT", 6, "Crédit définitif",
    )  # fmt: skip
    assert error["ecran"] == "Préparation du budget"
    assert "Ouvrez «\u00a0Préparation du budget\u00a0», corrigez" in error["que_faire"]
    assert short(verdict) == (
        "CD ML99000001 2026 s1 REFUSE 2 erreurs: budget ligne 6 credit,"
        " comites ligne 2 femmes"
    )
    page = text_of(verdict_pdf(verdict, FRENCH))
    assert "L’envoi est refusé pour 2 erreurs" in page
    assert "INCOHERENT" in page


def test_counts_and_totals_stand_beside_those_declared() -> None:
    data = altered.with_manifest(
        lambda whole: whole[altered.OWN]["control_totals"]["villages"].update(lignes=9)
    )
    verdict = refusal(data)
    wrong = [figure for figure in verdict.totals if not figure.agrees]
    assert [(each.part, each.read, each.declared) for each in wrong] == [
        ("villages", 6, 9)
    ]
    read_ = {each.part: each.read for each in verdict.rows}
    assert read_["budget_lignes"] == parcels.SMALL.lines


def test_an_accepted_package_is_answered_by_what_is_known_of_its_key() -> None:
    key = new_key()
    mark = fingerprint(key.public_key())
    made = parcels.manifest_for(1)
    parcel = read(build(made, parcels.tables(1), "x", sign=sign_with(key)))
    for desk, answer, state in (
        (Desk("R", {mark}, Policy.REQUIRE), Answer.ACCEPTED, SignatureState.KNOWN),
        (Desk("R", (), Policy.WARN), Answer.REMARKED, SignatureState.NEW),
        (Desk("R", (), Policy.REQUIRE), Answer.REFUSED, SignatureState.NEW),
        (Desk("R", (), Policy.ACCEPT), Answer.ACCEPTED, SignatureState.NEW),
    ):
        verdict = desk.accept(parcel, NAME, DAY)
        assert (verdict.answer, verdict.signed.state) == (answer, state)
        assert mark in text_of(verdict_pdf(verdict, FRENCH))
    accepted = Desk("R", {mark}).accept(parcel, NAME, DAY)
    assert short(accepted) == "CD ML99000001 2026 s1 ACCEPTE"
    assert all(each.agrees for each in (*accepted.rows, *accepted.totals))


def test_what_is_no_package_is_answered_too() -> None:
    verdict = refusal(b"bonjour")
    assert verdict.manifest is None
    assert json.loads(report(verdict, FRENCH))["envoi"] is None
    assert short(verdict).startswith("CD fichier ")
    assert "ce n’est pas un fichier zip" in text_of(verdict_pdf(verdict, FRENCH))


def test_each_refusal_makes_a_short_message_and_a_report_in_french() -> None:
    english = Words("en", TRANSLATIONS)
    said: dict[Fault, str] = {}
    for case in corpus.refused():
        verdict = refusal(case.data)
        assert len(short(verdict)) <= SMS_MOST
        error = json.loads(report(verdict, FRENCH))["erreurs"][0]
        assert error["sens"]
        assert error["que_faire"]
        same = json.loads(report(verdict, english))["erreurs"][0]
        assert error["sens"] != same["sens"]
        assert error["que_faire"] != same["que_faire"]
        said[Fault(error["code"])] = error["sens"]
    assert len(said) > 40


def test_fifty_errors_stay_on_one_page() -> None:
    rows = parcels.tables(1)
    rows["budget_lignes"] = [(*row[:-1], 5) for row in rows["budget_lignes"]]
    verdict = refusal(altered.with_rows(rows))
    assert not verdict.whole
    page = text_of(verdict_pdf(verdict, FRENCH))
    assert "autres figurent dans le fichier rapport.json" in page
    assert "50+ erreurs" in short(verdict)


def test_the_same_verdict_prints_the_same_bytes() -> None:
    verdict = DESK.accept(read(parcels.package(1)), NAME, DAY)
    assert verdict_pdf(verdict, FRENCH) == verdict_pdf(verdict, FRENCH)


def test_every_column_has_a_name_for_people() -> None:
    columns = {field.name for each in RESOURCES for field in each.fields}
    assert columns <= set(LABELS)
