"""What is true of any commune, whatever screen or file: standard library only."""

from __future__ import annotations
