"""What leaves a region for people: its papers, and packs that communes apply."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import parcels
import pytest
from hands import CLERK

from commune_desk.cli import main
from commune_desk.domain.package.pack import CODES
from commune_desk.domain.package.trust import SignatureState
from commune_desk.exchange.package.packs import read_pack
from commune_desk.exchange.package.receive import receive
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS
from commune_desk.services.region.codes import MapCode
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.lists import Expected, ListCommunes
from commune_desk.services.region.settings import Region, SetUpRegion
from commune_desk.services.territory import own_commune
from commune_desk.storage.region.store import RegionStore
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "31007000", "03070101"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A region that received one package, and knows the new code of a commune."""
    path = tmp_path / "essai.region"
    store = RegionStore(path)
    store.open()
    desk = RegionDesk(store, CLERK)
    desk.do(SetUpRegion(Region("Essai")))
    desk.do(ListCommunes((Expected(NEW, "Dembela", "Niéna"),)))
    desk.do(MapCode("MATD-2013", OLD, "MATD-2023", NEW, dt.date(2023, 3, 13)))
    package = tmp_path / "1.zip"
    package.write_bytes(parcels.package(1))
    assert not any(each.refused for each in receive(desk, [package]))
    store.close()
    return path


def test_every_paper_prints_from_the_command_line(region: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papiers"
    assert main(["region", "print", str(region), "--all", "-o", str(folder)]) == 0
    assert len(list(folder.iterdir())) == 3 * len(REGION_DOCUMENTS)
    one = tmp_path / "un.pdf"
    name = REGION_DOCUMENTS[0].name
    assert main(["region", "print", str(region), name, "-o", str(one)]) == 0
    assert one.read_bytes() == (folder / f"{name}.pdf").read_bytes()
    wrong = ["region", "print", str(region), "budget", "-o", str(tmp_path / "x.pdf")]
    assert main(wrong) == 1


def test_a_pack_of_the_region_gives_a_commune_its_new_code(
    region: Path, demonstration: Path, tmp_path: Path
) -> None:
    dossier = tmp_path / "commune.commune"
    shutil.copyfile(demonstration, dossier)
    typed = ["--name", "modeles-essai", "--version", "3", "--from", str(demonstration)]
    wanted = [*typed, "--tables", "legal_texts,sectors", "--sign"]
    folder = str(tmp_path / "paquets")
    assert main(["region", "pack", str(region), *wanted, "-o", folder]) == 0
    (made,) = (tmp_path / "paquets").iterdir()
    pack = read_pack(made.read_bytes())
    assert (pack.facts.version, pack.facts.region) == (3, "Essai")
    assert pack.signed.state is SignatureState.NEW
    assert CODES in pack.files
    assert main(["pack", str(dossier), str(made)]) == 0
    store = Store(dossier)
    store.open()
    with store.reading() as session:
        commune = own_commune(session)
        assert commune is not None
        assert (commune.code, commune.code_list) == (NEW, "MATD-2023")
    store.close()
