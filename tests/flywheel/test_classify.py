"""How a visit came: by the order of evidence, and whom the lists know."""

from __future__ import annotations

import pytest

from footfall.flywheel.address import page_of
from footfall.flywheel.classify import Source, classify, network
from footfall.flywheel.event import Channel, How
from footfall.flywheel.memory import Share
from footfall.flywheel.sources import FILES, called, known, table
from footfall.page.networks import networks
from footfall.smo.previews import profiles

SOCIAL, SEARCH, AI, EMAIL, REFERRAL = Channel.SOCIAL, Channel.SEARCH, Channel.AI, Channel.EMAIL, Channel.REFERRAL

REFERRERS = [
    ("https://www.facebook.com/", "facebook", SOCIAL),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F&h=AT0", "facebook", SOCIAL),
    ("http://lm.facebook.com/", "facebook", SOCIAL),
    ("https://www.messenger.com/", "messenger", SOCIAL),
    ("https://l.instagram.com/?u=https%3A%2F%2Fexample.org", "instagram", SOCIAL),
    ("https://l.threads.net/", "threads", SOCIAL),
    ("https://l.threads.com/", "threads", SOCIAL),
    ("https://t.co/AbCdEfGhIj", "x", SOCIAL),
    ("https://x.com/somebody/status/1", "x", SOCIAL),
    ("https://mobile.twitter.com/", "x", SOCIAL),
    ("https://lnkd.in/abc", "linkedin", SOCIAL),
    ("https://www.linkedin.com/feed/", "linkedin", SOCIAL),
    ("https://out.reddit.com/t3_abc", "reddit", SOCIAL),
    ("https://old.reddit.com/r/python/", "reddit", SOCIAL),
    ("https://www.pinterest.de/pin/1/", "pinterest", SOCIAL),
    ("https://web.whatsapp.com/", "whatsapp", SOCIAL),
    ("https://web.telegram.org/k/", "telegram", SOCIAL),
    ("https://t.me/s/channel", "telegram", SOCIAL),
    ("https://discord.com/channels/1/2", "discord", SOCIAL),
    ("https://app.slack.com/client/T1", "slack", SOCIAL),
    ("https://teams.microsoft.com/", "teams", SOCIAL),
    ("https://bsky.app/profile/a", "bluesky", SOCIAL),
    ("https://go.bsky.app/redirect?u=x", "bluesky", SOCIAL),
    ("https://mastodon.social/@a/1", "mastodon", SOCIAL),
    ("https://social.mastodon.example/", "mastodon", SOCIAL),
    ("https://hachyderm.io/", "mastodon", SOCIAL),
    ("https://misskey.io/notes/1", "misskey", SOCIAL),
    ("https://lemmy.world/post/1", "lemmy", SOCIAL),
    ("https://lemmy.example.net/post/1", "lemmy", SOCIAL),
    ("https://news.ycombinator.com/item?id=1", "hackernews", SOCIAL),
    ("https://away.vk.com/away.php?to=x", "vk", SOCIAL),
    ("https://m.youtube.com/", "youtube", SOCIAL),
    ("android-app://com.facebook.katana/", "facebook", SOCIAL),
    ("android-app://com.whatsapp", "whatsapp", SOCIAL),
    ("android-app://com.Slack/", "slack", SOCIAL),
    ("android-app://org.telegram.messenger/", "telegram", SOCIAL),
    ("android-app://com.google.android.gm/", "gmail", EMAIL),
    ("android-app://com.google.android.googlequicksearchbox/https/www.google.com", "google", SEARCH),
    ("android-app://com.openai.chatgpt/", "chatgpt", AI),
    ("android-app://com.example.reader/", "android-app:com.example.reader", REFERRAL),
    ("https://www.google.com/", "google", SEARCH),
    ("https://www.google.co.uk/search?q=x", "google", SEARCH),
    ("https://google.com.br/", "google", SEARCH),
    ("https://www.bing.com/search?q=x", "bing", SEARCH),
    ("https://cn.bing.com/", "bing", SEARCH),
    ("https://duckduckgo.com/", "duckduckgo", SEARCH),
    ("https://r.search.yahoo.com/x", "yahoo", SEARCH),
    ("https://yandex.com.tr/search/", "yandex", SEARCH),
    ("https://m.baidu.com/s", "baidu", SEARCH),
    ("https://www.ecosia.org/search?q=x", "ecosia", SEARCH),
    ("https://search.brave.com/search", "brave", SEARCH),
    ("https://chatgpt.com/", "chatgpt", AI),
    ("https://www.perplexity.ai/search/x", "perplexity", AI),
    ("https://gemini.google.com/app", "gemini", AI),
    ("https://copilot.microsoft.com/", "copilot", AI),
    ("https://claude.ai/chat/1", "claude", AI),
    ("https://x.com/i/grok?conversation=1", "grok", AI),
    ("https://mail.google.com/mail/u/0/", "gmail", EMAIL),
    ("https://outlook.live.com/", "outlook", EMAIL),
    ("https://eur01.safelinks.protection.outlook.com/", "outlook", EMAIL),
    ("https://deref-gmx.net/mail/client/x", "gmx", EMAIL),
    ("https://webmail.example.com/", "webmail", EMAIL),
    ("https://us1.campaign-archive.com/", "mailchimp", EMAIL),
    ("https://docs.google.com/document/d/1", "docs.google.com", REFERRAL),
    ("https://www.nytimes.com/2026/a", "nytimes.com", REFERRAL),
    ("https://notfacebook.com/", "notfacebook.com", REFERRAL),
    ("https://facebook.com.example.net/", "facebook.com.example.net", REFERRAL),
    ("https://google.example.com/", "google.example.com", REFERRAL),
    ("https://user:pw@www.facebook.com:443/", "facebook", SOCIAL),
]


@pytest.mark.parametrize(("referrer", "net", "chan"), REFERRERS)
def test_referrers(referrer: str, net: str, chan: Channel) -> None:
    found = classify(referrer)
    assert (found.net, found.chan, found.how) == (net, chan, How.REFERRER)


@pytest.mark.parametrize(
    "referrer",
    ["", "about:blank", "foo", "javascript:alert(1)", "https:///", "android-app://", "file:///home/x.html", "//"],
)
def test_what_is_no_address_is_no_evidence(referrer: str) -> None:
    assert classify(referrer) == Source("", Channel.DIRECT, How.NONE)


def test_the_site_itself_is_no_source() -> None:
    own = frozenset({"example.org", "www.shop.example"})
    for referrer in (
        "https://example.org/a",
        "https://www.example.org/",
        "https://shop.example/",
        "https://here.example/",
    ):
        assert classify(referrer, own=own, here="www.here.example").chan is Channel.DIRECT
    assert classify("https://sub.example.org/", own=own).chan is Channel.REFERRAL


UTM = [
    ("utm_source=twitter&utm_medium=social", "x", SOCIAL, ""),
    ("utm_source=Facebook&utm_medium=cpc&utm_campaign=Spring%20Sale", "facebook", Channel.PAID, "spring sale"),
    ("utm_source=fb&utm_medium=paid_social", "facebook", Channel.PAID, ""),
    ("utm_source=ig", "instagram", SOCIAL, ""),
    ("utm_source=newsletter&utm_medium=email", "newsletter", EMAIL, ""),
    ("utm_source=chatgpt.com", "chatgpt", AI, ""),
    ("utm_source=t.co&utm_medium=referral", "x", SOCIAL, ""),
    ("utm_source=www.linkedin.com", "linkedin", SOCIAL, ""),
    ("utm_source=partner-blog&utm_medium=affiliate", "partner-blog", REFERRAL, ""),
    ("utm_source=flyer&utm_medium=qr", "flyer", REFERRAL, ""),
    ("utm_source=google&utm_medium=organic", "google", SEARCH, ""),
    ("utm_source=x&utm_medium=share", "x", Channel.SHARED, ""),
    ("utm_campaign=winter", "", REFERRAL, "winter"),
]


@pytest.mark.parametrize(("query", "net", "chan", "campaign"), UTM)
def test_utm(query: str, net: str, chan: Channel, campaign: str) -> None:
    found = classify("", asked=page_of(f"https://example.org/?{query}").asked)
    assert (found.net, found.chan, found.campaign, found.how) == (net, chan, campaign, How.UTM)


def test_utm_without_a_source_leaves_the_network_to_the_referrer() -> None:
    found = classify("https://t.co/x", asked={"utm_campaign": "winter"})
    assert (found.net, found.how, found.campaign) == ("x", How.UTM, "winter")


@pytest.mark.parametrize(
    ("name", "net", "chan"),
    [
        ("gclid", "google", Channel.PAID), ("msclkid", "bing", Channel.PAID), ("ttclid", "tiktok", Channel.PAID),
        ("li_fat_id", "linkedin", Channel.PAID), ("twclid", "x", Channel.PAID), ("fbclid", "facebook", SOCIAL),
        ("igsh", "instagram", SOCIAL), ("mc_eid", "mailchimp", EMAIL),
    ],
)  # fmt: skip
def test_click_ids_prove_the_network_and_only_some_an_advertisement(name: str, net: str, chan: Channel) -> None:
    found = classify("https://www.example.net/", asked={name: "1"})
    assert (found.net, found.chan, found.how, found.said) == (net, chan, How.CLICK_ID, name)


def test_evidence_in_the_order_of_trust() -> None:
    every = {"utm_source": "reddit", "fbclid": "1"}
    referrer, inapp = "https://www.linkedin.com/", "instagram"
    token = Share(1, 1, 0, 0, 1, 0, 0, 0, "/", "x", Channel.POST)
    assert classify(referrer, inapp=inapp, asked=every, share=token).net == "x"
    assert classify(referrer, inapp=inapp, asked=every).net == "reddit"
    assert classify(referrer, inapp=inapp, asked={"fbclid": "1"}).net == "facebook"
    assert classify(referrer, inapp=inapp).net == "linkedin"
    assert classify("", inapp=inapp) == Source("instagram", SOCIAL, How.IN_APP, said="instagram")


@pytest.mark.parametrize("control", ["copy", "native", "dark", ""])
def test_a_share_without_a_network_takes_the_networks_name_from_other_evidence(control: str) -> None:
    share = Share(1, 1, 0, 0, 1, 0, 0, 0, "/", control, Channel.SHARED)
    assert classify("https://t.co/x", share=share)[:3] == ("x", Channel.SHARED, How.TOKEN)
    assert classify("", inapp="facebook", share=share)[:3] == ("facebook", Channel.SHARED, How.TOKEN)
    assert classify("https://blog.example.net/", share=share)[:3] == ("", Channel.SHARED, How.TOKEN)


@pytest.mark.parametrize(
    ("said", "net"),
    [
        ("Twitter", "x"),
        (" X ", "x"),
        ("facebook.com", "facebook"),
        ("https://lnkd.in", "linkedin"),
        ("copy", "copy"),
        ("", ""),
    ],
)
def test_networks_by_what_people_call_them(said: str, net: str) -> None:
    assert network(said) == net


def test_ids_are_those_of_share_buttons_and_previews() -> None:
    """One network, one id: a visit from it, a button for it, its preview and its fetcher are joined by it."""
    ours = {net for name in FILES for net in table(name)["hosts"]}
    no_source = {"imessage", "nextcloud", "mattermost", "rocketchat", "discourse"}
    assert set(profiles()) - no_source <= ours
    hosts = {host: net.id for net in networks().values() for host in net.profile if not net.dead and not net.kit}
    for host, net in hosts.items():
        found = known(host)
        assert found is not None, f"{host} is a network's and on no list"
        assert found.net == net


def test_every_list_has_a_source_and_a_date_and_plain_hosts() -> None:
    for name in FILES:
        about = table(name)["about"]
        assert about["source"]
        assert about["date"].year >= 2026
        for net, hosts in table(name)["hosts"].items():
            assert net.replace("-", "").isalnum()
            assert net.islower() or net.isdigit()
            assert all(host.startswith("^") or host == host.lower().strip().removeprefix("www.") for host in hosts)


@pytest.mark.parametrize(
    ("net", "name"),
    [("hackernews", "Hacker News"), ("chatgpt", "ChatGPT"), ("ecosia", "Ecosia"), ("blog.example", "blog.example")],
)
def test_names_for_people(net: str, name: str) -> None:
    assert called(net) == name
