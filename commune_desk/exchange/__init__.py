"""What leaves as data, and what comes back: spreadsheets and packages."""

from __future__ import annotations
