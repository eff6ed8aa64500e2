"""Share controls, widgets and profile links are found, and each is counted once."""

from __future__ import annotations

import pytest

from footfall.page import Page, networks, parse_page
from footfall.page.model import Control
from footfall.page.profiles import account_of


def page_of(body: str, url: str = "https://bakery.example/blog/sourdough") -> Page:
    return parse_page(url, f"<body>{body}</body>".encode())


def controls(body: str) -> list[tuple[str, str]]:
    return [(control.network, control.kind.value) for control in page_of(body).share_controls]


@pytest.mark.parametrize(
    ("href", "network"),
    [
        ("https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbakery.example", "facebook"),
        ("//www.facebook.com/sharer.php?u=x", "facebook"),
        ("HTTPS://WWW.Facebook.com/Sharer.php?u=x", "facebook"),
        ("https://de-de.facebook.com/sharer.php?u=x", "facebook"),
        ("https://m.facebook.com/dialog/share?href=x", "facebook"),
        ("https://twitter.com/intent/tweet?text=a&url=b", "x"),
        ("https://x.com/intent/post?url=b", "x"),
        ("https://www.linkedin.com/shareArticle?mini=true&url=b", "linkedin"),
        ("https://pinterest.com/pin/create/Button?url=b", "pinterest"),
        ("https://www.reddit.com/submit?url=b", "reddit"),
        ("https://wa.me/?text=b", "whatsapp"),
        ("whatsapp://send?text=b", "whatsapp"),
        ("fb-messenger://share?link=b", "messenger"),
        ("https://t.me/share/url?url=b", "telegram"),
        ("https://bsky.app/intent/compose?text=b", "bluesky"),
        ("https://mastodonshare.com/?text=b", "mastodon"),
        ("mailto:?subject=a&body=b", "email"),
        ("sms:?body=b", "sms"),
        ("https://www.addtoany.com/share", "many"),
    ],
)
def test_a_share_link_is_recognised(href: str, network: str) -> None:
    found = page_of(f'<a href="{href}">Share</a>').share_controls
    assert [(control.network, control.kind) for control in found] == [(network, Control.LINK)]
    assert found[0].href == href
    assert found[0].anchor == 0


@pytest.mark.parametrize(
    "href",
    [
        "https://twitter.com/sharepoint",
        "https://twitter.com/homedepot",
        "https://www.facebook.com/cornerbakery",
        "https://wa.me/4912345?x=text",
        "https://api.whatsapp.com/send?phone=4912345&text=Hello",
        "mailto:orders@bakery.example?subject=Share",
        "https://news.ycombinator.com/item?id=1",
        "https://evil.example/facebook.com/sharer.php?u=x",
        "https://facebook.com.evil.example/sharer.php?u=x",
        "/share/facebook.com/sharer.php",
        "https://[::1/sharer.php?u=x",
        "https://",
        "//",
    ],
)
def test_an_ordinary_link_is_no_share_control(href: str) -> None:
    assert page_of(f'<a href="{href}">Read more</a>').share_controls == ()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<button class="social-share-button" data-platform="bluesky" aria-label="Share on "></button>', "bluesky"),
        ('<button aria-label="Share on Facebook"></button>', "facebook"),
        ('<button aria-label="Share on X"></button>', "x"),
        ('<button id="facebook" aria-label="facebook" class="react-share__ShareButton"></button>', "facebook"),
        ('<a href="javascript:void(0)" class="share-network-twitter twitterShareRef">Share on Twitter</a>', "x"),
        ('<a class="js-share-button-facebook" href="" aria-label="Share on Facebook"></a>', "facebook"),
        ('<a aria-label="component.sharebar.share_on_reddit" data-popup="reddit"></a>', "reddit"),
        ("""<a href="#" onclick="window.open('https://www.facebook.com/sharer.php?u=x')">f</a>""", "facebook"),
        ("""<a href="#" onclick="window.open('https://www.facebook.com/sharer.php?u=x')">Share</a>""", "facebook"),
        ('<a class="share-tumblr sd-button" href="https://bakery.example/blog/sourdough?share=tumblr">T</a>', "tumblr"),
        ('<button data-share="https://twitter.com/share?url=https://bakery.example" class="x-share"></button>', "x"),
        ('<span data-href="https://plus.google.com/share?url=b"></span>', "googleplus"),
        ("<button>Share</button>", "many"),
        ('<button aria-label="Teilen"></button>', "many"),
        ('<button aria-label="シェア"></button>', "many"),
        ('<div role="button" aria-label="share-button"></div>', "many"),
        ("<button>Copy link</button>", "copy"),
        ('<a href="https://bakery.example/blog/sourdough" class="share-copy" title="Copy Share Link"></a>', "copy"),
        ("<share-button></share-button>", "native"),
    ],
)
def test_a_button_that_shares_by_script_is_recognised(html: str, expected: str) -> None:
    assert [control.network for control in page_of(html).share_controls] == [expected]


@pytest.mark.parametrize(
    "html",
    [
        '<button class="shared_module_focusable">Play</button>',
        '<a href="#">Shareholding</a>',
        "<button>Do not share or sell my info</button>",
        '<button class="social-share-button" data-platform="print" aria-label="Print"></button>',
        '<button class="share-close">Close</button>',
        '<a href="https://other.example/twitter-shares-jump" class="title">Twitter shares jump</a>',
        '<a href="/panache" data-show-share="1">Panache</a>',
        '<a class="tweet-link" href="https://twitter.com/ana/status/1">1:02 PM</a>',
        '<button class="jw-reset jw-sharing-link" aria-label="facebook">facebook</button>',
        "<button>Copy link to comment</button>",
        '<button data-href="https://twitter.com/intent/follow?screen_name=a" id="twitter-share">Follow @a</button>',
        '<a href="#top" class="up">Top</a>',
    ],
)
def test_a_button_that_does_something_else_is_none(html: str) -> None:
    assert page_of(html).share_controls == ()


def test_a_control_is_counted_once() -> None:
    html = """
    <ul class="share"><li class="share__item share-facebook" data-share="facebook">
      <a class="share__link share-button" role="button" href="https://www.facebook.com/sharer.php?u=x">Share</a></li>
    <li role="button" class="share-x"><a class="share" href="https://x.com/share?url=x">Tweet</a></li></ul>
    <a href="https://twitter.com/share" class="twitter-share-button" data-url="https://bakery.example/a">Tweet</a>
    """
    assert controls(html) == [("facebook", "link"), ("x", "link"), ("x", "link")]


def test_a_page_full_of_buttons_that_mention_share_counts_each_once() -> None:
    assert len(controls('<button class="share">Share</button>' * 127)) == 127


def test_a_place_for_a_networks_script_is_an_sdk_control() -> None:
    found = page_of('<div class="fb-share-button" data-href="https://bakery.example/a"></div>').share_controls
    assert [(control.network, control.kind, control.shared_url) for control in found] == [
        ("facebook", Control.SDK, "https://bakery.example/a")
    ]


def test_a_box_that_a_script_will_fill_counts_only_where_there_is_no_button() -> None:
    box = '<div class="our-share" data-share-url="https://bakery.example/a"></div>'
    assert controls(box) == [("many", "sdk")]
    assert controls(box + '<a href="https://x.com/share?url=x">X</a>') == [("x", "link")]


def test_native_sharing_in_a_script_counts_where_there_is_no_button() -> None:
    script = "<script>b.onclick = () => navigator.share({url})</script>"
    assert controls(script) == [("native", "native")]
    assert controls("<p>Call navigator.share() with an address.</p>") == []


def test_a_kits_links_tell_their_network_by_label() -> None:
    kit = '<a href="https://www.addtoany.com/add_to/reddit?linkurl=https%3A%2F%2Fa.example">Reddit</a>'
    assert controls(kit) == [("reddit", "link")]


def test_what_a_control_shares_is_decoded() -> None:
    body = """
    <a href="https://x.com/intent/tweet?text=Bread%20%26%20butter&amp;url=https%3A%2F%2Fbakery.example%2Fa%3Fb%3Dc">X</a>
    <a href="https://wa.me/?text=Look%3A%20https%3A%2F%2Fbakery.example%2Fa%20now">W</a>
    """
    x, whatsapp = page_of(body).share_controls
    assert (x.shared_url, x.text) == ("https://bakery.example/a?b=c", "Bread & butter")
    assert whatsapp.shared_url == "https://bakery.example/a"


@pytest.mark.parametrize(
    ("html", "floating"),
    [
        ('<div class="share-bar sticky"><a href="https://x.com/share?url=a">X</a></div>', True),
        ('<div style="position: fixed; left: 0"><a href="https://x.com/share?url=a">X</a></div>', True),
        ('<div class="float-left fa-fixed-width"><a href="https://x.com/share?url=a">X</a></div>', False),
        ('<div class="email-trail"><a href="https://x.com/share?url=a">X</a></div>', False),
    ],
)
def test_a_floating_box_is_told_by_its_class_or_style(html: str, *, floating: bool) -> None:
    assert [control.floating for control in page_of(html).share_controls] == [floating]


def test_positions_run_from_start_to_end_of_the_body() -> None:
    link = '<a href="https://x.com/share?url=a">X</a>'
    first, last = page_of(link + "<p>words</p>" * 500 + link).share_controls
    assert first.position < 0.01
    assert last.position > 0.98


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<blockquote class="twitter-tweet"><a href="https://x.com/a/status/1">1</a></blockquote>', ("post", "x")),
        ('<div class="fb-page" data-href="https://www.facebook.com/a"></div>', ("feed", "facebook")),
        ('<a class="twitter-timeline" href="https://twitter.com/a">Tweets by a</a>', ("feed", "x")),
        ('<iframe src="https://snapwidget.com/embed/1"></iframe>', ("feed", "feeds")),
        ('<iframe src="https://www.instagram.com/p/abc/embed"></iframe>', ("post", "instagram")),
        ('<script src="https://platform.twitter.com/widgets.js"></script>', ("sdk", "x")),
        ('<script src="//connect.facebook.net/en_US/sdk.js"></script>', ("sdk", "facebook")),
        ('<script src="https://s7.addthis.com/js/300/addthis_widget.js"></script>', ("sdk", "addthis")),
    ],
)
def test_a_widget_is_recognised(html: str, expected: tuple[str, str]) -> None:
    assert [(widget.kind, widget.network) for widget in page_of(html).widgets] == [expected]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://connect.facebook.net/en_US/fbevents.js"></script>',
        '<script src="/platform.twitter.com/widgets.js"></script>',
        "<blockquote>Bread is life.</blockquote>",
        '<iframe src="https://www.facebook.com/plugins/like.php?href=a"></iframe>',
    ],
)
def test_what_looks_like_a_widget_is_none(html: str) -> None:
    assert page_of(html).widgets == ()


@pytest.mark.parametrize(
    ("html", "gated"),
    [
        ('<script src="https://platform.twitter.com/widgets.js"></script>', False),
        ('<script type="text/plain" src="https://platform.twitter.com/widgets.js"></script>', True),
        ('<script data-src="https://platform.twitter.com/widgets.js"></script>', True),
        ('<iframe data-src="https://snapwidget.com/embed/1"></iframe>', True),
    ],
)
def test_a_widget_that_waits_for_consent_is_gated(html: str, *, gated: bool) -> None:
    assert [widget.gated for widget in page_of(html).widgets] == [gated]


@pytest.mark.parametrize(
    ("href", "network"),
    [
        ("https://www.facebook.com/cornerbakery", "facebook"),
        ("https://www.facebook.com/pages/Corner-Bakery/123", "facebook"),
        ("https://www.facebook.com/profile.php?id=123", "facebook"),
        ("https://twitter.com/cornerbakery", "x"),
        ("https://x.com/cornerbakery/", "x"),
        ("https://uk.linkedin.com/in/jane", "linkedin"),
        ("https://www.linkedin.com/company/corner-bakery", "linkedin"),
        ("https://www.youtube.com/@cornerbakery", "youtube"),
        ("https://www.youtube.com/channel/UC1", "youtube"),
        ("https://www.youtube.com/cornerbakery", "youtube"),
        ("https://www.tiktok.com/@cornerbakery", "tiktok"),
        ("https://bsky.app/profile/bakery.example", "bluesky"),
        ("https://mastodon.social/@corner", "mastodon"),
        ("https://mastodon.bakery.example/@corner", "mastodon"),
        ("https://discord.gg/abc", "discord"),
        ("https://wa.me/4912345", "whatsapp"),
        ("https://m.me/cornerbakery", "messenger"),
    ],
)
def test_a_profile_link_is_recognised(href: str, network: str) -> None:
    assert [link.network for link in page_of(f'<a href="{href}">us</a>').profile_links] == [network]


@pytest.mark.parametrize(
    "href",
    [
        "https://www.facebook.com/",
        "https://www.facebook.com/sharer.php?u=x",
        "https://www.facebook.com/cornerbakery/posts/1",
        "https://twitter.com/cornerbakery/status/1",
        "https://twitter.com/hashtag/bread",
        "https://www.youtube.com/watch?v=1",
        "https://www.instagram.com/p/abc/",
        "https://www.linkedin.com/jobs/1",
        "https://medium.com/@jane/a-story",
        "mailto:jane@mastodon.example",
    ],
)
def test_an_ordinary_link_is_no_profile(href: str) -> None:
    assert page_of(f'<a href="{href}">us</a>').profile_links == ()


def test_rel_me_marks_a_profile_on_any_host() -> None:
    links = page_of('<a rel="nofollow me" href="https://social.example/jane">me</a>').profile_links
    assert [(link.network, link.rel_me) for link in links] == [("other", True)]


def test_on_a_networks_own_pages_accounts_are_ordinary_links() -> None:
    page = page_of('<a href="https://uk.linkedin.com/in/jane">Jane</a>', url="https://www.linkedin.com/company/a")
    assert page.profile_links == ()


def test_two_spellings_of_an_account_are_equal() -> None:
    assert account_of("https://www.twitter.com/Bakery/") == account_of("http://x.com/bakery?lang=en")
    assert account_of("https://facebook.com/profile.php?id=1") != account_of("https://facebook.com/profile.php?id=2")


def test_every_network_has_a_name_and_every_endpoint_a_host() -> None:
    for network in networks.networks().values():
        assert network.name
        for endpoint in network.endpoints:
            assert networks.start_of(endpoint.at), endpoint


def test_garbage_does_no_harm() -> None:
    page = parse_page(
        "", b'<a href="http://[bad">x</a><a href="//">y</a><button class=share onclick="((("><a href="https:/x">'
    )
    assert len(page.share_controls) == 1
    assert page.widgets == ()
    assert page.profile_links == ()


def test_a_thousand_of_everything_stays_linear() -> None:
    deep = "<div class='share sticky'>" * 2000
    body = deep + '<a class="share" href="https://x.com/share?url=a">X</a>' * 3000
    assert len(controls(body)) == 3000
