"""Whether a title ends with the name of its site."""

from __future__ import annotations

import re

from footfall.page import Page

SEPARATORS = "|-–—:·•»›/~"
LAST_SEPARATOR = re.compile(rf".*\s[{re.escape(SEPARATORS)}]", re.DOTALL)
SHORTEST_REST = 3
"""Characters of title that must be left before a trailing name counts as branding."""


def site_names(page: Page) -> tuple[str, ...]:
    """What the site calls itself, as written."""
    names = (page.meta_value("og:site_name"), page.meta_value("application-name"))
    return tuple(name for name in names if name)


def trailing_brand(page: Page, title: str) -> str:
    """The site's name at the end of `title`, behind a separator; "" when the title doesn't end so."""
    title = title.rstrip()
    for name in site_names(page):
        if title.casefold().endswith(name.casefold()) and _separated(title[: len(title) - len(name)]):
            return name
    last = _last_part(title)
    return last if last and squashed(last) in host_words(page.host) else ""


def squashed(text: str) -> str:
    """Letters and digits alone, case folded: "The Verge" and "theverge" are one name."""
    return "".join(filter(str.isalnum, text.casefold()))


def host_words(host: str) -> frozenset[str]:
    """The names a host stands for: "theverge" and "thevergecom" for www.theverge.com."""
    labels = [label for label in host.split(".") if label]
    longest = max(labels[:-1], key=len, default="")
    whole = "".join(label for label in labels if label != "www")
    return frozenset(filter(None, (squashed(longest), squashed(whole))))


def _separated(rest: str) -> bool:
    bare = rest.rstrip()
    return len(bare) > SHORTEST_REST and bare[-1] in SEPARATORS


def _last_part(title: str) -> str:
    found = LAST_SEPARATOR.match(title)
    return title[found.end() :].strip() if found and found.end() - 1 > SHORTEST_REST else ""
