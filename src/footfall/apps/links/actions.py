"""Use cases of links: one verb a function, each owns its transaction and leaves a line in the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person, Workspace
from footfall.apps.hooks.actions import fire
from footfall.apps.hooks.events import Event
from footfall.apps.links import telling
from footfall.apps.links.addresses import short_address
from footfall.apps.links.codes import fresh_codes
from footfall.apps.links.models import Link, State, TargetChange, Tombstone
from footfall.apps.links.revisions import begin_change
from footfall.apps.links.wishes import Rules, Unfit, Wish, fit_all
from footfall.apps.sites.addresses import Refused

MOST_AT_ONCE = 1_000
"""Links of one list. Our choice: the answer comes within seconds, and larger lists can be cut."""
Doer = Person | ApiToken | None
"""Who did it; None is the desk itself."""
KEEP = datetime.max.replace(tzinfo=UTC)
"""Stands for "the end stays as it is"."""

__all__ = [
    "KEEP",
    "MOST_AT_ONCE",
    "Doer",
    "Manifold",
    "Refused",
    "Unfit",
    "Wish",
    "change_link",
    "create_for_delivery",
    "create_link",
    "create_links",
    "delete_link",
    "turn",
]


class Manifold(Refused):
    """Some wishes of a list can't be taken, by their places; nothing was made."""

    def __init__(self, wrong: Mapping[int, Unfit]) -> None:
        super().__init__(_("Nothing was made yet: some of the links can't be taken as they are."))
        self.wrong = wrong


def create_link(workspace: Workspace, wish: Wish, *, by: Doer) -> Link:
    """A new short link. The event store hears of it after the commit, so that its token is a root.

    Raises:
        Unfit: a field of the wish can't be taken.
    """
    link = Rules(workspace).fit(wish)
    with transaction.atomic():
        try:
            _issue([link], begin_change())
        except Manifold as manifold:
            raise manifold.wrong[0] from manifold
        note("link.made", short_address(link), workspace=workspace, by=by, target=link.target)
        _save([link], by)
        fire(workspace, Event.LINK_CREATED, payload_of(link))
    return link


def create_links(workspace: Workspace, wishes: Sequence[Wish], *, by: Doer) -> list[Link]:
    """All the links of a list, or none.

    Raises:
        Manifold: some can't be taken.
        Refused: there are too many, or none.
    """
    if not wishes:
        raise Refused(_("The list is empty. Give one target on each line."))
    if len(wishes) > MOST_AT_ONCE:
        raise Refused(_("A list has %(most)s links at most. Cut it in parts.") % {"most": f"{MOST_AT_ONCE:,}"})
    links, wrong = fit_all(Rules(workspace), wishes)
    if wrong:
        raise Manifold(wrong)
    with transaction.atomic():
        _issue(links, begin_change())
        note("links.made", len(links), workspace=workspace, by=by)
        _save(links, by)
    return links


def create_for_delivery(
    workspace: Workspace, target: str, *, post: int, network: str, account: str, campaign: str = "", by: Doer = None
) -> Link:
    """The link of one delivery: of a post, on a network, by an account. Asking again brings the same link.

    Raises:
        Unfit: the target can't be taken.
    """
    wish = Wish(target, network=network, campaign=campaign, content=f"post-{post}", label=account, post=post)
    wanted = Rules(workspace).fit(replace(wish, as_written=True))
    known = Link.objects.kept().filter(workspace=workspace, post=post, label=wanted.label, target=wanted.target)
    with transaction.atomic():
        begin_change()  # Two who ask at once do so one after the other.
        found = known.filter(network=wanted.network).first()
        return found or create_link(workspace, replace(wish, as_written=True), by=by)


def change_link(
    link: Link,
    *,
    by: Doer,
    target: str | None = None,
    permanent: bool | None = None,
    ends_at: datetime | None = KEEP,
    label: str | None = None,
    notes: str | None = None,
) -> Link:
    """Another target, end or note; None leaves a thing as it is. Network, campaign and words stay what its visits are
    counted by.

    Raises:
        Unfit: a field can't be taken.
        Refused: the link is deleted.
    """
    rules = Rules(link.workspace)
    with transaction.atomic():
        revision = begin_change()
        link = _locked(link)
        if target is not None and target.strip() != link.target:
            _retarget(link, target, rules, by)
        if ends_at is not KEEP and ends_at != link.ends_at:
            if ends_at is not None and ends_at <= timezone.now():
                raise Unfit("ends_at", _("This moment is over already. Turn the link off instead."))
            link.ends_at = ends_at
        link.permanent = link.permanent if permanent is None else permanent
        link.label = link.label if label is None else label.strip()[:200]
        link.notes = link.notes if notes is None else notes.strip()
        link.revision = revision
        link.save()
        note("link.changed", short_address(link), workspace=link.workspace, by=by)
    return link


def turn(link: Link, *, on: bool, by: Doer) -> Link:
    """On, or off until somebody turns it on again (404).

    Raises:
        Refused: the link is deleted.
    """
    wanted = State.ON if on else State.OFF
    with transaction.atomic():
        revision = begin_change()
        link = _locked(link)
        if link.state != wanted:
            link.state, link.revision = wanted, revision
            link.save(update_fields=["state", "revision"])
            if on:
                note("link.turned-on", short_address(link), workspace=link.workspace, by=by)
            else:
                note("link.turned-off", short_address(link), workspace=link.workspace, by=by)
    return link


def delete_link(link: Link, *, by: Doer) -> None:
    """For ever: the address says that it is gone (410), and its code is never issued again."""
    with transaction.atomic():
        revision = begin_change()
        if Link.objects.kept().filter(pk=link.pk).update(state=State.GONE, revision=revision):
            note("link.deleted", short_address(link), workspace=link.workspace, by=by, target=link.target)
    link.refresh_from_db()


def payload_of(link: Link) -> dict[str, object]:
    """What webhooks tell of a link."""
    return {
        "id": link.pk,
        "short": short_address(link),
        "target": link.target,
        "network": link.network,
        "campaign": link.utm_campaign,
        "post": link.post,
    }


def _locked(link: Link) -> Link:
    """The link as it is now; nobody else changes one while `begin_change` holds the counter."""
    now = Link.objects.select_related("workspace", "site", "campaign").get(pk=link.pk)
    if now.state == State.GONE:
        raise Refused(_("This link is deleted. Make another one."))
    return now


def _retarget(link: Link, typed: str, rules: Rules, by: Doer) -> None:
    try:
        target = rules.targets.check(typed)
    except Refused as refused:
        raise Unfit("target", str(refused)) from refused
    if target.address == link.target:
        return
    person = by if isinstance(by, Person) else None
    TargetChange.objects.create(link=link, before=link.target, after=target.address, by=person)
    at, before, after = short_address(link), link.target, target.address
    note("link.retargeted", at, workspace=link.workspace, by=by, before=before, after=after)
    link.target, link.adds = target.address, rules.adds(link, target)


def _issue(links: list[Link], revision: int) -> None:
    """Give every link its code. The counter is held, so nobody takes a code between the look and the commit."""
    wrong: dict[int, Unfit] = {}
    chosen: set[tuple[str, str]] = set()
    for place, link in enumerate(links):
        link.revision = revision
        if link.code and ((link.host, link.code) in chosen or _taken(link.host, [link.code])):
            wrong[place] = Unfit("code", _("“%(code)s” is taken. Choose another.") % {"code": link.code})
        chosen.add((link.host, link.code))
    if wrong:
        raise Manifold(wrong)
    for host in {link.host for link in links if not link.code}:
        without = [link for link in links if not link.code and link.host == host]
        codes = fresh_codes(len(without), lambda batch, host=host: _taken(host, batch))  # type: ignore[misc]
        for link, code in zip(without, codes, strict=True):
            link.code = code


def _taken(host: str, codes: Collection[str]) -> set[str]:
    """Those of the codes that were issued before, also by links that are gone."""
    return {
        code
        for rows in (Link.objects.all(), Tombstone.objects.all())
        for code in rows.filter(host=host, code__in=codes).values_list("code", flat=True)
    }


def _save(links: list[Link], by: Doer) -> None:
    for link in links:
        link.made_by = by if isinstance(by, Person) else None
    Link.objects.bulk_create(links, batch_size=500)
    made = [link.pk for link in links]
    transaction.on_commit(lambda: telling.tell(made))
