"""Facts about a page of a built site that lie beside it on disk: its pictures and its robots.txt."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from protego import Protego

from footfall.page import Page
from footfall.page.facts import Image, PageFacts
from footfall.smo.agents import preview_agents

MOST_SHOWN = 8
"""Pictures of a page's text that are measured, so that `fix` can offer one of them to previews."""
SUFFIXES = (".html", ".htm", ".xhtml")
FIRST_BYTES = 65536
"""Enough of a picture's file to measure it."""


def local_facts(page: Page, folder: str, site_url: str, *, thumbnails: bool = False) -> PageFacts:
    """What the site's own folder says of a page: its preview pictures measured, robots.txt read."""
    images = {}
    shown = [page.resolve(image.src) for image in page.images[:MOST_SHOWN] if image.src]
    for address in dict.fromkeys((*stated_pictures(page), *shown)):
        path = path_of(address, folder, site_url)
        if path is not None:
            image = _decoded(str(path), address) if thumbnails else _measured(str(path), address)
            images[address] = replace(image, blocked_agents=_blocked(folder, address))
    return PageFacts(images=images, blocked_agents=_blocked(folder, page.url))


def pages_in(folder: Path) -> list[Path]:
    """All HTML files below a folder, sorted. Hidden folders and links that lead outside are left out."""
    found: list[Path] = []
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        found.extend(Path(base) / name for name in sorted(files) if name.lower().endswith(SUFFIXES))
    return found


def stated_pictures(page: Page) -> list[str]:
    """The absolute addresses of the pictures that the page states for previews."""
    keys = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
    raw = [meta.value for key in keys for meta in page.metas_by_key.get(key, ()) if meta.value]
    return list(dict.fromkeys(page.resolve(value) for value in raw))


def path_of(address: str, folder: str, site_url: str) -> Path | None:
    """The file of an address of this site, None when the address belongs elsewhere or leads out of the folder."""
    try:
        site, parts = urlsplit(site_url), urlsplit(address)
    except ValueError:
        return None
    base = site.path.rstrip("/") + "/"
    if parts.netloc.lower() != site.netloc.lower() or not parts.path.startswith(base):
        return None
    root = Path(folder).resolve()
    path = (root / unquote(parts.path[len(base) :])).resolve()
    return path if path.is_relative_to(root) else None


@lru_cache(maxsize=4096)
def _measured(path: str, address: str) -> Image:
    from footfall.page.imagehead import measure

    file = Path(path)
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = measure(stream.read(FIRST_BYTES))
    except OSError:
        return Image(address, status=404)
    return Image(address, format=head.format, width=head.width, height=head.height, animated=head.animated, size=size)


@lru_cache(maxsize=256)
def _decoded(path: str, address: str) -> Image:
    from footfall.wire.picture import measure_local

    return measure_local(Path(path), url=address, thumbnails=True)


@lru_cache(maxsize=4096)
def _blocked(folder: str, url: str) -> frozenset[str]:
    """Preview bots that the folder's robots.txt turns away from an address; nobody where there is no robots.txt."""
    rules = _robots(folder)
    if rules is None:
        return frozenset()
    return frozenset(agent for agent in preview_agents() if not rules.can_fetch(url, agent))


@lru_cache(maxsize=64)
def _robots(folder: str) -> Protego | None:
    try:
        return Protego.parse((Path(folder) / "robots.txt").read_text("utf-8", "replace"))
    except OSError:
        return None
