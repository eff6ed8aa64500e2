"""Starts a consumer's profile with every value unknown, so that only what somebody has read gets filled in."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from footfall.smo.previews.profile import LEAVES, MAY_BE_ABSENT

HEAD = """id = "{id}"
name = "{name}"
kind = "network"

[sources]
docs = { mark = "documented", text = "where it was read", date = 2026-11-22 }
"""
NEEDED = {
    "title.order": '["og:title", "title"]',
    "description.order": '["og:description", "meta:description"]',
    "image.order": '["og:image"]',
    "card.rule": '"size"',
}
DRAW = """[draw]
shape = "stacked"
small_shape = "side"
width = 480
ratio = 1.91
thumb = 96
thumb_side = "left"
order = ["title", "description", "domain"]
title_lines = 2
description_lines = 2
domain_case = "lower"
radius = 8
stripe = false
"""


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    path = Path("src/footfall/smo/previews") / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9]+", name):
        sys.exit("Give the consumer a name in lower case without spaces: make new-consumer ID=newnetwork.")
    if path.exists():
        sys.exit(f"There is a consumer called {name} already.")
    lines, section = [HEAD.replace("{id}", name).replace("{name}", name.capitalize())], ""
    for leaf in LEAVES:
        if leaf in MAY_BE_ABSENT:
            continue
        if leaf.split(".")[0] != section:
            section = leaf.split(".")[0]
            lines.append(f"[{section}]")
        value = f'{{ value = {NEEDED[leaf]}, from = "docs" }}' if leaf in NEEDED else '"unknown"'
        lines.append(f"{leaf.split('.')[1]} = {value}")
    path.write_text("\n".join([*lines, "", DRAW]), "utf-8")
    print(f"Fill in {path}; every value needs a source. Then `make docs` and `make check`.")


if __name__ == "__main__":
    main()
