"""The title is longer than a consumer shows.

Looks at: the title each consumer picks for this page, against the length at which it cuts. For a consumer that finds
none yet, the title the page offers: its own tag, else `og:title`, else `twitter:title`, else `<title>`.

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

from footfall.smo.judging.clips import WRITTEN, Clip, clips, cut_at, label
from footfall.smo.judging.titles import CUTTING, cut_after, offered_titles
from footfall.smo.judging.wording import listed, quoted
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

RULE = Rule("meta-title-too-long", Severity.MEDIUM, Fix.SUGGESTED, CUTTING)


def check(subject: Subject) -> Iterator[Finding]:
    found = {clip.value: clip for clip in clips(subject, "title", RULE.consumers)}
    _add_unshown(subject, found)
    for clip in found.values():
        yield Finding(
            message=f"The title in {listed(clip.sources)} has {len(clip.value)} characters and is cut "
            f"{cut_at(subject, clip)}; readers there don't see its end.",
            advice=f"Say it in at most {min(clip.limits.values())} characters, or put the words that matter first.",
            span=clip.span,
            excerpt=quoted(clip.value),
            consumers=tuple(clip.limits),
        )


def _add_unshown(subject: Subject, found: dict[str, Clip]) -> None:
    """Add the offered titles that consumers will cut which show no written title yet."""
    for consumer in RULE.consumers:
        profile = subject.previews.profiles.get(consumer)
        if profile is None or _shows_title(subject, consumer):
            continue
        for offered in offered_titles(subject.page, profile.words("title.order")):
            at = cut_after(consumer, offered.value)
            if at:
                clip = found.setdefault(offered.value, Clip([label(offered.source)], offered.value, offered.span, {}))
                clip.limits[consumer] = at


def _shows_title(subject: Subject, consumer: str) -> bool:
    title = subject.previews[consumer].title
    return title is not None and title.source.startswith(WRITTEN)
