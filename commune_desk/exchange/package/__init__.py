"""Packages for the region: built, read, signed (`exchange-and-safety.md` 3 and 4)."""

from __future__ import annotations
