"""The pages of a region’s window."""

from __future__ import annotations
