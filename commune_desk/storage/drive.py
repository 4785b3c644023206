"""What kind of disk a folder lies on."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path, PurePath


class Drive(Enum):
    """Kinds of disk that are treated apart."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    UNKNOWN = "unknown"


WINDOWS = {2: Drive.REMOVABLE, 3: Drive.FIXED, 4: Drive.NETWORK, 6: Drive.FIXED}
"""Answers of `GetDriveTypeW`; 6 is a disk in memory."""

NETWORK_SYSTEMS = {
    "afs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs",
    "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip
REMOVABLE_MOUNTS = (PurePath("/media"), PurePath("/run/media"))


def on_windows(folder: str, answer: int) -> Drive:
    r"""Judge by the name and by what `GetDriveTypeW` says of the drive.

    A share is written `\\server\share`, or `\\?\UNC\server\share` in its long form.
    """
    name = folder.replace("/", "\\").upper()
    if name.startswith("\\\\?\\"):
        name = name.removeprefix("\\\\?\\")
        return Drive.NETWORK if name.startswith("UNC\\") else _known(answer)
    return Drive.NETWORK if name.startswith("\\\\") else _known(answer)


def on_linux(folder: PurePath, mounts: str) -> Drive:
    """Judge by the mount that holds the folder, as `/proc/mounts` lists them."""
    system, point = "", PurePath("/")
    for line in mounts.splitlines():
        _, where, kind, *_ = line.split()
        there = PurePath(where.replace("\\040", " "))
        if folder.is_relative_to(there) and there.is_relative_to(point):
            system, point = kind, there
    if system in NETWORK_SYSTEMS:
        return Drive.NETWORK
    if any(point.is_relative_to(mount) for mount in REMOVABLE_MOUNTS):
        return Drive.REMOVABLE
    return Drive.FIXED if system else Drive.UNKNOWN


if sys.platform == "win32":
    import ctypes

    def drive_of(folder: Path) -> Drive:
        """Ask the system."""
        root = f"{folder.resolve().drive}\\"
        return on_windows(
            str(folder), ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(root))
        )

else:

    def drive_of(folder: Path) -> Drive:
        """Ask the system."""
        table = Path("/proc/mounts")
        if not table.exists():
            return Drive.UNKNOWN
        return on_linux(folder.resolve(), table.read_text("utf-8", "replace"))


def _known(answer: int) -> Drive:
    return WINDOWS.get(answer, Drive.UNKNOWN)
