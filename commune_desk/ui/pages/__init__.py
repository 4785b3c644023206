"""The pages of the window, one purpose each."""

from __future__ import annotations
