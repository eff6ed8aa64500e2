"""What owners are told when the desk turns a webhook off."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from footfall.apps.accounts.models import Person
from footfall.apps.accounts.rights import Role
from footfall.apps.hooks.models import Endpoint
from footfall.apps.work.jobs import job


@job(title="Tell owners that a webhook was turned off")
def tell_owners(endpoint_id: int) -> None:
    endpoint = Endpoint.objects.select_related("workspace").filter(pk=endpoint_id, active=False).first()
    if endpoint is None:
        return
    owners = Person.objects.filter(memberships__workspace=endpoint.workspace, memberships__role=Role.OWNER)
    page = settings.PUBLIC_URL + reverse("hooks:endpoint", args=[endpoint.workspace.slug, endpoint.pk])
    subject = _("A webhook of %(workspace)s was turned off") % {"workspace": endpoint.workspace.name}
    text = _(
        "Footfall sends no more webhooks to\n\n  %(url)s\n\n%(why)s What was answered stands in the log of "
        "deliveries. When the receiver works again, turn the webhook on and repeat what was missed:\n\n  %(page)s\n"
    ) % {"url": endpoint.url, "why": endpoint.turned_off_why, "page": page}
    for owner in owners.filter(is_active=True):
        send_mail(subject, text, None, [owner.email])
