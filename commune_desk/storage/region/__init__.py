"""A region's desk: what the communes sent, in one file or on a PostgreSQL server.

The same tables on both; `exchange-and-safety.md` 5 says when which is right.
"""

from __future__ import annotations
