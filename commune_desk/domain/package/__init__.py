"""The package that goes to the region: what it holds, and what is refused in it.

`exchange-and-safety.md` 3. Writer, reader and region's desk read this one description;
nothing that a sender says about his own file is believed.
"""

from __future__ import annotations
