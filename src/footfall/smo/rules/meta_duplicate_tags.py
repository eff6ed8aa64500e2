"""A tag that may stand once stands several times with different values.

Looks at: og: and twitter: tags of which a page has one, and the meta description. Several pictures, videos,
alternate locales, authors and article tags are allowed and left alone; `twitter:card` has a rule of its own.

Why it matters: Matrix and Bluesky show the last value, most others the first. The link looks different from place to
place, and the value nobody intended, often a plugin's default, is shown somewhere.

Bad:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:title" content="Corner Bakery">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">

Sources: synapse preview_html.py 1.163.2, social-app html.ts@35c1b251 and summaly general.ts@f7c9f16d, compared by
running two of them (2026-11-22); ogp.me, arrays (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.page.model import Meta
from footfall.smo.judging.founded import surely
from footfall.smo.judging.wording import named, quoted, shortened
from footfall.smo.previews import Profile
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

RULE = Rule("meta-duplicate-tags", Severity.HIGH, Fix.AUTOMATIC)

SINGLE = frozenset(
    (
        *("og:title", "og:description", "og:url", "og:type", "og:site_name", "og:locale", "og:determiner"),
        *("twitter:title", "twitter:description", "twitter:image", "twitter:site", "twitter:creator", "description"),
    )
)
"""Tags of which a page has one (ogp.me and developer.x.com Cards markup, read 2026-11-22)."""


def check(subject: Subject) -> Iterator[Finding]:
    for key, metas in subject.page.preview_tags.items():
        if len(metas) > 1 and key in SINGLE:
            other = _contradiction(metas)
            if other is not None:
                yield _finding(subject, key, metas, other)


def _contradiction(metas: tuple[Meta, ...]) -> Meta | None:
    """The last tag that says something else than the first. Empty ones count only where they come first: those who
    read the last tag skip empty ones."""
    first = " ".join(metas[0].value.split())
    return next((meta for meta in reversed(metas) if meta.value and " ".join(meta.value.split()) != first), None)


def _finding(subject: Subject, key: str, metas: tuple[Meta, ...], other: Meta) -> Finding:
    profiles = subject.previews.profiles
    last = _reading_the_last(subject, key)
    reads = "read" if len(last) > 1 else "reads"
    who = (
        f"{named(last, profiles)} {reads} the last, most others the first"
        if last
        else "consumers disagree which counts"
    )
    said = f"says “{shortened(metas[0].value)}”" if metas[0].value else "is empty"
    return Finding(
        message=f"{key} stands {len(metas)} times: it {said} in line {metas[0].span.line} "
        f"but says “{shortened(other.value)}” in line {other.span.line}; {who}.",
        advice=f"Keep the one {key} that readers should see and remove the others; often two plugins write it.",
        span=other.span,
        excerpt=quoted(other.value),
    )


def _reading_the_last(subject: Subject, key: str) -> list[str]:
    profiles = subject.previews.profiles
    return [
        one
        for one in surely(profiles, "choice.duplicate", lambda value: value in ("last", "last-text"))
        if any(key in _written(profiles[one], field) for field in ("title", "description", "image"))
    ]


def _written(profile: Profile, field: str) -> set[str]:
    """The tags that the consumer reads for a field."""
    return {part.removeprefix("meta:") for source in profile.words(f"{field}.order") for part in source.split("|")}
