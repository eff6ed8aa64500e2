"""Memory over many pages, and how long a single file takes."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.figures import SMALL, Section, run, table
from bench.pages import synthetic

MEMORY = """
from bench.figures import memory
from bench.pages import synthetic
from footfall.smo.audit import audit_page, audit_site
from footfall.smo.site import SiteBuilder
site = SiteBuilder()
for number in range({pages}):
    page = synthetic(number)
    site.add(audit_page(page.url, page.data).digest)
    if number in {marks}:
        print(memory())
audit_site(site.facts())
"""


def measure() -> Section:
    pages = 2_000 if SMALL else 10_000
    marks = (pages // 10, pages // 2, pages - 1)
    cost = run([sys.executable, "-c", MEMORY.format(pages=pages, marks=marks)])
    early, middle, late = (float(line) for line in cost.output.split())
    growth = late - early
    walls = _walls()
    rows = [[f"{mark + 1:,}", f"{size:.0f}"] for mark, size in zip(marks, (early, middle, late), strict=True)]
    text = f"Resident memory of one process while it audits {pages:,} different pages:\n\n"
    text += table(["pages done", "MB"], rows)
    text += f"\n\n`footfall audit FILE`: {statistics.median(walls):.2f} s of wall time (median of {len(walls)} runs; "
    text += f"fastest {min(walls):.2f}, slowest {max(walls):.2f})."
    return Section(
        "Steadiness and first answer",
        text,
        [
            (f"memory flat over {pages:,} pages (less than 20 MB more)", growth < 20),
            ("`footfall audit FILE` within 0.35 s", statistics.median(walls) <= 0.35),
        ],
    )


def _walls() -> list[float]:
    program = str(Path(sys.executable).with_name("footfall"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        page = synthetic(1)
        path.write_bytes(page.data)
        return [run([program, "audit", str(path), "--url", page.url]).wall for _ in range(5 if SMALL else 15)]
