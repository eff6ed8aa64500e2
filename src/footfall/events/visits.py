"""Old visits from CSV files of other programs: each row becomes the views that it counts.

Nobody knows who shared what in those days: such views have sources but no share tree, and each is a visit of its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b
from typing import NamedTuple

from footfall.flywheel.address import page_of
from footfall.flywheel.agents import judge
from footfall.flywheel.classify import classify
from footfall.flywheel.event import DAY, Device, Event, Kind
from footfall.flywheel.hit import EPOCH, RANDOM_BITS
from footfall.flywheel.owned import SiteRules

MOST = 1_000_000
"""Visits that one row may count: more is a total, or another column. Our choice."""
NAMES: dict[str, tuple[str, ...]] = {
    "date": ("date", "datetime", "time", "timestamp", "day", "createdat", "visittime", "serverdate", "datehour"),
    "page": ("page", "path", "url", "pagepath", "pagepathandscreenclass", "pagelocation", "landingpage", "entrypage",
             "pageurl", "label", "urlpath"),
    "visits": ("visits", "sessions", "pageviews", "views", "hits", "visitors", "screenpageviews", "nbvisits", "count"),
    "referrer": ("referrer", "referer", "referrerurl", "pagereferrer", "referrerdomain"),
    "source": ("source", "utmsource", "sessionsource", "campaignsource"),
    "medium": ("medium", "utmmedium", "sessionmedium"),
    "campaign": ("campaign", "utmcampaign", "sessioncampaign", "sessioncampaignname"),
    "agent": ("agent", "useragent", "browseragent"),
    "device": ("device", "devicecategory", "devicetype", "screensize"),
    "country": ("country", "countrycode", "countryiso"),
}  # fmt: skip
"""How exports call a column, lower case and without anything else than letters: Plausible's `imported_pages` and
`imported_sources`, Matomo's visits log and page report, GA4's reports, Umami's website_event, GoatCounter. The first
that a file has counts."""
_DEVICES = {"desktop": Device.DESKTOP, "laptop": Device.DESKTOP, "mobile": Device.PHONE, "smartphone": Device.PHONE,
            "phone": Device.PHONE, "tablet": Device.TABLET}  # fmt: skip
_NOBODY = frozenset({"", "(none)", "(not set)", "(direct)", "direct", "direct / none", "none", "null", "-"})
_SAYS_LITTLE = frozenset({"", "referral", "organic", "social"})


class Trouble(NamedTuple):
    """A line that can't be read, and why, as a sentence."""

    line: int
    why: str


class UnreadableError(Exception):
    """The file as a whole can't be read; the sentence says why."""


def columns_of(header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which column holds what.

    Args:
        given: a field's name and the column that holds it, where somebody said so.

    Raises:
        UnreadableError: there is no column with a date or a page, or none of the name that was given.
    """
    there = list(header)
    known = {re.sub(r"[^a-z]", "", name.lower()): name for name in reversed(there)}
    found = {field: known[name] for field, names in NAMES.items() for name in reversed(names) if name in known}
    for field, name in given.items():
        if field not in NAMES:
            raise UnreadableError(f"There is no field {field!r}. The fields are {', '.join(NAMES)}.")
        if name not in there:
            raise UnreadableError(f"The file has no column {name!r}. It has {', '.join(there)}.")
        found[field] = name
    for field in ("date", "page"):
        if field not in found:
            raise UnreadableError(
                f"No column looks like the {field}. Say which one it is with --column {field}=NAME; "
                f"the file has {', '.join(there)}."
            )
    return found


def read_visits(
    lines: Iterable[str], rules: SiteRules, *, name: str, given: Mapping[str, str], zone: tzinfo = UTC
) -> Iterator[Event | Trouble]:
    """The events of a CSV file. The same file gives the same events.

    Args:
        name: of the file's content, so that no two files give the same ids.
        given: see `columns_of`.
        zone: of times that name none.

    Raises:
        UnreadableError: see `columns_of`, or the file is empty or no CSV.
    """
    reader = csv.DictReader(lines)
    try:
        header = reader.fieldnames
        if not header:
            raise UnreadableError("The file is empty.")
        columns = columns_of(header, given)
        for row in reader:
            said = {field: (row.get(column) or "").strip() for field, column in columns.items()}
            yield from _row(said, rules, name=f"{name}:{reader.line_num}", line=reader.line_num, zone=zone)
    except csv.Error as error:
        raise UnreadableError(f"Line {reader.line_num} is no CSV: {error}.") from error


def _row(said: Mapping[str, str], rules: SiteRules, *, name: str, line: int, zone: tzinfo) -> Iterator[Event | Trouble]:
    moment = _moment(said["date"], zone)
    count = _count(said.get("visits", "1"))
    if moment is None:
        yield Trouble(line, f"Line {line}: {said['date']!r} is no date. Write it as 2026-01-31 or 2026-01-31 13:45.")
    elif count is None:
        yield Trouble(line, f"Line {line}: {said['visits']!r} is no number of visits between 0 and {MOST:,}.")
    elif not said["page"]:
        yield Trouble(line, f"Line {line} names no page.")
    else:
        yield from _events(said, rules, moment, count, name)


def _events(
    said: Mapping[str, str], rules: SiteRules, moment: tuple[int, int], count: int, name: str
) -> Iterator[Event]:
    start, length = moment
    url = said["page"] if "://" in said["page"] or said["page"].startswith("/") else f"/{said['page']}"
    page, agent = page_of(url, rules.keeps), judge(said.get("agent", ""))
    asked = {**page.asked, **_utm(said)}
    source = classify(_referrer(said), inapp=agent.inapp, asked=asked, own=rules.hosts, here=page.host)
    device = agent.device or _DEVICES.get(said.get("device", "").lower(), Device.UNKNOWN)
    country = said.get("country", "").upper()
    for number in range(count):
        ts = start + length * number // count
        mark = int.from_bytes(blake2b(f"{name}:{number}".encode(), digest_size=8).digest(), "big") >> 1
        yield Event(
            max(0, ts - EPOCH) << RANDOM_BITS | mark & (1 << RANDOM_BITS) - 1,
            ts,
            ts // DAY,
            rules.site,
            int(Kind.VIEW),
            session=mark,
            path=page.path,
            host=page.host,
            campaign=source.campaign,
            net=source.net,
            chan=int(source.chan),
            how=int(source.how),
            inapp=agent.inapp,
            country=country if len(country) == 2 else "",
            device=int(device),
            bot=int(agent.bot),
            props='{"imported":1}',
        )


def _moment(text: str, zone: tzinfo) -> tuple[int, int] | None:
    """When it began and how long it lasts, in milliseconds: a row without a time of day counts for its whole day."""
    if re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])([0-3]\d)(\d\d)?", text):  # As Google Analytics writes it.
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}" + (f" {text[8:]}:00" if text[8:] else "")
    elif re.fullmatch(r"\d{10}|\d{13}", text):
        return int(text) * (1000 if len(text) == 10 else 1), 0
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    if parsed.year < 1971:
        return None
    parsed = parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)
    return int(parsed.timestamp() * 1000), DAY if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else 0


def _count(text: str) -> int | None:
    plain = re.sub(r"[\s,.'\u00a0\u202f](?=\d{3}\b)", "", text or "1")
    return int(plain) if plain.isascii() and plain.isdigit() and int(plain) <= MOST else None


def _referrer(said: Mapping[str, str]) -> str:
    """Some write hosts where others write addresses; a source with a dot is a host as well."""
    for text in (said.get("referrer", ""), said.get("source", "") if "." in said.get("source", "") else ""):
        if text.lower() not in _NOBODY:
            return text if "://" in text else f"https://{text}/"
    return ""


def _utm(said: Mapping[str, str]) -> dict[str, str]:
    """A source that is no host counts as if the address had named it. Beside a host the medium counts only where it
    says more than the host does: an advertisement, a newsletter."""
    named = {f"utm_{field}": said.get(field, "") for field in ("source", "medium", "campaign")}
    named = {key: text for key, text in named.items() if text.lower() not in _NOBODY}
    if "." in named.get("utm_source", ""):
        del named["utm_source"]
    if "utm_source" not in named and _referrer(said) and named.get("utm_medium", "").lower() in _SAYS_LITTLE:
        return {}
    return named
