"""No French stands in the code of screens and papers: the catalogue gives it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import commune_desk

ROOT = Path(commune_desk.__file__).parent
FILES = sorted(
    path for room in ("ui", "reports") for path in (ROOT / room).rglob("*.py")
)
FRENCH = re.compile("[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔÙÛŒ]")
MARKS = {"N_", "P_"}


def bare(tree: ast.AST) -> list[str]:
    """List the strings with accents that are neither marked nor documentation."""
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            allowed |= {id(part) for arg in node.args for part in ast.walk(arg)}
        if isinstance(node, ast.Expr):
            allowed.add(id(node.value))
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in allowed
        and FRENCH.search(node.value)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_french_stands_beside_the_catalogue(path: Path) -> None:
    assert bare(ast.parse(path.read_text("utf-8"))) == []


def test_what_stands_beside_is_seen() -> None:
    code = '"""Né."""\nx = N_("the régie")\ny = "Entrée"\n'
    assert bare(ast.parse(code)) == ["3: Entrée"]
