"""Known weaknesses of what is locked: found by version, without network."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import advisories
import pytest
from environment import Trouble
from packaging.version import Version

if TYPE_CHECKING:
    from pathlib import Path

HERE = Version(advisories.locked()["reportlab"])
NEXT = f"{HERE.major}.{HERE.minor}.{HERE.micro + 1}"


def advisory(**part: Any) -> dict[str, Any]:
    package = {"ecosystem": "PyPI", "name": "ReportLab", **part.pop("package", {})}
    return {"id": "TEST-1", "affected": [{"package": package, **part}]}


def span(*events: tuple[str, str]) -> dict[str, Any]:
    told = [{kind: version} for kind, version in events]
    return advisory(ranges=[{"type": "ECOSYSTEM", "events": told}])


@pytest.mark.parametrize(
    ("record", "fixed"),
    [
        (span(("introduced", "0"), ("fixed", NEXT)), NEXT),
        (span(("fixed", NEXT), ("introduced", "0")), NEXT),
        (span(("introduced", "0")), ""),
        (span(("introduced", str(HERE)), ("last_affected", str(HERE))), ""),
        (span(("introduced", "0"), ("fixed", "1"), ("introduced", "2")), ""),
        (advisory(versions=["0.1", str(HERE)]), ""),
    ],
)
def test_a_locked_version_that_is_named_is_found(
    record: dict[str, Any], fixed: str
) -> None:
    found = list(advisories.matches(advisories.locked(), [record]))
    assert found == [advisories.Match("reportlab", str(HERE), "TEST-1", fixed)]


@pytest.mark.parametrize(
    "record",
    [
        span(("introduced", "0"), ("fixed", str(HERE))),
        span(("introduced", NEXT)),
        span(("introduced", "0"), ("last_affected", "0.1")),
        advisory(versions=["0.1"]),
        advisory(package={"ecosystem": "npm"}, versions=[str(HERE)]),
        advisory(package={"name": "another"}, versions=[str(HERE)]),
        {**span(("introduced", "0")), "withdrawn": "2026-01-01T00:00:00Z"},
    ],
)
def test_another_version_or_package_is_not(record: dict[str, Any]) -> None:
    assert list(advisories.matches(advisories.locked(), [record])) == []


@pytest.mark.parametrize("packed", [False, True])
def test_the_command_tells_what_it_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, packed: bool
) -> None:
    bad, good = span(("introduced", "0"), ("fixed", NEXT)), span(("introduced", NEXT))
    if packed:
        export = tmp_path / "all.zip"
        with zipfile.ZipFile(export, "w") as file:
            file.writestr("TEST-1.json", json.dumps(bad))
    else:
        export = tmp_path
        (export / "TEST-1.json").write_text(json.dumps(bad), "utf-8")
    assert advisories.main([str(export)]) == 1
    told = capsys.readouterr().out
    assert f"reportlab {HERE}: TEST-1; {NEXT} is without it" in told
    assert "1 advisories, 1 named" in told
    (tmp_path / "TEST-1.json").write_text(json.dumps(good), "utf-8")
    if not packed:
        assert advisories.main([str(export)]) == 0


def test_nothing_to_compare_with_is_not_taken_for_no_weakness(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert advisories.main([str(tmp_path)]) == 1
    assert advisories.main([str(tmp_path / "not-there.zip")]) == 1
    (tmp_path / "a.json").write_text("{", "utf-8")
    assert advisories.main([str(tmp_path)]) == 1
    assert "nothing was compared" in capsys.readouterr().err
    odd = span(("introduced", "what is this"))
    with pytest.raises(Trouble, match="what is this"):
        list(advisories.matches(advisories.locked(), [odd]))
