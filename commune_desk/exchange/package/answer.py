"""The answer to the sender: a verdict, `rapport.json`, and a message of one SMS.

French whatever the language of the screen: the caller gives words, and gives French
ones (`exchange-and-safety.md` 3.7).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.advice import meaning, way_out
from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.format import BY_NAME
from commune_desk.domain.package.labels import label_of
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.refusal import Accounts, SenderRefused
from commune_desk.domain.package.totals import LINES
from commune_desk.domain.package.trust import Policy, SignatureState, Signed
from commune_desk.domain.package.verdict import (
    Answer,
    Figure,
    Told,
    Verdict,
)
from commune_desk.exchange.package.build import sha256
from commune_desk.exchange.package.findings import finding
from commune_desk.exchange.package.signature import standing
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from commune_desk.domain.package.faults import Finding, PackageRefused
    from commune_desk.domain.package.manifest import Manifest, Parcel
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

REPORT, REPORT_NAME = "commune-desk-rapport/1", "rapport.json"
SMS_MOST = 160


class Desk:
    """Who answers: a region, the keys that it knows, what it asks of signatures."""

    def __init__(
        self,
        region: str,
        known: Collection[str] = (),
        policy: Policy = Policy.WARN,
        told: int = LIMITS.told,
    ) -> None:
        self.region, self.known, self.policy, self.told = region, known, policy, told

    def accept(self, parcel: Parcel, file_name: str, received: dt.date) -> Verdict:
        """Answer for a package that was read; its signature may still refuse it."""
        signed = Signed(standing(parcel.signed, self.known), parcel.signed)
        remarks = list(parcel.remarks)
        errors: list[Finding] = []
        doubt = finding(
            Fault.SIGNATURE, value=signed.fingerprint, declared=signed.state.value
        )
        if self.policy.refuses(signed.state):
            errors.append(doubt)
        elif self.policy.warns(signed.state):
            remarks.append(doubt)
        rows = {name: len(lines) for name, lines in parcel.tables.items()}
        accounts = Accounts(rows, parcel.totals)
        answer = Answer.REMARKED if remarks else Answer.ACCEPTED
        return Verdict(
            Answer.REFUSED if errors else answer,
            file_name,
            parcel.digest,
            parcel.size,
            received,
            self.region,
            parcel.manifest,
            *_figures(accounts, accounts),
            tuple(map(told, errors)),
            tuple(map(told, remarks)),
            signed,
        )

    def refuse(
        self, refusal: PackageRefused, data: bytes, file_name: str, received: dt.date
    ) -> Verdict:
        """Answer for a package that is not taken; `data` is the file as it came."""
        known = refusal if isinstance(refusal, SenderRefused) else None
        mark = known.signed if known else ""
        state = standing(mark, self.known)
        if any(each.fault is Fault.SIGNATURE for each in refusal.findings) and not mark:
            state = SignatureState.BAD
        return Verdict(
            Answer.REFUSED,
            file_name,
            sha256(data),
            len(data),
            received,
            self.region,
            known.manifest if known else None,
            *(_figures(known.read, known.declared) if known else ((), ())),
            tuple(map(told, refusal.findings)),
            signed=Signed(state, mark),
            whole=len(refusal.findings) < self.told,
        )


def _figures(
    read: Accounts, declared: Accounts
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    rows = tuple(
        Figure(name, LINES, read.rows.get(name), declared.rows.get(name))
        for name in declared.rows
    )
    totals = []
    for part in sorted({*read.totals, *declared.totals}, key=_place):
        here, there = read.totals.get(part, {}), declared.totals.get(part, {})
        totals += [
            Figure(part, column, here.get(column), there.get(column))
            for column in dict.fromkeys((*here, *there))
        ]
    return rows, tuple(totals)


def _place(part: str) -> tuple[int, str]:
    """Order totals as the tables stand in a package."""
    names = list(BY_NAME)
    name = part.split("/", maxsplit=1)[0]
    return (names.index(name) if name in names else len(names), part)


def told(found: Finding) -> Told:
    """Put a finding into words: table, field, screen, what to do."""
    stem = found.table.removeprefix("data/").removesuffix(".csv").split("/")[0]
    resource = BY_NAME.get(stem)
    screen: Text | str = TABLES.named(resource.screen).title if resource else ""
    cell = resource is not None and bool(found.column)
    field = label_of(found.column) if cell else ""
    title = resource.title if resource else found.table
    return Told(
        found, title, field, screen, meaning(found), way_out(found, screen, field)
    )


def report(verdict: Verdict, words: Words) -> bytes:
    """Write `rapport.json`; its keys never change their meaning."""
    whole = {
        "format": REPORT,
        "verdict": verdict.answer.value,
        "region": verdict.region,
        "recu_le": verdict.received.isoformat(),
        "fichier": {
            "nom": verdict.file_name,
            "octets": verdict.size,
            "sha256": verdict.digest,
        },
        "envoi": _identity(verdict.manifest) if verdict.manifest else None,
        "signature": {
            "etat": verdict.signed.state.value,
            "empreinte": verdict.signed.fingerprint,
        },
        "lignes": [
            {"table": each.part, "lues": each.read, "declarees": each.declared}
            for each in verdict.rows
        ],
        "totaux": [
            {
                "partie": each.part,
                "colonne": each.column,
                "lu": each.read,
                "declare": each.declared,
            }
            for each in verdict.totals
        ],
        "erreurs": [_finding(each, words) for each in verdict.errors],
        "remarques": [_finding(each, words) for each in verdict.remarks],
        "complet": verdict.whole,
        "sms": short(verdict),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _identity(manifest: Manifest) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{manifest.package}",
        "commune_code": manifest.commune_code,
        "commune_nom": manifest.commune,
        "exercice": manifest.year,
        "periode": manifest.period.value,
        "etape": manifest.stage.value,
        "statut": manifest.standing.value,
        "arrete_au": manifest.until.isoformat(),
        "source_db": manifest.source,
        "sequence": manifest.sequence,
    }


def _finding(each: Told, words: Words) -> dict[str, Any]:
    found = each.finding
    return {
        "code": found.fault.value,
        "table": found.table,
        "titre": each.table,
        "ligne": found.line or None,
        "colonne": found.column,
        "champ": each.field,
        "valeur": found.value,
        "declare": found.declared,
        "ecran": words.say(each.screen),
        "sens": words.say(each.meaning),
        "que_faire": words.say(each.way_out),
    }


def short(verdict: Verdict) -> str:
    """Write the answer as one SMS: `CD ML99010101 2026 s3 REFUSE 2 erreurs: …`."""
    made = verdict.manifest
    whose = (
        f"{made.commune_code} {made.year} s{made.sequence}"
        if made
        else f"fichier {verdict.digest[:8]}"
    )
    said = f"CD {whose} {verdict.answer.value.replace('_', ' ')}"
    counted = verdict.errors or verdict.remarks
    if not counted:
        return said
    noun = "erreur" if verdict.errors else "remarque"
    plural = "s" if len(counted) > 1 else ""
    more = "" if verdict.whole else "+"
    said += f" {len(counted)}{more} {noun}{plural}:"
    places = dict.fromkeys(_where(each.finding) for each in counted)
    return _within(said, places)


def _within(said: str, places: Iterable[str]) -> str:
    """Name as many places as one message holds."""
    end = " …".replace("…", "...")
    for place in places:
        longer = (
            f"{said.removesuffix(':')}: {place}"
            if said[-1] == ":"
            else (f"{said}, {place}")
        )
        if len(longer) > SMS_MOST - len(end):
            return (said.removesuffix(":") + end)[:SMS_MOST]
        said = longer
    return said


def _where(found: Finding) -> str:
    stem = found.table.removeprefix("data/").split("/")[0].split(".")[0]
    parts = [stem.removesuffix("_lignes").replace("_", " ")]
    if found.line:
        parts.append(f"ligne {found.line}")
    column = found.column.removesuffix("_fcfa").removesuffix("_id")
    parts.append(column.replace("_", " ") or found.fault.value)
    return " ".join(part for part in parts if part)
