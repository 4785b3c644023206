"""Papers of the region's desk."""

from __future__ import annotations
