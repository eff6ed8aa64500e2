"""A real WordPress: audited, its head mended by the printed block, audited again, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Judge, counterpart
from tests.live.commands import GRAVE, audited, fired, footfall
from tests.live.wordpress import WordPress, running

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("wordpress")]


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    counterpart("wordpress")
    with running(tmp_path_factory.mktemp("wordpress")) as site:
        yield site


def test_the_printed_block_mends_the_head(
    wordpress: WordPress, tmp_path: Path, synapse_judge: Judge, summaly_judge: Judge
) -> None:
    untouched = wordpress.get(wordpress.post)
    assert untouched.count(b'property="og:') == 0, "Debian's default theme writes Open Graph tags by now"
    [before] = audited(wordpress.post, "--max-pages", 1, "--fresh", state=tmp_path)["pages"]
    assert {"meta-og-title-missing", "meta-og-description-missing", "card-twitter-card-missing"} <= fired(before)

    snippet = footfall("fix", wordpress.post, "--snippet", "--site-name", "Corner Bakery", state=tmp_path)
    assert 'property="og:title" content="Sourdough in 10 steps"' in snippet
    plugin = wordpress.add_to_head(snippet)

    [after] = audited(wordpress.post, "--max-pages", 1, "--fresh", state=tmp_path)["pages"]
    assert after["score"] > before["score"]
    assert fired(after, *GRAVE) <= fired(before, *GRAVE), "a grave rule newly fires"
    assert not fired(after) & {"meta-og-title-missing", "meta-og-url-missing", "card-twitter-card-missing"}
    print(f"WordPress: {before['score']} before, {after['score']} after; mended {sorted(fired(before) - fired(after))}")

    mended = wordpress.get(wordpress.post)
    for judge in (synapse_judge, summaly_judge):
        [seen] = judge([(wordpress.post, mended)])
        assert seen["title"] == "Sourdough in 10 steps"

    plugin.unlink()
    assert _still(wordpress.get(wordpress.post)) == _still(untouched), "removing the block restores the page"


def _still(page: bytes) -> bytes:
    return b"\n".join(line for line in page.splitlines() if b"nonce" not in line)
