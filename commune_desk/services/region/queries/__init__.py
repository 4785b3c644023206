"""What the region's screens ask: from the kept sums, in milliseconds."""

from __future__ import annotations
