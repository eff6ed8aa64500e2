"""The page is larger than a consumer accepts.

Looks at: the size of the page, decompressed, against the size at which each consumer gives up.

Why it matters: some consumers don't cut a large page off but refuse it: Nextcloud above 5 MiB, Misskey and Matrix
above 10. The link is then bare, wherever the tags stand.

Bad:
    a page of 12 MB with its pictures inlined

Good:
    a page of 150 kB with its pictures in files

Sources: nextcloud LinkReferenceProvider.php@06cf356f, summaly 5.5.1 and synapse 1.163.2 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import named
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("perf-page-too-big", Severity.MEDIUM, Fix.MANUAL, ("nextcloud", "misskey", "matrix"))


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    cut = response is not None and response.cut
    size = len(subject.page.data) + cut
    profiles = subject.previews.profiles
    limits = {one: limit for one, limit in subject.previews.numbers("fetch.max_bytes").items() if 0 < limit < size}
    if not limits:
        return PASS
    more = "more than " if cut else ""
    return (
        Finding(
            message=f"The page has {more}{len(subject.page.data) / 1e6:.1f} MB; {named(limits, profiles)} "
            f"{'refuse' if len(limits) > 1 else 'refuses'} pages above {_megabytes(min(limits.values()))}"
            f"{' or more' if len(set(limits.values())) > 1 else ''}.",
            advice="Take inlined pictures, styles and data out of the page and load them as files.",
            consumers=tuple(limits),
        ),
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
