"""Folders that a cloud service copies behind the user's back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

VARIABLES = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
"""Variables in which Windows keeps the folder of a service."""

NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mon drive": "Google Drive",
}
"""What the services call their folders: the last two are the drive G: of Google."""


def service_of(folder: PurePath, roots: Mapping[PurePath, str]) -> str:
    """Name the service that copies a folder; empty if none is known to."""
    for root, service in roots.items():
        if folder.is_relative_to(root):
            return service
    for part in folder.parts:
        name = part.casefold()
        for known, service in NAMES.items():
            if name == known or name.startswith((f"{known} - ", f"{known} (")):
                return service
    return ""


def folders(environment: Mapping[str, str]) -> dict[PurePath, str]:
    """Find the folders that the services of this computer say they copy."""
    found: dict[PurePath, str] = {
        Path(environment[variable]): service
        for variable, service in VARIABLES.items()
        if environment.get(variable)
    }
    for place in ("APPDATA", "LOCALAPPDATA", "HOME"):
        if home := environment.get(place):
            name = ".dropbox" if place == "HOME" else "Dropbox"
            found.update(_dropbox(Path(home) / name / "info.json"))
    return found


def _dropbox(path: Path) -> dict[PurePath, str]:
    try:
        accounts = json.loads(path.read_text("utf-8"))
        return {Path(account["path"]): "Dropbox" for account in accounts.values()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # no Dropbox here, or one that tells nothing
