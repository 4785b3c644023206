"""Take a package in: the eight rules of `exchange-and-safety.md` 3.6, in one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, or_, select

from commune_desk.domain.package.faults import Fault, Finding
from commune_desk.domain.package.format import MANIFEST, SCHEMA_VERSION
from commune_desk.domain.package.refusal import SenderRefused
from commune_desk.domain.package.region import Outcome, Receipt
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, Text
from commune_desk.services.region.codes import code_for
from commune_desk.services.region.command import RegionCommand
from commune_desk.services.region.current import Came, came, settle_year, source_of
from commune_desk.services.region.settings import region
from commune_desk.storage.region.own import ARCHIVE, COMMUNES, KEYS, RECEIVED
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import Manifest, Parcel
    from commune_desk.storage.region.unit import RegionUnit


@dataclass(frozen=True)
class Receive(RegionCommand[Receipt]):
    """Take in one package that was read and found sound.

    Raises `SenderRefused` where the region does not take it; nothing is then
    written. The same file again changes nothing.
    """

    label: ClassVar[Text] = N_("Receive a package")

    parcel: Parcel
    data: bytes = field(repr=False)
    """The file as it came."""

    actor: str = ""
    now: dt.datetime | None = None

    def enact(self, unit: RegionUnit) -> Receipt:
        """Write the lines, archive the file, say what is current, add it up."""
        manifest = self.parcel.manifest
        first = _same(unit.session, self.parcel)
        if first is not None:
            return first
        signed = _admitted(unit.session, self.parcel)
        code = code_for(
            unit.session, manifest.code_list, manifest.commune_code, manifest.until
        )
        before = came(unit.session, code, manifest.year)
        package = self._written(unit, code, signed, before)
        _close_gaps(unit, code, manifest.package)
        unit.commune = code
        tables = settle_year(unit, code, manifest.year)
        return self._receipt(unit, code, package, tables)

    def name(self, unit: RegionUnit) -> Text:
        """Name the commune, the year and the number of the sending."""
        manifest = self.parcel.manifest
        return N_(
            "Received: {commune} ({code}), {year}, sending {number}",
            commune=manifest.commune,
            code=unit.commune or manifest.commune_code,
            year=manifest.year,
            number=manifest.sequence,
        )

    def _written(
        self, unit: RegionUnit, code: str, signed: SignatureState, before: list[Came]
    ) -> int:
        manifest, number = self.parcel.manifest, unit.number(RECEIVED)
        source = source_of(unit.session, code, manifest.year, before)
        late = any(
            each.source == manifest.source and each.sequence >= manifest.sequence
            for each in before
        )
        unit.add(
            RECEIVED,
            {
                "commune_code": code,
                "id": number,
                **_facts(self.parcel),
                "gap": int(_missing(unit.session, code, manifest)),
                "is_current": 0,
                "aside": int(bool(source) and source != manifest.source),
                "late": int(late),
                "signature": signed.value,
                "received_at": _moment(self.now or dt.datetime.now(dt.UTC)),
                "actor": self.actor,
            },
        )
        archived = {
            "commune_code": code,
            "package": number,
            "sha256": self.parcel.digest,
            "data": self.data,
        }
        unit.execute(ARCHIVE.insert().values(archived))
        for name in manifest.scope:
            rows = self.parcel.tables.get(name, ())
            unit.insert_lines(name, code, number, list(rows))
        unit.touch(*(SENT[name] for name in manifest.scope))
        return number

    def _receipt(
        self, unit: RegionUnit, code: str, package: int, tables: dict[str, int]
    ) -> Receipt:
        return _receipt(unit.session, code, package, tables)


def _receipt(
    session: Session, code: str, package: int, tables: dict[str, int]
) -> Receipt:
    row = _row(session, code, package)
    outcome = Outcome.RECEIVED
    if row["aside"]:
        outcome = Outcome.CONFLICT
    elif not row["is_current"]:
        outcome = Outcome.LATE
    scope = set(row["scope"].split())
    return Receipt(
        outcome,
        package,
        code,
        row["received_at"],
        SignatureState(row["signature"]),
        row["supersedes"] if row["gap"] else "",
        not _known(session, code),
        row["sent_code"] if row["sent_code"] != code else "",
        bool(row["partial"]),
        tuple(sorted(name for name in tables if name not in scope)),
    )


def _same(session: Session, parcel: Parcel) -> Receipt | None:
    """Find the package among those that came; refuse another under its number."""
    manifest = parcel.manifest
    asked = select(RECEIVED.c.commune_code, RECEIVED.c.id, RECEIVED.c.sha256).where(
        RECEIVED.c.uuid == manifest.package
    )
    row = session.execute(asked).first()
    if row is None:
        return None
    if row.sha256 != parcel.digest:
        raise _refused(parcel, Fault.ID_USED, manifest.package)
    known = _receipt(session, row.commune_code, row.id, {})
    return Receipt(
        Outcome.ALREADY,
        row.id,
        row.commune_code,
        known.received_at,
        known.signed,
        known.gap,
        known.unknown,
        known.sent_code,
        known.partial,
    )


def _admitted(session: Session, parcel: Parcel) -> SignatureState:
    """Refuse what this region takes from nobody; else tell what the signature is."""
    manifest, own = parcel.manifest, region(session)
    if manifest.schema_version > SCHEMA_VERSION:
        raise _refused(parcel, Fault.NEWER, str(manifest.schema_version))
    if manifest.demonstration and not own.demonstration:
        raise _refused(parcel, Fault.DEMONSTRATION)
    signed = _signature(session, parcel)
    if own.signatures.refuses(signed):
        raise _refused(parcel, Fault.SIGNATURE, parcel.signed)
    return signed


def _signature(session: Session, parcel: Parcel) -> SignatureState:
    if not parcel.signed:
        return SignatureState.NONE
    known = parcel.signed in keys_for(session, parcel.manifest)
    return SignatureState.KNOWN if known else SignatureState.NEW


def keys_for(session: Session, manifest: Manifest) -> frozenset[str]:
    """Give the keys of a commune that were compared with its stamped paper.

    Under its code in the package or the region's, valid on the day it was made.
    """
    day = manifest.created.date().isoformat()
    asked = select(KEYS.c.fingerprint).where(
        or_(KEYS.c.valid_from.is_(None), KEYS.c.valid_from <= day),
        or_(KEYS.c.valid_until.is_(None), KEYS.c.valid_until >= day),
        KEYS.c.commune_code.in_(_codes(session, manifest)),
    )
    return frozenset(session.execute(asked).scalars())


def _refused(parcel: Parcel, fault: Fault, value: str = "") -> SenderRefused:
    found = Finding(fault, MANIFEST, value=value)
    return SenderRefused((found,), parcel.manifest, parcel.signed)


def _codes(session: Session, manifest: Manifest) -> tuple[str, str]:
    """Give the commune's code in the package and the region's."""
    code = manifest.commune_code
    return code, code_for(session, manifest.code_list, code, manifest.until)


def _missing(session: Session, code: str, manifest: Manifest) -> bool:
    """Tell whether the package that this one follows never came."""
    if not manifest.supersedes:
        return False
    asked = select(func.count()).where(
        RECEIVED.c.commune_code == code, RECEIVED.c.uuid == manifest.supersedes
    )
    return not session.execute(asked).scalar()


def _close_gaps(unit: RegionUnit, code: str, uuid: str) -> None:
    """What was missed has come."""
    unit.execute(
        RECEIVED.update()
        .where(RECEIVED.c.commune_code == code, RECEIVED.c.supersedes == uuid)
        .values(gap=0)
    )


def _known(session: Session, code: str) -> bool:
    asked = select(func.count()).where(COMMUNES.c.commune_code == code)
    return bool(session.execute(asked).scalar())


def _row(session: Session, code: str, package: int) -> Any:
    asked = select(RECEIVED).where(
        RECEIVED.c.commune_code == code, RECEIVED.c.id == package
    )
    return session.execute(asked).mappings().one()


def _facts(parcel: Parcel) -> dict[str, Any]:
    manifest = parcel.manifest
    return {
        "uuid": manifest.package,
        "sha256": parcel.digest,
        "bytes": parcel.size,
        "sequence": manifest.sequence,
        "source": manifest.source,
        "year": manifest.year,
        "stage": manifest.stage.value,
        "period": manifest.period.value,
        "until": manifest.until.isoformat(),
        "standing": manifest.standing.value,
        "privacy": manifest.privacy.value,
        "reason": manifest.reason,
        "partial": int(manifest.partial),
        "scope": " ".join(manifest.scope),
        "supersedes": manifest.supersedes,
        "fingerprint": parcel.signed,
        "journal_number": manifest.journal_number,
        "journal_seal": manifest.journal_seal,
        "created": _moment(manifest.created),
        "generator": manifest.generator,
        "schema_version": manifest.schema_version,
        "demonstration": int(manifest.demonstration),
        "sent_code": manifest.commune_code,
        "sent_list": manifest.code_list,
        "sent_name": manifest.commune,
        "sent_cercle": manifest.cercle,
        "sent_region": manifest.region,
    }


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
