"""The links and the site that are asked for."""

from __future__ import annotations

from footfall.flywheel.owned import Link, SiteRules

LINKS = 10_000


class Known:
    """A registry that never changes."""

    def __init__(self) -> None:
        rules = SiteRules(1, frozenset({"shop.example"}))
        self._links = {f"code{number:04d}": link(number) for number in range(LINKS)}
        self._sites = {1: rules}

    def link(self, host: str, code: str) -> Link | None:
        return None if host else self._links.get(code)

    def domains(self) -> frozenset[str]:
        return frozenset()

    def site(self, site: int) -> SiteRules | None:
        return self._sites.get(site)

    def sites(self) -> list[SiteRules]:
        return list(self._sites.values())

    def salts(self, now: int) -> tuple[bytes, bytes]:
        del now
        return b"today" * 4, b"yesterday" * 4

    def key(self) -> bytes:
        return b"lasting" * 5


def link(number: int) -> Link:
    token = f"abcdefg{number:04d}A"
    target = f"https://shop.example/page/{number % 500}?size=2"
    return Link(number + 1, 1, f"code{number:04d}", target, f"utm_source=x&utm_medium=social&s={token}", token)
