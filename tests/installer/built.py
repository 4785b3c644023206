"""What `installer/build.py` made, for the tests of it; they are left out without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commune_desk.paths import ROOT

BUILT = Path(os.environ.get("COMMUNE_DESK_BUILT") or ROOT / "build" / "windows")
HERE = (BUILT / "stage" / "VERSION").is_file()
WHY = "nothing is built for Windows here: python3 installer/build.py --try"

needs_build = pytest.mark.skipif(not HERE, reason=WHY)
