"""The few pages that the edge shows to people itself: an address that leads nowhere, one that is over."""

from __future__ import annotations

from html import escape

from footfall.edge.asked import Answer, says

_HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "private, no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-robots-tag", "noindex"),
]


class Pages:
    """Made once; nothing of a request ever stands in them.

    Args:
        report_to: a mail address or an https address where misuse is reported; "" says nothing of it.
    """

    def __init__(self, report_to: str = "") -> None:
        report = _report(report_to)
        self.unknown = _page(
            404,
            "This short link leads nowhere",
            "It was mistyped, or was never made. Check it where you found it.",
            report,
        )
        self.over = _page(
            410, "This short link is over", "Whoever made it has ended or deleted it. Ask them for another one.", report
        )
        self.wait = says(
            429, "Too many unknown short links were asked for from your network. Wait a minute.", ("retry-after", "60")
        )
        self.only_get = says(405, "A short link is only ever read: use GET or HEAD.", ("allow", "GET, HEAD"))


def _page(status: int, title: str, words: str, report: str) -> Answer:
    body = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<h1>{escape(title)}</h1>
<p>{escape(words)}</p>
{report}</html>
"""
    return Answer(status, _HEADERS, body.encode())


def _report(to: str) -> str:
    if not to:
        return ""
    address = to if to.startswith(("https://", "http://")) else f"mailto:{to}"
    return f'<p>Was it used for something bad? <a href="{escape(address)}">Report it: {escape(to)}</a></p>\n'
