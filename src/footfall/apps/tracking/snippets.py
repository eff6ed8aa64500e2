"""What stands in the pages of a site so that they are measured, for each kind of site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.html import escape

from footfall.apps.sites.models import Site
from footfall.apps.tracking.models import Consent, Measuring

SHARE = """\
<button type="button" data-share="copy">Copy the link</button>
<button type="button" data-share="native">Share …</button>
<button type="button" data-share="linkedin">LinkedIn</button>
<button type="button" data-share="bluesky" data-share-url="https://…">Share another page</button>"""
CONSENT = """\
// Somebody agreed; call it at every later page as well, while that holds:
addEventListener('load', () => footfall.consent(true));
// Somebody took it back: the number goes from the device.
footfall.consent(false);"""


def tag(site: Site, measuring: Measuring, desk: str) -> str:
    """The tag of a site; `desk` is the address of this installation.

    Plain text, which templates escape: it is shown, never run here. Consent is not written into it: the site's own
    banner adds it for those who agree.
    """
    more = " data-hash-share" if measuring.hash_share else ""
    return f'<script defer src="{escape(desk)}/f.js" data-site="{site.pk}"{more}></script>'


def wordpress(script: str) -> str:
    """For the functions.php of a child theme, or a plugin that keeps snippets."""
    return f"add_action( 'wp_head', function () {{\n    echo '{script}';\n}} );"


def policy(desk: str) -> str:
    """What a Content-Security-Policy must allow."""
    parts = urlsplit(desk)
    origin = f"{parts.scheme}://{parts.netloc}"
    return f"script-src {origin}; connect-src {origin}"


def consenting(measuring: Measuring) -> str:
    """What the site's banner calls; "" where nobody is asked."""
    return CONSENT if measuring.consent == Consent.ASKED else ""


CURL = """\
KEY='{key}'
BODY='{{"site": {site}, "kind": "convert", "url": "{url}", "key": "order-1001",
  "props": {{"goal": "order", "value": 1990, "currency": "EUR"}}}}'
NOW=$(date +%s)
SIGNED=$(printf '%s.%s' "$NOW" "$BODY" | openssl dgst -sha256 -hmac "$KEY" -r | cut -d' ' -f1)
curl --fail --data-binary "$BODY" -H "Footfall-Signature: t=$NOW,v1=$SIGNED" {desk}/e
"""


def curl(site: Site, desk: str, key: str = "") -> str:
    """How a shell sends a signed conversion; runs as it stands."""
    url = f"{site.address}thanks".replace("'", "%27")
    return CURL.format(key=key or "the key of this page", site=site.pk, url=url, desk=desk)
