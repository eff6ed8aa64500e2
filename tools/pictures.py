"""Makes the pictures of README and docs from the example shop, so that they never lie about the program."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image

SHOP = Path("examples/shop")
POST = SHOP / "blog/sourdough/index.html"
URL = "https://bakery.example/blog/sourdough/"
SHOWN = "x,nextcloud,discord,mastodon,facebook,whatsapp,slack,linkedin,signal"
OUT = Path("docs/pictures")
COLOURS = 256
"""Enough for cards; keeps the repository small."""


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, options in (("wall-light", []), ("wall-dark", ["--dark"])):
        command = [sys.executable, "-m", "footfall.cli.main", "preview", str(POST), "--url", URL, "--format", "png"]
        done = subprocess.run([*command, "--on", SHOWN, *options], check=True, capture_output=True)
        picture = Image.open(io.BytesIO(done.stdout))
        small = picture.resize((picture.width * 5 // 8, picture.height * 5 // 8), Image.Resampling.LANCZOS)
        small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE).save(
            OUT / f"{name}.png", optimize=True
        )
        print(OUT / f"{name}.png", (OUT / f"{name}.png").stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
