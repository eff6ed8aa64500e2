"""Pages to measure on: real ones where a folder of them is at hand, else synthetic ones from a seed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
WORDS = [
    "bread",
    "oven",
    "flour",
    "water",
    "salt",
    "time",
    "starter",
    "dough",
    "loaf",
    "crust",
    "crumb",
    "rye",
    "wheat",
    "spelt",
    "basket",
    "fold",
    "rest",
    "shape",
    "bake",
    "score",
    "neighbour",
    "morning",
    "kitchen",
    "patience",
    "recipe",
    "steam",
    "heat",
    "cold",
    "night",
    "weekend",
    "course",
    "table",
    "knife",
    "butter",
    "honey",
]


class Sample(NamedTuple):
    """One page to measure on."""

    url: str
    data: bytes


def real_pages() -> list[Sample]:
    """The real pages of the development folder, empty where it is absent."""
    folder = Path(os.environ.get("FOOTFALL_PAGES", ROOT.parent / "shared" / "pages"))
    index = folder / "index.json"
    if not index.is_file():
        return []
    entries = [entry for entry in json.loads(index.read_text()) if entry["set"] == "metascraper"]
    return [Sample(entry["url"], (folder / entry["page"]).read_bytes()) for entry in entries]


def engine_pages() -> tuple[str, list[Sample]]:
    """Pages for the engine benchmark with the words that describe them."""
    real = real_pages()
    if real:
        mean = sum(len(page.data) for page in real) // len(real) // 1000
        return f"{len(real)} real pages of {mean} kB on average", real
    made = [synthetic(number, paragraphs=260) for number in range(60)]
    mean = sum(len(page.data) for page in made) // len(made) // 1000
    return f"{len(made)} synthetic pages of {mean} kB on average", made


def synthetic(
    number: int, *, paragraphs: int = 40, host: str = "https://bakery.example", links: int = 40, of: int = 2000
) -> Sample:
    """A page of a made-up blog with some of the usual faults, the same for the same number."""
    chance = Random(number)
    title = " ".join(chance.choices(WORDS, k=6)).capitalize()
    lead = " ".join(chance.choices(WORDS, k=22)).capitalize() + "."
    url = f"{host}/post/{number}.html"
    metas = [
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{lead}">' if chance.random() < 0.7 else "",
        f'<meta property="og:image" content="{host}/img/{number % 50}.jpg">' if chance.random() < 0.8 else "",
        f'<meta property="og:url" content="{url}">' if chance.random() < 0.6 else "",
        '<meta property="og:type" content="article">',
        '<meta name="twitter:card" content="summary_large_image">' if chance.random() < 0.5 else "",
    ]
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "image": [f"{host}/i.jpg"]}
    body = []
    for index in range(paragraphs):
        if index % 8 == 0:
            body.append(f'<h2 id="s{index}">{" ".join(chance.choices(WORDS, k=4)).capitalize()}</h2>')
        if index % 10 == 5:
            body.append(
                f'<figure class="wide"><img src="/img/{index}.jpg" alt="{title}" width="800" height="450"></figure>'
            )
        text = " ".join(chance.choices(WORDS, k=60))
        body.append(
            f'<div class="block block-{index}"><p class="prose">{text.capitalize()} <em>{title}</em>.</p></div>'
        )
    nav = "".join(f'<li><a href="/post/{(number * 7 + step) % of}.html">Post {step}</a></li>' for step in range(links))
    share = f'<a href="https://www.facebook.com/sharer/sharer.php?u={url}">Facebook</a>'
    head = "\n".join(filter(None, metas))
    return Sample(
        url,
        f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Corner Bakery</title>
<meta name="description" content="{lead}"><link rel="canonical" href="{url}">
{head}
<script type="application/ld+json">{json.dumps(data)}</script>
<style>{"".join(f".c{n}{{color:#{n:03x};margin:{n}px}}" for n in range(200))}</style></head>
<body><nav><ul>{nav}</ul></nav><main><article><h1>{title}</h1>
{chr(10).join(body)}
<p>{share}</p></article></main><script>window.x=[{",".join(map(str, range(400)))}]</script></body></html>""".encode(),
    )
