"""What no page may carry, because the Content-Security-Policy would not let it run."""

from __future__ import annotations

import re

HANDLERS = r"\son(?:click|load|submit|change|input|error|focus|blur|key|mouse|pointer)\w*="
INLINE = re.compile(rf"\sstyle=|<style|{HANDLERS}|javascript:|<script(?![^>]*(?:src=|application/json))")
