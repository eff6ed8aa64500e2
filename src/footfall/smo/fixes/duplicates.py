"""One value a key: decides between tags of one key, and drops blank ones or fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from footfall.page.model import Meta
from footfall.smo.fixes.model import Proposal
from footfall.smo.fixes.plan import Plan
from footfall.smo.fixes.social import SINGLE, keys_of, with_value
from footfall.smo.fixes.wanted import ORDER, wanted
from footfall.smo.fixes.winners import choose

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

DUPLICATE: Final = "meta-duplicate-tags"
BLANK_RULES: Final = {
    "og:title": "meta-og-title-missing",
    "og:description": "meta-og-description-missing",
    "og:image": "meta-og-image-missing",
    "og:url": "meta-og-url-missing",
    "og:type": "meta-og-type-missing",
    "og:site_name": "meta-og-site-name-missing",
    "og:locale": "meta-og-locale",
    "twitter:card": "card-twitter-card-missing",
}
READ: Final = SINGLE.union(ORDER, ("og:image:url", "og:image:secure_url"))
"""Keys that some consumer reads; an empty tag of another key does no harm."""
_QUOTE: Final = 60
"""Characters of a removed value that the reason shows."""


def settle_blanks(plan: Plan, context: FixContext) -> None:
    """Fill each blank tag from the page's own facts; remove it where another says something or nothing is known."""
    known = plan.by_key()
    blanks = [meta for meta in plan.kept if not meta.value and not plan.uncertain.intersection(keys_of(meta))]
    block = wanted(plan.page, context) if blanks else {}
    filled: set[str] = set()
    for meta in blanks:
        keys = keys_of(meta)
        said = any(other.value for key in keys for other in known[key])
        key = next((key for key in keys if key in block and key not in filled), "")
        if not (READ.intersection(keys) and (said or keys != ("description",))):
            continue
        rule = BLANK_RULES.get(key or keys[0], DUPLICATE)
        if key and not said:
            filled.add(key)
            reason = f"Fills the empty {key}, which some consumers take as “show nothing”."
            plan.change(meta, with_value(plan.page, plan.tag(meta), "content", block[key], reason, rule))
        elif _watched(plan.page, meta):
            message = (
                f"The {keys[0]} in line {meta.span.line} is empty, but a script seems to use it; let the server fill "
                "it, since preview bots run no scripts."
            )
            plan.proposals.append(Proposal(rule, message))
        else:
            plan.remove(meta, f"Removes an empty {keys[0]}, which some consumers take as “show nothing”.", rule)


def _watched(page: Page, meta: Meta) -> bool:
    """Whether a script may look for this tag: removing it could break the page."""
    if "id" in meta.attrs:
        return True
    return any(key in element.text for element in page.elements["script"] for key in keys_of(meta))


def settle_duplicates(plan: Plan, context: FixContext) -> None:
    """Keep one tag of each key that can have one value only."""
    for key, metas in plan.by_key().items():
        stating = [meta for meta in metas if meta.value or plan.touched(meta)]
        if key not in SINGLE or len(stating) < 2:
            continue
        choice = choose(plan.page, context, key, stating)
        rule = "card-multiple" if key == "twitter:card" else DUPLICATE
        for meta in stating:
            if meta.nth == choice.meta.nth:
                continue
            said = meta.value if len(meta.value) <= _QUOTE else meta.value[: _QUOTE - 1] + "…"
            reason = f"Removes a second {key}, “{said}”: {choice.because}."
            _give_up(plan, meta, key, reason, rule)


def _give_up(plan: Plan, meta: Meta, key: str, reason: str, rule: str) -> None:
    """Remove the tag, or only its attribute where the tag serves for something else too."""
    roles = {meta.prop.lower(), meta.name.lower(), meta.itemprop.lower()} - {"", key}
    if not roles:
        plan.remove(meta, reason, rule)
        return
    tag = plan.tag(meta)
    for name in ("property", "name"):
        attribute = tag.attributes.get(name)
        if attribute is not None and attribute.value.strip().lower() == key:
            start = len(tag.text[: attribute.name_start].rstrip())
            plan.change(meta, tag.change(start, attribute.end, b"", reason, rule))


def settle_gallery(plan: Plan) -> None:
    """Remove og:image tags, and what describes them, that only repeat the ones before or describe nothing."""
    pictures = {"og:image", "og:image:url", "og:image:secure_url"}
    if not pictures.intersection(plan.by_key()) and not plan.uncertain:
        for key, metas in plan.by_key().items():
            for meta in metas if key.startswith("og:image:") and not any(one.itemprop for one in metas) else ():
                plan.remove(meta, f"Removes an {key} without a picture that it describes.", BLANK_RULES["og:image"])
        return
    said: dict[str, str] = {}
    for meta in plan.kept:
        keys = keys_of(meta)
        if len(keys) != 1 or not keys[0].startswith("og:image") or not meta.value or keys[0] in plan.uncertain:
            continue
        key = keys[0]
        if said.get(key) == meta.value and not meta.itemprop:
            plan.remove(meta, f"Removes a second {key} that says the same as the first.", DUPLICATE)
        elif key == "og:image":
            said = {key: meta.value}
        else:
            said.setdefault(key, meta.value)
