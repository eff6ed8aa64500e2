"""One field's value: candidates through the consumer's reading rules, the winner, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from footfall.page.model import Meta, Place, Quoting
from footfall.smo.previews.candidate import Candidate, new
from footfall.smo.previews.chain import HIDING, Chain, Chains, Rules, Step, Way, Ways, reduce
from footfall.smo.previews.model import Lost, Why
from footfall.smo.previews.sources import LISTED, Reading, Sifted


class Won(NamedTuple):
    """The outcome of a chain: candidates that may be shown, best first, and what was passed over."""

    ranked: tuple[Candidate, ...]
    lost: tuple[Lost, ...]


def chain_for(way: Way, reading: Reading) -> Chain:
    """The chain by which a field of this page is read: the plain one where the page gives no reason for another."""
    chain = way.chain if reading.size > way.window else way.whole
    if chain.plain is None or not reading.untidy.isdisjoint(chain.touches):
        return chain
    return chain if way.choosy and _matters(way, chain.touches, reading) else _reduced(chain.plain, reading)


def chains_for(ways: Ways, reading: Reading) -> Chains:
    """The same for a consumer's title, description and picture."""
    if ways.plain is not None and reading.untidy.isdisjoint(ways.touches) and _all_plain(ways, reading):
        if ways.bits & ~reading.asked:
            _ask(ways.cheap, reading)
        if not ways.bits & reading.odd:
            said = ways.bits & reading.said
            found = ways.reduced.get(said)
            if found is None:
                title, description, picture = ways.plain
                found = reduce(title, said), reduce(description, said), reduce(picture, said)
                ways.reduced[said] = found
            return found
    return chain_for(ways.title, reading), chain_for(ways.description, reading), chain_for(ways.picture, reading)


def _all_plain(ways: Ways, reading: Reading) -> bool:
    way = ways.title
    if not way.choosy:
        return True
    return not 0 < way.window < reading.size and not _matters(way, ways.touches, reading)


def _reduced(chain: Chain, reading: Reading) -> Chain:
    """The plain chain without the sources of which this page has nothing."""
    if chain.bits & ~reading.asked:
        _ask(chain.cheap, reading)
    if chain.bits & reading.odd:
        return chain
    said = chain.bits & reading.said
    found = chain.reduced.get(said)
    if found is None:
        found = chain.reduced[said] = reduce(chain, said)
    return found


def _ask(steps: Iterable[Step], reading: Reading) -> None:
    for source, _, tag, bit in steps:
        if bit & reading.asked:
            continue
        reading.asked |= bit
        found = reading.of(source)
        if found and (tag or (len(found) == 1 and found[0].value.strip())):
            reading.said |= bit
        elif found:
            reading.odd |= bit


def _matters(way: Way, touches: Iterable[str], reading: Reading) -> bool:
    """Whether a tidy page has to be read by the consumer's own rules all the same."""
    if way.quoting and not all(map(reading.double_quoted, touches)):
        return True
    if reading.size > way.window > 0 and reading.last_tag > way.window:
        return True
    return 0 < way.most_tags <= len(reading.page.metas)


def work_out(chain: Chain, reading: Reading) -> Won:
    """All candidates of the chain's sources, sorted into those that may be shown and those that are passed over."""
    ranked: list[Candidate] = []
    lost: list[Lost] = []
    rules = chain.rules
    for source, costly, tag, _ in chain.steps:
        if ranked and costly:
            continue
        found = reading.of(source)
        if not found:
            continue
        if rules is None and len(found) == 1 and (tag or found[0].value.strip()):
            if ranked:
                lost.append(reading.outranked(source))
            ranked.append(found[0])
            continue
        if rules is None and tag:
            admitted: Sequence[Candidate] = found
        else:
            admitted, refused = _sifted(source, rules or UNRULED, reading)
            lost.extend(refused[: max(LISTED - len(lost), 0)])
        if admitted:
            _rank(admitted, chain, ranked, lost)
    for source in chain.unread:
        lost.extend(reading.unread(source))
    return new(Won, (tuple(ranked), tuple(lost)))


UNRULED: Final = Rules()


def _sifted(source: str, rules: Rules, reading: Reading) -> Sifted:
    """A source's candidates: those that count by these rules, and those that don't."""
    key = source, rules
    found = reading.sifted.get(key)
    if found is None:
        found = reading.sifted[key] = _sift(reading.of(source), rules, reading)
    return found


def _sift(found: Sequence[Candidate], rules: Rules, reading: Reading) -> Sifted:
    admitted: list[Candidate] = []
    lost: list[Lost] = []
    first_only = rules.blank.startswith("next-source")
    for turn in _by_attribute(found, rules) if first_only else (found,):
        for candidate in turn:
            why = _refusal(candidate, rules, reading)
            if why is None:
                admitted.append(candidate)
                continue
            value = candidate.value.strip()
            if (value or why is Why.BLANK) and len(lost) < LISTED:
                lost.append(new(Lost, (candidate.source, value, why, candidate.line, False)))
            if why is Why.BLANK and first_only and candidate.meta is not None:
                break
    return tuple(admitted), tuple(lost)


def _by_attribute(found: Sequence[Candidate], rules: Rules) -> list[list[Candidate]]:
    """The candidates attribute by attribute: who looks at the first tag only asks for each attribute in turn."""
    source = found[0].source
    attributes = rules.twitter if source.startswith("twitter:") else rules.og if source.startswith("og:") else ()
    turns: list[list[Candidate]] = [[] for _ in (*attributes, "none")]
    for candidate in found:
        attrs = candidate.meta.attrs if candidate.meta else {}
        place = next((nth for nth, name in enumerate(attributes) if attrs.get(name, "").strip() == source), -1)
        turns[place].append(candidate)
    return turns


def _rank(admitted: Sequence[Candidate], chain: Chain, ranked: list[Candidate], lost: list[Lost]) -> None:
    tags = admitted[0].meta is not None
    # "The last wins" is said of tags read by name; a search for a word in names ends at the first.
    last = tags and chain.rules is not None and chain.rules.last and "~" not in admitted[0].source
    best = admitted[-1] if last else admitted[0]
    why = Why.EARLIER_DUPLICATE if last else Why.LATER_DUPLICATE
    if ranked:
        why = Why.LOWER_PRIORITY
        lost.append(new(Lost, (best.source, best.value.strip(), why, best.line, False)))
    if chain.gallery and tags and not last:
        # A gallery is no conflict: several og:image tags are allowed (ogp.me, arrays), the first is shown.
        ranked.extend(admitted)
    else:
        ranked.append(best)
    if len(admitted) == 1:
        return
    for one in admitted:
        if len(lost) >= LISTED:
            break
        if one is not best and one.value != best.value:
            reason = why if one.source == best.source else Why.LOWER_PRIORITY
            lost.append(new(Lost, (one.source, one.value.strip(), reason, one.line, False)))


def _refusal(candidate: Candidate, rules: Rules, reading: Reading) -> Why | None:
    if rules.window and candidate.end > rules.window:
        return Why.BEYOND_WINDOW
    meta = candidate.meta
    if meta is None:
        hides = rules.blank == "hides" and candidate.source.startswith(HIDING)
        return None if hides or candidate.value.strip() else Why.BLANK
    if not _is_carried(meta, candidate.source, rules):
        return Why.WRONG_ATTRIBUTE
    if rules.quoting != "any" and not _quoted(meta.quoting, rules.quoting):
        return Why.UNQUOTED
    if rules.place != "anywhere" and not _stands_well(candidate, meta, rules.place, reading):
        return Why.NOT_IN_HEAD
    if meta.place is Place.TEMPLATE:
        return Why.NOT_READ
    if _is_blank(meta.content, candidate.source, rules.blank):
        return Why.BLANK
    if (
        0 < rules.most_tags <= len(reading.page.metas)
        and _distinct(candidate.source, rules, reading) >= rules.most_tags
    ):
        return Why.TOO_MANY_TAGS
    return None


def _is_carried(meta: Meta, source: str, rules: Rules) -> bool:
    """Whether the tag's name stands in an attribute that this consumer reads."""
    if source.startswith("og:"):
        attributes = rules.og
    elif source.startswith("twitter:"):
        attributes = rules.twitter
    elif source.startswith("meta:"):
        return meta.name.lower() == source[5:].lower()
    else:
        return True
    for attribute in attributes:
        carried = meta.attrs.get(attribute, "").strip()
        if carried == source or (rules.any_case and carried.lower() == source):
            return True
    return False


def _quoted(quoting: Quoting, wanted: str) -> bool:
    return quoting is Quoting.DOUBLE or (wanted == "quoted" and quoting is Quoting.SINGLE)


def _stands_well(candidate: Candidate, meta: Meta, place: str, reading: Reading) -> bool:
    return meta.place is Place.HEAD if place == "head" else candidate.start < reading.body_start


def _is_blank(content: str | None, source: str, rule: str) -> bool:
    if content is None:
        return True
    if rule == "hides" and source.startswith(HIDING):
        return False
    return not (content.strip("\n") if rule in ("skip-empty", "next-source") else content.strip())


def _distinct(source: str, rules: Rules, reading: Reading) -> int:
    prefix, colon, _ = source.partition(":")
    if not colon:
        return 0
    return reading.distinct(prefix, rules.twitter if prefix == "twitter" else rules.og)
