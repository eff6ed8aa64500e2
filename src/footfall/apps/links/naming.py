"""Use cases of what links are named and allowed by: campaigns, conventions, hosts outside."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.links.actions import Doer, Unfit
from footfall.apps.links.models import AllowedHost, Campaign, Conventions, Mode
from footfall.apps.links.targets import allowed_host
from footfall.apps.links.wishes import conventions_of
from footfall.apps.links.words import spelled
from footfall.apps.sites.addresses import Refused

MOST_WORDS = 100
"""Words of one convention. Our choice: a longer list is not read by anybody."""


def make_campaign(
    workspace: Workspace,
    *,
    name: str,
    slug: str = "",
    begins_on: date | None = None,
    ends_on: date | None = None,
    utm_medium: str = "",
    notes: str = "",
    by: Doer,
) -> Campaign:
    """A new campaign; without a short name, its name gives one.

    Raises:
        Unfit: a field can't be taken.
    """
    named = _named(name)
    word = _word("slug", slug.strip() or _slug_of(named))
    fields = _checked(begins_on, ends_on, utm_medium, notes)
    campaign = Campaign(workspace=workspace, slug=word, name=named, made_by=_person(by), **fields)
    try:
        with transaction.atomic():
            campaign.save()
            note("campaign.made", named, workspace=workspace, by=by, slug=word)
    except IntegrityError as error:
        raise Unfit("slug", _("There is a campaign “%(slug)s” already.") % {"slug": word}) from error
    return campaign


def change_campaign(
    campaign: Campaign,
    *,
    name: str,
    begins_on: date | None = None,
    ends_on: date | None = None,
    utm_medium: str = "",
    notes: str = "",
    by: Doer,
) -> Campaign:
    """Everything but the short name, by which visits are counted.

    Raises:
        Unfit: a field can't be taken.
    """
    campaign.name = _named(name)
    for field, value in _checked(begins_on, ends_on, utm_medium, notes).items():
        setattr(campaign, field, value)
    with transaction.atomic():
        campaign.save()
        note("campaign.changed", campaign, workspace=campaign.workspace, by=by)
    return campaign


def remove_campaign(campaign: Campaign, *, by: Doer) -> None:
    """Away with it. Its links stay and work as before, and so does what was counted."""
    with transaction.atomic():
        links = campaign.links.count()
        note("campaign.removed", campaign, workspace=campaign.workspace, by=by, slug=campaign.slug, links=links)
        campaign.delete()


def set_conventions(
    workspace: Workspace, *, mode: str, adds_utm: bool, sources: Iterable[str], mediums: Iterable[str], by: Doer
) -> Conventions:
    """How new links are named. Those that are there keep their words.

    Raises:
        Unfit: a field can't be taken.
    """
    if mode not in Mode.values:
        raise Unfit("mode", _("Choose one of the two ways."))
    conventions = conventions_of(workspace)
    conventions.mode, conventions.adds_utm = mode, adds_utm
    conventions.sources, conventions.mediums = _words("sources", sources), _words("mediums", mediums)
    with transaction.atomic():
        conventions.save()
        note("conventions.changed", workspace, workspace=workspace, by=by, mode=str(Mode(mode).label))
    return conventions


def allow_host(workspace: Workspace, typed: str, *, reason: str, by: Doer) -> AllowedHost:
    """Let links lead to a host that is no site of the workspace.

    Raises:
        Unfit: a field can't be taken.
    """
    try:
        host = allowed_host(typed)
    except Refused as refused:
        raise Unfit("host", str(refused)) from refused
    reason = reason.strip()[:300]
    if not reason:
        raise Unfit("reason", _("Say why links may lead there, so that others understand it later."))
    with transaction.atomic():
        fields = {"reason": reason, "by": _person(by)}
        allowed, is_new = AllowedHost.objects.get_or_create(workspace=workspace, host=host, defaults=fields)
        if is_new:
            note("host.allowed", host, workspace=workspace, by=by, reason=reason)
    return allowed


def refuse_host(allowed: AllowedHost, *, by: Doer) -> None:
    """No new links lead there from now on; those that do keep working."""
    with transaction.atomic():
        note("host.refused", allowed.host, workspace=allowed.workspace, by=by)
        allowed.delete()


def _checked(begins_on: date | None, ends_on: date | None, utm_medium: str, notes: str) -> dict[str, object]:
    if begins_on and ends_on and ends_on < begins_on:
        raise Unfit("ends_on", _("The campaign ends before it begins. Swap the two days."))
    medium = _word("utm_medium", utm_medium)
    return {"begins_on": begins_on, "ends_on": ends_on, "utm_medium": medium, "notes": notes.strip()}


def _named(name: str) -> str:
    if not name.strip():
        raise Unfit("name", _("Give the campaign a name."))
    return name.strip()[:120]


def _slug_of(name: str) -> str:
    """The name as a word; of a name in which nothing can stand in an address, a random one."""
    kept = "".join(letter if letter.isalnum() or letter in "._-" else " " for letter in name.lower())
    return "-".join(kept.strip("._- ").split())[:100] or f"campaign-{secrets.token_hex(3)}"


def _word(field: str, typed: str) -> str:
    try:
        return spelled(typed)
    except Refused as refused:
        raise Unfit(field, str(refused)) from refused


def _words(field: str, typed: Iterable[str]) -> list[str]:
    found = sorted({word for one in typed if (word := _word(field, one))})
    if len(found) > MOST_WORDS:
        raise Unfit(field, _("A list has %(most)d words at most.") % {"most": MOST_WORDS})
    return found


def _person(by: Doer) -> Person | None:
    return by if isinstance(by, Person) else None
