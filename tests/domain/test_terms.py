"""Who holds a seat on a day; posts that clash; what the rules say of a bureau."""

from __future__ import annotations

import datetime as dt

import pytest
from sample import FRENCH

from commune_desk.domain.committee_rules import (
    Bench,
    Deed,
    conflicts,
    existence,
    lettered,
    mandates,
    term_refusals,
    treasuries,
    unrun,
    vacancies,
    women,
)
from commune_desk.domain.committees import ActKind, Sex
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.posts import Held, Pair, is_post, post_key
from commune_desk.domain.terms import (
    Post,
    Standing,
    Tenure,
    mandate_end,
    seat_state,
    successive,
    term_standing,
)

DAY = dt.date(2026, 10, 31)
SINCE = dt.date(2020, 1, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def post(seat: int = 1, title: str = "Trésorier", **facts: bool) -> Post:
    return Post(seat, 7, seat, title, SINCE, **facts)  # type: ignore[arg-type]  # flags only


def term(  # noqa: PLR0913  one person in one seat, as short as a test wants it
    begins: str,
    ends: str = "",
    left: str = "",
    person: int = 1,
    *,
    seat: int = 1,
    sex: Sex | None = None,
    literate: bool | None = None,
    alternate: bool = False,
) -> Tenure:
    return Tenure(
        person * 100 + seat,
        seat,
        person,
        f"Personne {person}",
        day(begins),
        day(ends) if ends else None,
        day(left) if left else None,
        alternate=alternate,
        sex=sex,
        literate=literate,
    )


def said(issues: object) -> list[str]:
    found: list[Issue] = list(issues)  # type: ignore[call-overload]  # rules yield issues
    return [FRENCH.say(i.text).replace("\u00a0", " ") for i in found]


def test_a_term_holds_until_the_day_before_it_is_left() -> None:
    held = term("2023-01-01", left="2024-01-01")
    assert held.holds(day("2023-01-01"))
    assert held.holds(day("2023-12-31"))
    assert not held.holds(day("2024-01-01"))
    assert not held.holds(day("2022-12-31"))


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        ("2024-02-18", 36, "2027-02-17"),
        ("2024-01-01", 12, "2024-12-31"),
        ("2023-08-31", 6, "2024-02-28"),
        ("2020-11-30", 3, "2021-02-27"),
    ],
)
def test_a_mandate_ends_the_day_before_its_anniversary(
    begins: str, months: int, ends: str
) -> None:
    assert mandate_end(day(begins), months) == day(ends)
    assert mandate_end(day(begins), None) is None


def test_the_five_states_of_a_seat_with_their_days() -> None:
    own = post()
    running = term("2025-01-01", "2027-12-31")
    assert seat_state(own, [running], DAY, 90).standing is Standing.RUNNING
    ending = term("2024-01-01", "2026-12-31")
    state = seat_state(own, [ending], DAY, 90)
    assert (state.standing, state.days) == (Standing.ENDING, 61)
    assert seat_state(own, [ending], DAY, 60).standing is Standing.RUNNING
    over = term("2023-01-01", "2026-10-01")
    state = seat_state(own, [over], DAY, 90)
    assert (state.standing, state.days, state.holder) == (Standing.OVER, 30, over)
    left = term("2023-01-01", "2026-10-01", "2026-10-11")
    state = seat_state(own, [left], DAY, 90)
    assert (state.standing, state.days) == (Standing.VACANT, 20)
    never = seat_state(own, [], DAY, 90)
    assert never.days == (DAY - SINCE).days
    assert term_standing(term("2027-01-01"), DAY, 90)[0] is Standing.TO_COME


def test_a_stand_in_does_not_fill_the_seat_but_is_named() -> None:
    stand_in = term("2026-01-01", alternate=True)
    state = seat_state(post(), [stand_in], DAY, 90)
    assert state.standing is Standing.VACANT
    assert state.alternate is stand_in


def test_terms_that_follow_each_other_are_counted() -> None:
    terms = [
        term("2014-01-01", left="2017-01-01", person=1),
        term("2017-01-01", left="2020-01-01", person=2),
        term("2020-01-01", left="2023-01-01", person=1),
        term("2023-01-01", person=1),
    ]
    assert successive(terms, terms[3]) == 2
    assert successive(terms, terms[1]) == 1


def test_a_term_before_the_seat_or_after_another_is_refused_with_both_days() -> None:
    (text,) = said(term_refusals("AUEP", post(), term("2019-06-01"), []))
    assert "commence le 01/06/2019" in text
    assert "depuis le 01/01/2020" in text
    other = term("2021-01-01", person=2)
    (text,) = said(term_refusals("AUEP", post(), term("2022-05-01"), [other]))
    assert "deux titulaires le 01/05/2022" in text
    assert "Personne 2 (depuis le 01/01/2021)" in text
    stand_in = term("2021-01-01", person=2, alternate=True)
    assert not said(term_refusals("AUEP", post(), term("2022-05-01"), [stand_in]))
    (text,) = said(term_refusals("AUEP", post(), term("2022-05-01", "2022-01-01"), []))
    assert "ne peut pas finir le 01/01/2022" in text


def test_a_post_is_known_whatever_its_gender() -> None:
    assert post_key("Trésorière") == post_key("TRESORIER")
    assert is_post("Présidente", "président")
    assert is_post("Trésorière adjointe", "trésorier")
    assert not is_post("Vice-président", "président")


def held(term_id: int, title: str, committee: int = 1, code: str = "CGS") -> Held:
    return Held(term_id, committee, f"Comité {committee}", code, title)


def test_incompatible_posts_are_refused_or_told_as_the_data_say() -> None:
    pair = Pair("Trésorier", "Commissaire aux comptes", refused=True, legal="usage")
    own = (held(1, "Trésorière"), held(2, "Commissaire aux comptes"))
    (issue,) = conflicts("Personne 1", own, [pair])
    assert issue.severity is Severity.ERROR
    assert "cumul incompatible (usage)" in FRENCH.say(issue.text)
    told = Pair("Trésorier", "Commissaire aux comptes", refused=False)
    (issue,) = conflicts("Personne 1", own, [told])
    assert issue.severity is Severity.WARNING
    elsewhere = (held(1, "Trésorière"), held(2, "Commissaire aux comptes", 2))
    assert not list(conflicts("Personne 1", elsewhere, [pair]))


def test_presidents_of_two_bodies_clash_where_the_pair_names_their_types() -> None:
    pair = Pair("CGS: Président", "APE: Président")
    own = (held(1, "Présidente"), held(2, "Président", 2, "APE"))
    assert len(list(conflicts("Personne 1", own, [pair]))) == 1
    other = (held(1, "Présidente"), held(2, "Président", 2, "AUEP"))
    assert not list(conflicts("Personne 1", other, [pair]))


def test_three_treasuries_in_one_hand_are_told_and_no_telephone_is() -> None:
    own = [held(n, "Trésorier", n) for n in (1, 2, 3)]
    assert not list(treasuries("Personne 1", own[:2], 3))
    (text,) = said(treasuries("Personne 1", own, 3))
    assert "tient 3 trésoreries : Comité 1, Comité 2, Comité 3" in text
    (text,) = said(treasuries("Personne 1", own, 3, by_phone=True))
    assert "sous un même téléphone" in text


def bench(*states: tuple[Post, list[Tenure]], **asked: int) -> Bench:
    found = tuple(seat_state(own, terms, DAY, 90) for own, terms in states)
    return Bench(7, "CGS", found, **asked)


def test_rule_18_tells_mandates_ended_and_ending_and_is_silent_once_renewed() -> None:
    over = (post(), [term("2020-01-01", "2022-12-31")])
    (text,) = said(mandates(bench(over)))
    assert text == "CGS : 1 mandat expiré et non renouvelé, depuis le 31/12/2022."
    near = (post(), [term("2024-01-01", "2026-11-10")])
    (text,) = said(mandates(bench(near)))
    assert "expire bientôt, le 10/11/2026 (dans 10 jours)" in text
    fresh = (post(), [term("2026-01-01", "2028-12-31")])
    assert not said(mandates(bench(fresh)))


def test_rule_19_counts_women_by_number_share_and_seat() -> None:
    man = (post(1), [term("2026-01-01", sex=Sex.MAN)])
    woman = (post(2), [term("2026-01-01", person=2, seat=2, sex=Sex.WOMAN)])
    (text,) = said(women(bench(man, woman, women_least=2)))
    assert "1 sur 2 dans le bureau ; il en faut au moins 2" in text.replace(
        "\u202f", " "
    )
    assert not said(women(bench(man, woman, women_share=3000)))
    (text,) = said(women(bench(man, women_share=3000)))
    assert "0 sur 1 dans le bureau (0 %)" in text.replace("\u202f", " ")
    own = (post(3, woman=True), [term("2026-01-01", seat=3, sex=Sex.MAN)])
    (text,) = said(women(bench(own, women_least=0)))
    assert "ce poste revient à une femme" in text


def test_a_key_seat_that_is_empty_weighs_more_than_another() -> None:
    key = bench((post(key_post=True), []))
    (issue,) = vacancies(key)
    assert issue.severity is Severity.WARNING
    (issue,) = vacancies(bench((post(), [])))
    assert issue.severity is Severity.INFORMATION
    assert not list(vacancies(bench((post(ex_officio=True), []))))


def test_who_must_read_and_does_not_is_named() -> None:
    own = post(literate=True)
    (text,) = said(lettered(bench((own, [term("2026-01-01", literate=False)]))))
    assert "Personne 1 ne sait ni lire ni écrire" in text
    assert not said(lettered(bench((own, [term("2026-01-01", literate=True)]))))


def test_rule_22_asks_for_an_act_and_a_convention_in_force() -> None:
    own = bench((post(), []))
    asked = {"receipt": True, "convention": True}
    assert len(said(existence(own, [], DAY, **asked))) == 2
    receipt = Deed(ActKind.RECEIPT, "12")
    old = Deed(ActKind.CONVENTION, "3", SINCE, day("2026-10-01"))
    (text,) = said(existence(own, [receipt, old], DAY, **asked))
    assert "n° 3 a expiré le 01/10/2026, il y a 30 jours" in text
    new = Deed(ActKind.CONVENTION, "4", SINCE, day("2028-10-01"))
    assert not said(existence(own, [receipt, old, new], DAY, **asked))


def test_rule_17_names_an_installation_that_nobody_runs() -> None:
    record = Record("installations", 1)
    (text,) = said(unrun("Pompe", SINCE, 3, 3, record))
    assert "Aucun comité de gestion pour « Pompe »" in text
    assert not list(unrun("Pompe", SINCE, 2, 3, record))
