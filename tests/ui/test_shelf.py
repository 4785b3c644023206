"""How tables are looked at is kept for the user, and never stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.app import home
from commune_desk.ui.table_look import TableLook, read_look

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_is_put_there_is_found_by_the_next_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "folder", lambda: tmp_path / "new")
    home.looks().put("actions", {"filters": True, "views": {"Santé": {}}})
    kept = home.looks().get("actions")
    assert kept == {"filters": True, "views": {"Santé": {}}}
    kept["filters"] = False
    assert home.looks().get("actions")["filters"] is True
    home.looks().put("actions", None)
    assert home.looks().get("actions") is None


def test_a_spoilt_file_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "folder", lambda: tmp_path)
    (tmp_path / "tables.json").write_text("[1, 2", "utf-8")
    assert home.looks().get("actions") is None
    (tmp_path / "tables.json").write_text("[1, 2]", "utf-8")
    assert home.looks().get("actions") is None


def test_a_full_disk_keeps_the_look_for_this_window_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(home, "folder", lambda: tmp_path)
    monkeypatch.setattr(home, "write_whole", full)
    shelf = home.looks()
    shelf.put("actions", {"filters": True})
    assert shelf.get("actions") == {"filters": True}
    assert not (tmp_path / "tables.json").exists()


def test_a_look_is_read_as_far_as_it_makes_sense() -> None:
    assert read_look(None) == TableLook()
    assert read_look({"order": 3, "hidden": "x", "asked": [1]}) == TableLook()
    kept = TableLook(asked={"2026": ">5"}, order="2026", falling=True).kept()
    assert read_look(kept) == TableLook(
        asked={"2026": ">5"}, order="2026", falling=True
    )
