"""A site of N pages on loopback, in a process of its own whose time nobody counts. Prints its port."""

from __future__ import annotations

import sys

from aiohttp import web

from bench.pages import synthetic


def main() -> None:
    pages = int(sys.argv[1])
    made: dict[int, bytes] = {}

    async def post(request: web.Request) -> web.Response:
        number = int(request.match_info["number"]) % pages
        if number not in made:
            made[number] = synthetic(number, host=f"http://{request.host}", of=pages).data
        return web.Response(body=made[number], content_type="text/html", charset="utf-8")

    async def index(_request: web.Request) -> web.Response:
        links = "".join(f'<a href="/post/{number}.html">{number}</a>' for number in range(pages))
        return web.Response(text=f"<!doctype html><title>All</title>{links}", content_type="text/html")

    async def image(_request: web.Request) -> web.Response:
        return web.Response(status=404)

    app = web.Application()
    app.router.add_get("/", index)
    app.router.add_get(r"/post/{number:\d+}.html", post)
    app.router.add_get("/img/{name}", image)

    async def announce(_app: web.Application) -> None:
        print("READY", flush=True)

    app.on_startup.append(announce)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[2]), print=None, access_log=None)


if __name__ == "__main__":
    main()
