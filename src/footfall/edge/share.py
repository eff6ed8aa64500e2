"""`/x/NETWORK?u=ADDRESS`: from a share button to the network's own page for sharing, so that pages need no list.

Only addresses on measured sites are passed on: nobody can dress up a link with our name. Nothing is counted here; the
tracker says that somebody shared.
"""

from __future__ import annotations

from urllib.parse import parse_qs, quote

from footfall.edge.asked import Answer, Request, says
from footfall.flywheel.address import parted
from footfall.flywheel.owned import Registry

LONGEST = 4096
"""Characters of an address that is shared."""
TARGETS = {
    "bluesky": "https://bsky.app/intent/compose?text=",
    "email": "mailto:?body=",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u=",
    "hackernews": "https://news.ycombinator.com/submitlink?u=",
    "line": "https://social-plugins.line.me/lineit/share?url=",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url=",
    "mastodon": "https://share.joinmastodon.org/#text=",
    "pinterest": "https://www.pinterest.com/pin/create/button/?url=",
    "reddit": "https://www.reddit.com/submit?url=",
    "teams": "https://teams.microsoft.com/share?href=",
    "telegram": "https://t.me/share/url?url=",
    "threads": "https://www.threads.net/intent/post?url=",
    "tumblr": "https://www.tumblr.com/widgets/share/tool?canonicalUrl=",
    "vk": "https://vk.com/share.php?url=",
    "whatsapp": "https://wa.me/?text=",
    "x": "https://x.com/intent/post?url=",
    "xing": "https://www.xing.com/spi/shares/new?url=",
}
"""Pages for sharing that take the address last. Sources and dates: footfall/page/networks.toml, tested against it."""
_UNKNOWN = says(404, "No network of this name is known here. " + ", ".join(TARGETS) + " are.")
_FOREIGN = says(403, "This address is on none of the sites that are measured here, so it is not passed on.")
_ONLY_GET = says(405, "A share page is only ever opened: use GET or HEAD.", ("allow", "GET, HEAD"))


def share_page(registry: Registry, request: Request) -> Answer:
    """302 to the network's page for sharing."""
    if request.method not in ("GET", "HEAD"):
        return _ONLY_GET
    target = TARGETS.get(request.path.removeprefix("/x/"))
    if target is None:
        return _UNKNOWN
    asked = parse_qs(request.query, max_num_fields=20) if request.query.count("&") < 20 else {}
    address = asked.get("u", [""])[0]
    parts = parted(address)
    if parts.scheme not in ("http", "https") or len(address) > LONGEST or not _is_ours(registry, parts.host):
        return _FOREIGN
    headers = [
        ("location", target + quote(address.encode("utf-8", "replace"), safe="")),
        ("cache-control", "private, no-store"),
        ("x-robots-tag", "noindex"),
    ]
    return Answer(302, headers)


def _is_ours(registry: Registry, host: str) -> bool:
    return bool(host) and any(host in rules.hosts for rules in registry.sites())
