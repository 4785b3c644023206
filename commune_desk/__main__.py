"""`python -m commune_desk`: the command line, and without arguments the window."""

from __future__ import annotations

import sys

from commune_desk.cli import main

sys.exit(main())
