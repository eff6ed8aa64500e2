"""What networks let through to a page, and how browsers, apps and programs call themselves.

How often a referrer is hidden is a choice of this world, not a measurement. The agents are made after the patterns that
vendors publish; versions are of autumn 2026.
"""

from __future__ import annotations

from typing import NamedTuple

from footfall.flywheel.event import Device

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8)"

AGENTS: dict[Device, tuple[str, ...]] = {
    Device.DESKTOP: (
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",  # noqa: E501
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    ),
    Device.PHONE: (
        f"{_IPHONE} Version/18.6 Mobile/15E148 Safari/604.1",
        f"Mozilla/5.0 (Linux; Android 10; K) {_WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36",
        f"Mozilla/5.0 (Linux; Android 10; K) {_WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    ),
    Device.TABLET: (
        "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",  # noqa: E501
    ),
}
APPS: dict[str, str] = {
    "facebook": f"{_IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.36.99;FBDV/iPhone15,2]",
    "instagram": f"{_IPHONE} Mobile/15E148 Instagram 398.0.0.30.77 (iPhone15,2; iOS 18_6; de_DE)",
    "linkedin": f"{_IPHONE} Mobile/15E148 [LinkedInApp]/9.31.2",
    "pinterest": f"{_ANDROID} {_WEBKIT} Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 [Pinterest/Android]",
    "tiktok": f"{_ANDROID} {_WEBKIT} Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 musical_ly_2026 BytedanceWebview/d8a21c6",  # noqa: E501
    "threads": f"{_IPHONE} Mobile/15E148 Barcelona 399.0.0.31.90 (iPhone15,2; iOS 18_6; de_DE)",
}
"""In-app browsers by network; on phones only."""
FETCHERS: dict[str, str] = {
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "x": "Twitterbot/1.0",
    "linkedin": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "mastodon": "Mastodon/4.5.0 (http.rb/5.3.1; +https://server-{n}.example/) Bot",
    "whatsapp": "WhatsApp/2.23.20.0",
    "telegram": "TelegramBot (like TwitterBot)",
    "bluesky": "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "reddit": "redditbot/1.0",
    "pinterest": "Pinterestbot/1.0",
}
"""Preview fetchers; `{n}` counts servers."""
PROGRAMS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    f"Mozilla/5.0 (X11; Linux x86_64) {_WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36",
    "curl/8.14.1",
)


class Net(NamedTuple):
    """A social network, as the one who posts there and the page that is visited meet it."""

    name: str
    odds: float
    referrers: tuple[str, ...]
    """What browsers send, where it isn't hidden, each as often."""
    hidden: float
    """Part of visits without referrer."""
    app: float
    """Part of visits on phones that come in the network's own browser."""


MASTODON = ("https://mastodon.social/", "https://fosstodon.org/", "https://chaos.social/", "https://village.example/")
"""One of the servers is one that no list knows."""
NETS = (
    Net(
        "facebook",
        0.24,
        ("https://l.facebook.com/", "https://m.facebook.com/", "http://lm.facebook.com/l.php"),
        0.2,
        0.8,
    ),
    Net("instagram", 0.12, ("https://l.instagram.com/",), 0.3, 0.9),
    Net("whatsapp", 0.14, (), 1.0, 0.0),
    Net("x", 0.1, ("https://t.co/4kXw9bQmPz", "https://x.com/"), 0.5, 0.0),
    Net("linkedin", 0.08, ("https://www.linkedin.com/", "android-app://com.linkedin.android/"), 0.2, 0.6),
    Net(
        "reddit",
        0.08,
        ("https://www.reddit.com/", "https://out.reddit.com/", "android-app://com.reddit.frontpage/"),
        0.3,
        0.0,
    ),
    Net("pinterest", 0.07, ("https://www.pinterest.com/",), 0.2, 0.5),
    Net("mastodon", 0.05, MASTODON, 0.4, 0.0),
    Net("bluesky", 0.05, ("https://bsky.app/",), 0.2, 0.0),
    Net("tiktok", 0.04, ("https://www.tiktok.com/",), 0.5, 0.9),
    Net("threads", 0.03, ("https://l.threads.com/",), 0.3, 0.9),
)
SEARCH = (
    ("google", "https://www.google.com/"),
    ("bing", "https://www.bing.com/"),
    ("duckduckgo", "https://duckduckgo.com/"),
)
ASSISTANTS = (("chatgpt", "https://chatgpt.com/"), ("perplexity", "https://www.perplexity.ai/"))
MAILS = (("gmail", "https://mail.google.com/"), ("outlook", "https://outlook.live.com/"))
REFERRERS = tuple((f"garden-{n}.example", f"https://garden-{n}.example/links") for n in range(12))
