"""The answer to the sender on paper: one page, told from the verdict alone.

`exchange-and-safety.md` 3.7. What does not fit on it stands in `rapport.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.package.format import BY_NAME
from commune_desk.domain.package.labels import label_of
from commune_desk.domain.package.manifest import Period, Stage, Standing
from commune_desk.domain.package.totals import LINES
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.package.verdict import Answer, Figure
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Heading, Note, Title, Voice, say_prose
from commune_desk.reports.document import DEMONSTRATION, Imprint, Letterhead, Paper
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.services.preferences import BY_NAME as PREFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.package.manifest import Manifest
    from commune_desk.domain.package.verdict import Told, Verdict
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.grids import Said

TITLE = N_("Answer to a package")
SHOWN = 8
"""Findings that the page lists; the report holds the others."""

FEW = 1
"""With more findings the page has no room for what agrees."""

FIGURES = 10
"""Counts and totals that do not agree, beside findings."""

_MAIN = {
    "projets": "cout_total_fcfa",
    "projet_financements": "montant_fcfa",
    "budget_execution": "mandate_fcfa",
    "tdrl_villages": "recouvre_fcfa",
}
"""The total by which people know a table; others are shown where they do not agree."""

_PARTS = {
    "FONC.R": N_("operation, revenue"),
    "FONC.D": N_("operation, expenditure"),
    "INV.R": N_("investment, revenue"),
    "INV.D": N_("investment, expenditure"),
}
_STAGES = {
    Stage.PRIMITIVE: N_("primitive budget"),
    Stage.ADDITIONAL: N_("additional budget"),
    Stage.CHANGE: N_("modification of the budget"),
    Stage.EXECUTION: N_("execution of the year"),
    Stage.ACCOUNT: N_("account of the year judged by the council"),
}
_PERIODS = {
    Period.YEAR: N_("whole year"),
    Period.FIRST_HALF: N_("first half-year"),
    Period.SECOND_HALF: N_("second half-year"),
}
_STANDINGS = {
    Standing.PROVISIONAL: N_("provisional figures"),
    Standing.MAYOR: N_("figures validated by the mayor"),
    Standing.ADOPTED: N_("figures adopted by the council"),
    Standing.APPROVED: N_("figures approved by the State"),
}
_SIGNATURES = {
    SignatureState.KNOWN: N_("Signed by a known key, {mark}"),
    SignatureState.NEW: N_(
        "Signed by a new key, {mark}: to be compared with the stamped paper"
    ),
    SignatureState.NONE: N_("Not signed"),
    SignatureState.BAD: N_("False signature"),
}
_ACCEPTED = {
    Answer.ACCEPTED: N_("The package is accepted. Nothing remains to be done."),
    Answer.REMARKED: N_("The package is accepted. Please look at the remarks below."),
}


def verdict_pdf(
    verdict: Verdict, words: Words, letterhead: Letterhead | None = None
) -> bytes:
    """Print the answer; `words` are French ones, for the sender reads it."""
    paper = Paper(imprint(verdict, letterhead), words)
    return pdf_bytes(story(verdict), paper)


def imprint(verdict: Verdict, letterhead: Letterhead | None = None) -> Imprint:
    """Say what stands around the page: the region, and the day of reception."""
    made = verdict.manifest
    usual = Letterhead(
        (),
        (verdict.region,),
        "",
        PREFERENCES["letterhead.state"].default,
        PREFERENCES["letterhead.motto"].default,
    )
    return Imprint(
        TITLE,
        verdict.region,
        letterhead or usual,
        verdict.received,
        mark=DEMONSTRATION if made and made.demonstration else "",
    )


def story(verdict: Verdict) -> Iterator[Block]:
    """Tell the answer."""
    made = verdict.manifest
    yield Title(TITLE, _whose(made) if made else verdict.file_name, headed=True)
    yield say_prose(_sentence(verdict), voice=Voice.ALOUD)
    yield _identity(verdict)
    if verdict.errors:
        yield Heading(N_("What is to be corrected"), 2)
        yield from _findings(verdict.errors, whole=verdict.whole)
    if verdict.remarks:
        yield Heading(N_("Remarks"), 2)
        yield from _findings(verdict.remarks, whole=True)
    figures = _shown(verdict)
    if verdict.rows:
        yield Heading(N_("What was read"), 2)
        if figures:
            yield _table(figures)
        yield Note(_agreement((*verdict.rows, *verdict.totals)))


def _whose(made: Manifest) -> Said:
    return N_(
        "{commune} ({code}), exercise {year}, package no. {number}",
        commune=made.commune,
        code=made.commune_code,
        year=str(made.year),
        number=made.sequence,
    )


def _sentence(verdict: Verdict) -> Said:
    if verdict.answer is not Answer.REFUSED:
        return _ACCEPTED[verdict.answer]
    return P_(
        "The package is refused for {count} error. Nothing of it was taken.",
        "The package is refused for {count} errors. Nothing of it was taken.",
        count=len(verdict.errors),
    )


def _identity(verdict: Verdict) -> TableBlock:
    made, signed = verdict.manifest, verdict.signed
    facts: list[tuple[Said, Said]] = [
        (N_("File"), verdict.file_name),
        (N_("Digest (SHA-256)"), verdict.digest),
    ]
    if made is not None:
        stands = (_STAGES[made.stage], _PERIODS[made.period], _STANDINGS[made.standing])
        facts += [
            (N_("Told"), N_("{facts}", facts=stands)),
            (N_("Figures up to"), N_("{day}", day=made.until)),
        ]
    signature = _SIGNATURES[signed.state].sentence
    facts += [
        (N_("Signature"), Text(signature, (("mark", signed.fingerprint),))),
        (N_("Received on"), N_("{day}", day=verdict.received)),
    ]
    columns = (TableColumn("", 24), TableColumn("", 76))
    return TableBlock(columns, tuple(map(Row, facts)))


def _findings(findings: Sequence[Told], *, whole: bool) -> Iterator[Block]:
    columns = (
        TableColumn(N_("Code"), 16),
        TableColumn(N_("Table"), 20),
        TableColumn(N_("Line"), 7, Align.RIGHT),
        TableColumn(N_("Field"), 16),
        TableColumn(N_("What is wrong, and what to do"), 60),
    )
    rows = tuple(_finding(each) for each in findings[:SHOWN])
    yield TableBlock(columns, rows)
    left = len(findings) - SHOWN
    if left > 0:
        yield Note(
            P_(
                "{count} more stands in the file rapport.json.",
                "{count} more stand in the file rapport.json.",
                count=left,
            )
        )
    if not whole:
        yield Note(N_("Reading stopped there: other errors may follow."))


def _finding(each: Told) -> Row:
    found = each.finding
    both = N_("{meaning} {way_out}", meaning=each.meaning, way_out=each.way_out)
    line = str(found.line) if found.line else ""
    return Row((found.fault.value, each.table, line, each.field, both))


def _shown(verdict: Verdict) -> list[Figure]:
    """Choose what the page sets side by side: all counts, or what does not agree."""
    if len(verdict.errors) + len(verdict.remarks) > FEW:
        sums = [each for each in verdict.totals if each.column != LINES]
        differing = [each for each in (*verdict.rows, *sums) if not each.agrees]
        return differing[:FIGURES]
    figures = list(verdict.rows)
    figures += [
        each
        for each in verdict.totals
        if each.column != LINES and (not each.agrees or _is_credit(each))
    ]
    figures += [each for each in _main_sums(verdict.totals) if each.agrees]
    names = list(BY_NAME)
    return sorted(figures, key=lambda each: names.index(each.part.split("/", 1)[0]))


def _is_credit(each: Figure) -> bool:
    """Revenue and expenditure of the budget are never added up."""
    return each.column == "credit_fcfa" and each.part.startswith("budget_lignes/")


def _main_sums(totals: Sequence[Figure]) -> Iterator[Figure]:
    """Add up, table by table, the total by which people know it."""
    for table, column in _MAIN.items():
        sums = [
            each
            for each in totals
            if each.part.split("/", 1)[0] == table and each.column == column
        ]
        if sums:
            read = sum(each.read or 0 for each in sums)
            declared = sum(each.declared or 0 for each in sums)
            yield Figure(table, column, read, declared)


def _table(figures: Sequence[Figure]) -> TableBlock:
    columns = (
        TableColumn(N_("Table"), 50),
        TableColumn(N_("Count or sum"), 30),
        TableColumn(N_("Read"), 20, Align.RIGHT),
        TableColumn(N_("Declared"), 20, Align.RIGHT),
        TableColumn(N_("Agrees"), 10, Align.CENTRE),
    )
    return TableBlock(columns, tuple(map(_figure, figures)))


def _figure(each: Figure) -> Row:
    name, _, part = each.part.partition("/")
    title: Said = BY_NAME[name].title if name in BY_NAME else name
    if part:
        title = N_("{table}: {part}", table=title, part=_PARTS.get(part, part))
    agrees = N_("yes") if each.agrees else N_("no")
    read = N_("not read") if each.read is None else _amount(each, each.read)
    declared = _amount(each, each.declared)
    return Row((title, label_of(each.column), read, declared, agrees))


def _amount(each: Figure, value: int | None) -> object:
    return value if value is None or each.column == LINES else Money(value)


def _agreement(totals: Sequence[Figure]) -> Said:
    agreeing = sum(each.agrees for each in totals)
    return N_(
        "{count} of {all} counts and totals agree; all stand in rapport.json.",
        count=agreeing,
        all=len(totals),
    )
