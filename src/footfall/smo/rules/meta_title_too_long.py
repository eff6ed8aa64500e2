"""The title is longer than a consumer shows.

Looks at: the title each consumer picks for this page, against the length at which it cuts.

Why it matters: what stands at the end of a long title is not seen. X cuts after 70 characters, Discourse after 80,
Misskey after 100.

Bad:
    <meta property="og:title" content="Our complete guide to baking sourdough bread at home without any special tools">

Good:
    <meta property="og:title" content="Sourdough at home without special tools">

Sources: developer.x.com, Cards markup (2026-11-22); discourse allowlisted_generic_onebox.rb@099cb0ba (2026-11-22);
misskey-dev/summaly general.ts@f7c9f16d (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject
from footfall.smo.rules._clips import clips, cut_at
from footfall.smo.rules._wording import listed, quoted

RULE = Rule("meta-title-too-long", Severity.MEDIUM, Fix.SUGGESTED, ("x", "misskey", "discourse", "discord"))


def check(subject: Subject) -> Iterator[Finding]:
    for clip in clips(subject, "title", RULE.consumers):
        yield Finding(
            message=f"The title in {listed(clip.sources)} has {len(clip.value)} characters and is cut "
            f"{cut_at(subject, clip)}; readers there don't see its end.",
            advice=f"Say it in at most {min(clip.limits.values())} characters, or put the words that matter first.",
            span=clip.span,
            excerpt=quoted(clip.value),
            consumers=tuple(clip.limits),
        )
