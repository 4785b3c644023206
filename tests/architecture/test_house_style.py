"""Rules of the house that no tool knows."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING

import pytest
from sources import name_of, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = [p for p in python_files() if name_of(p).startswith("commune_desk/")]
START_UP = "# start-up time"
"""Beside the one kind of late import: what a start without it would not need."""

LATE_ALLOWED = {"commune_desk/storage/store.py", "commune_desk/cli", "commune_desk/ui"}
BANNED = {
    "utils", "util", "helpers", "helper", "common", "misc", "manager", "handler",
}  # fmt: skip
CODE = r"[A-Z]+\d+"
EXCUSE = re.compile(
    rf"#\s*(?:noqa(?::\s*{CODE}(?:[,\s]\s*{CODE})*)?|type:\s*ignore(?:\[[\w,\s-]*\])?)"
)
REASON = re.compile(r"\w+\W+\w+")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_no_error_is_swallowed_whole(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"bare except, line {node.lineno}"
            names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            passed_on = any(isinstance(n, ast.Raise) for n in ast.walk(node))
            assert "Exception" not in names, f"except Exception, line {node.lineno}"
            assert "BaseException" not in names or passed_on, f"line {node.lineno}"


def late_imports(path: Path) -> Iterator[ast.stmt]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_imports_stand_at_the_top_but_for_start_up_time(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for late in late_imports(path):
        name = f"{name_of(path)}, line {late.lineno}"
        assert name_of(path).startswith(tuple(LATE_ALLOWED)), name
        above = lines[late.lineno - 2]
        assert START_UP in lines[late.lineno - 1] + above, name


def comments(path: Path) -> Iterator[tuple[int, str]]:
    source = io.StringIO(path.read_text("utf-8"))
    for token in tokenize.generate_tokens(source.readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_every_excuse_has_its_reason_beside_it(path: Path) -> None:
    for line, comment in comments(path):
        if re.search(r"noqa|type:\s*ignore", comment):
            found = EXCUSE.search(comment)
            assert found, f"{name_of(path)}, line {line}: {comment}"
            rest = comment[: found.start()] + comment[found.end() :]
            assert REASON.search(rest), f"{name_of(path)}, line {line}: {comment}"


def test_no_module_is_named_after_nothing() -> None:
    assert not [name_of(p) for p in python_files() if p.stem in BANNED]
