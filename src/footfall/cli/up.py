"""`footfall up`: the desk on one machine, web application and workers together."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from footfall.cli.children import Child
from footfall.cli.children import stop as stop_children
from footfall.cli.desk import data_option, settle
from footfall.cli.lock import hold
from footfall.cli.say import Exit, notice, stop

QUEUES = ("default", "audits")
READY = 60.0
"""Seconds that the web application has to answer for the first time."""
LOOK = 0.2
"""Seconds between two looks at the children."""


@click.command("up")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--example",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="A folder with a built site that can be audited without the network.",
)
@click.option("--workers/--no-workers", default=True, help="Without: only the web application; see `footfall worker`.")
def command(data: Path, host: str, port: int, example: Path | None, workers: bool) -> None:
    """Run the desk: makes the data folder, brings the tables up to date, starts the web application and two workers.

    Stops on SIGTERM or Ctrl-C, with exit code 0. Other exit codes: 2 a setting is wrong · 3 the port is taken, or the
    data folder or the database can't be used.
    """
    folder = settle(data)
    port = _free_port(host, port)
    os.environ.setdefault("FOOTFALL_URL", _url(host, port))
    if example is not None:
        os.environ["FOOTFALL_EXAMPLE"] = str(example.resolve())
    _listen_to_signals()
    try:
        link = _prepare()
        with hold(folder):
            _serve(_children(host, port, workers=workers), host, port, link)
    except _Asked:
        pass
    notice("the desk has stopped.")


class _Asked(BaseException):
    """Somebody asked us to stop."""


def _listen_to_signals() -> None:
    def asked(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
        for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(kind, signal.SIG_IGN)
        raise _Asked

    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(kind, asked)


def _free_port(host: str, port: int) -> int:
    """The port, or a free one for 0.

    Raises:
        Stop: it can't be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            stop(
                f"nothing can listen at {host}, port {port} ({error.strerror}). "
                "If another desk runs there, open it or stop it; else choose another port with --port."
            )
        return int(probe.getsockname()[1])


def _url(host: str, port: int) -> str:
    """How people reach the desk, as far as can be known without being told."""
    name = socket.gethostname() if host in ("0.0.0.0", "::") else host  # noqa: S104 - asked for
    return f"http://{f'[{name}]' if ':' in name else name}{'' if port == 80 else f':{port}'}"


def _prepare() -> str | None:
    """Tables and static files; returns the owner's one-time link while nobody exists."""
    done = subprocess.run([sys.executable, "-m", "footfall.project.prepare"], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        stop("the desk could not be made ready; what stands above says why.", Exit(min(done.returncode, 3) or 3))
    said = json.loads(done.stdout.splitlines()[-1])
    link = said["link"]
    return link if isinstance(link, str) else None


def _children(host: str, port: int, *, workers: bool) -> list[Child]:
    web = Child("The web application", lambda name, before: _web(host, port))  # noqa: ARG005
    queues = QUEUES if workers else ()
    return [web, *(_worker(queue) for queue in queues)]


def _web(host: str, port: int) -> list[str]:
    options = {"interface": "asginl", "host": host, "port": str(port), "http": "1", "log-level": "warning"}
    options |= {"workers": os.environ.get("FOOTFALL_WEB_PROCESSES", "1"), "workers-kill-timeout": "20"}
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "granian", *given, "--no-ws", "footfall.project.asgi:application"]


def _worker(queue: str) -> Child:
    def command(name: str, before: str) -> list[str]:
        instead = ["--replaces", before] if before else []
        return [sys.executable, "-m", "footfall", "worker", "--queue", queue, "--name", name, *instead]

    return Child(f"The worker of the queue {queue!r}", command)


def _serve(children: list[Child], host: str, port: int, link: str | None) -> None:
    said, until = False, time.monotonic() + READY
    try:
        for child in children:
            child.start()
        while True:
            time.sleep(LOOK)
            now = time.monotonic()
            for child in children:
                child.look(now)
            if not said and _answers(host, port):
                said = True
                _welcome(link)
            elif not said and now > until:
                stop("the web application did not start; what stands above says why.")
    finally:
        stop_children(children)


def _answers(host: str, port: int) -> bool:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(here, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _welcome(link: str | None) -> None:
    click.echo(f"The desk is open at {os.environ['FOOTFALL_URL']}/")
    if link:
        click.echo(f"Nobody owns it yet. Open this link once to become its owner:\n{link}")
    click.echo("Ctrl-C stops it.")
    sys.stdout.flush()
