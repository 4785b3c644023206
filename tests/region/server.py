"""A PostgreSQL server of the tests' own: Debian's binaries, a folder that goes after.

It listens on a socket in its folder and nowhere else. PostgreSQL refuses to run as
root: then it runs as the user `postgres` that its package brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
USER = "postgres"
LACKING = "no PostgreSQL: install Debian’s package postgresql to run this"


class Server:
    def __init__(self) -> None:
        self.bin = BINARIES[-1].parent
        self.folder = Path(tempfile.mkdtemp(prefix="commune-desk-pg-"))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, USER, USER)
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", USER, "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        quiet = f"-c listen_addresses= -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "start", "-D", self.data, "-w", "-l",
                  self.folder / "log", "-o", quiet)  # fmt: skip

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{USER}@/postgres?host={self.folder}"

    def clear(self) -> None:
        where = {"host": str(self.folder), "user": USER, "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as connection:
            connection.execute("SET client_min_messages = warning")
            connection.execute("DROP SCHEMA IF EXISTS commune_desk_region CASCADE")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-D", self.data, "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.bin / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={USER}", f"--regid={USER}",
                       "--init-groups", *command]  # fmt: skip
        log = self.folder / "out"
        with log.open("ab") as out:  # a pipe would stay open as long as the server
            done = subprocess.run(command, cwd="/", stdout=out, stderr=out, check=False)
        assert done.returncode == 0, log.read_text("utf-8")
