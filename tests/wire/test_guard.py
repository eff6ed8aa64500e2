"""The address guard against the known tricks of server-side request forgery."""

from __future__ import annotations

import asyncio
import ipaddress

import pytest
from aiohttp import web
from yarl import URL

from footfall.page.facts import Fault
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Admitted, Guard, Refused
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.ranges import is_public, unwrap
from tests.wire.conftest import html, lenient, serving
from tests.wire.guards import as_public

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.1.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[100::1]",
    "[2001:db8::1]",
    "[2001:2::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[64:ff9b:1::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2002:c0a8:101::1]",
    "[2001:0:53aa:64c:0:7fff:80ff:fffe]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:ffff:7f00:0001]",
]
METADATA = [
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:a9fe:a9fe::]",
]
ODD = [
    "2130706433",
    "0x7f000001",
    "0X7F000001",
    "017700000001",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f.1",
    "127.1",
    "127.0.1",
    "0",
    "127.0.0.1.",
    "00000177.0.0.1",
    "127.0.0.01",
    "0x7f.0x0.0x0.0x1",
    "3232235777",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "[2606:2800:220:1::1]", "[64:ff9b::808:808]", "[::ffff:8.8.8.8]", "172.32.0.1"]


def strict(**options: object) -> Guard:
    return Guard(only_loopback=False, **options)  # type: ignore[arg-type]


async def judge(guard: Guard, url: str, *, from_public: bool = False) -> Admitted | Refused:
    target = URL(url)
    return await guard.admit(target.scheme, target.raw_host or "", target.port or 0, from_public=from_public)


@pytest.mark.parametrize("host", PRIVATE + METADATA + ODD)
async def test_strict_guard_refuses(host: str) -> None:
    verdict = await judge(strict(), f"http://{host}/")
    assert isinstance(verdict, Refused), verdict
    assert verdict.fault is Fault.GUARDED
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize("host", PUBLIC)
async def test_strict_guard_admits_public_addresses(host: str) -> None:
    verdict = await judge(strict(), f"http://{host}/")
    assert isinstance(verdict, Admitted)
    assert not verdict.private


@pytest.mark.parametrize("host", METADATA)
async def test_metadata_services_are_refused_even_when_typed(host: str) -> None:
    assert isinstance(await judge(strict(allow_private=True), f"http://{host}/"), Refused)


async def test_metadata_service_is_admitted_when_listed() -> None:
    guard = strict(allow_hosts=frozenset({"169.254.169.254"}))
    assert isinstance(await judge(guard, "http://169.254.169.254/"), Admitted)


@pytest.mark.parametrize(
    "url", ["http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://LOCALHOST/", "http://localhost./"]
)
async def test_spellings_that_normalise_to_this_machine(url: str) -> None:
    assert isinstance(await judge(Guard(only_loopback=False), url), Refused)


@pytest.mark.parametrize("scheme", ["ftp", "file", "gopher", "data", "javascript", "ws", ""])
async def test_only_http_and_https(scheme: str) -> None:
    verdict = await strict(allow_private=True).admit(scheme, "example.com", 80, from_public=False)
    assert isinstance(verdict, Refused)
    assert verdict.fault is Fault.SCHEME


async def test_unusual_ports_need_permission() -> None:
    assert isinstance(await judge(strict(), "http://8.8.8.8:22/"), Refused)
    assert isinstance(await judge(strict(), "http://8.8.8.8:8080/"), Refused)
    assert isinstance(await judge(strict(), "https://8.8.8.8:80/"), Admitted)
    assert isinstance(await judge(strict(allow_private=True), "http://8.8.8.8:8080/"), Admitted)
    listed = strict(allow_hosts=frozenset({"8.8.8.8:8080"}))
    assert isinstance(await judge(listed, "http://8.8.8.8:8080/"), Admitted)
    assert isinstance(await judge(listed, "http://8.8.8.8:8081/"), Refused)


class FakeResolver:
    """Answers name look-ups from a list, one entry a call; the last entry stays."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def __call__(self, host: str) -> list[str]:
        self.calls += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(0)
        return answer


@pytest.mark.parametrize(
    "addresses",
    [["8.8.8.8", "127.0.0.1"], ["8.8.8.8", "::1"], ["2606:2800:220:1::1", "fd00::1"], ["169.254.169.254", "8.8.8.8"]],
)
async def test_one_bad_address_among_several_refuses_the_name(addresses: list[str]) -> None:
    verdict = await judge(strict(resolve=FakeResolver(addresses)), "http://mixed.test/")
    assert isinstance(verdict, Refused)


async def test_a_name_is_looked_up_once_so_rebinding_cannot_win() -> None:
    resolver = FakeResolver(["8.8.8.8"], ["127.0.0.1"])
    guard = strict(resolve=resolver)
    for _ in range(3):
        verdict = await judge(guard, "http://rebinding.test/")
        assert isinstance(verdict, Admitted)
        assert verdict.addresses == ("8.8.8.8",)
    assert resolver.calls == 1


async def test_racing_look_ups_agree_on_the_first_answer() -> None:
    guard = strict(resolve=FakeResolver(["8.8.8.8"], ["127.0.0.1"]))
    verdicts = await asyncio.gather(*(judge(guard, "http://rebinding.test/") for _ in range(2)))
    assert {verdict.addresses for verdict in verdicts if isinstance(verdict, Admitted)} == {("8.8.8.8",)}
    assert all(isinstance(verdict, Admitted) for verdict in verdicts)


async def test_forgotten_names_are_checked_again() -> None:
    guard = strict(resolve=FakeResolver(["8.8.8.8"], ["127.0.0.1"]))
    await judge(guard, "http://rebinding.test/")
    guard.forget("rebinding.test")
    assert isinstance(await judge(guard, "http://rebinding.test/"), Refused)


async def test_connections_go_to_the_checked_address_and_keep_the_name() -> None:
    hosts: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        hosts.append(request.headers["Host"])
        return html("mine")

    async with serving(answer) as url:
        port = URL(url).port
        resolver = FakeResolver(["127.0.0.1"], ["127.0.0.2"])
        guard = Guard(allow_hosts=frozenset({"site.test"}), resolve=resolver)
        async with Fetcher(guard=guard) as fetcher:
            for _ in range(2):
                answered = await fetcher.get(f"http://site.test:{port}/")
                assert isinstance(answered, Fetched)
    assert hosts == [f"site.test:{port}"] * 2
    assert resolver.calls == 1


async def test_a_public_page_cannot_redirect_to_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    as_public(monkeypatch, "127.0.0.9")
    inside: list[str] = []

    async def secret(request: web.Request) -> web.Response:
        inside.append(request.path)
        return html("secret")

    async with serving(secret) as private:

        async def lure(request: web.Request) -> web.Response:
            raise web.HTTPFound(f"{private}/admin")

        async with serving(lure, host="127.0.0.9") as public:
            async with Fetcher(guard=Guard(allow_private=True, only_loopback=False)) as fetcher:
                outcome = await fetcher.get(f"{public}/")
                assert isinstance(outcome, Failed)
                assert outcome.fault is Fault.GUARDED
                assert [hop.url for hop in outcome.hops] == [f"{public}/"]
                typed = await fetcher.get(f"{private}/admin")
                assert isinstance(typed, Fetched)
                named_by_public = await fetcher.get(f"{private}/admin", from_public=True)
                assert isinstance(named_by_public, Failed)
            listed = Guard(allow_private=True, only_loopback=False, allow_hosts=frozenset({"127.0.0.1"}))
            async with Fetcher(guard=listed) as fetcher:
                assert isinstance(await fetcher.get(f"{public}/"), Fetched)
    assert inside == ["/admin", "/admin"]


async def test_private_pages_may_redirect_among_themselves() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/":
            raise web.HTTPFound("/there")
        return html("there")

    async with serving(answer) as url, lenient() as fetcher:
        outcome = await fetcher.get(f"{url}/")
        assert isinstance(outcome, Fetched)
        assert outcome.private


async def test_redirects_to_odd_schemes_and_spellings() -> None:
    targets = iter(["ftp://x/", "file:///etc/passwd", "http://2130706433/", "http://[::ffff:169.254.169.254]/latest"])

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": next(targets)})

    async with serving(answer) as url, lenient() as fetcher:
        faults = [(await fetcher.get(f"{url}/{n}")) for n in range(4)]
    assert [outcome.fault for outcome in faults if isinstance(outcome, Failed)] == [
        Fault.SCHEME,
        Fault.SCHEME,
        Fault.GUARDED,
        Fault.GUARDED,
    ]


async def test_only_loopback_mode_asks_no_name_server() -> None:
    verdict = await judge(Guard(allow_private=True), "http://example.com/")
    assert isinstance(verdict, Refused)
    assert isinstance(await judge(Guard(allow_private=True), "http://8.8.8.8/"), Refused)
    assert isinstance(await judge(Guard(allow_private=True), "http://localhost/"), Admitted)


async def test_unknown_and_unreadable_names() -> None:
    async def nobody(host: str) -> list[str]:
        raise OSError

    verdict = await judge(strict(resolve=nobody), "http://nobody.test/")
    assert isinstance(verdict, Refused)
    assert verdict.fault is Fault.DNS


def test_own_tables_refuse_at_least_what_python_refuses() -> None:
    samples = [ipaddress.ip_address(host.strip("[]").partition("%")[0]) for host in PRIVATE]
    assert not any(is_public(unwrap(address)) for address in samples)
    for first in range(256):
        address = ipaddress.ip_address(f"{first}.77.1.2")
        assert is_public(address) == (address.is_global and not address.is_multicast), address
