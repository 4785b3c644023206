"""Keep of the packages what the program uses: a third of them."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

from windows.pe import ENDINGS, imports

RULES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("trim.toml").read_text("utf-8")
)
QT = {"PySide6", "shiboken6"}


def trim(source: Path, target: Path) -> None:
    """Copy what is kept of the unpacked wheels."""
    qt = _of_qt(source)
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if path.is_file() and (name in qt if name.parts[0] in QT else _kept(name)):
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _kept(name: Path) -> bool:
    rules = RULES["left_out"]
    if name.suffix in rules["endings"] or set(name.parts[:-1]) & set(rules["folders"]):
        return False
    if name.parts[:2] == ("babel", "locale-data"):
        return name.stem in RULES["babel"]["locales"]
    if name.as_posix().startswith(tuple(rules["starts"])):
        return False
    return name.parent.suffix != ".dist-info" or name.name in {"METADATA", "WHEEL"}


def _of_qt(source: Path) -> set[Path]:
    """Name the files of Qt that are kept: those asked for, and what they ask for."""
    pyside, rules = source / "PySide6", RULES["qt"]
    near = {
        path.name.lower(): path
        for folder in (source / "shiboken6", pyside)
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS
    }
    asked = [pyside / f"{module}.pyd" for module in rules["modules"]]
    asked += [pyside / "plugins" / plugin for plugin in rules["plugins"]]
    closure: set[Path] = set()
    while asked:
        path = asked.pop()
        if path not in closure:
            closure.add(path)
            asked += [near[name] for name in imports(path) if name in near]
    told = [*pyside.glob("*.py"), *(source / "shiboken6").rglob("*")]
    told += [pyside / "translations" / name for name in rules["translations"]]
    plain = [
        path for path in told if path.is_file() and _kept(path.relative_to(source))
    ]
    return {path.relative_to(source) for path in (*closure, *plain)}
