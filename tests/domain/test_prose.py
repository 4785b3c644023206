from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.prose import Passage, Shape, Span, marked, passages, tidy
from commune_desk.domain.prose_html import from_html, to_html

LETTERS = st.text('abcé’*\\-–•#.)(<>&"1 9 \u00a0\u202f\n\t', max_size=12)
SPANS = st.builds(Span, LETTERS, st.booleans(), st.booleans())
PASSAGES = st.builds(
    Passage,
    st.lists(SPANS, max_size=5).map(tuple),
    st.sampled_from(Shape),
    st.integers(0, 40),
)
PROSE = st.lists(PASSAGES, max_size=6)


@given(PROSE)
def test_what_is_marked_is_read_back(prose: list[Passage]) -> None:
    assert passages(marked(prose)) == tidy(prose)


@given(PROSE)
def test_what_becomes_html_comes_back(prose: list[Passage]) -> None:
    assert from_html(to_html(prose)) == tidy(prose)


@given(st.text())
def test_any_text_is_read_and_settles(text: str) -> None:
    once = marked(passages(text))
    assert marked(passages(once)) == once


@given(st.text("<>/ab phlio=\"';&#!-?x1\n"))
def test_any_page_is_read(html: str) -> None:
    read = from_html(html)
    assert tidy(read) == read


def test_marks_are_read_as_they_are_documented() -> None:
    text = "Un **mot** et *deux*.\nSuite.\n\n## Titre\n- un\n- ***deux***\n3. trois"
    assert passages(text) == [
        Passage((
            Span("Un "), Span("mot", bold=True), Span(" et "),
            Span("deux", italic=True), Span(". Suite."),
        )),
        Passage((Span("Titre"),), Shape.HEADING),
        Passage((Span("un"),), Shape.ITEM),
        Passage((Span("deux", bold=True, italic=True),), Shape.ITEM),
        Passage((Span("trois"),), Shape.NUMBER, 3),
    ]  # fmt: skip


def test_stars_that_mark_nothing_stay() -> None:
    assert passages("2 * 3 * 4 et 5*")[0].text == "2 * 3 * 4 et 5*"


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p.MsoNormal {font-family:"Calibri"; color:red} --></style>
<script>alert("x")</script></head><body lang=FR>
<!--StartFragment-->
<h1 style='color:#2E74B5'>Le milieu<o:p></o:p></h1>
<p class=MsoNormal><span style='font-family:"Arial";color:red'>La commune a
<b>onze</b> <i>villages</i>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>deux rivières<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]><span
style='font-weight:bold'>des</span> puits<img src="x.png"></p>
<table><tr><td><p>A</p></td><td>B</td></tr></table>
<!--EndFragment--></body></html>"""


def test_a_page_of_word_keeps_headings_lists_and_faces_alone() -> None:
    assert marked(from_html(WORD)) == (
        "## Le milieu\n\nLa commune a **onze** *villages*.\n\n- deux rivières\n\n"
        "2. **des** puits\n\nA\n\nB"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>un<li>deux</ul>", "- un\n- deux"),
        ('<ol start="4"><li><p>a</p></li><li>b</li></ol>', "4. a\n5. b"),
        ("a<br>b", "a\n\nb"),
        ("<p>un<p>deux", "un\n\ndeux"),
        ('<b style="font-weight:normal"><p>plat</p></b>', "plat"),
        ("<a href='x' onclick='y()'>lien</a>", "lien"),
    ],
)
def test_pages_of_other_programs(html: str, text: str) -> None:
    assert marked(from_html(html)) == text


@given(PROSE)
def test_no_tag_and_no_style_survives(prose: list[Passage]) -> None:
    html = to_html(prose).replace("<p>", '<p style="color:red;font-family:X">')
    assert from_html(html) == tidy(prose)
    assert not re.search(r"color|font-family", marked(from_html(html)))
