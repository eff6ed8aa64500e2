"""The preview tags exist only after scripts ran.

Looks at: the tags in the page's source against those a browser has after running the scripts, where it was asked;
otherwise whether the source is an empty shell: no og: or twitter: tag, no text, an empty mount point and scripts.

Why it matters: preview bots don't run scripts (iMessage in part). They see the source as it is sent, so every link of
such a site looks the same or empty.

Bad:
    <head><title>App</title></head><body><div id="root"></div><script src="/app.js"></script></body>

Good:
    <head><meta property="og:title" content="Sourdough in 10 steps"></head><body><div id="root"></div></body>

Sources: guides on Facebook's, X's and Apple's crawlers (2026-11-22); Footfall's own observation that no preview parser
it runs executes scripts (2026-11-22).
"""

from __future__ import annotations

import turbohtml

from footfall.page import Page
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("meta-js-only", Severity.CRITICAL, Fix.MANUAL)

MOUNTS = frozenset(
    (
        *("root", "app", "main", "__next", "__nuxt", "__layout", "___gatsby", "q-app", "svelte", "react-root"),
        *("app-root", "ember-root", "mount", "application", "content"),
    )
)
"""Ids that frameworks and their starters give to the element they fill (2026-11-22)."""
SHELL_TEXT = 200
"""Characters of text up to which a body counts as empty: a loading notice, no content (2026-11-22)."""
SHELL_PARAGRAPHS = 10
"""Paragraphs and list items from which on a page has content, without reading them."""
MOST_CHILDREN = 50
"""Elements of the body among which a mount point is looked for."""
ADVICE = "Render the tags on the server or when the site is built, so that they stand in the page as it is sent."


def check(subject: Subject) -> Outcome:
    if subject.facts.rendered is not None:
        return _compared(subject.page, subject.facts.rendered)
    return _guessed(subject.page)


def _compared(page: Page, rendered: tuple[tuple[str, str], ...]) -> Outcome:
    added, changed = [], []
    for key, value in {key: value for key, value in reversed(rendered) if value.strip()}.items():
        raw = page.title if key == "title" else page.meta_value(key)
        if not raw:
            added.append(key)
        elif " ".join(raw.split()) != " ".join(value.split()) and not (key == "title" and page.meta("og:title")):
            changed.append(key)
    if added:
        said = f"{listed(sorted(added))} {'exist' if len(added) > 1 else 'exists'} only after scripts ran"
        return (_finding(page, said, Severity.CRITICAL),)
    if changed:
        said = f"Scripts change {listed(sorted(changed))} after loading"
        return (_finding(page, said, Severity.HIGH),)
    return PASS


def _finding(page: Page, said: str, severity: Severity) -> Finding:
    return Finding(
        message=f"{said}; preview bots don't run scripts and show what the page says without them.",
        advice=ADVICE,
        span=page.head_span,
        severity=severity,
    )


def _guessed(page: Page) -> Outcome:
    if any(meta.key.startswith(("og:", "twitter:")) for meta in page.preview_metas):
        return PASS
    if not page.elements["script"]:
        return PASS if page.title else NOT_APPLICABLE
    if len(page.elements["p"]) + len(page.elements["li"]) > SHELL_PARAGRAPHS or len(page.body_text) > SHELL_TEXT:
        return PASS
    mount = _empty_mount(page)
    if mount:
        said = f"The page is an empty shell: no preview tags, no text, and a {mount} that scripts fill"
        return (_finding(page, said, Severity.CRITICAL),)
    if page.body_text and page.title:
        return PASS
    return Unknown("The source has scripts but neither preview tags nor text; only a browser can tell what they add.")


def _empty_mount(page: Page) -> str:
    """The element that scripts are to fill, as a person would call it; "" when there is none."""
    bodies = page.elements["body"]
    children = [child for child in bodies[0].children if isinstance(child, turbohtml.Element)] if bodies else []
    for child in children[:MOST_CHILDREN]:
        name = child.attr("id") or ""
        if (name.lower() in MOUNTS or "-" in child.tag) and len(child.text.strip()) <= SHELL_TEXT:
            return f"<{child.tag[:40]}>" if "-" in child.tag else f"<{child.tag}> with the id {name}"
    return ""
