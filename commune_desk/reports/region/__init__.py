"""The papers of a region: what communes sent, added up and put side by side."""

from __future__ import annotations
