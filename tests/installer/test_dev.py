from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import dev
import display
import environment
import postgresql
import pytest
from environment import Trouble


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["demo"]])
def test_wrong_usage_is_told_apart_from_failure(arguments: list[str]) -> None:
    assert dev.main(arguments) == 2


@pytest.mark.parametrize(
    ("version", "suits"),
    [((3, 10), False), ((3, 11), True), ((3, 13, 2), True), ((3, 14), False)],
)
def test_the_pythons_that_suit(version: tuple[int, ...], *, suits: bool) -> None:
    assert environment.suits(version) is suits


def test_without_a_python_that_suits_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(dev, "other_python", lambda: None)
    assert dev.main(["test"]) == 1
    told = capsys.readouterr().err
    assert told == "Python 3.9 does not suit: install Python 3.11, 3.12 or 3.13.\n"


def test_another_python_takes_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        called.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(dev, "other_python", lambda: ["python3.12"])
    monkeypatch.setattr(subprocess, "run", run)
    assert dev.main(["test", "-x"]) == 0
    assert called == [["python3.12", dev.__file__, "test", "-x"]]
    assert "going on with python3.12" in capsys.readouterr().out


def test_the_lock_is_installed_once_and_the_larger_one_serves_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called: list[str] = []
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "_make", lambda: called.append("venv"))
    monkeypatch.setattr(
        environment, "_run", lambda _, why: called.append(why.split()[1])
    )
    environment.prepare("develop")
    assert called == ["venv", "packages", "translations"]
    for purpose in ("develop", "run"):
        called.clear()
        environment.prepare(purpose)
        assert "packages" not in called


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a screen")
def test_qt_draws_off_screen_where_there_is_no_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    display.draw_without_screen()
    assert display.os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_without_rights_the_command_is_told_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(display, "_is_root", lambda: False)
    monkeypatch.setattr(display.shutil, "which", lambda name: name == "apt-get" or None)
    with pytest.raises(Trouble) as trouble:
        display.install_packages(["libegl1", "libgl1"])
    assert str(trouble.value).endswith(
        "sudo apt-get update && "
        "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )


def test_a_server_that_may_not_be_installed_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(postgresql, "BINARIES", tmp_path)
    monkeypatch.setattr(display, "_is_root", lambda: False)
    monkeypatch.setattr(display.shutil, "which", lambda name: name == "apt-get" or None)
    postgresql.complete_server()
    said = capsys.readouterr().out
    assert "sudo apt-get" in said
    assert "skipped" in said
    (tmp_path / "15" / "bin").mkdir(parents=True)
    (tmp_path / "15" / "bin" / "initdb").touch()
    postgresql.complete_server()
    assert not capsys.readouterr().out


def test_an_x_server_is_installed_where_it_may_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    python = Path(sys.executable)
    monkeypatch.setattr(display, "_missing", lambda *_: ["libxcb-icccm.so.4"])
    monkeypatch.setattr(display.shutil, "which", lambda name: name == "apt-get" or None)
    monkeypatch.setattr(display, "install_packages", asked.append)
    display.complete_x_server(python)
    assert asked == [["libxcb-icccm4", "xauth", "xvfb"]]
    monkeypatch.setattr(display, "_missing", lambda *_: [])
    monkeypatch.setattr(display.shutil, "which", lambda _: "/bin/there")
    display.complete_x_server(python)
    assert len(asked) == 1

    def refuse(_packages: list[str]) -> None:
        message = "Run: sudo apt-get"
        raise Trouble(message)

    monkeypatch.setattr(display, "install_packages", refuse)
    monkeypatch.setattr(display.shutil, "which", lambda name: name == "apt-get" or None)
    display.complete_x_server(python)
    told = capsys.readouterr().out
    assert "skipped" in told
    assert "sudo apt-get" in told
