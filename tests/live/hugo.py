"""A Hugo site of N posts with faults sown from a seed, built by the real program."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PIL import Image

BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{{ .Params.padding | safeHTML }}
{{ .Params.head | safeHTML }}
<title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body><main>{{ block "main" . }}{{ end }}</main></body>
</html>
"""
SINGLE = '{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ .Content }}</article>{{ end }}'
LINKS = '{{ range .Pages }}<a href="{{ .Permalink }}">{{ .Title }}</a> {{ end }}'
LIST = '{{ define "main" }}<h1>{{ .Title }}</h1>' + LINKS + "{{ end }}"
SITE = "https://bakery.example/"

TAGS = {
    "meta-og-title-missing": '<meta property="og:title" content="{title}">',
    "meta-og-description-missing": '<meta property="og:description" content="{lead}">',
    "meta-og-image-missing": '<meta property="og:image" content="https://bakery.example/loaf.jpg">\n'
    '<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">\n'
    '<meta property="og:image:alt" content="A round loaf with a dark crust">',
    "meta-og-url-missing": '<meta property="og:url" content="{url}">\n<link rel="canonical" href="{url}">',
    "meta-og-type-missing": '<meta property="og:type" content="article">',
    "card-twitter-card-missing": '<meta name="twitter:card" content="summary_large_image">',
}
"""Leaving a tag out sows the fault that its key names."""
PADDINGS = {"none": 0, "32 kB": 40_000, "300 kB": 310_000, "1 MB": 1_100_000}


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its address, the rules that must fire, and how far its tags stand from the top."""

    url: str
    faults: frozenset[str]
    padding: int = 0


@dataclass(slots=True)
class Site:
    """A built site on disk and what was sown in it."""

    folder: Path
    posts: list[Post] = field(default_factory=list)


def built(folder: Path, posts: int, seed: int = 7, address: str = SITE) -> Site:
    """Write the sources, run Hugo, and give the site it built, to be published at an address."""
    chance = Random(seed)
    source = folder / "source"
    (source / "layouts/_default").mkdir(parents=True)
    (source / "content/posts").mkdir(parents=True)
    (source / "static").mkdir()
    (source / "config.toml").write_text(
        f'baseURL = "{address}"\ntitle = "Corner Bakery"\ndisableKinds = ["taxonomy", "term"]\n'
    )
    (source / "layouts/_default/baseof.html").write_text(BASE)
    (source / "layouts/_default/single.html").write_text(SINGLE)
    (source / "layouts/_default/list.html").write_text(LIST)
    (source / "static/loaf.jpg").write_bytes(_picture())
    site = Site(folder / "public")
    for number in range(posts):
        site.posts.append(_write_post(source, number, chance, address))
    subprocess.run(["hugo", "--quiet", "-s", str(source), "-d", str(site.folder)], check=True, timeout=300)
    return site


def _write_post(source: Path, number: int, chance: Random, address: str) -> Post:
    title = f"How we bake loaf number {number} in our kitchen"
    lead = f"Flour, water, salt and time: what we learned from loaf number {number}, step by step."
    url = f"{address}posts/p{number}/"
    faults = {fault for fault in TAGS if chance.random() < 0.25}
    kept = [tag.format(title=title, lead=lead, url=url) for fault, tag in TAGS.items() if fault not in faults]
    lines = [tag.replace(SITE, address) for tag in kept]
    if "meta-og-title-missing" not in faults and chance.random() < 0.1:
        faults.add("meta-duplicate-tags")
        lines.append(f'<meta property="og:title" content="Another title for loaf {number}">')
    if "meta-og-image-missing" not in faults and chance.random() < 0.1:
        faults.add("image-relative-url")
        lines = [line.replace(f"{address}loaf.jpg", "/loaf.jpg") for line in lines]
    size = PADDINGS["none"] if chance.random() < 0.9 else chance.choice(list(PADDINGS.values()))
    padding = f"<style>/*{'x' * size}*/</style>" if size else ""
    front = "\n".join(
        [
            "---",
            f'title: "{title}"',
            f"padding: '{padding}'",
            "head: |",
            *(f"  {line}" for one in lines for line in one.split("\n")),
            "---",
        ]
    )
    more = "A good loaf asks for nothing else, but it asks for all of it in the right order."
    body = f"{lead}\n\n{more}\n\n[More](/posts/p{number + 1}/)\n"
    (source / f"content/posts/p{number}.md").write_text(f"{front}\n{body}")
    return Post(url, frozenset(faults), size)


def _picture() -> bytes:
    picture = Image.effect_noise((1200, 630), 40).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()
