"""What lies in the project, and what must never get into it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sources import name_of, tracked

from commune_desk.paths import ROOT

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md",
    "commune_desk", "installer", "pyproject.toml", "resources", "tests",
    "translations",
}  # fmt: skip
TEXT = {"", ".py", ".toml", ".txt", ".in", ".md", ".po", ".json", ".csv", ".svg"}
ADDRESS = re.compile(
    r"pypi\.org|pythonhosted|--(?:extra-)?index-url|--find-links|--trusted-host|file://",
    re.IGNORECASE,
)
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|home|opt)/[\w.]|C:\\Users\\(?!sg)")
ABOUT_PATHS = {
    "tests/architecture/test_top_level.py",
    "tests/storage/test_place.py",  # places are what it tries
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {
        name_of(path): path.read_text("utf-8")
        for path in tracked()
        if path.suffix in TEXT and name_of(path) not in ABOUT_PATHS
    }


def test_the_top_level_holds_nothing_else() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert found <= TOP_LEVEL


@pytest.mark.parametrize("unwanted", [ADDRESS, MACHINE], ids=["registry", "machine"])
def test_nothing_names_a_registry_or_a_machine(
    texts: dict[str, str], unwanted: re.Pattern[str]
) -> None:
    found = {
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in unwanted.finditer(text)
    }
    assert not found


def test_the_locks_are_exact_and_hashed() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / "installer" / name).read_text("utf-8")
        entries = re.split(r"\n(?=\S)", lock.strip())
        for entry in entries:
            assert re.match(r"[\w-]+==[\w.]+( ;| \\)", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = re.search(r"\ndependencies = \[\n(.*?)\n\]", project, re.DOTALL)
    assert wanted
    asked = re.findall(r'^\s+"([^"]+)"', wanted.group(1), re.MULTILINE)
    source = (ROOT / "installer" / "requirements.in").read_text("utf-8").splitlines()
    assert sorted(asked) == sorted(line for line in source if line[0] != "#")


def test_both_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        lock = (ROOT / "installer" / name).read_text("utf-8")
        return set(re.findall(r"^[\w-]+==[\w.]+", lock, re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_no_two_modules_of_tests_have_one_name() -> None:
    """Pytest imports them by their bare names: the second would not be collected."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("*.py"))
    assert [each for each, times in names.items() if times > 1] == ["conftest.py"]
