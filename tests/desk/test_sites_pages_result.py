"""What an audit found: the wall, the fixes, a page with its downloads, a rule; and pages that mean harm."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.actions import ignore
from footfall.apps.sites.models import Audit, AuditedPage, PageSource
from footfall.smo.fixes import FixContext, fix_page
from tests.desk.audited import SHOP, audit_of_shop
from tests.desk.recorded import ADDRESS, a_page, main_of, make_audit, make_site, text

pytestmark = pytest.mark.django_db
EVIL = "</title><script>alert(1)</script><b onclick=x>"


@pytest.fixture
def shop(workspace: Workspace) -> Audit:
    return audit_of_shop(workspace)


def address(audit: Audit, rest: str = "") -> str:
    return f"/w/acme/audits/{audit.pk}/{rest}"


def page_of(audit: Audit, path: str) -> AuditedPage:
    return audit.pages.get(url=f"https://bakery.example/{path}")


# ---- the result


def test_the_result_shows_the_front_page_everywhere_broken_first(owner_client: Client, shop: Audit) -> None:
    said = text(owner_client.get(address(shop)))
    assert "Of 24 cards 9 are broken, 4 doubtful, 11 good." in said
    assert said.count('<article class="tile') == 24
    states = re.findall(r'<article class="tile tile-(\w+)">', said)
    assert states == sorted(states, key=["broken", "doubtful", "good"].index)
    assert "The other 15 cards: 4 doubtful and 11 good" in said


def test_pictures_are_the_desks_own_bytes(owner_client: Client, shop: Audit) -> None:
    said = owner_client.get(address(shop)).content.decode()
    assert "data:image/jpeg;base64," in said
    assert not re.search(r'(?:src|href)="https://bakery\.example[^"]*\.(?:jpg|png)"', said)


def test_the_three_fixes_worth_most_are_three_changes(owner_client: Client, shop: Audit) -> None:
    said = text(owner_client.get(address(shop)))
    worth = said.partition('id="worth"')[2].partition('id="findings"')[0]
    assert "the 3 fixes worth most" in said
    assert worth.count('<article class="card') == 3
    assert "now</strong>" in worth
    assert "then</strong>" in worth
    assert len(set(re.findall(r"<h3>.*?</h3>", worth))) == 3


def test_findings_stand_under_what_they_cost(owner_client: Client, shop: Audit) -> None:
    said = text(owner_client.get(address(shop)))
    costs = [
        said.index(words) for words in ("readers see no card, or a wrong one</h3>", "costs the reader nothing</h3>")
    ]
    assert costs == sorted(costs)


def test_a_result_without_faults_says_so(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()})
    audit.findings.all().delete()
    audit.rule_counts.all().delete()
    said = text(owner_client.get(address(audit)))
    assert "Nothing: no rule found anything that costs readers of your links." in said
    assert "fixes worth most" not in said


def test_a_result_whose_pages_are_gone_keeps_its_findings(owner_client: Client, shop: Audit) -> None:
    PageSource.objects.all().delete()
    said = text(owner_client.get(address(shop)))
    assert "The pages of this audit are no longer kept" in said
    assert "The page has no <code>og:image</code>" in said
    page = text(owner_client.get(address(shop, f"pages/{page_of(shop, '').pk}/")))
    assert "can no longer be drawn" in page
    assert "What is wrong with it" in page
    for rest in ("mended", "diff", "snippet"):
        assert owner_client.get(address(shop, f"pages/{page_of(shop, '').pk}/{rest}/")).status_code == 404


def test_what_is_ignored_leaves_the_list_and_is_counted(owner_client: Client, shop: Audit) -> None:
    before = text(owner_client.get(address(shop)))
    assert ">The page has no <code>theme-color</code></a>" in before
    ignore(shop.site, "card-theme-color", reason="We like it plain", by=None)
    after = text(owner_client.get(address(shop)))
    assert ">The page has no <code>theme-color</code></a>" not in after
    assert "1 kind of finding is ignored" in after


# ---- one page


def test_a_page_shows_cards_findings_evidence_and_fixes(owner_client: Client, shop: Audit) -> None:
    page = page_of(shop, "blog/rye-starter/")
    said = text(owner_client.get(address(shop, f"pages/{page.pk}/")))
    assert "How do I keep a rye starter alive?" in said
    assert "Of 24 cards 2 are broken, 5 doubtful, 17 good." in said
    assert "WhatsApp now</strong>" in said
    assert '<ins class="diff-line added">' in said
    assert "og:image:width" in said
    assert "Puts og:title into the attribute property, where consumers look for it." in said
    assert "Ignore it on this page" in said
    finding = page.findings.exclude(excerpt="").exclude(line=None).first()
    assert finding is not None
    assert f"line {finding.line}" in said


def test_the_mended_file_is_what_the_command_line_writes(owner_client: Client, shop: Audit) -> None:
    page = page_of(shop, "blog/rye-starter/")
    answer = owner_client.get(address(shop, f"pages/{page.pk}/mended/"))
    source = (SHOP / "blog/rye-starter/index.html").read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="rye-starter.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    again = fix_page(page.url, answer.content, FixContext("https://bakery.example/"))
    assert answer.content != source
    assert b'property="og:title"' in answer.content
    assert not again.edits


def test_the_patch_and_the_snippet_are_text_files(owner_client: Client, shop: Audit) -> None:
    page = page_of(shop, "blog/rye-starter/")
    patch = owner_client.get(address(shop, f"pages/{page.pk}/diff/"))
    assert patch["Content-Disposition"] == 'attachment; filename="rye-starter.html.diff"'
    assert patch.content.startswith(b"--- a/rye-starter.html\n+++ b/rye-starter.html\n@@ ")
    snippet = owner_client.get(address(shop, f"pages/{page.pk}/snippet/"))
    assert snippet["Content-Disposition"] == 'attachment; filename="rye-starter.html.txt"'
    assert snippet.content.startswith(b'<meta property="og:title" content="How do I keep a rye starter alive?">')


def test_a_file_name_holds_nothing_that_a_header_could_trip_over(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {'/a"b%0d%0aSet-Cookie:x=1;..%2f..%2fetc': a_page()})
    page = audit.pages.get()
    answer = owner_client.get(address(audit, f"pages/{page.pk}/mended/"))
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+\.html"', answer["Content-Disposition"])
    assert "x" not in answer.cookies


# ---- one rule


def test_a_rule_explains_itself_and_says_where(owner_client: Client, shop: Audit) -> None:
    said = text(owner_client.get(address(shop, "rules/meta-og-image-missing/")))
    assert "The picture is most of a link&#x27;s card." in said
    assert "Found on 1 page." in said
    assert "About | Corner Bakery" in said


def test_a_rule_that_found_nothing_says_so(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()})
    assert "Nowhere in this audit." in text(owner_client.get(address(audit, "rules/share-broken-link/")))


def test_an_unknown_rule_is_not_found(owner_client: Client, shop: Audit) -> None:
    assert owner_client.get(address(shop, "rules/no-such-rule/")).status_code == 404


# ---- pages that mean harm


@pytest.fixture
def hostile(workspace: Workspace) -> Audit:
    """Markup in everything that a page says."""
    head = (
        f'<meta property="og:title" content="{EVIL.replace("<", "&lt;")}">'
        '<meta property="og:image" content="javascript:alert(1)">'
        '<meta property="og:url" content=\'https://mine.example/"><script>alert(2)</script>\'>'
    )
    body = "<a href='https://plus.google.com/share?url=\"><script>alert(3)</script>'>Share</a>"
    path = "/?q=%22%3E%3Cscript%3Ealert(4)%3C/script%3E'onmouseover='x"
    return make_audit(
        make_site(workspace, name="<script>alert(5)</script>"), {path: a_page("&lt;script>alert(6)", head, body)}
    )


def test_nothing_that_a_page_says_becomes_markup(owner_client: Client, hostile: Audit) -> None:
    page = hostile.pages.get()
    rules = hostile.findings.values_list("rule", flat=True).distinct()
    rests = ["", "pages/", f"pages/{page.pk}/", "share/", "export/", *(f"rules/{rule}/" for rule in rules)]
    site = f"/w/acme/sites/{hostile.site_id}/"
    addresses = [*(address(hostile, rest) for rest in rests), "/w/acme/", "/w/acme/sites/", site, f"{site}history/"]
    for one in addresses:
        said = owner_client.get(one).content.decode()
        assert "<script>alert" not in said, one
        assert "alert(6)" not in said or "&lt;script&gt;alert(6)" in said, one
        assert not re.search(r"<[^>]*\son(?:click|mouseover)=", said), one
        assert 'href="javascript:' not in said, one
    assert "alert(6)" in owner_client.get(address(hostile, f"pages/{page.pk}/")).content.decode()


def test_addresses_of_pages_lead_out_without_a_word_about_the_desk(owner_client: Client, hostile: Audit) -> None:
    page = hostile.pages.get()
    said = main_of(text(owner_client.get(address(hostile, f"pages/{page.pk}/"))))
    for link in re.findall(r'<a [^>]*href="https?://[^>]*>', said):
        assert 'rel="noopener noreferrer nofollow"' in link


def test_audits_of_others_are_not_found(owner_client: Client, hostile: Audit, shop: Any) -> None:
    page = shop.pages.first()
    assert owner_client.get(address(hostile, f"pages/{page.pk}/")).status_code == 404
    assert ADDRESS in hostile.pages.get().url
