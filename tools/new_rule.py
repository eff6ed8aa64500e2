"""Starts a rule: its file, its cases, and what to do next."""

from __future__ import annotations

import re
import sys
from pathlib import Path

RULE = '''"""One sentence: what is wrong with the page.

Looks at: which tags, which facts.

Why it matters: what the reader of a shared link sees because of it.

Bad:
    <head></head>

Good:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head>

Sources: who says so, with the date it was read (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Status, Subject

RULE = Rule("{id}", Severity.MEDIUM, Fix.MANUAL, status=Status.PREVIEW)


def check(subject: Subject) -> Outcome:
    if subject.page.meta("og:title"):
        return PASS
    return (Finding(message="Say what is wrong, and why it matters.", advice="Say what to do now."),)
'''
CASES = """- name: a page with the fault
  html: "<head></head>"
  expect: 1
- name: a page without it
  html: '<head><meta property="og:title" content="Sourdough in 10 steps"></head>'
  expect: 0
"""


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name):
        sys.exit("Give the rule an id of lower-case words: make new-rule ID=share-what-is-wrong.")
    rule = Path("src/footfall/smo/rules") / f"{name.replace('-', '_')}.py"
    cases = Path("tests/smo/rules") / f"{name}.yml"
    if rule.exists() or cases.exists():
        sys.exit(f"There is a rule called {name} already.")
    rule.write_text(RULE.replace("{id}", name), "utf-8")
    cases.write_text(CASES, "utf-8")
    print(f"Write the rule in {rule} and its cases in {cases}; then `make docs` and `make check`.")


if __name__ == "__main__":
    main()
