"""What people do at the desk: commands, queries, long work."""

from __future__ import annotations
