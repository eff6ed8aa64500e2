"""Pages made from a seed out of everything a head may contain, to compare our previews with their judges."""

from __future__ import annotations

from random import Random

TITLES = (
    "Sourdough in 10 steps",
    "Brot &amp; Salz",
    "  Rye   starter ",
    "Loaf | Corner Bakery",
    "“Crumb” – a study",
    "パンの話",
    "x" * 140,
)
TEXTS = (
    "Flour, water, salt and time.",
    "Lead &quot;one&quot; &#8211; two",
    "word " * 120,
    "Zeile eins\nZeile zwei",
    "",
    " ",
    "Sourdough in 10 steps",
    "Ελληνικά, кириллица, 中文",
    "y" * 620,
)
IMAGES = (
    "https://cdn.example/a.jpg",
    "/img/b.png",
    "c.webp",
    "//cdn.example/d.jpg?x=1&amp;y=2",
    "",
    "https://cdn.example/e f.jpg",
)
HEAD = (
    '<meta property="og:title" content="{title}">',
    '<meta property="og:title" content="">',
    '<meta name="og:title" content="wrong attribute">',
    "<meta property='og:title' content='{title} single'>",
    '<meta name="twitter:title" content="{title} (twitter)">',
    '<meta property="twitter:title" content="{title} (twitter, property)">',
    "<title>{title}</title>",
    "<title>{title} | Corner Bakery</title>",
    '<meta property="og:description" content="{text}">',
    '<meta name="twitter:description" content="{text} (twitter)">',
    '<meta name="description" content="{text}">',
    '<meta name="dc.Description" content="{text} (dc)">',
    '<meta property="og:image" content="{image}">',
    '<meta name="twitter:image" content="{image}">',
    '<meta itemprop="image" content="{image}">',
    '<link rel="image_src" href="{image}">',
    '<link rel="apple-touch-icon" href="/touch.png">',
    '<link rel="icon" href="/favicon.ico">',
    '<meta property="og:site_name" content="Corner Bakery">',
    '<meta name="twitter:card" content="summary_large_image">',
    '<!-- <meta property="og:title" content="in a comment"> -->',
    '<script>document.write(\'<meta property="og:title" content="scripted">\')</script>',
    '<META PROPERTY="OG:TITLE" CONTENT="capitals">',
    '<meta property="article:author" content="Ines">',
)
BODY = (
    "<h1>{title}</h1>",
    "<h2>Second</h2>",
    "<p>{text}</p>",
    "<p>More <b>bold</b> and <i>so</i> on.</p>",
    "<nav>menu</nav>",
    '<img src="{image}" width="600" height="400">',
    '<img src="small.gif" width="5" height="5">',
    '<img src="plain.jpg">',
    "<header>head of page</header>",
    "<div role='menu'>roles</div>",
    "<footer>the end</footer>",
    "<svg><title>drawn</title></svg>",
    "<noscript>no script</noscript>",
    "<ul><li>one<li>two</ul>",
    "plain text",
    "<h3><a href=x>linked</a></h3>",
)


def made_page(number: int) -> bytes:
    """The same page for the same number."""
    chance = Random(number)

    def filled(snippet: str) -> str:
        return snippet.format(title=chance.choice(TITLES), text=chance.choice(TEXTS), image=chance.choice(IMAGES))

    head = [filled(snippet) for snippet in chance.sample(HEAD, chance.randrange(0, 12))]
    if chance.random() < 0.05:
        head += [f'<meta property="og:extra{one}" content="{one}">' for one in range(60)]
    body = [filled(snippet) for snippet in chance.choices(BODY, k=chance.randrange(0, 9))]
    chance.shuffle(head)
    break_ = chance.choice(("\n", "", "\r\n", "\n\t"))
    page = break_.join(
        [
            "<!doctype html>",
            "<html>",
            "<head>",
            '<meta charset="utf-8">',
            *head,
            "</head>",
            "<body>",
            *body,
            "</body></html>",
        ]
    )
    return page.encode()
