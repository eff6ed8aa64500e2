"""People, workspaces, who may do what in them, and the record of who did it."""

from __future__ import annotations

import hashlib
import secrets
import zoneinfo
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.rights import Right, Role, Scope

INVITATION_LIFE = timedelta(days=7)
"""How long an invitation can be accepted. Our choice."""


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


def check_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("%(name)s is no known time zone. Choose one from the list."), params={"name": name})


class Person(AbstractBaseUser):
    """Somebody who signs in. `is_operator` runs this installation: sees workers and jobs of all workspaces."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[check_zone])
    language = models.CharField(_("language"), max_length=12, default="en")
    """One of settings.LANGUAGES; no choices here, so that a new translation needs no migration."""
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False


class Workspace(models.Model):
    """One company or client. Every row of the desk belongs to one."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    people = models.ManyToManyField(Person, through="Membership", related_name="workspaces")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "person"], name="one_role_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    def may(self, right: Right) -> bool:
        return Role(self.role).may(right)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link with which a person joins a workspace. Only the token's hash is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.VIEWER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def is_over(self) -> bool:
        return self.expires_at <= timezone.now()


class OwnerLink(models.Model):
    """The one-time link that creates an installation's first owner. Only the token's hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Made {self.made_at:%Y-%m-%d %H:%M}"


TOKEN_PREFIX = RegexValidator(r"^ff_[A-Za-z0-9]{8}$")


class ApiToken(models.Model):
    """A key to the API for one workspace: `ff_<prefix>_<secret>`, of which only prefix and hash are kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=11, unique=True, validators=[TOKEN_PREFIX])
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    """Values of `Scope`."""
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())

    def allows(self, scope: Scope) -> bool:
        return scope.value in self.scopes


class Deed(models.Model):
    """One line of the audit log: who did what to which thing, and when. Never changed, never deleted by the desk."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, related_name="deeds")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="deeds")
    token = models.ForeignKey(ApiToken, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    verb = models.CharField(max_length=60)
    """Dotted, past tense: "site.added", "role.changed"; its sentence is in `deeds.py`."""
    thing = models.CharField(max_length=300, blank=True)
    """What it was done to, in words that stay readable when the thing is gone."""
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["workspace", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing}"


def new_token() -> tuple[str, str]:
    """A fresh secret and the hash that is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Tokens are long and random, so a plain hash is enough to keep them useless for a thief of the database."""
    return hashlib.sha256(token.encode()).hexdigest()
