"""A share button leads to a network that has closed, or to a share page that is gone.

Looks at: share links, buttons and button kits against the networks that have closed; where share pages were asked for,
how they answered (not found, host gone).

Why it matters: a reader who presses the button gets an error and won't press another. A dead network's icon also tells
how long nobody has looked after the page.

Bad:
    <a href="https://plus.google.com/share?url=https%3A%2F%2Fbakery.example%2Fsourdough">Google+</a>

Good:
    <a href="https://bsky.app/intent/compose?text=https%3A%2F%2Fbakery.example%2Fsourdough">Bluesky</a>

Sources: the networks' own announcements of their end, dates in networks.toml: Google+, Delicious, StumbleUpon, Digg,
AddThis, Skype, Pocket (assumed, 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footfall.page import Page
from footfall.page.facts import Fault, Probe
from footfall.page.model import Control
from footfall.page.networks import Network, endpoint_of, networks
from footfall.smo.judging.shares import about, name_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-broken-link", Severity.HIGH, Fix.AUTOMATIC, consumers=())

GONE_STATUSES = (404, 410)
GONE_FAULTS = (Fault.DNS, Fault.REFUSED, Fault.TLS)
"""Answers that a browser gets, too; refusals of robots (403, 429) and log-in pages say nothing."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    kits = [widget for widget in page.widgets if widget.kind == "sdk"]
    if not page.share_controls and not kits:
        return NOT_APPLICABLE
    found: dict[str, Finding] = {}
    for network, finding in (*_closed(page), *_unanswered(page, subject.facts.shares or {})):
        found.setdefault(network, finding)
    return tuple(found.values())


def _closed(page: Page) -> Iterator[tuple[str, Finding]]:
    for control in page.share_controls:
        endpoint = endpoint_of(control.href) if control.href else None
        network = networks().get(endpoint.network if endpoint else control.network)
        if network is not None and network.dead:
            yield network.id, about(page, control, _message(network), _advice(network))
    for widget in page.widgets:
        network = networks()[widget.network]
        if widget.kind == "sdk" and network.dead:
            yield (
                network.id,
                Finding(_kit_message(network), _advice(network), line=widget.line, excerpt=widget.url[:160]),
            )


def _message(network: Network) -> str:
    return f"A share button leads to {network.name}, which closed on {network.dead}; it brings an error or nothing."


def _kit_message(network: Network) -> str:
    return f"The page loads share buttons of {network.name}, which closed on {network.dead}; they no longer appear."


def _advice(network: Network) -> str:
    return f"Remove {network.name}, and offer a network in its place that your readers use today."


def _unanswered(page: Page, probes: Mapping[str, Probe]) -> Iterator[tuple[str, Finding]]:
    if not probes:
        return
    for control in page.share_controls:
        probe = probes.get(page.resolve(control.href)) if control.kind is Control.LINK else None
        if probe is None or not (probe.status in GONE_STATUSES or probe.fault in GONE_FAULTS):
            continue
        why = f"because {probe.fault.value}" if probe.fault else f"(it answers {probe.status})"
        yield (
            control.network,
            about(
                page,
                control,
                f"The share page of {name_of(control.network)} can't be reached {why}, so the button leads nowhere.",
                "Correct the link's address, or remove the button.",
            ),
        )
