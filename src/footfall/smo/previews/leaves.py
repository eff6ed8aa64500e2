"""What a consumer's profile must state: its leaves, the type of each, and the words they may be written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = "unknown"
"""What a profile writes where nobody knows."""

NUMBER: Final = (int, float)
LEAVES: Final[Mapping[str, tuple[type, ...]]] = {
    "title.order": (list,),
    "title.clip": (dict,),
    "title.clean": (list,),
    "description.order": (list,),
    "description.clip": (dict,),
    "description.clean": (list,),
    "image.order": (list,),
    "image.next": (bool,),
    "image.max_bytes": (int,),
    "image.min_width": (int,),
    "image.min_height": (int,),
    "image.max_side": (int,),
    "image.max_ratio": NUMBER,
    "image.formats": (list,),
    "image.https_only": (bool,),
    "attributes.og": (list,),
    "attributes.twitter": (list,),
    "attributes.case": (str,),
    "attributes.quoting": (str,),
    "attributes.head_only": (bool, str),
    "choice.duplicate": (str,),
    "choice.blank": (str,),
    "choice.most_tags": (int,),
    "fetch.window": (int,),
    "fetch.decoding": (str,),
    "fetch.max_bytes": (int,),
    "fetch.max_result": (int,),
    "fetch.types": (list,),
    "fetch.statuses": (list,),
    "fetch.redirects": (int,),
    "fetch.https_only": (bool,),
    "fetch.seconds": NUMBER,
    "address.relative": (str,),
    "card.rule": (str,),
    "card.requires": (list,),
    "card.large_width": (int,),
    "card.large_height": (int,),
    "agent.string": (str,),
    "agent.robots": (str,),
    "agent.obeys": (bool,),
    "cache.seconds": (int,),
    "cache.refresh": (str,),
}
"""Every profile states each of these, or writes "unknown"; the types are what `value` may be."""

MAY_BE_ABSENT: Final = frozenset({"fetch.decoding", "fetch.max_result", "image.next"})
"""Leaves that few profiles have. Absent means: decoded as browsers do it; no limit; no second try with a picture."""

CHOICES: Final[Mapping[str, frozenset[object]]] = {
    "attributes.case": frozenset({"exact", "any"}),
    "attributes.quoting": frozenset({"any", "quoted", "double"}),
    "attributes.head_only": frozenset({True, False, "before-body"}),
    "choice.duplicate": frozenset({"first", "last", "last-text", "last-image"}),
    "choice.blank": frozenset({"skip", "skip-empty", "next-source", "next-source-trimmed", "hides"}),
    "address.relative": frozenset({"resolved", "resolved-unless-null", "dropped"}),
    "fetch.decoding": frozenset({"declared-if-valid", "detected"}),
    "card.rule": frozenset(
        {"twitter-card", "size", "size-not-square", "wide", "wide-4-3", "og-type", "small", "pin"},
    ),
}
"""What a leaf with few possible values may say.

`choice.duplicate`: "last-text" is last for texts and first for pictures, "last-image" the other way round.
`choice.blank`: "skip" passes over white space, "skip-empty" only over nothing at all, "next-source" leaves the source
at its first empty tag ("-trimmed": at white space, too), "hides" lets the blank win.
"""

_IMAGE_FORMATS: Final = frozenset({"jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "ico", "heic", "tiff"})
_CARRIERS: Final = frozenset({"property", "name", "itemprop"})
_STEPS: Final = frozenset({"fold", "trim", "entities"})
WORDS: Final[Mapping[str, frozenset[str]]] = {
    "title.clean": _STEPS | {"strip-site-name", "fallback-site-name", "fallback-address"},
    "description.clean": _STEPS | {"drop-equal-title"},
    "image.formats": _IMAGE_FORMATS,
    "attributes.og": _CARRIERS,
    "attributes.twitter": _CARRIERS,
    "card.requires": frozenset(
        {"title", "description", "image", "anything", "description or image", "og:url", "twitter:card or og:type"}
        | {"pinning allowed"}
    ),
}
"""What the lists of these leaves are made of."""

CLIP_UNITS: Final = frozenset({"characters", "utf16", "bytes", "summary"})

DRAW: Final[Mapping[str, tuple[type, ...]]] = {
    "shape": (str,),
    "small_shape": (str,),
    "width": (int,),
    "ratio": NUMBER,
    "thumb": (int,),
    "thumb_side": (str,),
    "order": (list,),
    "title_lines": (int,),
    "description_lines": (int,),
    "domain_case": (str,),
    "radius": (int,),
    "stripe": (bool,),
}
"""The keys of `[draw]`, all of them needed: how Footfall draws the consumer's card. Lengths in CSS pixels."""

SHAPES: Final = frozenset({"stacked", "side", "overlay", "embed", "text"})
DRAW_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "shape": SHAPES,
    "small_shape": SHAPES,
    "thumb_side": frozenset({"left", "right"}),
    "domain_case": frozenset({"upper", "lower"}),
}
DRAW_PARTS: Final = frozenset({"site", "title", "description", "domain"})
KINDS: Final = frozenset({"network", "messenger", "chat", "forum"})
