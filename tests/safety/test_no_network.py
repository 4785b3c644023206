"""P5: nothing that a secretary does asks for a network."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from commune_desk.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CUT = """
import socket, sys
calls = []
def refuse(*args, **more):
    calls.append(args)
    raise AssertionError(f"a network was asked for: {args}")
for name in ("create_connection", "getaddrinfo", "gethostbyname", "create_server",
             "gethostbyaddr", "getfqdn"):
    setattr(socket, name, refuse)
local = {getattr(socket, "AF_UNIX", None)}
class Cut(socket.socket):
    def __init__(self, family=-1, *args, **more):
        if family not in local:
            refuse("socket", family)
        super().__init__(family, *args, **more)
socket.socket = socket.SocketType = Cut
"""
DOINGS = """
import pathlib, shutil
from commune_desk.cli import main
folder, dossier = pathlib.Path(sys.argv[1]), sys.argv[2]
def done(*words):
    assert main([str(word) for word in words]) == 0, words
for ending in ("pdf", "docx", "xlsx"):
    done("print", dossier, "pia", "--year", "2026", "-o", folder / f"pia.{ending}")
done("table", dossier, "villages", "-o", folder / "villages.xlsx")
done("import", dossier, "villages", folder / "villages.xlsx", "--dry-run")
done("backup", dossier, "-o", folder / "copie.commune")
done("restore", folder / "copie.commune", "-o", folder / "repris.commune")
done("verify", dossier)
done("export", dossier, "--year", "2026", "-o", folder, "--reason", "Essai")
done("support", dossier, "-o", folder / "aide.zip")
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.start()
app.processEvents()
program.open(pathlib.Path(dossier))
app.processEvents()
program.close()
assert not calls, calls
known = {name.partition(".")[0] for name in sys.modules}
assert not known & {"requests", "httpx", "aiohttp", "psycopg", "smtplib", "ftplib"}
assert "PySide6.QtNetwork" not in sys.modules
print("none asked for")
"""


def test_no_network_is_asked_for(demonstration: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "d.commune"
    dossier.write_bytes(demonstration.read_bytes())
    out = tmp_path / "out"
    out.mkdir()
    here = {"QT_QPA_PLATFORM": "offscreen", "COMMUNE_DESK_HOME": str(tmp_path / "h")}
    ran = subprocess.run(
        [sys.executable, "-c", CUT + DOINGS, str(out), str(dossier)],
        cwd=ROOT,
        env={**os.environ, **here},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "none asked for" in ran.stdout
