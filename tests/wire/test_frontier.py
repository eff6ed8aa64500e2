"""The queue of a site's addresses."""

from __future__ import annotations

from footfall.wire.frontier import Frontier, Source, Visit


def queued(frontier: Frontier) -> list[str]:
    found = []
    while visit := frontier.take():
        found.append(visit.url)
    return found


def test_each_address_once_in_the_order_of_arrival() -> None:
    frontier = Frontier("https://h/", capacity=100)
    frontier.add(["https://h/"], Source.START)
    frontier.add(["https://h/b", "https://h/a", "HTTPS://H/b#x", "https://h/a?utm_source=y"], Source.LINK)
    assert queued(frontier) == ["https://h/", "https://h/b", "https://h/a"]


def test_other_sites_and_files_stay_outside() -> None:
    frontier = Frontier("https://www.h.test/", capacity=100)
    added = frontier.add(
        [
            "http://h.test/a",
            "https://www.h.test/b",
            "https://sub.h.test/",
            "https://h.test:8443/",
            "https://h.test/c.pdf",
        ],
        Source.LINK,
    )
    assert [visit.url for visit in added] == ["http://h.test/a", "https://www.h.test/b"]
    frontier.widen("sub.h.test")
    assert frontier.add(["https://sub.h.test/"], Source.LINK)


def test_what_the_operator_names_is_never_sorted_out() -> None:
    frontier = Frontier("https://h/sitemap.xml", capacity=100)
    assert frontier.add(["https://h/sitemap.xml", "https://h/a/a/a/a/a", "https://other/"], Source.START)[2].url


def test_query_variants_of_a_path_are_bounded_unless_a_sitemap_lists_them() -> None:
    frontier = Frontier("https://h/", capacity=10_000, most_variants=10)
    assert len(frontier.add((f"https://h/list?page={n}" for n in range(500)), Source.LINK)) == 10
    assert len(frontier.add((f"https://h/list?page={n}" for n in range(500)), Source.SITEMAP)) == 490
    assert len(frontier.add((f"https://h/other?page={n}" for n in range(5)), Source.LINK)) == 5


def test_traps_are_not_entered() -> None:
    frontier = Frontier("https://h/", capacity=100)
    assert not frontier.add(["https://h/a/b/a/b/a/b/a/b", "https://h/" + "x" * 2000], Source.LINK)


def test_its_size_is_bounded() -> None:
    frontier = Frontier("https://h/", capacity=50)
    frontier.add((f"https://h/{n}" for n in range(1000)), Source.LINK)
    assert len(frontier) == 50


def test_an_interrupted_queue_goes_on() -> None:
    frontier = Frontier("https://h/", capacity=100)
    frontier.restore([Visit("https://h/b", Source.LINK)], ["https://h/", "https://h/a"])
    assert not frontier.add(["https://h/", "https://h/a", "https://h/b"], Source.LINK)
    assert frontier.seen("https://h/a")
    assert not frontier.seen("https://h/c")
    assert frontier.seen("https://h/c")
    assert queued(frontier) == ["https://h/b"]
