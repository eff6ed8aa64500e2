"""What visitors of short links and of measured pages meet; everything else is Django's."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from footfall.edge.asked import Answer, Read, Request
from footfall.edge.collector import EVENTS_A_MINUTE, Collector
from footfall.edge.counts import Counts
from footfall.edge.ids import clock
from footfall.edge.pages import Pages
from footfall.edge.redirects import UNKNOWN, Redirects
from footfall.edge.share import share_page
from footfall.edge.tracker import Tracker
from footfall.edge.visitors import Visitors
from footfall.events.door import Inbox
from footfall.flywheel.owned import Registry

access = logging.getLogger("footfall.access")
Reply = Callable[[Request, Read], Awaitable[Answer]]


class Front:
    """Decides by path and host who answers.

    Args:
        proxies: how many proxies of one's own stand in front.
        report_to: where misuse of short links is reported: a mail address or an https address.
        log_requests: one line a request in the log `footfall.access`, without the client's address.
        unknown: unknown short links that a client may ask for in a minute.
        a_minute: events that a client may send in a minute.
    """

    def __init__(
        self,
        registry: Registry,
        inbox: Inbox,
        *,
        proxies: int = 0,
        report_to: str = "",
        log_requests: bool = False,
        unknown: int = UNKNOWN,
        a_minute: int = EVENTS_A_MINUTE,
        now: Callable[[], int] = clock,
    ) -> None:
        self.counts = Counts()
        self._registry = registry
        self._pages = Pages(report_to)
        visitors = Visitors(registry, proxies=proxies)
        self._redirects = Redirects(registry, inbox, visitors, self.counts, self._pages, now=now, unknown=unknown)
        self._collector = Collector(registry, inbox, visitors, self.counts, now=now, a_minute=a_minute)
        self._tracker = Tracker()
        self._log_requests = log_requests

    def concerns(self, path: str, host: str) -> bool:
        """Whether a request is answered here. `host` as the header says it."""
        return path.startswith(("/r/", "/x/")) or path in ("/e", "/f.js") or self._own(host) != ""

    async def answer(self, request: Request, body: Read) -> Answer:
        """
        Raises:
            LeftError: the client left; there is nobody to answer.
        """
        begun = time.monotonic()
        answer = await self._answer(request, body)
        if self._log_requests:
            self._log(request, answer, time.monotonic() - begun)
        return answer

    async def _answer(self, request: Request, body: Read) -> Answer:
        path = request.path
        if path == "/e":
            return await self._collector.answer(request, body)
        if path == "/f.js":
            return self._tracker.answer(request)
        if path.startswith("/x/"):
            return share_page(self._registry, request)
        code = path[3:] if path.startswith("/r/") else path[1:]
        return await self._redirects.answer(request, self._own(request.header("host")), code.removesuffix("/"))

    def _own(self, host: str) -> str:
        """The custom domain of a Host header; "" where it is none."""
        domains = self._registry.domains()
        if not domains:
            return ""
        name = host.lower()
        if name in domains:
            return name
        bare = name.partition(":")[0].removesuffix(".")
        return bare if bare in domains else ""

    def _log(self, request: Request, answer: Answer, seconds: float) -> None:
        fields = {
            "method": request.method,
            "path": request.path,
            "status": answer.status,
            "bytes": len(answer.body),
            "ms": round(seconds * 1000),
        }
        access.info("%(method)s %(path)s %(status)d, %(bytes)d bytes in %(ms)d ms", fields, extra={"fields": fields})
