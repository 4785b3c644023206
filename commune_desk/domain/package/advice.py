"""What each fault means, and what the sender does about it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from commune_desk.domain.package.faults import Finding

_F = Fault

AGAIN = N_(
    "Make the package again in the program and send it without opening or changing it."
)
FIELD = N_(
    "Open “{screen}”, correct “{field}” of this line, then make the package again."
)
SCREEN = N_("Open “{screen}”, correct these lines, then make the package again.")
IDENTITY = N_(
    "Check name and code of the commune on its sheet, then make the package again."
)
UPDATE = N_("Install the newest Commune Desk, then make the package again.")
REGION_UPDATES = N_(
    "Nothing to do in the commune: the region updates its program, then reads the"
    " package again."
)
ASK = N_("Call the region before sending anything else.")
SEAL = N_(
    "Make the package again with the public key of the region, or without persons."
)
REAL = N_("Open the commune’s own dossier, not the demonstration, and send from it.")

MEANT: dict[Fault, tuple[Text, Text]] = {
    _F.TOO_LARGE: (
        N_("Too large: {value} bytes, at most {declared} are read."),
        AGAIN,
    ),
    _F.NOT_A_ZIP: (N_("The file is no package: it is no zip."), AGAIN),
    _F.DAMAGED: (N_("The file was damaged on its way."), AGAIN),
    _F.MEMBERS: (N_("The file holds too many members: {value}."), AGAIN),
    _F.MEMBER: (N_("The file holds something that no package has: {value}."), AGAIN),
    _F.MISSING_MEMBER: (N_("A member of the package is missing."), AGAIN),
    _F.DUPLICATE_MEMBER: (N_("A member stands twice in the package."), AGAIN),
    _F.OVERLAP: (N_("Members of the package lie over each other."), AGAIN),
    _F.BOMB: (N_("A member unpacks far too large."), AGAIN),
    _F.ENCRYPTED: (
        N_("Encrypted for another key, with another passphrase, or damaged."),
        SEAL,
    ),
    _F.NOT_A_FILE: (N_("A member is a link or a folder, not a file."), AGAIN),
    _F.COMPRESSION: (N_("A member is compressed in an unknown way."), AGAIN),
    _F.JSON: (N_("The description of the package cannot be read."), AGAIN),
    _F.JSON_KEY: (N_("The description says “{value}” twice."), AGAIN),
    _F.MANIFEST: (N_("The description is wrong at “{column}”: {value}."), AGAIN),
    _F.FORMAT: (N_("Unknown format of package: {value}."), UPDATE),
    _F.NEWER: (
        N_(
            "The package has version {value}, the program of the region reads up to"
            " {declared}: it is to be updated to read version {value}."
        ),
        REGION_UPDATES,
    ),
    _F.CURRENCY: (N_("The amounts are not in CFA francs: {value}."), ASK),
    _F.COMMUNE: (N_("The commune is not recognised: {value}."), IDENTITY),
    _F.SCOPE: (N_("The tables are not those that the package announces."), AGAIN),
    _F.DIGEST: (N_("This member is not the one that the program wrote."), AGAIN),
    _F.SIZE: (N_("This member has {value} bytes instead of {declared}."), AGAIN),
    _F.ENCODING: (N_("The text is not in UTF-8."), AGAIN),
    _F.CONTROL: (N_("A sign that cannot be seen stands in the text: {value}."), SCREEN),
    _F.CSV: (N_("A quotation mark is missing or misplaced."), AGAIN),
    _F.COLUMNS: (
        N_("Columns that are not those of the format: “{value}”, not “{declared}”."),
        AGAIN,
    ),
    _F.CELLS: (N_("The line has {value} cells instead of {declared}."), AGAIN),
    _F.ROWS: (N_("The table has {value} lines instead of {declared}."), AGAIN),
    _F.TOO_MANY: (N_("The table has {value} lines, at most {declared}."), ASK),
    _F.REQUIRED: (N_("Nothing stands where something must."), FIELD),
    _F.INTEGER: (N_("“{value}” is no whole number."), FIELD),
    _F.RANGE: (N_("{value} is out of bounds."), FIELD),
    _F.MEASURE: (N_("“{value}” is no number."), FIELD),
    _F.DATE: (N_("“{value}” is no date."), FIELD),
    _F.CODE: (N_("“{value}” is none of the known codes."), FIELD),
    _F.KEY: (N_("“{value}” cannot identify a line."), FIELD),
    _F.LENGTH: (N_("The text is too long: “{value}”."), FIELD),
    _F.DUPLICATE: (N_("“{value}” stands on a line above already."), SCREEN),
    _F.REFERENCE: (N_("“{value}” is in no line of the table “{declared}”."), FIELD),
    _F.YEAR: (N_("{value} is not the exercise of the package, {declared}."), FIELD),
    _F.MORE_THAN_WHOLE: (N_("{value} is more than the whole, {declared}."), FIELD),
    _F.DISAGREES: (
        N_("{value} stands there, the other figures make {declared}."),
        FIELD,
    ),
    _F.TOTALS: (N_("The lines make {value}, {declared} is declared."), AGAIN),
    _F.PRIVACY: (
        N_("A person stands in a package that may not hold any, or not openly."),
        SEAL,
    ),
    _F.SIGNATURE: (N_("The signature is not that of this package."), ASK),
    _F.ID_USED: (N_("Another package with this identity was received before."), AGAIN),
    _F.DEMONSTRATION: (N_("The package comes from a demonstration."), REAL),
    _F.OVERVIEW: (N_("The overview is no workbook."), AGAIN),
    _F.MAP: (N_("The map cannot be read."), AGAIN),
}


UNTRUSTED = {
    SignatureState.NEW.value: N_(
        "Signed by a key that the region does not know yet: {value}."
    ),
    SignatureState.NONE.value: N_("The package is not signed."),
}
"""What is said of a signature that is good but of no known key, or missing."""

COMPARE = N_(
    "Print the fingerprint of the key, have the mayor stamp it, and hand the paper to"
    " the region."
)


def meaning(finding: Finding) -> Text:
    """Say what is wrong, with the figures of the finding."""
    said, _ = MEANT[finding.fault]
    if finding.fault is Fault.SIGNATURE:
        said = UNTRUSTED.get(finding.declared, said)
    francs = finding.column.endswith("_fcfa")
    facts = {
        "value": _figure(finding.value, francs=francs),
        "declared": _figure(finding.declared, francs=francs),
        "column": finding.column,
    }
    return Text(said.sentence, tuple(facts.items()))


def _figure(text: str, *, francs: bool) -> object:
    """Give an amount as one, so that it is written as amounts are."""
    if francs and text.removeprefix("-").isdecimal() and text.isascii():
        return Money(int(text))
    return text or "–"


def way_out(finding: Finding, screen: Text | str, field: str) -> Text:
    """Say what to do in the program: `screen` and `field` as its windows name them."""
    _, do = MEANT[finding.fault]
    if finding.declared in UNTRUSTED:
        do = COMPARE
    if do is FIELD and not field:
        do = SCREEN
    if do in (FIELD, SCREEN) and not screen:
        do = AGAIN
    return Text(do.sentence, (("screen", screen), ("field", field)))
