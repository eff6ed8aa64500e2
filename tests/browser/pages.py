"""A site of a few pages under a strict Content-Security-Policy, each with the tracker in a way that its path names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ATTRIBUTES = {"hash": "data-hash-share", "agreed": 'data-consent="granted"'}
"""What the script element has besides, by the first part of the path."""


@contextmanager
def site(desk: str, number: int = 3, port: int = 0) -> Iterator[str]:
    """The address of a running site, without a final slash; `desk` is where the tracker comes from."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            body = _page(path, desk, number).encode() if path != "/favicon.ico" else b""
            self.send_response(200 if body else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; img-src data:; script-src {desk}; connect-src {desk}; "
                "require-trusted-types-for 'script'",
            )
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _page(path: str, desk: str, number: int) -> str:
    kind = path.split("/")[1]
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{path}</title>
<link rel="canonical" href="{path}">
<link rel="icon" href="data:,">
<script defer src="{desk}/f.js" data-site="{number}" {ATTRIBUTES.get(kind, "")}></script>
<h1>{path}</h1>
<button data-share="x"><b>Post it</b></button>
<button data-share="copy">Copy the link</button>
<button data-share="native">Share</button>
<a data-share="facebook" href="https://www.facebook.com/sharer/sharer.php?u=fallback">Facebook</a>
<button data-share="copy" data-share-url="/plain/another">Copy another</button>
<a href="/plain/next">Next</a>
</html>
"""
