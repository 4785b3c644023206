"""From which age of the last copy outside this computer the window warns."""

from __future__ import annotations

AMBER_FROM, RED_FROM = 7, 15
"""Days without a copy from which its age is shown in amber, then in red."""
