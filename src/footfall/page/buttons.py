"""Buttons that share by script, recognised by how they call themselves: label, class names, data attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import turbohtml

from footfall.page import networks
from footfall.page.content import label_of
from footfall.page.model import Control
from footfall.page.parse import Source

_HINTS: Final = (
    *("shar", "tweet", "copy", "copi", "kopie", "pin it", "pin-it", "pinit", "pint", "a2a", "addth", "teilen", "parta"),
    *("compart", "partil", "condiv", "delen", "udost", "payla", "подел", "分享", "シェア", "共有", "공유"),
)
"""Parts of words without one of which nothing here shares."""
_SHARING: Final = frozenset(
    (
        *("share", "sharing", "sharer", "shares", "sharebar", "sharebutton", "sharebuttons", "sharebtn", "shareit"),
        *("sharethis", "sharelink", "sharelinks", "shareicon", "shareicons", "socialshare", "sharepopup", "sharetool"),
        *("sharetools", "addthis", "a2a", "addtoany", "tweet", "pinit"),
    )
)
"""Words in class names, ids and data attributes that mean sharing; `shared` and `shareholder` don't."""
_SHARING_LABEL: Final = re.compile(
    r"(?<![^\W_])(?:share|sharing|tweet|pin it|teilen|partager|partilhar|compart[ai]\w*|condividi\w*|delen"
    r"|udostępnij|paylaş|поделиться)(?![^\W_])|分享|シェア|共有|공유",
    re.IGNORECASE,
)
_COPY_LABEL: Final = re.compile(
    r"\bcopy (?:the |this |page |article |post |share )*(?:link|url)|\blink (?:copied|kopieren)|\bcopier le lien"
    r"|\bcopiar (?:el )?enlace|\bcopia link",
    re.IGNORECASE,
)
_OTHER_LABEL: Final = re.compile(
    r"^\W*(?:close|hide|cancel|print|follow|subscribe|comments?|view|(?:go to|read) (?:the )?comments?|more$|play|mute"
    r"|embed|download|do not|don.t|your privacy|skip)\b",
    re.IGNORECASE,
)
"""What stands beside share buttons, often with their class names, and does something else."""
_OTHER: Final = frozenset(("print", "login", "signup"))
_PLAYERS: Final = ("jw-", "vjs-", "plyr__", "mejs-")
"""Class names of video players, whose share menu shares the video."""
_TOKEN: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|\d+[a-z]*")
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>]+")
_SHORT_VALUE: Final = 32
"""Longer data values are texts, addresses or settings, not names."""
_LONG_VALUE: Final = 600
_SURE_WORD: Final = 5
"""A shorter word in a class name (x, fb, pin, line) usually means something else."""
_SHARED_ADDRESSES: Final = ("data-href", "data-share", "data-share-url", "data-url", "data-link")


class Button(NamedTuple):
    """What a button shares with, how; the share address it names, "" when its script makes one."""

    network: str
    kind: Control
    address: str
    label: str


def read_button(element: turbohtml.Element, source: Source, target: str | None) -> Button | None:
    """The share button that this element is, or None.

    Args:
        element: a button, a link or something that acts as a button.
        source: the page's text, to clean what is damaged.
        target: the address a link leads to where that is a real one, else None.
    """
    attrs = _attributes(element)
    names = f"{attrs.get('class', '')} {attrs.get('id', '')}"
    if names.lstrip().startswith(_PLAYERS):
        return None
    onclick = attrs.get("onclick", "")
    data = _data(attrs)
    label = label_of(element, source)[:200]
    found = _by_address(attrs, onclick)
    if found:
        return Button(*found, label)
    if _says_copy(label):
        return Button("copy", Control.COPY, "", label) if "comment" not in label else None
    if target is not None and "share" not in target:
        return None
    if element.tag == "share-button" or "native" in data:
        return Button("native", Control.NATIVE, "", label)
    return _by_words(names, data, onclick, label, linked=target is not None)


def _says_copy(label: str) -> bool:
    lower = label.lower()
    return ("cop" in lower or "kop" in lower) and _COPY_LABEL.search(label) is not None


def _says_share(label: str) -> bool:
    lower = label.lower()
    return any(map(lower.__contains__, _HINTS)) and _SHARING_LABEL.search(label) is not None


def those_that_may_share(elements: list[turbohtml.Element]) -> list[turbohtml.Element]:
    """A cheap first test, for most buttons the last: whether the word or a part of it occurs at all."""
    said = [_said(element) for element in elements]
    everything = "\n".join(said)
    hints = [hint for hint in _HINTS if hint in everything]
    return [
        element
        for element, words in zip(elements, said, strict=True)
        if element.tag == "share-button" or any(map(words.__contains__, hints))
    ]


def may_share(element: turbohtml.Element) -> bool:
    """The same for one element."""
    return bool(those_that_may_share([element]))


def _said(element: turbohtml.Element) -> str:
    attr = element.attr
    return f"{attr('class')} {attr('aria-label')} {attr('title')} {attr('onclick')} {element.text[:200]}".lower()


def _attributes(element: turbohtml.Element) -> dict[str, str]:
    """All attributes but the long ones, which are settings or styles."""
    found = {}
    for name, value in element.attrs.items():
        text = value if type(value) is str else " ".join(value) if value else ""
        if len(text) <= _LONG_VALUE:
            found[name] = text
    return found


def _data(attrs: Mapping[str, str]) -> str:
    parts = [
        f"{name[5:]} {value if len(value) <= _SHORT_VALUE else ''}"
        for name, value in attrs.items()
        if name.startswith("data-")
    ]
    return " ".join(parts)


def _by_address(attrs: Mapping[str, str], onclick: str) -> tuple[str, Control, str] | None:
    for name in _SHARED_ADDRESSES:
        address = attrs.get(name, "")
        if address and (endpoint := networks.endpoint_of(address.strip())):
            return endpoint.network, Control.SCRIPT, address.strip()
    if "//" in onclick and (opened := _ADDRESS.search(onclick)):
        endpoint = networks.endpoint_of(opened.group(0))
        return (endpoint.network, Control.SCRIPT, "") if endpoint else None
    return None


def _by_words(names: str, data: str, onclick: str, label: str, *, linked: bool) -> Button | None:
    """`linked`: the element leads to a page of its own, so its label may be that page's title and proves nothing."""
    named, said = _tokens(names), _tokens(data)
    marked = any(token in _SHARING for token in (*named, *said))
    shares = marked or (not linked and (_says_share(label) or "shar" in onclick.lower()))
    if not shares or _OTHER_LABEL.match(label) or not _OTHER.isdisjoint((*named, *said)):
        return None
    known = networks.words()
    sure = [token for token in (*named, *_tokens(onclick[:100])) if len(token) >= _SURE_WORD]
    spoken = [] if linked else _tokens(label)
    network = next((known[token] for token in (*said, *spoken, *sure) if token in known), "")
    if not network and (linked or (label and not _says_share(label))):
        return None
    return Button(network or "many", Control.SCRIPT, "", label)


def _tokens(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(text)]
