"""Small random worlds of sealed events: sessions with their source, shares that bring sessions, posts, bots, goals."""

from __future__ import annotations

from random import Random

from footfall.flywheel.event import DAY, Channel, Event, How, Kind

FIRST = 20_000
DAYS = 40
NOW = (FIRST + DAYS) * DAY
PATHS = ("/", "/a", "/b?x=1", "/c/d", "/é")
NETS = ("x", "facebook", "mastodon")
SOURCES = {
    Channel.DIRECT: ("",),
    Channel.PAID: NETS,
    Channel.SOCIAL: NETS,
    Channel.SEARCH: ("google", "bing"),
    Channel.AI: ("chatgpt",),
    Channel.EMAIL: ("gmail",),
    Channel.REFERRAL: ("news.example", "blog.example"),
}


class World:
    """Grows event by event; `events` in the order of their making."""

    def __init__(self, seed: int, sessions: int = 120) -> None:
        self.random = Random(seed)
        self.events: list[Event] = []
        self.tokens: list[Event] = []
        """Shares and deliveries that may bring somebody."""
        for post in range(4):
            self.deliver(post)
        people = [self.random.getrandbits(60) + 1 for _ in range(max(1, sessions // 4))]
        for number in range(sessions):
            self.session(number + 1, self.random.choice(people))

    def add(self, **columns: object) -> Event:
        ts = int(columns.pop("ts"))  # type: ignore[call-overload]
        ts = min(ts, NOW + DAY)
        made = Event(id=len(self.events) + 1, ts=ts, day=ts // DAY, **columns)  # type: ignore[arg-type]
        self.events.append(made)
        return made

    def deliver(self, post: int) -> None:
        """Post 0 is a campaign's link without a post."""
        token = self.random.getrandbits(62) + 1
        ts = FIRST * DAY + self.random.randrange(10 * DAY)
        site = 1 if post < 3 else 2
        common = {"site": site, "post": post, "src_post": post, "link": post + 10, "path": self.random.choice(PATHS)}
        made = self.add(
            ts=ts,
            kind=Kind.DELIVER,
            share=token,
            root=token,
            net=self.random.choice(NETS),
            chan=Channel.POST,
            campaign="" if post else "spring",
            **common,
        )
        self.tokens.append(made)
        for _ in range(self.random.randrange(4)):
            net = self.random.choice(NETS)
            self.add(ts=ts + self.random.randrange(DAY), kind=Kind.BOT, bot=1, net=net, via=token, **common)

    def session(self, number: int, person: int) -> None:
        random = self.random
        consent = random.random() < 0.4
        same = {
            "visitor": 0 if random.random() < 0.1 else person if consent else random.getrandbits(62) + 1,
            "session": number * 7919,
            "consent": int(consent),
            "country": random.choice(("", "DE", "FR")),
            "device": random.randrange(4),
            "bot": int(random.random() < 0.05),
        }
        came, begin = self._by_token() if random.random() < 0.5 else self._by_source()
        same |= came
        if same["link"] and random.random() < 0.8:
            self.add(ts=begin - 300, kind=Kind.CLICK, path=random.choice(PATHS), **same)
        ts = begin
        marks = '{"from":"x"}' if same.get("via") and random.random() < 0.6 else ""
        for _ in range(random.choice((1, 1, 2, 3, 4))):
            path = random.choice(PATHS)
            self.add(ts=ts, kind=Kind.VIEW, path=path, props=marks, **same)
            marks = ""
            if random.random() < 0.3:
                self._share(ts + random.randrange(1, 60_000), path, same)
            if random.random() < 0.2:
                self._convert(ts + random.randrange(1, 60_000), path, same)
            ts += random.randrange(1, 6 * 3_600_000)

    def _by_token(self) -> tuple[dict[str, object], int]:
        random = self.random
        of = random.choice(self.tokens)
        delivered = of.kind == Kind.DELIVER
        net = of.net if of.net in NETS else random.choice(("", *NETS))
        came = {
            "site": of.site,
            "via": of.share,
            "root": of.root,
            "gen": of.gen + 1,
            "src_post": of.src_post,
            "chan": Channel.POST if delivered else Channel.SHARED,
            "how": How.TOKEN,
            "net": net,
            "inapp": random.choice(("", "", *NETS)),
            "campaign": of.campaign if delivered else "",
            "link": of.link if delivered else 0,
            "post": of.post if delivered else 0,
        }
        return came, of.ts + random.randrange(1, 12 * DAY)

    def _by_source(self) -> tuple[dict[str, object], int]:
        random = self.random
        chan = random.choice(list(SOURCES))
        came: dict[str, object] = {"site": random.choice((1, 1, 1, 2)), "chan": chan, "link": 0}
        came |= {"net": random.choice(SOURCES[chan]), "how": How.REFERRER if chan else How.NONE}
        if chan == Channel.PAID:
            came |= {"how": How.UTM, "campaign": random.choice(("spring", "autumn"))}
        if chan == Channel.SOCIAL:
            came["inapp"] = random.choice(("", *NETS))
        return came, FIRST * DAY + random.randrange(DAYS * DAY)

    def _share(self, ts: int, path: str, same: dict[str, object]) -> None:
        token = self.random.getrandbits(62) + 1
        net = self.random.choice((*NETS, "copy", "native", "dark"))
        root = same.get("root") or token
        made = self.add(ts=ts, kind=Kind.SHARE, path=path, **(same | {"share": token, "net": net, "root": root}))
        if self.random.random() < 0.1:
            self.add(ts=ts + 5, kind=Kind.SHARE, path=path, **(same | {"share": token, "net": net, "root": root}))
        if not made.bot:
            self.tokens.append(made)

    def _convert(self, ts: int, path: str, same: dict[str, object]) -> None:
        goal = self.random.choice(("lead", "lead", "sale"))
        value = {"value": self.random.randrange(10_000), "currency": self.random.choice(("EUR", "USD"))}
        self.add(ts=ts, kind=Kind.CONVERT, path=path, goal=goal, **(same | (value if goal == "sale" else {})))
