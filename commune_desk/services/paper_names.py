"""The documents by their names and titles, for those who may not know their stories.

`papers.csv` lists them; a test holds it against the catalogue of the documents.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from commune_desk.domain.text import Text
from commune_desk.services.reference import reference

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "papers.csv"


@cache
def paper_titles() -> Mapping[str, Text]:
    """Give the title of each document under its name."""
    return {line["Document"]: Text(line["Titre"]) for line in reference(FILE)}
