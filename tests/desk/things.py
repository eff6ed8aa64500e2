"""One of every thing that can stand in an address, for tests that walk all addresses.

A new address with a parameter of a new name needs a maker here, or `test_access_matrix` fails. A maker gets the things
of a workspace and returns what stands in the address. Everything made carries `MARK`, by which a leak is found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from footfall.apps.accounts.actions.invitations import invite
from footfall.apps.accounts.models import ApiToken, Invitation, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role, Scope
from footfall.apps.hooks.actions import add_endpoint
from footfall.apps.hooks.models import Delivery, Endpoint
from footfall.apps.leads.actions import add_offer, set_state
from footfall.apps.leads.asking import ask
from footfall.apps.leads.models import Lead, Offer
from footfall.apps.links.actions import Wish, create_link
from footfall.apps.links.domains import add_domain
from footfall.apps.links.models import AllowedHost, Campaign, Domain, Link
from footfall.apps.links.naming import allow_host, make_campaign
from footfall.apps.sites.actions import ignore, share_report
from footfall.apps.sites.exports import ask_export, make
from footfall.apps.sites.models import Audit, AuditedPage, AuditState, Export, Ignored, ReportLink, Site
from footfall.apps.sites.recording import Recorder
from footfall.apps.tracking.actions import add_goal
from footfall.apps.tracking.models import Goal
from footfall.page import parse_page
from footfall.page.facts import PageFacts
from footfall.wire.options import Crawled
from tests.desk.making import make_member, make_person, make_token, make_workspace, signed_in

MARK = "Zanzibar"
RULE = "image-alt-missing"


class Things:
    """Everything of one workspace, made when it is asked for."""

    def __init__(self, name: str) -> None:
        self.owner: Person = make_person(name=f"{MARK} {name}")
        self.workspace: Workspace = make_workspace(f"{MARK} {name}", slug=name, owner=self.owner)

    def filled(self) -> Things:
        """With one of everything in it already."""
        for make_one in MAKERS.values():
            make_one(self)
        assert self.clients
        return self

    @cached_property
    def people(self) -> dict[Role, Person]:
        """One of every role; the owner is another than `owner`."""
        return {role: make_member(self.workspace, role) for role in Role}

    @cached_property
    def clients(self) -> dict[Role, Client]:
        """Each of these people signed in."""
        return {role: signed_in(person) for role, person in self.people.items()}

    @cached_property
    def member(self) -> Membership:
        person = make_member(self.workspace, Role.VIEWER, make_person(name=f"{MARK} member"))
        return Membership.objects.get(workspace=self.workspace, person=person)

    @cached_property
    def invitation(self) -> Invitation:
        return invite(self.workspace, f"{MARK}@example.org".lower(), Role.VIEWER, by=self.owner)[0]

    @cached_property
    def token(self) -> ApiToken:
        return make_token(self.workspace, Scope.READ, name=f"{MARK} token")[1]

    @cached_property
    def site(self) -> Site:
        address = f"https://{MARK}-{self.workspace.slug}.example/".lower()
        return Site.objects.create(workspace=self.workspace, name=f"{MARK} site", address=address)

    @cached_property
    def audit(self) -> Audit:
        """Over, of two pages; the older one of the site's two."""
        for _ in range(2):
            audit = Audit.objects.create(workspace=self.workspace, site=self.site, state=AuditState.RUNNING)
            recorder = Recorder(audit)
            for path in ("", "second"):
                url = f"{self.site.address}{path}"
                html = f"<!doctype html><html><head><title>{MARK} page</title></head><body>Words</body></html>".encode()
                recorder.take(Crawled(url=url, data=html, facts=PageFacts(), page=parse_page(url, html)))
            recorder.finish(AuditState.DONE)
        audit.refresh_from_db()
        return audit

    @cached_property
    def page(self) -> AuditedPage:
        page = self.audit.pages.first()
        assert page is not None
        return page

    @cached_property
    def rule(self) -> str:
        found = self.audit.findings.filter(page=self.page).first()
        assert found is not None
        return found.rule

    @cached_property
    def ignored(self) -> Ignored:
        return ignore(self.site, RULE, reason=f"{MARK} reason", by=self.owner)

    @cached_property
    def link(self) -> ReportLink:
        return share_report(self.audit, by=self.owner)[0]

    @cached_property
    def export(self) -> Export:
        export = ask_export(self.audit, "json", by=self.owner)
        make(export.pk)
        export.refresh_from_db()
        return export

    @cached_property
    def endpoint(self) -> Endpoint:
        url = f"https://{MARK}.example/hook".lower()
        return add_endpoint(self.workspace, url=url, events=["audit.finished"], by=self.owner)[0]

    @cached_property
    def goal(self) -> Goal:
        return add_goal(self.site, by=self.owner, name=f"{MARK}-goal".lower(), pattern="/thanks")

    @cached_property
    def offer(self) -> Offer:
        file = SimpleUploadedFile("paper.pdf", b"%PDF-1.7 a paper of words")
        said = {"title": f"{MARK} paper", "consent": f"{MARK} consent", "opt_in": "single"}
        return set_state(add_offer(self.site, by=self.owner, file=file, **said), "open", by=self.owner)

    @cached_property
    def lead(self) -> Lead:
        ask(self.offer, email=f"{MARK}-lead@example.org", answers={"name": f"{MARK} lead"}, view="")
        return Lead.objects.get(offer=self.offer)

    @cached_property
    def delivery(self) -> Delivery:
        return Delivery.objects.create(endpoint=self.endpoint, event="audit.finished", body=f'{{"mark": "{MARK}"}}')

    @cached_property
    def campaign(self) -> Campaign:
        return make_campaign(self.workspace, name=f"{MARK} campaign", by=self.owner)

    @cached_property
    def short(self) -> Link:
        wish = Wish(self.site.address, campaign=self.campaign.slug, notes=f"{MARK} {self.workspace.slug}")
        return create_link(self.workspace, wish, by=self.owner)

    @cached_property
    def domain(self) -> Domain:
        return add_domain(self.workspace, f"go.{MARK}-{self.workspace.slug}.example".lower(), by=self.owner)

    @cached_property
    def host(self) -> AllowedHost:
        return allow_host(self.workspace, f"{MARK}.example".lower(), reason=f"{MARK} reason", by=self.owner)


MAKERS: dict[str, Callable[[Things], object]] = {
    "audit": lambda things: things.audit.pk,
    "campaign": lambda things: things.campaign.pk,
    "delivery": lambda things: things.delivery.pk,
    "domain": lambda things: things.domain.pk,
    "endpoint": lambda things: things.endpoint.pk,
    "export": lambda things: things.export.pk,
    "host": lambda things: things.host.pk,
    "goal": lambda things: things.goal.pk,
    "ignored": lambda things: things.ignored.pk,
    "invitation": lambda things: things.invitation.pk,
    "lead": lambda things: things.lead.pk,
    "link": lambda things: things.link.pk,
    "member": lambda things: things.member.pk,
    "offer": lambda things: things.offer.pk,
    "page": lambda things: things.page.pk,
    "rule": lambda things: things.rule,
    "short": lambda things: things.short.pk,
    "site": lambda things: things.site.pk,
    "table": lambda things: "days",
    "token": lambda things: things.token.pk,
    "webhook": lambda things: things.endpoint.pk,
    "workspace": lambda things: things.workspace.slug,
}
"""By the name of an address's parameter."""
SHARED = {"rule", "table"}
"""Parameters that name something all workspaces share."""
