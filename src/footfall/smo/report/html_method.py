"""The end of the HTML report: what nobody could judge, and how everything else was judged."""

from __future__ import annotations

from footfall.smo.draw.markup import Markup, tag
from footfall.smo.draw.spoken import MARKS, counted, listed
from footfall.smo.previews.model import Mark
from footfall.smo.report.tally import Tally
from footfall.smo.report.words import COSTS, consumers_named
from footfall.smo.score import CAPS, WEIGHTS


def unknown_section(tally: Tally) -> Markup | None:
    """What could not be judged, with reasons; None when everything was."""
    reasons = tally.unknown_by_reason()
    if not reasons:
        return None
    items = [tag("li", reason, " ", _rules(rules, tally)) for reason, rules in reasons]
    said = "These rules had nothing to go by. They cost no points, and they promise nothing either."
    return tag(
        "section",
        tag("h2", "What could not be judged"),
        tag("p", said, class_="subtitle"),
        tag("ul", items, class_="unknown", role="list"),
        id="unknown",
    )


def _rules(rules: list[str], tally: Tally) -> Markup:
    pages = max((tally.unknown[rule][1] for rule in rules), default=0)
    where = f", on up to {counted(pages, 'page')}" if tally.mean.pages > 1 and pages else ""
    names: list[Markup | str] = []
    for rule in rules:
        names += [", " if names else "", tag("code", rule)]
    return tag("span", names, where, class_="small")


def method_section(tally: Tally) -> Markup:
    """How cards, marks and the score come about."""
    return tag(
        "section",
        tag("h2", "How this was judged"),
        tag("p", CARDS),
        tag("p", SIGNS),
        tag("h3", "How sure it is"),
        tag("p", "Every habit of a consumer carries a mark that says how we know it."),
        tag("dl", [_mark(mark, tally) for mark in Mark], class_="marks"),
        tag("h3", "The score"),
        tag("p", score_said()),
        id="method",
        class_="prose",
    )


CARDS = (
    "Each consumer reads a page in its own way: which tags it trusts, how much of the page it reads, which pictures it "
    "takes. Footfall works that way through with the page's own bytes and draws the result. The drawings are neutral: "
    "they imitate arrangement and proportion, not anybody's design. No consumer was asked, and each may change."
)
SIGNS = (
    "▲ broken: no card, no picture, or a small card for want of a tag. ◆ doubtful: a card that differs from the "
    "others, or is cut. ✓ good: nothing is known against it. A coloured field with a file name stands for a picture "
    "that was not fetched."
)


def _mark(mark: Mark, tally: Tally) -> tuple[Markup, Markup]:
    previews = tally.first.audit.previews if tally.first else ()
    names = consumers_named(preview.consumer for preview in previews if preview.confidence is mark)
    whose = f" In this report the weakest mark of {names}." if names else ""
    return tag("dt", mark.value), tag("dd", MARKS[mark], whose)


def score_said() -> str:
    """The score's arithmetic in two sentences."""
    costs = [f"{points} for a {COSTS[one].word.lower()} one" for one, points in WEIGHTS.items() if points]
    caps = [f"{points} for {COSTS[one].word.lower()}" for one, points in CAPS.items()]
    return (
        "A page starts at 100 points and each rule that finds something takes points away, once a page: "
        f"{listed(costs)}. All rules of one severity together cost at most {listed(caps)}. "
        "A site's score is the mean of its pages'."
    )
