"""`python -m footfall`."""

from __future__ import annotations

from footfall.cli.main import main

main()
