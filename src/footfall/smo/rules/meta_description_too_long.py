"""The description is longer than a consumer shows.

Looks at: the description each consumer picks for this page, against the length at which it cuts.

Why it matters: X cuts after 200 characters, Discourse after 250, Misskey after 300, Matrix after 500: an argument at
the end is never read there.

Bad:
    <meta property="og:description" content="(six sentences, 600 characters, the offer in the last one)">

Good:
    <meta property="og:description" content="A crisp crust without special tools: ten steps with photos.">

Sources: developer.x.com, Cards markup (2026-11-22); discourse allowlisted_generic_onebox.rb@099cb0ba (2026-11-22);
misskey-dev/summaly general.ts@f7c9f16d (2026-11-22); synapse preview_html.py 1.163.2 (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.smo.judging.clips import clips, cut_at
from footfall.smo.judging.wording import listed, quoted
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

RULE = Rule("meta-description-too-long", Severity.LOW, Fix.SUGGESTED, ("x", "discourse", "misskey", "matrix"))


def check(subject: Subject) -> Iterator[Finding]:
    for clip in clips(subject, "description", RULE.consumers):
        yield Finding(
            message=f"The description in {listed(clip.sources)} has {len(clip.value)} characters and is cut "
            f"{cut_at(subject, clip)}.",
            advice=f"Say it in at most {min(clip.limits.values())} characters, or put the reason to click first.",
            span=clip.span,
            excerpt=quoted(clip.value),
            consumers=tuple(clip.limits),
        )
