"""Open Graph tags in `name`, or Twitter tags only in `property`.

Looks at: which attribute carries the name of each og: and twitter: tag; a copy in the right attribute makes it good.

Why it matters: Open Graph belongs into `property`, Twitter's tags into `name`. Mastodon's reader is generous, but
Signal, Zulip, Matrix and Misskey don't see og: tags in `name`. Twitter's tags in `property` are missed by Matrix alone,
which weighs less.

Bad:
    <meta name="og:title" content="Sourdough in 10 steps">
    <meta property="twitter:card" content="summary_large_image">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta name="twitter:card" content="summary_large_image">

Sources: synapse preview_html.py 1.163.2, summaly general.ts@f7c9f16d, Signal-Desktop linkPreviewFetch@023ae374, zulip
preview.py@00f1fd8f (2026-11-22); matrix and misskey also by running them (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.smo.judging.founded import surely
from footfall.smo.judging.wording import listed, named, quoted
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

STRICT = {
    "name": ("attributes.og", ("signal", "matrix", "misskey", "zulip", "whatsapp", "mattermost")),
    "property": ("attributes.twitter", ("matrix",)),
}
"""By the attribute that is wrong: the profiles' leaf that says so, and who was known when this was written."""
RULE = Rule("meta-wrong-attribute", Severity.MEDIUM, Fix.AUTOMATIC, STRICT["name"][1])


OPEN_GRAPH = frozenset(
    (
        *("og:title", "og:description", "og:image", "og:url", "og:type", "og:site_name", "og:locale", "og:video"),
        *("og:image:url", "og:image:secure_url", "og:image:width", "og:image:height", "og:image:alt", "og:audio"),
    )
)
TWITTER = frozenset(
    (
        *("twitter:title", "twitter:description", "twitter:image", "twitter:card", "twitter:site", "twitter:creator"),
        *("twitter:image:src", "twitter:image:alt", "twitter:player", "twitter:label1", "twitter:data1"),
    )
)
"""What some consumer reads; other tags, such as twitter:account_id, do no harm wherever they stand."""


def check(subject: Subject) -> Iterator[Finding]:
    tags = subject.page.preview_tags
    misnamed = [
        key
        for key, metas in tags.items()
        if not metas[0].prop and key in OPEN_GRAPH and not any(meta.prop for meta in metas)
    ]
    if misnamed:
        yield _finding(subject, misnamed, "name", "property")
    misplaced = [
        key
        for key, metas in tags.items()
        if not metas[0].name and key in TWITTER and not any(meta.name for meta in metas)
    ]
    # One tag may carry an Open Graph name in `property` and Twitter's in `name`; it is listed under the former.
    named_too = {meta.name.lower() for metas in tags.values() for meta in metas} if misplaced else ()
    misplaced = [key for key in misplaced if key not in named_too]
    if misplaced:
        yield _finding(subject, misplaced, "property", "name")._replace(severity=Severity.LOW)


def _finding(subject: Subject, keys: list[str], attribute: str, right: str) -> Finding:
    blind = _blind(subject, attribute)
    names = named(blind, subject.previews.profiles)
    first = subject.page.preview_tags[keys[0]][0]
    stand, do = "stand" if len(keys) > 1 else "stands", "do" if len(blind) > 1 else "does"
    likewise = ", and the others likewise" if len(keys) > 1 else ""
    return Finding(
        message=f"{listed(keys)} {stand} in {attribute}, where {names} {do} not look.",
        advice=f'Write {right}="{keys[0]}" instead of {attribute}="{keys[0]}"{likewise}.',
        span=first.span,
        excerpt=quoted(first.value),
        consumers=tuple(blind),
    )


def _blind(subject: Subject, attribute: str) -> list[str]:
    """Consumers that surely don't read that family of tags from that attribute."""
    leaf, strict = STRICT[attribute]
    found = surely(subject.previews.profiles, leaf, lambda value: value != [] and attribute not in _words(value))
    return found or list(strict)


def _words(value: object) -> list[object]:
    return value if isinstance(value, list) else []
