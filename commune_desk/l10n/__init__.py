"""Words, numbers and dates of one language."""

from __future__ import annotations
