"""Every paper the town hall prints: told once, written as PDF, Word or spreadsheet."""

from __future__ import annotations
