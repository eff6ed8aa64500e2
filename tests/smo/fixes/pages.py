"""Made-up pages for the fixers' laws: pieces that real pages consist of, put together and damaged at random."""

from __future__ import annotations

from hypothesis import strategies as st

URL = "https://bakery.example/blog/sourdough"

PROLOGS = (
    "",
    "<!doctype html>\n",
    "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>\n",
    '<?xml version="1.0" encoding="utf-8"?>\n<!doctype html>\n',
    "<!-- made by hand -->\n<!doctype html>\n",
    "<!-- <html><head> -->\n",
)
OPENINGS = (
    "<html><head>\n",
    '<html lang="en">\n  <head>\n    ',
    '<HTML LANG="de-AT"><HEAD>',
    "<head>",
    '<html lang="ja">\n',
    "",
    "<html><head></head><head>\n",
    '<html lang="fr"><div id="early"></div><head>\n',
    "<html amp><head>",
)
PARTS = (
    '<meta charset="utf-8">',
    "<meta charset=utf-8>",
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />',
    "<title>Sourdough in ten easy steps | Corner Bakery</title>",
    "<title>Kürbis & “Brot” – Bäckerei</title>",
    "<title>{{ page.title }}</title>",
    "<TITLE>A loaf a day keeps the baker busy</TITLE>",
    '<meta name="description" content="A crisp crust without special tools: ten steps with photos of each.">',
    "<meta name=description content='Say \"bread\" & smile: how we bake every single morning'>",
    '<meta property="og:title" content="Sourdough in ten easy steps">',
    '<meta property="og:title" content="Another title that a plugin wrote">',
    "<meta property=og:title content=Bread>",
    "<META NAME='og:title' CONTENT='Sourdough, the slow way, step by step'>",
    '<meta property="og:title" content="">',
    '<meta property="og:title" content>',
    '<meta property="OG:Title" content="Capital letters in the key, as some write">',
    '<meta property="og:description" content="A crisp crust without special tools: ten steps." />',
    '<meta name="description" property="og:description" content="Two keys in one tag, as some plugins write it.">',
    '<meta property="og:image" content="/img/loaf.jpg">',
    '<meta property="og:image" content="//cdn.bakery.example/loaf.jpg">',
    '<meta property="og:image" content="http://bakery.example/loaf.jpg">',
    '<meta property="og:image" content="https://bakery.example/second.png">',
    '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">',
    '<meta property="og:url" content="http://bakery.example/blog/sourdough/">',
    '<meta property="og:locale" content="en-us">',
    '<meta property="og:type" content="website">',
    '<meta name="twitter:card" content="photo">',
    '<meta property="twitter:card" content="summary">',
    '<meta name="twitter:card" content="summary_large_image">',
    '<meta name="twitter:image" content="https://bakery.example/tw.jpg">',
    '<meta name="twitter:title" content="Sourdough for the impatient among us"></meta>',
    '<link rel="canonical" href="https://bakery.example/blog/sourdough">',
    "<link rel=canonical href=/blog/sourdough>",
    '<link rel="image_src" href="/img/linked.jpg"/>',
    '<script type="application/ld+json">{"@type": "Article", "headline": "Sourdough in ten easy steps",}</script>',
    '<script type="application/ld+json">//<![CDATA[\n{"@type": "WebPage", "name": "one\ntwo"}\n//]]></script>',
    '<script>document.write(\'<meta property="og:title" content="written">\')</script>',
    '<noscript><meta property="og:image" content="https://bakery.example/no.jpg"></noscript>',
    '<!-- <meta property="og:type" content="article"> -->',
    "<template><meta property='og:site_name' content='Hidden'></template>",
    "<style>p{color:red}</style>",
    "<base href='/other/'>",
    "\n",
    "\r\n  ",
    "\t",
    "</head>",
    "</head><body class='x'>",
    "<frameset cols='*'><frame src='a.html'></frameset>",
    "<p>",
    "<svg><title>Icon</title></svg>",
    "<!--[if IE]><meta property='og:title' content='IE'><![endif]-->",
    "<!-- never closed ",
)
BODIES = (
    (
        "</head><body><h1>Sourdough in ten easy steps</h1><p>We bake at night, so that the bread is warm in the "
        "morning. It takes patience.</p></body></html>\n"
    ),
    "</HEAD><BODY><ARTICLE><TIME>2026</TIME><P>One.<P>Two.<P>Three.</ARTICLE></BODY>",
    "<body><img src='/a.jpg' width=800 height=400 alt='A loaf'><a href='https://plus.google.com/share?url=x'>+1</a>",
    (
        '<body><ul><li><a href="https://www.addtoany.com/add_to/facebook?linkurl=https%3A%2F%2Fb.example%2F">F</a></li>'
        '<li><a href="https://del.icio.us/post?url=x">D</a></li></ul>'
    ),
    '<body><a href="https://twitter.com/intent/tweet?text=Salt & pepper bread&url=https://bakery.example/blog/sourdough#c">X</a>',
    "",
    "plain text without any tag",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "cp1252", "shift_jis", "latin-1")


def encode(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be-bom":
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode(encoding, "xmlcharrefreplace")


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """Bytes of a page: sound, damaged, or hardly a page at all."""
    text = draw(st.sampled_from(PROLOGS)) + draw(st.sampled_from(OPENINGS))
    separator = draw(st.sampled_from(("", "\n", "\r\n", "\n  ", "\n\t")))
    text += separator.join(draw(st.lists(st.sampled_from(PARTS), max_size=14)))
    text += draw(st.sampled_from(BODIES))
    if draw(st.booleans()):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    data = encode(text, draw(st.sampled_from(ENCODINGS)))
    for _ in range(draw(st.integers(0, 3))):
        data = draw(_damaged(data))
    return data


@st.composite
def _damaged(draw: st.DrawFn, data: bytes) -> bytes:
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 40)))
    kind = draw(st.sampled_from(("cut", "double", "junk", "tail")))
    if kind == "cut":
        return data[:start] + data[end:]
    if kind == "double":
        return data[:end] + data[start:end] + data[end:]
    if kind == "junk":
        return (
            data[:start]
            + draw(st.sampled_from((b"\xff", b"\x00", b"<", b'"', b"'", b">", b"--", b"\xe2")))
            + data[start:]
        )
    return data[:end]
