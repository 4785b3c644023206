"""What each village receives of an action that serves several."""

from __future__ import annotations


def parted(francs: int, parts: int) -> list[int]:
    """Part an amount evenly; the francs left over go to the first, one each.

    A working rule of the program: no text says how the cost of an action is parted
    among its villages. The parts always add up to the amount.
    """
    each, rest = divmod(francs, parts)
    return [each + (number < rest) for number in range(parts)]
