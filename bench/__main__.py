"""Runs the benchmarks named on the command line, or all, and writes what they found."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.figures import SMALL, Section, machine

ALL = ("engine", "steady", "crawl", "archive", "desk")
OUT = Path("build/benchmarks.md" if SMALL else "docs/benchmarks.md")


def main() -> None:
    names = sys.argv[1:] or ALL
    sections: list[Section] = []
    for name in names:
        print(f"== {name}", flush=True)
        section = import_module(f"bench.{name}").measure()
        sections.append(section)
        print(_written(section), flush=True)
    if not sys.argv[1:]:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text("\n\n".join([_head(), *map(_written, sections)]) + "\n", "utf-8")
        print(f"Written to {OUT}.")
    missed = [words for section in sections for words, met in section.demands if not met]
    if missed and not SMALL:
        sys.exit("Not met: " + "; ".join(missed))


def _head() -> str:
    day = datetime.now(UTC).date()
    return f"""# Benchmarks

Written by `make bench` on {day} ({machine()}). Machines are noisy: trust the ratios, which come from one run, more than
the absolute figures. Every table says how the work differs."""


def _written(section: Section) -> str:
    demands = "\n".join(f"- {'✓' if met else '▲ not met:'} {words}" for words, met in section.demands)
    return f"## {section.title}\n\n{section.text}\n\n{demands}"


if __name__ == "__main__":
    main()
