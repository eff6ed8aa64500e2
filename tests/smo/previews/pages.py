"""Pages to try previews on: heads made of random tags, and a profile whose window is set anew."""

from __future__ import annotations

from hypothesis import strategies as st

from footfall.smo.previews import Leaf, Mark, Profile

KEYS = (
    *("og:title", "og:description", "og:image", "og:url", "og:type", "og:image:width", "og:image:secure_url"),
    *("twitter:card", "twitter:title", "twitter:description", "twitter:image", "description", "title", "OG:Title"),
)
VALUES = (
    "",
    " ",
    "Sourdough",
    "Brot & Salz",
    "naïve",
    "日本語のパン",
    "/a.jpg",
    "https://bakery.example/b.jpg",
    "null",
    "600",
)


@st.composite
def metas(draw: st.DrawFn) -> str:
    quote = draw(st.sampled_from(['"', "'", ""]))
    value = draw(st.sampled_from(VALUES))
    if not quote:
        value = value.replace(" ", "") or "x"
    attribute = draw(st.sampled_from(["property", "name", "itemprop"]))
    key, content = f"{attribute}={quote}{draw(st.sampled_from(KEYS))}{quote}", f"content={quote}{value}{quote}"
    return "<meta " + (f"{key} {content}" if draw(st.booleans()) else f"{content} {key}") + ">"


OTHERS = (
    *("<!-- og:title -->", '<script>var a = \'<meta property="og:title" content="script">\';</script>', "\n", "é" * 9),
    *("<title>Element</title>", "<div></div>", '<template><meta property="og:title" content="t"></template>'),
    *("<noscript><meta property='og:image' content='/n.jpg'></noscript>", "</head><body>", "<h1>Heading</h1>", "\r\n"),
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Linked","description":""}</script>',
    '<link rel="icon" href="/i.png"><link rel="image_src" href="/l.png">',
)
PAGES = st.lists(metas() | st.sampled_from(OTHERS), max_size=14).map(
    lambda parts: ('<!doctype html><meta charset="utf-8">' + "".join(parts)).encode()
)
TIDY_KEYS = tuple(key for key in KEYS if key.islower())
TIDY = st.lists(st.sampled_from(TIDY_KEYS), unique=True, max_size=9).map(
    lambda keys: (
        '<!doctype html><head><meta charset="utf-8"><title>Element</title>'
        + "".join(f'<meta {"property" if key.startswith("og:") else "name"}="{key}" content="{key} 1">' for key in keys)
    ).encode()
)


def with_window(profile: Profile, window: int) -> Profile:
    """The same consumer, reading that many bytes."""
    leaf = Leaf(window, Mark.CODE, "a test", profile.leaf("title.order").date)
    leaves = {**profile.leaves, "fetch.window": leaf}
    return Profile(profile.id, profile.name, profile.kind, profile.note, leaves, profile.draw)
