"""All rules and all previews, beside tools that merely extract."""

from __future__ import annotations

from importlib import metadata

import extruct
import metadata_parser
import turbohtml

from bench.figures import SMALL, Section, interleaved, table
from bench.pages import engine_pages
from footfall.page import parse_page
from footfall.smo.audit import audit_page
from footfall.smo.previews import preview_all, profiles
from footfall.smo.rules import registry


def measure() -> Section:
    words, pages = engine_pages()
    texts = [page.data.decode("utf-8", "replace") for page in pages]
    few = texts[: max(len(texts) // 4, 10)]
    audit_page(pages[0].url, pages[0].data)
    tools = {
        "footfall": lambda: [audit_page(page.url, page.data) for page in pages],
        "previews": lambda: [preview_all(parse_page(page.url, page.data)) for page in pages],
        "extruct": lambda: [
            extruct.extract(text, syntaxes=["opengraph", "json-ld"], errors="ignore") for text in texts
        ],
        "parse": lambda: [turbohtml.parse(text) for text in texts],
    }
    seconds = interleaved(tools, 3 if SMALL else 7)
    slow = interleaved(
        {
            "footfall": lambda: [audit_page(page.url, page.data) for page in pages[: len(few)]],
            "metadata_parser": lambda: [_metadata(text) for text in few],
        },
        1 if SMALL else 3,
    )
    rate = {name: len(pages) / taken for name, taken in seconds.items()}
    factor = slow["metadata_parser"] / slow["footfall"]
    rows = [
        [
            "Footfall: all rules, all previews",
            f"{rate['footfall']:.0f}",
            "1.00",
            f"{len(registry())} rules, {len(profiles())} consumers",
        ],
        ["Footfall: parse and all previews", f"{rate['previews']:.0f}", _times(rate, "previews"), "no rules"],
        [
            "extruct " + metadata.version("extruct"),
            f"{rate['extruct']:.0f}",
            _times(rate, "extruct"),
            "Open Graph and JSON-LD only, no judgement",
        ],
        [
            "metadata_parser " + metadata.version("metadata-parser"),
            f"{rate['footfall'] / factor:.0f}",
            f"{1 / factor:.2f}",
            f"all metas, no judgement; on {len(few)} of the pages",
        ],
        ["turbohtml, parse only", f"{rate['parse']:.0f}", _times(rate, "parse"), "the floor: text in, tree out"],
    ]
    text = f"On {words}; pages a second on one core, CPU time, median of interleaved rounds.\n\n"
    text += table(["tool", "pages/s", "to Footfall", "its work"], rows)
    return Section(
        "The engine",
        text,
        [
            ("at least as fast as extruct extracting Open Graph and JSON-LD", rate["footfall"] >= rate["extruct"]),
            ("at least 10 times metadata_parser", factor >= 10),
        ],
    )


def _times(rate: dict[str, float], name: str) -> str:
    return f"{rate[name] / rate['footfall']:.2f}"


def _metadata(text: str) -> object:
    parser = metadata_parser.MetadataParser(html=text, search_head_only=False, url="https://bakery.example/")
    return parser.parsed_result
