"""Small parts of the screens, one idea a module."""

from __future__ import annotations
