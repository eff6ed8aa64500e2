"""Byte-preserving fixes: one fixer a file, found by name; each yields edits of the original bytes, or proposals."""

from footfall.smo.fixes.addresses import url_for
from footfall.smo.fixes.allow_bots import fix_robots
from footfall.smo.fixes.difference import unified_diff
from footfall.smo.fixes.edit import Edit, OverlapError, apply, inverse
from footfall.smo.fixes.fix import fix_page, fixers
from footfall.smo.fixes.model import FixContext, Fixed, Fixer, Proposal
from footfall.smo.fixes.snippet import head_snippet

__all__ = [
    "Edit",
    "FixContext",
    "Fixed",
    "Fixer",
    "OverlapError",
    "Proposal",
    "apply",
    "fix_page",
    "fix_robots",
    "fixers",
    "head_snippet",
    "inverse",
    "unified_diff",
    "url_for",
]
