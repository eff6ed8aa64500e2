"""The page is served over plain http.

Looks at: the scheme of the address at which the page was found (of a file: of its canonical address), and how its
https twin answers where that was asked.

Why it matters: Signal draws previews of https pages only; Slack and WhatsApp are reported to prefer or demand https.
Browsers call the page "not secure", which costs readers who were about to share it.

Bad:
    http://bakery.example/blog/sourdough

Good:
    https://bakery.example/blog/sourdough, with http redirecting there

Sources: signalapp/Signal-Desktop ts/linkPreviews/linkPreviewFetch.preload.ts@023ae374 (2026-11-22); for Slack and
WhatsApp guides only (2026-11-22).
"""

from __future__ import annotations

from footfall.page import Page, host_of
from footfall.page.facts import Fault
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-https", Severity.CRITICAL, Fix.MANUAL, consumers=("signal", "slack", "whatsapp"))

OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
"""Hosts on which http is the rule; nobody shares their addresses."""


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    url = response.url if response else _stated_address(subject.page)
    if not url:
        return Unknown("The page's address is not known, so nobody can say whether it is served over https.")
    host = host_of(url)
    if host in OWN_MACHINE or host.endswith((".localhost", ".test")):
        return NOT_APPLICABLE
    if not url.lower().startswith("http:"):
        return PASS
    state, advice = _twin(subject, host)
    return (
        Finding(
            message=f"The page is served over plain http{state}; Signal draws no card of it.",
            advice=advice,
            excerpt=shortened(url, 160),
        ),
    )


def _stated_address(page: Page) -> str:
    """The address of a page that came from a file; https where its canonical address says so."""
    return page.canonical if page.canonical.lower().startswith("https:") else page.url


def _twin(subject: Subject, host: str) -> tuple[str, str]:
    """How the https spelling of the address answers, as half a sentence, and what to do then."""
    for probe in subject.facts.variants or ():
        if not probe.url.lower().startswith("https:") or host_of(probe.url) != host:
            continue
        if probe.fault is Fault.TLS:
            return ", and its https certificate cannot be trusted", "Renew or complete the certificate, then redirect."
        if probe.status == 200 and probe.final_url.lower().startswith("https:"):
            return ", although https works as well", "Redirect every http address to its https twin with status 301."
    return "", "Get a certificate (Let's Encrypt gives them away), serve the page over https and redirect http there."
