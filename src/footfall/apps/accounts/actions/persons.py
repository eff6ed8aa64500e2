"""What a person changes about themselves, and how they come in again after they forgot their password."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Membership, Person, Workspace
from footfall.apps.accounts.rights import Role

EMAIL_LINK_LIFE = 24 * 3600
"""Seconds for which the link to a new e-mail address works. Our choice."""
_SALT = "footfall.accounts.email"


class TakenError(Exception):
    """Another person has the e-mail address."""


def change_email(person: Person, email: str) -> None:
    """Sign-in, invitations and mail go to the new address from now on.

    Raises:
        TakenError: somebody else has it.
    """
    before, person.email = person.email, email.lower()
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
            note("person.email-changed", person.email, workspace=None, by=person, before=before)
    except IntegrityError:
        person.email = before
        raise TakenError from None


def email_link(person: Person, email: str) -> str:
    """The link that shows that a new address is the person's own. It works for them, until their address changes."""
    value = {"person": person.pk, "from": person.email, "to": email.lower()}
    return absolute(reverse("accounts:email-confirm", args=[signing.dumps(value, salt=_SALT)]))


def email_of_link(person: Person, value: str) -> str | None:
    """The new address that a link carries for the person; None when it is not theirs, too old or was used."""
    try:
        said = signing.loads(value, salt=_SALT, max_age=EMAIL_LINK_LIFE)
    except signing.BadSignature:
        return None
    return said["to"] if (said["person"], said["from"]) == (person.pk, person.email) else None


def password_link(person: Person) -> str:
    """The one-time link with which a person sets a new password; see PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(person)
    return absolute(
        reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an owner may not make a password link for somebody."""

    themselves: bool = False
    elsewhere: bool = False
    operator: bool = False


def refuse_password_link(owner: Person, person: Person) -> Refusal | None:
    """An owner who could make a link for anybody could become anybody: whoever accepts an invitation could be robbed of
    their other workspaces. So it takes the ownership of every workspace the person is in, or running the installation.
    """
    if owner == person:
        return Refusal(themselves=True)
    if owner.is_operator:
        return None
    if person.is_operator:
        return Refusal(operator=True)
    owned = Membership.objects.filter(person=owner, role=Role.OWNER).values("workspace")
    return Refusal(elsewhere=True) if person.memberships.exclude(workspace__in=owned).exists() else None


def make_password_link(person: Person, workspace: Workspace, *, by: Person) -> str:
    """The link that an owner hands to a member where the desk sends no mail.

    Raises:
        PermissionError: see `refuse_password_link`.
    """
    if refuse_password_link(by, person) is not None:
        raise PermissionError
    with transaction.atomic():
        note("password-link.made", person.email, workspace=workspace, by=by)
        return password_link(person)


def absolute(path: str) -> str:
    """An address for mail and for copying. It never comes from the request's Host header, which a stranger writes."""
    return f"{settings.PUBLIC_URL}{path}"
