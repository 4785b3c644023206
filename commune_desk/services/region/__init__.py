"""What a region does with what its communes sent."""

from __future__ import annotations
