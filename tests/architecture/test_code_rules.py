"""P6: nothing in the program runs what it was given, or speaks to a network."""

from __future__ import annotations

import ast
import re
from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING

import pytest

from commune_desk.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {"extractall", "extract", "system", "popen", "startfile", "load_extension",
           "enable_load_extension", "unpack_archive"}  # fmt: skip
HARMLESS = {"platform.system"}
MODULES = {"pickle", "marshal", "shelve", "dill", "yaml", "subprocess", "ctypes.util",
           "telnetlib", "code"}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib",
           "xmlrpc", "socketserver", "asyncio", "requests", "aiohttp", "httpx",
           "PySide6.QtNetwork", "webbrowser"}  # fmt: skip
SERVER = "psycopg"
REASONED = {
    ("commune_desk/tables/followup.py", "S101"),
    ("commune_desk/services/frozen.py", "S608"),
    ("commune_desk/reports/pdf/symbols.py", "S314"),
    ("installer/display.py", "S607"),
}
"""Where a rule of security is left out, each with its reason beside it."""

SOURCES = sorted((ROOT / "commune_desk").rglob("*.py"))
NOQA = re.compile(r"#\s*noqa:\s*([A-Z0-9, ]+?)(\s{2,}\S.*)?$", re.MULTILINE)


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (name.name for name in node.names)
            case ast.ImportFrom(module=str(module)):
                yield module
                yield from (f"{module}.{name.name}" for name in node.names)


def _is_in(name: str, modules: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in modules)


def test_no_module_that_runs_or_reaches_out_is_imported() -> None:
    found = [
        (str(path.relative_to(ROOT)), name)
        for path in SOURCES
        for name in _imports(_tree(path))
        if _is_in(name, MODULES | NETWORK)
    ]
    assert not found


def test_only_the_region_s_server_asks_for_its_driver() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if any(_is_in(name, {SERVER}) for name in _imports(_tree(path)))
    }
    assert all(name.startswith("commune_desk/storage/region/") for name in found)


def test_nothing_is_run_that_was_given() -> None:
    found = []
    for path in SOURCES:
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            named = isinstance(called, ast.Name) and called.id in CALLS
            reached = isinstance(called, ast.Attribute) and called.attr in METHODS
            if ast.unparse(called) in HARMLESS:
                continue
            shell = any(word.arg == "shell" for word in node.keywords)
            if named or reached or shell:
                found.append((path.relative_to(ROOT).as_posix(), node.lineno))
    assert not found


def test_each_rule_of_security_left_out_is_known() -> None:
    found = set()
    for path in (*SOURCES, *sorted((ROOT / "installer").glob("*.py"))):
        for codes, reason in NOQA.findall(path.read_text("utf-8")):
            for code in codes.replace(" ", "").split(","):
                if re.fullmatch(r"S\d+", code):
                    assert reason.strip(), path
                    found.add((path.relative_to(ROOT).as_posix(), code))
    assert found == REASONED


LOCKS = sorted((ROOT / "installer").glob("requirements*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=[path.name for path in LOCKS])
def test_what_is_locked_is_exact_and_comes_from_nowhere_else(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert "@" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    packages = [each for each in entries if not each.startswith("#")]
    assert packages
    for entry in packages:
        head = entry.split("\\", 1)[0].strip()
        assert re.match(r"^[a-z0-9._\[\]-]+==[0-9][^\s*<>=]*(\s*;.*)?$", head), head
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), head


STATED = {"pyrage": "MIT"}
"""What a package says in its own licence file alone."""

LICENCES = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software|ISC|LGPL|MPL|HPND|Zlib|Public Domain|"
    r"Unlicense|0BSD|CC0",
    re.IGNORECASE,
)


def test_what_is_shipped_may_be_passed_on() -> None:
    """Licences as the packages themselves state them; none but the free ones."""
    text = (ROOT / "installer" / "requirements.txt").read_text("utf-8")
    for name in re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE):
        try:
            said = metadata(name)
        except PackageNotFoundError:
            continue  # of another system
        words = [STATED.get(name, ""), said.get("License-Expression", "")]
        words += [(said.get("License") or "")[:200]]
        words += [c for c in said.get_all("Classifier") or [] if "License" in c]
        assert LICENCES.search(" ".join(words)), (name, words)
