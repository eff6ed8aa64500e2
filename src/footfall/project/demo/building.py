"""Fills a workspace with the shop: site and audit, links, goals, visits of ninety days, leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from footfall.apps.accounts.actions.workspaces import delete_workspace, make_workspace
from footfall.apps.accounts.models import Membership, Person, Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.leads.actions import add_offer
from footfall.apps.leads.models import Confirming, Lead, Offer, OfferState
from footfall.apps.links.actions import Wish, create_links
from footfall.apps.links.models import Link
from footfall.apps.links.naming import make_campaign
from footfall.apps.sites.actions import EXAMPLE_ADDRESS, start_audit
from footfall.apps.sites.auditing import audit
from footfall.apps.sites.models import Site
from footfall.apps.tracking.actions import add_goal
from footfall.apps.tracking.models import SearchFigure
from footfall.apps.tracking.rules import rules_of
from footfall.events.door import Store
from footfall.flywheel.address import page_path
from footfall.flywheel.event import DAY, Channel, Event
from footfall.flywheel.hit import moment
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing import seal
from footfall.flywheel.simulation import Emission, Post, Settings, World
from footfall.project.demo.shop import CAMPAIGNS, DAYS, HABITS, HOST, PLACES, VISITS, drafts

NAME = "Demo: the bakery"
CONSENT = "You may send me the handbook and, now and then, news from the bakery."
MINUTE = timedelta(minutes=1)


class Demo(NamedTuple):
    """What was made, and the truth of it."""

    workspace: Workspace
    site: Site
    world: World
    now: int
    """Milliseconds: nothing in it is later."""
    events: int
    leads: int
    audited: bool


def build(people: list[Person], store: Store, *, now: datetime, seed: int = 1) -> Demo:
    """A demo for these people, who all own it. The first one made it.

    Args:
        store: where its events go.
        seed: another one is another world.
    """
    workspace, site = _place(people)
    try:
        return _fill(workspace, site, people[0], store, int(now.timestamp() * 1000), seed)
    except BaseException:
        delete_workspace(workspace, by=None)
        raise


def _fill(workspace: Workspace, site: Site, owner: Person, store: Store, end: int, seed: int) -> Demo:
    audited = bool(settings.EXAMPLE_SITE)
    if audited:
        audit(start_audit(site, by=owner).pk)
    first = (end // DAY - DAYS + 1) * DAY
    posts = _posts(workspace, first, end, by=owner)
    world = World(
        Settings(
            seed=seed,
            site=site.pk,
            host=HOST,
            first=first,
            days=DAYS,
            visits=VISITS,
            habits=HABITS,
            places=PLACES,
            posts=posts,
            leads=0.006,
        )
    )
    add_goal(site, by=owner, name="course", pattern="/courses/first-loaf", amount="90", currency="EUR")
    rules = rules_of(site)
    hits = (hit for hit in Emission(world).hits() if moment(hit.id) < end)
    events = seal(hits, Dictionaries(), _One(rules))
    leads = _leads(site, events, by=owner)
    _search(site, world, end)
    store.load(events, name=f"demo:{workspace.pk}")
    return Demo(workspace, site, world, end, len(events), leads, audited)


class _One(NamedTuple):
    """What sealing asks of a registry, for one site."""

    rules: SiteRules

    def site(self, site: int) -> SiteRules | None:
        return self.rules if site == self.rules.site else None


def _place(people: list[Person]) -> tuple[Workspace, Site]:
    with transaction.atomic():
        workspace = make_workspace(people[0], NAME)
        workspace.is_demo = True
        workspace.save(update_fields=["is_demo"])
        for person in people[1:]:
            Membership.objects.create(workspace=workspace, person=person, role=Role.OWNER)
        fields = {"name": "The example bakery", "is_example": True, "added_by": people[0]}
        return workspace, Site.objects.create(workspace=workspace, address=EXAMPLE_ADDRESS, **fields)


def _posts(workspace: Workspace, first: int, end: int, *, by: Person) -> tuple[Post, ...]:
    """Short links of the shop's posts. The event store isn't told of them: their deliveries come with the visits."""
    for name, slug in CAMPAIGNS:
        make_campaign(workspace, name=name, slug=slug, by=by)
    planned = [draft for draft in drafts() if first + draft.day * DAY < end]
    wishes = [
        Wish(
            f"https://{HOST}{PLACES[draft.place].path}",
            network=draft.net,
            campaign=draft.campaign,
            label=draft.label,
            post=number,
            as_written=True,
        )
        for number, draft in enumerate(planned, 1)
    ]
    with transaction.atomic():
        links = create_links(workspace, wishes, by=by)
        for link, draft in zip(links, planned, strict=True):
            link.made_at = link.told_at = datetime.fromtimestamp(first / 1000 + draft.day * 86_400, UTC)
        Link.objects.bulk_update(links, ["made_at", "told_at"])
    return tuple(
        Post(
            link.post,
            link.pk,
            link.token,
            draft.net,
            draft.campaign,
            link.utm_medium or "social",
            int(draft.day * DAY),
            draft.place,
            draft.pull,
            link.adds,
        )
        for link, draft in zip(links, planned, strict=True)
    )


def _leads(site: Site, events: list[Event], *, by: Person) -> int:
    """An offer, and a person for every lead among the events."""
    file = SimpleUploadedFile("sourdough-handbook.pdf", _handbook(), "application/pdf")
    offer = add_offer(
        site, by=by, file=file, consent=CONSENT, title="The sourdough handbook", opt_in=Confirming.SINGLE,
        asks=["name"], amount="5", currency="EUR",
    )  # fmt: skip
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.OPEN)
    words = offer.consents.get()
    rows = []
    for number, event in enumerate(_asked_for(events), 1):
        at = datetime.fromtimestamp(event.ts / 1000, UTC)
        rows.append(
            Lead(
                workspace=site.workspace,
                offer=offer,
                email=f"reader-{number}@people.example",
                consent=words,
                answers={"name": f"Reader {number}"},
                asked_at=at,
                confirmed_at=at + MINUTE,
                hit=event.id,
                counted_at=at + MINUTE,
            )
        )
    return len(Lead.objects.bulk_create(rows, batch_size=500))


def _handbook() -> bytes:
    page = Image.new("RGB", (595, 842), "white")
    ImageDraw.Draw(page).text((72, 72), "The sourdough handbook\n\nFlour, water, salt, time.", fill="black")
    file = BytesIO()
    page.save(file, "PDF")
    return file.getvalue()


def _asked_for(events: list[Event]) -> Iterator[Event]:
    return (event for event in events if event.goal == "lead" and not event.bot)


def _search(site: Site, world: World, end: int) -> None:
    """What a search engine's console would say of the last four weeks."""
    last = end // DAY
    recent = world.grown.came[: world.first] >= world.end - 28 * DAY
    found = (world.chan[: world.first] == Channel.SEARCH) & recent
    for at, place in enumerate(PLACES):
        clicks = int((found & (world.grown.page[: world.first] == at)).sum())
        SearchFigure.objects.create(
            site=site, path=page_path(f"https://{HOST}{place.path}"), first=last - 27, last=last, clicks=clicks,
            impressions=clicks * 21,
        )  # fmt: skip
