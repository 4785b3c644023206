"""Hands that touch nothing for a while, without anybody waiting for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.tidying import REST

if TYPE_CHECKING:
    from commune_desk.ui.shell import Shell


def rest(shell: Shell) -> None:
    """Let the hands rest for as long as the window wants."""
    watch, now = shell.tidying.watch, [0.0]
    watch._clocks = (lambda: now[0],)
    watch.touched()
    now[0] += REST
    watch.look()
