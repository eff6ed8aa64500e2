"""Previews and profiles made by hand, so that drawing is tested apart from what consumers do."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image as Pillow

from footfall.smo.previews import Card, Chosen, Lost, Mark, Preview, profiles
from footfall.smo.previews.profile import Leaf, Profile

URL = "https://www.bakery.example/blog/sourdough"
IMAGE = "https://bakery.example/img/loaf.jpg"


def chosen(value: str, source: str = "og:title", line: int = 4, *, clipped: bool = False, raw: str = "") -> Chosen:
    return Chosen(value, raw or value, source, "property", line, 120, clipped, Mark.CODE)


def preview(
    consumer: str = "facebook",
    *,
    title: Chosen | str | None = "Sourdough in 10 steps",
    description: Chosen | str | None = "Flour, water, salt, time.",
    image: Chosen | str | None = IMAGE,
    card: Card = Card.LARGE,
    site_name: str = "Corner Bakery",
    lost_title: tuple[Lost, ...] = (),
    lost_image: tuple[Lost, ...] = (),
    reasons: tuple[str, ...] = (),
    assumptions: tuple[str, ...] = (),
    confidence: Mark = Mark.CODE,
) -> Preview:
    return Preview(
        consumer=consumer,
        title=chosen(title) if isinstance(title, str) else title,
        description=chosen(description, "og:description", 5) if isinstance(description, str) else description,
        image=chosen(image, "og:image", 6) if isinstance(image, str) else image,
        card=card,
        site_name=site_name,
        lost_title=lost_title,
        lost_description=(),
        lost_image=lost_image,
        reasons=reasons,
        assumptions=assumptions,
        confidence=confidence,
    )


def profile(consumer: str = "facebook", *, draw: dict[str, object] | None = None, **leaves: object) -> Profile:
    """A real consumer's profile with other drawing keys and leaves such as `image__max_bytes=(600_000, GUIDES)`."""
    base = profiles()[consumer]
    changed = dict(base.leaves)
    for name, given in leaves.items():
        value, mark = given if isinstance(given, tuple) else (given, Mark.DOCUMENTED)
        changed[name.replace("__", ".")] = Leaf(value, mark, "a test", None)
    return replace(base, leaves=changed, draw=base.draw if draw is None else draw)


def thumbnail(kind: str = "JPEG", size: tuple[int, int] = (32, 16)) -> bytes:
    out = BytesIO()
    Pillow.new("RGB", size, "#c86a48").save(out, kind)
    return out.getvalue()
