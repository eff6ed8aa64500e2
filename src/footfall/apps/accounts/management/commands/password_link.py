"""`footfall manage password_link ADDRESS`: for whoever forgot their password and has nobody to ask."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from footfall.apps.accounts.actions.persons import password_link
from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person


class Command(BaseCommand):
    """Prints the link. Who can run this reads the database anyway, so it asks for no password."""

    help = "Print a link with which a person sets a new password. It works once and for a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address with which the person signs in")

    def handle(self, *args: Any, address: str, **options: Any) -> None:  # noqa: ARG002
        person = Person.objects.filter(email=address.lower()).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {address}. Check how it is written.")
        note("password-link.made", person.email, workspace=None, by=None)
        self.stdout.write(password_link(person))
