"""How sites are measured, which goals they have, and the salts under which visitors are hashed."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Person
from footfall.apps.sites.models import Site

SALT_BYTES = 32
"""BLAKE2b takes keys up to 64 bytes; 16 would do."""


class Consent(models.TextChoices):
    """Whether a visitor may be recognised from one day to the next."""

    NEVER = "never", _("Nobody is recognised: no question is asked, nothing is stored on a device")
    ASKED = "asked", _("Only who agreed: my own consent banner asks and tells the tracker")


class Keeping(models.IntegerChoices):
    """How many days events are kept."""

    QUARTER = 91, _("3 months")
    HALF = 182, _("6 months")
    YEAR = 395, _("13 months, so that a month can be compared with the same one of last year")
    TWO_YEARS = 760, _("25 months, so that a year can be compared with the one before")
    EVER = 0, _("for ever")


class Measuring(models.Model):
    """The measuring settings of a site. A site without this row is measured by the defaults."""

    site = models.OneToOneField(Site, models.CASCADE, primary_key=True, related_name="measuring")
    on = models.BooleanField(_("measure this site"), default=True)
    hosts = models.JSONField(default=list)
    """Further hosts whose pages may send, each in its one spelling."""
    keeps = models.JSONField(default=list)
    """Query parameters that belong to a page's address."""
    consent = models.CharField(max_length=8, choices=Consent.choices, default=Consent.NEVER)
    hash_share = models.BooleanField(default=False)
    """Whether the snippet asks the tracker to put the token of sharing into the address bar."""
    days = models.PositiveIntegerField(choices=Keeping.choices, default=Keeping.TWO_YEARS)
    sealed_secret = models.TextField(blank=True)
    """Key of the server API, sealed; "" where none was made."""
    secret_made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Measuring of {self.site}"


class Goal(models.Model):
    """A conversion: an address that is seen, or an event that the site tracks."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="goals")
    name = models.CharField(_("name"), max_length=60)
    """Stands in the events, so it never changes: a goal of another name is another goal."""
    pattern = models.CharField(max_length=500, blank=True)
    """Path with * for anything; "" for a goal that is an event."""
    event = models.CharField(max_length=60, blank=True)
    value = models.PositiveBigIntegerField(default=0)
    """Minor units of `currency`."""
    currency = models.CharField(max_length=3, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="a_goal_once_a_site"),
            models.CheckConstraint(
                condition=Q(pattern="", event__gt="") | Q(pattern__gt="", event=""),
                name="a_goal_is_an_address_or_an_event",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


class Salt(models.Model):
    """The key under which a day's visitors are hashed. Whoever comes first makes it; deleted after 48 hours, and with
    it every way from a hash back to an address."""

    day = models.PositiveIntegerField(primary_key=True)
    """Days since 1970, UTC."""
    value = models.BinaryField(default=new_salt)

    def __str__(self) -> str:
        return f"Salt of day {self.day}"


class Key(models.Model):
    """A key of the installation that stays for ever, sealed under the desk's own."""

    name = models.CharField(max_length=20, primary_key=True)
    sealed = models.TextField()

    def __str__(self) -> str:
        return self.name


class SearchFigure(models.Model):
    """What a search engine says of a page over some days, imported from its export."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="search_figures")
    path = models.CharField(max_length=2000)
    """Spelled as events spell it."""
    first = models.PositiveIntegerField()
    """Days since 1970, UTC; both ends belong to it."""
    last = models.PositiveIntegerField()
    clicks = models.PositiveBigIntegerField()
    impressions = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "last"], name="search_figures_days")]

    def __str__(self) -> str:
        return f"{self.path}: {self.clicks}"


class Revision(models.Model):
    """Counts the changes of what the edge must know, so that processes ask for one number and not for everything."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"
