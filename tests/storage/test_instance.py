from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.errors import InUse, StorageTrouble
from commune_desk.paths import ROOT
from commune_desk.storage.instance import Hold

if TYPE_CHECKING:
    from pathlib import Path

HOLDING = """
import sys, pathlib
from commune_desk.storage.instance import Hold
hold = Hold(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return tmp_path / "KOUROUBA.commune"


def other(dossier: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(dossier)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_the_second_program_is_told_who_holds_the_dossier(dossier: Path) -> None:
    with other(dossier) as child:
        with pytest.raises(InUse) as refusal:
            Hold(dossier)
        said = json.loads(dossier.with_name(f"{dossier.name}.lock").read_text())
        child.communicate()
    facts = dict(refusal.value.text.facts)
    assert facts["computer"] == said["computer"]
    assert facts["user"] == said["user"]
    assert facts["since"].isoformat(" ") == said["since"]
    assert said["pid"] == child.pid


def test_a_killed_holder_is_no_obstacle(dossier: Path) -> None:
    with other(dossier) as child:
        child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        child.communicate()
    assert dossier.with_name(f"{dossier.name}.lock").exists()
    with Hold(dossier):
        pass


def test_a_lock_file_of_another_computer_without_a_holder_is_no_obstacle(
    dossier: Path,
) -> None:
    lock = dossier.with_name(f"{dossier.name}.lock")
    lock.write_text('{"computer": "AUTRE", "user": "sg", "pid": 1, "since": "x"}')
    with Hold(dossier):
        assert json.loads(lock.read_text())["pid"] == os.getpid()


def test_letting_go_leaves_nothing_behind_and_can_be_said_twice(dossier: Path) -> None:
    hold = Hold(dossier)
    hold.release()
    hold.release()
    assert not list(dossier.parent.iterdir())
    with Hold(dossier), pytest.raises(InUse):
        Hold(dossier)


def test_a_holder_that_says_nothing_still_holds(dossier: Path) -> None:
    with Hold(dossier) as hold:
        hold.path.write_text("")
        with pytest.raises(InUse) as refusal:
            Hold(dossier)
    assert dict(refusal.value.text.facts) == {"file": dossier.name}


def test_a_place_that_cannot_be_written_is_trouble_not_use(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        Hold(tmp_path / "none" / "a.commune")
    assert not isinstance(trouble.value, InUse)
