"""What somebody wants of a link, and what becomes of it by the workspace's rules."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.models import Workspace
from footfall.apps.links import words
from footfall.apps.links.codes import custom_code
from footfall.apps.links.models import Campaign, Conventions, Domain, Link, Mode
from footfall.apps.links.parameters import additions
from footfall.apps.links.targets import Target, Targets
from footfall.apps.sites.addresses import Refused
from footfall.flywheel.token import PARAMETER, token_of

T = TypeVar("T")


class Unfit(Refused):
    """One field of a wish can't be taken."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wish:
    """A link that is wanted. What is left empty follows from the network, the campaign and the conventions."""

    target: str
    code: str = ""
    host: str = ""
    """An own domain that is verified; "" for the desk's address."""
    network: str = ""
    campaign: str = ""
    """Slug."""
    source: str = ""
    medium: str = ""
    term: str = ""
    content: str = ""
    permanent: bool = False
    ends_at: datetime | None = None
    label: str = ""
    notes: str = ""
    post: int = 0
    as_written: bool = False
    """Words that look like typing errors are meant so."""


class Rules:
    """The rules of a workspace, read once for any number of wishes."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.conventions = conventions_of(workspace)
        self.targets = Targets(workspace)
        self.campaigns = {one.slug: one for one in Campaign.objects.filter(workspace=workspace)}
        self.hosts = set(
            Domain.objects.filter(workspace=workspace).exclude(verified_at=None).values_list("host", flat=True)
        )
        self.sources = {*self.conventions.sources, *words.known_networks()}
        self.mediums = set(self.conventions.mediums or words.MEDIUMS)

    def fit(self, wish: Wish) -> Link:
        """The link of a wish, not saved yet; without a code where none was chosen.

        Raises:
            Unfit: a field can't be taken.
        """
        target = _of("target", lambda: self.targets.check(wish.target))
        link = Link(
            workspace=self.workspace,
            site=target.site,
            host=self._host(wish.host),
            code=_of("code", lambda: custom_code(wish.code)) if wish.code.strip() else "",
            is_custom=bool(wish.code.strip()),
            target=target.address,
            token=token_of(secrets.token_bytes(8)),
            permanent=wish.permanent,
            ends_at=_future(wish.ends_at),
            label=wish.label.strip()[:200],
            notes=wish.notes.strip(),
            post=wish.post,
        )
        self._name(link, wish)
        link.adds = self.adds(link, target)
        return link

    def adds(self, link: Link, target: Target) -> str:
        """What the redirect adds; nothing where the target is not ours."""
        if not target.is_own:
            return ""
        utm = [
            ("utm_source", link.utm_source),
            ("utm_medium", link.utm_medium),
            ("utm_campaign", link.utm_campaign),
            ("utm_term", link.utm_term),
            ("utm_content", link.utm_content),
        ]
        return additions(target.address, [*(utm if self.conventions.adds_utm else ()), (PARAMETER, link.token)])

    def _name(self, link: Link, wish: Wish) -> None:
        """Network, campaign and the UTM words."""
        place = self._word("network", wish.network, self.sources, wish)
        link.network = place if place in words.known_networks() else ""
        link.utm_campaign = self._word("campaign", wish.campaign, self.campaigns.keys(), wish)
        link.campaign = self.campaigns.get(link.utm_campaign)
        link.utm_source = self._word("source", wish.source, self.sources, wish) or place
        usual = link.campaign.utm_medium if link.campaign else ""
        link.utm_medium = self._word("medium", wish.medium, self.mediums, wish) or usual
        if not link.utm_medium and link.network:
            link.utm_medium = "email" if link.network == "email" else "social"
        link.utm_term = _of("term", lambda: words.spelled(wish.term))
        link.utm_content = _of("content", lambda: words.spelled(wish.content))

    def _word(self, field: str, typed: str, known: Collection[str], wish: Wish) -> str:
        enforced = self.conventions.mode == Mode.ENFORCE
        return _of(field, lambda: words.check(typed, known, enforced=enforced, as_written=wish.as_written))

    def _host(self, typed: str) -> str:
        host = typed.strip().lower()
        if host and host not in self.hosts:
            raise Unfit("host", _("%(host)s is no checked domain of this workspace.") % {"host": host})
        return host


def conventions_of(workspace: Workspace) -> Conventions:
    """The workspace's conventions; what applies by itself where nobody chose any (not saved)."""
    return Conventions.objects.filter(workspace=workspace).first() or Conventions(workspace=workspace)


def fit_all(rules: Rules, wishes: Sequence[Wish]) -> tuple[list[Link], dict[int, Unfit]]:
    """The links of all wishes, and what is wrong by the wish's place in the list."""
    links, wrong = [], {}
    for place, wish in enumerate(wishes):
        try:
            links.append(rules.fit(wish))
        except Unfit as unfit:
            wrong[place] = unfit
    return links, wrong


def _of(field: str, check: Callable[[], T]) -> T:
    try:
        return check()
    except Refused as refused:
        raise Unfit(field, str(refused)) from refused


def _future(when: datetime | None) -> datetime | None:
    if when is not None and when <= timezone.now():
        raise Unfit("ends_at", _("This moment is over already. Choose one in the future, or none."))
    return when
