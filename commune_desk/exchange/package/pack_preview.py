"""What a pack would change here, tried on a copy, and the act that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError, Unreadable
from commune_desk.domain.package.pack import (
    ACCOUNTS,
    CODES,
    CONVERSION,
    FUNCTIONS,
    PACK_TABLES,
)
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, Text
from commune_desk.exchange.grid import csv_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.nomenclature_file import conversion_of, nomenclature_of
from commune_desk.exchange.package.territory_codes import code_lines, recoding
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.services.jobs import Silence, told
from commune_desk.services.nomenclature_lists import nomenclatures
from commune_desk.services.packs import (
    ApplyPack,
    applied_packs,
    converted,
    journal_number,
)
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.package.pack import Pack
    from commune_desk.l10n.words import Words
    from commune_desk.services.command import Command
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope
    from commune_desk.storage.store import Store


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of a part that is not as the dossier has it, or is refused."""

    number: int
    text: str
    verdict: Verdict
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PackPart:
    """What one part of a pack would do."""

    title: Text
    counts: dict[Verdict, int]
    lines: tuple[PartLine, ...] = ()
    refused: tuple[Text, ...] = ()
    """Why the whole part cannot be read; empty where it can."""

    def count(self, verdict: Verdict) -> int:
        """Count the lines with a verdict."""
        return self.counts.get(verdict, 0)


@dataclass(frozen=True, slots=True)
class PackPreview:
    """A pack that was tried and waits for a yes."""

    pack: Pack
    parts: tuple[PackPart, ...]
    command: ApplyPack | None
    """None where nothing would change."""

    warnings: tuple[Text, ...] = ()


def preview(  # noqa: PLR0913, PLR0917  what, where, in which words, on which day
    store: Store,
    pack: Pack,
    scope: Scope,
    words: Words,
    on: dt.date,
    progress: Progress | None = None,
) -> PackPreview:
    """Try each part on a copy of the dossier, one after the other.

    `words` are French: the headings of a pack are. Lines that the rules refuse are
    left out, and told with their reason; the others can be applied.
    """
    with store.reading() as session:
        warnings = tuple(_warnings(pack, applied_packs(session)))
        journal = journal_number(session)
    parts: list[PackPart] = []
    commands: list[Command[Any]] = []
    with store.snapshot() as copy:
        trial = _Trial(copy, pack, scope, words, on)
        steps = told(list(trial.steps()), N_("Trying the parts"), progress or Silence())
        for step in steps:
            try:
                part, command = step()
                if command is not None:
                    with copy.writing("pack") as unit:
                        command.apply(unit)
            except DeskError as refusal:
                parts.append(PackPart(step.title, {}, refused=(refusal.text,)))
                continue
            parts.append(part)
            if command is not None:
                commands.append(command)
    act = ApplyPack(pack, tuple(commands), journal) if commands else None
    return PackPreview(pack, tuple(parts), act, warnings)


def _warnings(pack: Pack, applied: dict[str, Any]) -> Iterator[Text]:
    facts = pack.facts
    before = applied.get(facts.name)
    versions = {
        "title": facts.title,
        "version": str(facts.version),
        "applied": str(before.version) if before else "",
    }
    if before is not None and facts.version < before.version:
        yield N_(
            "“{title}” is of version {version}; version {applied}, which is newer, was"
            " applied already.",
            **versions,
        )
    if before is not None and facts.version == before.version:
        if pack.digest == before.digest:
            yield N_("“{title}”, version {version}, was applied already.", **versions)
        else:
            yield N_(
                "“{title}”, version {version}, was applied already with another"
                " content: ask the region.",
                **versions,
            )
    match pack.signed.state:
        case SignatureState.NONE:
            yield N_("The pack is not signed: make sure that it is the region’s.")
        case SignatureState.NEW:
            yield N_(
                "Signed by a key that was not seen before, {mark}: compare it with the"
                " paper of the region.",
                mark=pack.signed.fingerprint,
            )


class _Step:
    """One part: its title, and how it is tried."""

    def __init__(self, title: Text, act: Any) -> None:
        self.title = title
        self._act = act

    def __call__(self) -> tuple[PackPart, Command[Any] | None]:
        found: tuple[PackPart, Command[Any] | None] = self._act()
        return found


class _Trial:
    """Tries the parts of one pack on a copy of the dossier."""

    def __init__(
        self, copy: Store, pack: Pack, scope: Scope, words: Words, on: dt.date
    ) -> None:
        self._copy, self._pack, self._scope = copy, pack, scope
        self._words, self._on = words, on

    def steps(self) -> Iterator[_Step]:
        """Give the parts of the pack in the order in which they are brought in."""
        files = self._pack.files
        if ACCOUNTS in files:
            yield _Step(N_("List of accounts"), self._accounts)
        if CONVERSION in files:
            yield _Step(N_("Conversion of accounts"), self._conversion)
        for name in PACK_TABLES:
            member = f"tables/{name}.csv"
            if member in files:
                title = TABLES.named(name).title
                yield _Step(title, lambda name=name: self._table(name))
        if CODES in files:
            yield _Step(N_("Codes of the territory"), self._codes)

    def _grid(self, member: str) -> Any:
        return csv_grid(self._pack.files[member], member)

    def _table(self, name: str) -> tuple[PackPart, Command[Any] | None]:
        table, words = TABLES.named(name), self._words
        grid = self._grid(f"tables/{name}.csv")
        matching = propose(table, self._scope, grid.headings, words)
        label = self._pack.facts.title
        request = Request(table, self._scope, grid, matching, words, label, {})
        prepared = prepare(self._copy, request)
        lines = tuple(
            PartLine(
                line.number,
                " · ".join(text for text in line.texts if text)[:80],
                line.verdict,
                tuple(issue.text for issue in line.issues),
            )
            for line in prepared.lines
            if line.verdict not in {Verdict.SAME, Verdict.IGNORED}
        )
        counts = {verdict: prepared.count(verdict) for verdict in Verdict}
        changes = counts[Verdict.NEW] + counts[Verdict.CHANGED]
        command = prepared.command if changes else None
        return PackPart(table.title, counts, lines), command

    def _named(self) -> set[str]:
        with self._copy.reading() as session:
            return {row.name for row in nomenclatures(session, self._scope)}

    def _accounts(self) -> tuple[PackPart, Command[Any] | None]:
        facts = self._pack.facts.accounts
        title = N_("List of accounts")
        if facts is None:
            raise _nameless()
        functions = self._grid(FUNCTIONS) if FUNCTIONS in self._pack.files else None
        command = nomenclature_of(
            (self._grid(ACCOUNTS), functions),
            self._words,
            facts.name,
            ACCOUNTS,
            title=facts.title,
            source=facts.source,
            official=facts.official,
            valid_from=facts.valid_from,
        )
        count = len(command.entries)
        if facts.name in self._named():
            return PackPart(title, {Verdict.SAME: count}), None
        return PackPart(title, {Verdict.NEW: count}), command

    def _conversion(self) -> tuple[PackPart, Command[Any] | None]:
        facts = self._pack.facts.accounts
        if facts is None or not facts.replaces:
            raise _nameless()
        command = conversion_of(
            self._grid(CONVERSION), self._words, facts.replaces, facts.name
        )
        with self._copy.reading() as session:
            done = converted(session, facts.name) == len(command.steps)
        verdict = Verdict.SAME if done else Verdict.NEW
        part = PackPart(N_("Conversion of accounts"), {verdict: len(command.steps)})
        return part, None if done else command

    def _codes(self) -> tuple[PackPart, Command[Any] | None]:
        lines = code_lines(self._grid(CODES), CODES)
        with self._copy.reading() as session:
            recoded, command = recoding(session, lines, self._on)
        counts = {v: sum(each.verdict is v for each in recoded) for v in Verdict}
        told_ = tuple(
            PartLine(
                0,
                f"{each.place} : {each.before or '–'} → {each.after or '–'}",
                each.verdict,
                (each.why,) if each.why else (),
            )
            for each in recoded
            if each.verdict is not Verdict.SAME
        )
        return PackPart(N_("Codes of the territory"), counts, told_), command


def _nameless() -> Unreadable:
    return Unreadable(N_("The pack does not name its list of accounts."))
