"""One of every thing that can stand in an address, for tests that walk all addresses.

A new address with a parameter of a new name needs a maker here, or `test_access_matrix` fails. A maker gets the things
of a workspace and returns what stands in the address. Everything made carries `MARK`, by which a leak is found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.test import Client

from footfall.apps.accounts.actions.invitations import invite
from footfall.apps.accounts.models import ApiToken, Invitation, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role, Scope
from footfall.apps.hooks.actions import add_endpoint
from footfall.apps.hooks.models import Delivery, Endpoint
from footfall.apps.sites.actions import ignore, share_report
from footfall.apps.sites.exports import ask_export, make
from footfall.apps.sites.models import Audit, AuditedPage, AuditState, Export, Ignored, ReportLink, Site
from footfall.apps.sites.recording import Recorder
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
    def delivery(self) -> Delivery:
        return Delivery.objects.create(endpoint=self.endpoint, event="audit.finished", body=f'{{"mark": "{MARK}"}}')


MAKERS: dict[str, Callable[[Things], object]] = {
    "audit": lambda things: things.audit.pk,
    "delivery": lambda things: things.delivery.pk,
    "endpoint": lambda things: things.endpoint.pk,
    "export": lambda things: things.export.pk,
    "ignored": lambda things: things.ignored.pk,
    "invitation": lambda things: things.invitation.pk,
    "link": lambda things: things.link.pk,
    "member": lambda things: things.member.pk,
    "page": lambda things: things.page.pk,
    "rule": lambda things: things.rule,
    "site": lambda things: things.site.pk,
    "token": lambda things: things.token.pk,
    "webhook": lambda things: things.endpoint.pk,
    "workspace": lambda things: things.workspace.slug,
}
"""By the name of an address's parameter."""
SHARED = {"rule"}
"""Parameters that name something all workspaces share."""
