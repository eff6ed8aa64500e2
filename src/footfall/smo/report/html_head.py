"""The top of the HTML report: whose links, what they are worth, and the three fixes worth most."""

from __future__ import annotations

from typing import Final

from footfall.smo.draw.layout import domain
from footfall.smo.draw.markup import Child, Markup, tag
from footfall.smo.draw.spoken import counted, sentence
from footfall.smo.draw.wall import State
from footfall.smo.report.html_findings import advice_line, coded, example_pair
from footfall.smo.report.ruledoc import rule_doc
from footfall.smo.report.tally import RuleTally, Tally
from footfall.smo.report.words import COSTS, FIXES, consumers_named, score_meaning, score_state
from footfall.smo.report.writer import ignored_said
from footfall.smo.rule import Fix

WORTH: Final = 3
"""Fixes in the first section."""


def site_name(tally: Tally, target: str) -> str:
    """What the report calls the site: its host, else the first page's, else the target as it was named."""
    return domain(target) or (domain(tally.first.page) if tally.first else "") or target


def head_section(tally: Tally, target: str, date: str, *, partial: bool, ignored: int = 0) -> Markup:
    """Site, date, score and its meaning, the figures."""
    facts = [date] if date else []
    facts += [counted(tally.mean.pages, "page"), counted(_consumers(tally), "consumer")]
    return tag(
        "header",
        tag("p", tag("span", "Footfall", class_="wordmark"), tag("span", "Link audit"), class_="brand"),
        tag("h1", "How ", tag("bdi", site_name(tally, target)), " looks when it is shared"),
        tag("p", " · ".join(facts), class_="subtitle"),
        _partial() if partial else None,
        tag("p", ignored_said(ignored), class_="small") if ignored else None,
        _figures(tally),
        _contents(tally),
    )


def _partial() -> Markup:
    sign = tag("span", State.DOUBTFUL.shape, class_="sign sign-doubtful", aria_hidden="true")
    said = "The audit was interrupted: pages that it had not reached are missing from this report."
    return tag("p", sign, said, class_="notice")


def _consumers(tally: Tally) -> int:
    return len(tally.first.audit.previews) if tally.first else 0


def _figures(tally: Tally) -> Markup:
    score = tally.mean.score
    label = f"Score, mean of {tally.mean.pages:,} pages" if tally.mean.pages > 1 else "Score"
    state = score_state(score) if score is not None else State.BROKEN
    cards = sum(tally.states.values())
    automatic = [one for one in tally.rules.values() if one.fix == Fix.AUTOMATIC.value]
    broken, doubtful, good = (tally.states[one] for one in State)
    others = f"{doubtful:,} more are doubtful, {good:,} are good." if doubtful else f"The other {good:,} are good."
    return tag(
        "dl",
        _figure(label, [str(score) if score is not None else "–", tag("small", " of 100")], score_meaning(score)),
        _figure(
            "Broken cards",
            [f"{broken:,}", tag("small", f" of {cards:,}")],
            others if cards else "No card was drawn.",
        ),
        _figure("Faults found", f"{len(tally.rules):,}", _gravity(tally)),
        _figure(
            "Footfall can write",
            [f"{len(automatic):,}", tag("small", f" of {len(tally.rules):,}")],
            "The other faults need your words or your hands.",
        ),
        class_=f"figures figures-{state}",
    )


def _figure(label: str, value: Child, said: str) -> Markup:
    return tag("div", tag("dt", label), tag("dd", value, class_="figure"), tag("dd", said))


def _gravity(tally: Tally) -> str:
    grave = sum(COSTS[one.severity].state is State.BROKEN for one in tally.rules.values())
    return f"{grave:,} of them {'breaks' if grave == 1 else 'break'} cards." if grave else "None of them breaks a card."


def _contents(tally: Tally) -> Markup:
    places = [("worth", "Worth most"), ("wall", "The wall"), ("findings", "Findings")]
    if tally.mean.pages > 1:
        places.append(("pages", "Pages"))
    if tally.unknown:
        places.append(("unknown", "Not judged"))
    places.append(("method", "Method"))
    items = [tag("li", tag("a", label, href=f"#{place}")) for place, label in places]
    return tag("nav", tag("ul", items, role="list"), aria_label="Parts of this report")


def worth_section(tally: Tally) -> Markup:
    """The three fixes worth most, each with an example of before and after."""
    ranked = tally.by_worth()[:WORTH]
    if not ranked:
        found = "No rule found anything that costs readers of your links."
        said = found if tally.mean.pages else "No page was audited."
        return tag("section", tag("h2", "Nothing to mend"), tag("p", said), id="worth")
    title = "The fix worth most" if len(ranked) == 1 else f"The {_NUMBERS[len(ranked)]} fixes worth most"
    items = [tag("li", _worth(one, tally.mean.pages)) for one in ranked]
    return tag("section", tag("h2", title), tag("ol", items, class_="worth", role="list"), id="worth")


_NUMBERS: Final = {2: "two", 3: "three"}


def _worth(one: RuleTally, pages: int) -> Markup:
    doc = rule_doc(one.rule)
    cost = COSTS[one.severity]
    first = one.examples[0].judged.finding
    sign = tag("span", cost.state.shape, class_=f"sign sign-{cost.state}", aria_hidden="true") if cost.state else None
    where = "the site as a whole" if one.site else f"{one.pages:,} of {counted(pages, 'page')}"
    concerned = consumers_named(one.consumers)
    said = [where] if pages > 1 or one.site else []
    said += [FIXES.get(one.fix, one.fix), *([f"concerns {concerned}"] if concerned else [])]
    return tag(
        "article",
        tag("p", sign, cost.word, class_="worth-cost"),
        tag("h3", coded(doc.headline.rstrip("."))),
        tag("p", first.message),
        advice_line(first.advice),
        example_pair(doc),
        tag("p", sentence("; ".join(said)) + ".", class_="small"),
    )
