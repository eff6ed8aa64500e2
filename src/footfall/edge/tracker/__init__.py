"""The script that pages load, `/f.js`: read, made small, and served."""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from footfall.edge.asked import Answer, Request, says
from footfall.edge.tracker.small import made_small

_AGE = "public, max-age=3600"
"""A page that was loaded today meets a new version within an hour. Our choice."""


def source() -> str:
    """As we write it: tracker.js."""
    return files(__name__).joinpath("tracker.js").read_text("utf-8")


class Tracker:
    """Answers `/f.js`: both spellings are made once, at the start."""

    def __init__(self) -> None:
        self._plain, self._zipped = _both()
        self._only_get = says(405, "The tracker is only ever read: use GET or HEAD.", ("allow", "GET, HEAD"))

    def answer(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return self._only_get
        whole = self._zipped if _takes_gzip(request.header("accept-encoding")) else self._plain
        tag = dict(whole.headers)["etag"]
        if tag in (part.strip().removeprefix("W/") for part in request.header("if-none-match").split(",")):
            return Answer(304, [pair for pair in whole.headers if not pair[0].startswith("content-")])
        return whole


@cache
def _both() -> tuple[Answer, Answer]:
    plain = made_small(source()).encode()
    zipped = gzip.compress(plain, 9, mtime=0)
    named = blake2b(plain, digest_size=8).hexdigest()
    headers = [
        ("content-type", "text/javascript; charset=utf-8"),
        ("cache-control", _AGE),
        ("vary", "accept-encoding"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
    ]
    return (
        Answer(200, [*headers, ("etag", f'"{named}"')], plain),
        Answer(200, [*headers, ("etag", f'"{named}z"'), ("content-encoding", "gzip")], zipped),
    )


def _takes_gzip(said: str) -> bool:
    for part in said.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
