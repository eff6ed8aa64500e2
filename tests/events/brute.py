"""Each report once more, slowly and in plain Python, from the definitions: what the SQL texts are tested against.

Every function takes all events and a scope, and gives the rows that the text of its name should give, as dictionaries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from footfall.events.reports import Scope
from footfall.flywheel.event import DAY, Event, Kind

Row = dict[str, Any]
Key = tuple[Any, ...]
PEOPLES = (Kind.CLICK, Kind.SHARE, Kind.CONVERT)


def chosen(events: Iterable[Event], scope: Scope, *kinds: int, bots: bool = False) -> list[Event]:
    """Of these kinds (or all), in the days, by the filters."""
    found = []
    for event in events:
        if event.site != scope.site or not scope.first <= event.day <= scope.last:
            continue
        asked = scope.filters
        texts = ((asked.path, event.path), (asked.net, event.net), (asked.campaign, event.campaign))
        if any(wanted not in ("", got) for wanted, got in (*texts, (asked.country, event.country))):
            continue
        numbers = ((asked.chan, event.chan), (asked.device, event.device), (asked.gen, event.gen))
        if any(wanted not in (-1, got) for wanted, got in numbers):
            continue
        if asked.post != -1 and asked.post not in (event.post, event.src_post):
            continue
        if (not kinds or event.kind in kinds) and (bots or not event.bot):
            found.append(event)
    return found


def visits(events: Iterable[Event], scope: Scope) -> list[list[Event]]:
    """The chosen views of each session, in order of time."""
    sessions: dict[int, list[Event]] = defaultdict(list)
    for view in chosen(events, scope, Kind.VIEW):
        sessions[view.session].append(view)
    return [sorted(views, key=lambda view: view.ts) for views in sessions.values()]


def summed(pairs: Iterable[tuple[Key, Row]], names: Sequence[str], start: Row) -> list[Row]:
    """Rows added up by their keys."""
    sums: dict[Key, Row] = {}
    for key, row in pairs:
        whole = sums.setdefault(key, dict(start))
        for name, value in row.items():
            whole[name] += value
    return [dict(zip(names, key, strict=True)) | row for key, row in sums.items()]


def nothing(*names: str) -> Row:
    return dict.fromkeys(names, 0)


def wins(event: Event, scope: Scope) -> Row:
    """What a conversion counts as."""
    if event.kind != Kind.CONVERT:
        return {}
    counted = scope.goal in ("", event.goal)
    worth = event.value if counted and scope.currency in ("", event.currency) else 0
    return {"leads": int(event.goal == "lead"), "conversions": int(counted), "worth": worth}


WON = ("leads", "conversions", "worth")


def loop(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            first = views[0]
            own = first.chan in (1, 2) and not first.link
            row = {"visits": 1, "views": len(views), "own_visits": int(own), "share_visits": int(first.chan == 3)}
            yield (first.day,), row
        for event in chosen(events, scope, *PEOPLES):
            counts = {"clicks": int(event.kind == Kind.CLICK), "shares": int(event.kind == Kind.SHARE)}
            yield (event.day,), counts | wins(event, scope)

    names = ("clicks", "own_visits", "visits", "views", "shares", "share_visits", *WON)
    return summed(parts(), ("day",), nothing(*names))


def sources(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        shares = Counter(
            event.session
            for event in events
            if event.kind == Kind.SHARE and not event.bot and event.site == scope.site
            and scope.first <= event.day <= scope.last
        )  # fmt: skip
        for views in visits(events, scope):
            row = {"visits": 1, "views": len(views), "shares": shares[views[0].session]}
            yield _source(views[0]), row
        for event in chosen(events, scope, Kind.CONVERT):
            yield _source(event), wins(event, scope)

    return summed(parts(), ("chan", "net", "how", "inapp"), nothing("views", "visits", "shares", *WON))


def _source(event: Event) -> Key:
    return event.chan, event.net, event.how, event.inapp


def channel_days(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            yield (views[0].day, views[0].chan), {"visits": 1}
        for event in chosen(events, scope, Kind.SHARE, Kind.CONVERT):
            yield (event.day, event.chan), {"shares": int(event.kind == Kind.SHARE)} | wins(event, scope)

    return summed(parts(), ("day", "chan"), nothing("visits", "shares", *WON))


def mature(events: list[Event], scope: Scope) -> dict[int, Event]:
    """First use of each token that is old enough."""
    return {token: share for token, share in shares(events, scope).items() if share.ts < scope.now - scope.mature * DAY}


def shares(events: list[Event], scope: Scope) -> dict[int, Event]:
    found: dict[int, Event] = {}
    for share in sorted(chosen(events, scope, Kind.SHARE), key=lambda share: share.ts):
        found.setdefault(share.share, share)
    return found


def dark(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    followed = {event.via for event in events if event.kind == Kind.VIEW and event.site == scope.site and not event.bot}

    def parts() -> Iterator[tuple[Key, Row]]:
        for token, share in mature(events, scope).items():
            control = share.net if share.net in ("copy", "native", "dark") else "button"
            yield (control,), {"shares": 1, "followed": int(token in followed)}

    return summed(parts(), ("control",), nothing("shares", "followed"))


def unknown(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    found = visits(events, scope)
    direct = [views for views in found if views[0].chan == 0]
    return [{"visits": len(found), "direct": len(direct), "inner_page": sum(views[0].path != "/" for views in direct)}]


def pages(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            for path, seen in Counter(view.path for view in views).items():
                chan = views[0].chan
                row = {"views": seen, "visits": 1, "share_visits": int(chan == 3), "search_visits": int(chan == 5)}
                yield (path,), row
        for event in chosen(events, scope, Kind.SHARE, Kind.CONVERT):
            yield (event.path,), {"shares": int(event.kind == Kind.SHARE)} | wins(event, scope)

    names = ("views", "visits", "share_visits", "search_visits", "shares", *WON)
    return summed(parts(), ("path",), nothing(*names))


def page_shares(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    made: dict[Key, list[int]] = defaultdict(list)
    for share in chosen(events, scope, Kind.SHARE):
        made[share.path, share.net].append(share.session)
    return [{"path": path, "net": net, "shares": len(by), "sharers": len(set(by))} for (path, net), by in made.items()]


def posts(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            if post := views[0].src_post or views[0].post:
                induced = views[0].gen >= 2
                yield (post,), {"visits": 1, "direct_visits": int(not induced), "induced_visits": int(induced)}
        for event in chosen(events, scope, *PEOPLES, Kind.BOT, Kind.DELIVER, bots=True):
            post = event.src_post or event.post
            if post and event.kind in (Kind.BOT, Kind.DELIVER):
                yield (post,), {"deliveries": int(event.kind == Kind.DELIVER), "fetches": int(event.kind == Kind.BOT)}
            elif post and not event.bot:
                row = {"clicks": int(event.kind == Kind.CLICK), "shares": int(event.kind == Kind.SHARE)}
                yield (post,), row | wins(event, scope)
            elif post:
                yield (post,), {}

    names = ("deliveries", "clicks", "fetches", "visits", "direct_visits", "induced_visits", "shares", *WON)
    return summed(parts(), ("post",), nothing(*names))


def deliveries(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    rows: dict[int, Row] = {}

    def row(event: Event) -> Row:
        start = {"post": 0, "net": "", "delivered": 0} | nothing("clicks", "fetches", "visits", "shares", "leads")
        whole = rows.setdefault(event.link, {"link": event.link} | start)
        whole["post"] = max(whole["post"], event.post)
        return whole

    for views in visits(events, scope):
        if views[0].link:
            row(views[0])["visits"] += 1
    for event in chosen(events, scope, *PEOPLES, Kind.BOT, Kind.DELIVER, bots=True):
        if not event.link:
            continue
        whole = row(event)
        whole["fetches"] += event.kind == Kind.BOT
        if event.kind == Kind.DELIVER:
            whole["net"], whole["delivered"] = event.net, event.ts
        if not event.bot:
            whole["clicks"] += event.kind == Kind.CLICK
            whole["shares"] += event.kind == Kind.SHARE
            whole["leads"] += event.kind == Kind.CONVERT and event.goal == "lead"
    return list(rows.values())


def campaigns(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            yield _campaign(views[0]), {"visits": 1}
        for event in chosen(events, scope, *PEOPLES, Kind.BOT, bots=True):
            row = {"fetches": int(event.kind == Kind.BOT)}
            if not event.bot:
                row |= {"clicks": int(event.kind == Kind.CLICK), "shares": int(event.kind == Kind.SHARE)}
                row |= wins(event, scope)
            yield _campaign(event), row

    rows = summed(parts(), ("campaign", "chan", "net"), nothing("clicks", "fetches", "visits", "shares", *WON))
    return [row for row in rows if row["campaign"]]


def _campaign(event: Event) -> Key:
    return event.campaign, event.chan, event.net


def _followed(events: list[Event], scope: Scope, link: int) -> list[Event]:
    found = chosen(events, scope, Kind.CLICK, Kind.BOT, bots=True)
    return [event for event in found if event.link and link in (-1, event.link)]


def _clicks(event: Event) -> Row:
    person = event.kind == Kind.CLICK and not event.bot
    return {"clicks": int(person), "fetches": int(not person)}


def links(events: list[Event], scope: Scope, link: int, **_: Any) -> list[Row]:
    found = _followed(events, scope, link)
    rows = summed((((event.link,), _clicks(event)) for event in found), ("link",), nothing("clicks", "fetches"))
    for row in rows:
        times = [event.ts for event in found if event.link == row["link"] and _clicks(event)["clicks"]]
        row["latest"] = max(times, default=0)
    return rows


def link_days(events: list[Event], scope: Scope, link: int, **_: Any) -> list[Row]:
    found = _followed(events, scope, link)
    return summed((((event.day,), _clicks(event)) for event in found), ("day",), nothing("clicks", "fetches"))


def link_nets(events: list[Event], scope: Scope, link: int, **_: Any) -> list[Row]:
    found = _followed(events, scope, link)
    return summed((((event.net,), _clicks(event)) for event in found), ("net",), nothing("clicks", "fetches"))


def born(events: list[Event], scope: Scope) -> dict[int, list[int]]:
    """Times of the child shares of each token, whatever the filters, also after the days."""
    firsts: dict[int, Event] = {}
    for event in events:
        if event.kind == Kind.SHARE and event.site == scope.site and event.via and not event.bot:
            known = firsts.get(event.share)
            firsts[event.share] = event if known is None or event.ts < known.ts else known
    found: dict[int, list[int]] = defaultdict(list)
    for event in firsts.values():
        found[event.via].append(event.ts)
    return found


def k(events: list[Event], scope: Scope, by: str, **_: Any) -> list[Row]:
    parts: dict[str, Callable[[Event], str]] = {
        "": lambda share: "",
        "path": lambda share: share.path,
        "net": lambda share: share.net,
        "post": lambda share: str(share.src_post),
        "week": lambda share: str(share.day - (share.day - 4) % 7),
    }
    times = born(events, scope)
    trees: dict[tuple[str, int], list[int]] = defaultdict(list)
    for token, share in mature(events, scope).items():
        children = sum(ts <= share.ts + scope.mature * DAY for ts in times[token])
        trees[parts[by](share), share.root].append(children)
    rows: dict[str, Row] = {}
    names = ("shares", "children", "children2", "roots", "root_shares2", "root_children2", "root_cross")
    for (part, _root), fruit in trees.items():
        n, all_ = len(fruit), sum(fruit)
        row = rows.setdefault(part, {"part": part} | nothing(*names))
        for name, value in zip(
            names, (n, all_, sum(c * c for c in fruit), 1, n * n, all_ * all_, n * all_), strict=True
        ):
            row[name] += value
    return list(rows.values())


def lags(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    times = born(events, scope)
    took = [
        max(0, ts - share.ts)
        for token, share in mature(events, scope).items()
        for ts in times[token]
        if ts <= share.ts + scope.mature * DAY
    ]
    return [{"since": since, "children": n} for since, n in Counter(lag // 600_000 * 600_000 for lag in took).items()]


def young(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    times = born(events, scope)

    def parts() -> Iterator[tuple[Key, Row]]:
        for token, share in shares(events, scope).items():
            age = scope.now - share.ts
            if 0 <= age <= scope.mature * DAY:
                children = sum(ts <= scope.now for ts in times[token])
                yield (age // 3_600_000 * 3_600_000,), {"shares": 1, "brought": children, "squares": children**2}

    return summed(parts(), ("age",), nothing("shares", "brought", "squares"))


def depth(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    trees: dict[int, list[Event]] = defaultdict(list)
    for share in shares(events, scope).values():
        trees[share.root].append(share)
    sizes: dict[int, list[int]] = defaultdict(list)
    for tree in trees.values():
        sizes[max(share.gen for share in tree)].append(len(tree))
    return [
        {"depth": depth, "trees": len(size), "shares": sum(size), "largest": max(size)} for depth, size in sizes.items()
    ]


def cascades(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    trees: dict[int, list[Event]] = defaultdict(list)
    for event in chosen(events, scope, Kind.SHARE, Kind.DELIVER, Kind.VIEW):
        if event.root:
            trees[event.root].append(event)
    return [
        {
            "root": root,
            "post": max(event.src_post for event in tree),
            "path": max((event.path for event in tree if event.share == root), default=""),
            "depth": max(event.gen for event in tree),
            "shares": len({event.share for event in tree if event.kind != Kind.VIEW}),
            "visits": len({event.session for event in tree if event.kind == Kind.VIEW}),
            "since": min(event.ts for event in tree),
        }
        for root, tree in trees.items()
    ]


def survival(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    def parts() -> Iterator[tuple[Key, Row]]:
        for views in visits(events, scope):
            chan, net = views[0].chan, views[0].inapp or views[0].net
            if net and chan in (3, 4):
                known = any('"from":' in view.props for view in views)
                yield (net,), {"with_token": int(chan == 3 and known), "without": int(chan == 4)}

    return summed(parts(), ("network",), nothing("with_token", "without"))


def tree(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    nodes: dict[int, Event] = {}
    for event in sorted(chosen(events, scope, Kind.SHARE, Kind.DELIVER), key=lambda event: event.ts):
        nodes.setdefault(event.share, event)
    brought: dict[int, set[int]] = defaultdict(set)
    for event in events:
        if event.kind == Kind.VIEW and event.site == scope.site and event.day >= scope.first and not event.bot:
            brought[event.via].add(event.session)
    return [
        {
            "token": token,
            "parent": node.via,
            "root": node.root,
            "gen": node.gen,
            "ts": node.ts,
            "path": node.path,
            "net": node.net,
            "chan": node.chan,
            "post": node.src_post,
            "kind": node.kind,
            "visits": len(brought[token]),
        }
        for token, node in nodes.items()
    ]


def funnel(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    own = {
        event.share
        for event in events
        if event.site == scope.site
        and (event.kind == Kind.DELIVER or (event.kind == Kind.SHARE and not event.bot and event.chan in (1, 2)))
    }
    came = [views[0] for views in visits(events, scope)]
    acts = chosen(events, scope, *PEOPLES)
    made = [event for event in acts if event.kind == Kind.SHARE]
    own_made = [event for event in made if event.chan in (1, 2)]
    leads = [event for event in acts if event.kind == Kind.CONVERT and event.goal == "lead"]
    return [
        {
            "clicks": sum(event.kind == Kind.CLICK for event in acts),
            "unclicked_visits": sum(view.chan in (1, 2) and not view.link for view in came),
            "visits": len(came),
            "sharers": len({event.session for event in made}),
            "shares": len(made),
            "share_visits": sum(view.chan == 3 for view in came),
            "leads": len(leads),
            "share_leads": sum(event.chan == 3 for event in leads),
            "own_visits": sum(view.chan in (1, 2) for view in came),
            "own_sharers": len({event.session for event in own_made}),
            "own_shares": len(own_made),
            "own_share_visits": sum(view.chan == 3 and view.root in own for view in came),
            "own_leads": sum(event.chan in (1, 2) for event in leads),
            "own_share_leads": sum(event.chan == 3 and event.root in own for event in leads),
        }
    ]


def evergreen(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    return [
        {"path": row["path"], "visits": row["search_visits"], "shares": row["shares"]}
        for row in pages(events, scope)
        if row["search_visits"]
    ]


def journeys(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    origins = {
        event.share: event.chan
        for event in events
        if event.site == scope.site and event.share and event.share == event.root
    }
    won = [event for event in chosen(events, scope, Kind.CONVERT) if scope.goal in ("", event.goal)]
    reached: dict[int, int] = {}
    for event in won:
        if event.consent:
            person = event.visitor or event.session
            reached[person] = max(event.ts, reached.get(person, 0))
    ways: Counter[str] = Counter()
    converted: Counter[str] = Counter()
    people: dict[int, list[Event]] = defaultdict(list)
    for views in visits(events, scope):
        first = views[0]
        if first.consent:
            people[first.visitor or first.session].append(first)
            continue
        origin = origins.get(first.root, 3) if first.chan == 3 else 3
        code = ("" if origin == 3 else str(origin + 1)) + str(first.chan + 1)
        ways[code] += 1
        converted[code] += any(event.session == first.session for event in won)
    for person, firsts in people.items():
        until = reached.get(person, scope.now)
        touches = sorted((first for first in firsts if first.ts <= until), key=lambda first: (first.ts, first.session))
        if touches:
            code = "".join(str(touch.chan + 1) for touch in touches[-12:])
            ways[code] += 1
            converted[code] += person in reached
    return [{"code": int(code), "gone": gone, "converted": converted[code]} for code, gone in ways.items()]


def _won(events: list[Event], scope: Scope) -> list[Event]:
    return [
        event
        for event in chosen(events, scope, Kind.CONVERT)
        if scope.goal in ("", event.goal) and scope.currency in ("", event.currency)
    ]


def goals(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    groups: dict[Key, list[Event]] = defaultdict(list)
    for event in _won(events, scope):
        groups[event.goal, event.currency, event.chan, event.src_post, event.gen].append(event)
    return [
        dict(zip(("goal", "currency", "chan", "post", "gen"), key, strict=True))
        | {"conversions": len(group), "visits": len({event.session for event in group})}
        | {"worth": sum(event.value for event in group)}
        for key, group in groups.items()
    ]


def goal_days(events: list[Event], scope: Scope, **_: Any) -> list[Row]:
    pairs = (
        ((event.day, event.goal, event.currency), {"conversions": 1, "worth": event.value})
        for event in _won(events, scope)
    )
    return summed(pairs, ("day", "goal", "currency"), nothing("conversions", "worth"))


def recent(events: list[Event], scope: Scope, most: int, bots: int, **_: Any) -> list[Row]:
    found = [event for event in chosen(events, scope, bots=bool(bots)) if bots or event.kind != Kind.BOT]
    names = ("id", "ts", "kind", "path", "net", "chan", "how", "inapp", "link", "post", "campaign", "gen", "goal")
    names += ("value", "currency", "country", "device", "bot")
    latest = sorted(found, key=lambda event: (-event.ts, -event.id))[:most]
    return [{name: getattr(event, name) for name in names} for event in latest]


def posted(events: list[Event], scope: Scope, link: int, **_: Any) -> list[Row]:
    groups: dict[Key, list[int]] = defaultdict(list)
    for event in chosen(events, scope, Kind.BOT, bots=True):
        if event.net and (event.link or event.via) and link in (-1, event.link):
            groups[event.net, event.link, event.path].append(event.ts)
    return [
        dict(zip(("net", "link", "path"), key, strict=True))
        | {"fetches": len(times), "since": min(times), "latest": max(times)}
        for key, times in groups.items()
    ]


def choices(events: list[Event], scope: Scope, of: str, **_: Any) -> list[Row]:
    column = "src_post" if of == "post" else of
    everything = scope._replace(filters=type(scope.filters)())
    counts = Counter(str(_number(getattr(event, column))) for event in chosen(events, everything))
    return [{"choice": choice, "events": n} for choice, n in counts.items() if choice not in ("", "0")]


def _number(value: int | str) -> int | str:
    return value if isinstance(value, str) else int(value)
