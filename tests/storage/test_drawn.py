"""A copy for work beside the desk is refused before it begins where room lacks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.errors import StorageTrouble
from commune_desk.storage.region.store import RegionStore
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", [Store, RegionStore])
def test_a_paper_is_refused_before_it_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Store | RegionStore]
) -> None:
    store = kind(tmp_path / "d.file")
    store.open()
    with store.snapshot() as copy:
        assert copy.path is not None
    full = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(StorageTrouble, match="short of room"), store.snapshot():
        pass
    store.close()
