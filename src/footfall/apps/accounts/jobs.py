"""What the worker does for people."""

from __future__ import annotations

from django.conf import settings
from django_tasks import task

from footfall.apps.accounts.actions.persons import password_link
from footfall.apps.accounts.mails import send
from footfall.apps.accounts.models import Person


@task()
def send_password_link(email: str) -> None:
    """Mail the link to the person with the address. Nothing happens where nobody has it: the page that asks always
    enqueues this, so neither its words nor its time tell a stranger who is here."""
    person = Person.objects.filter(email=email.lower(), is_active=True).first()
    if person is not None:
        send("password_link", person.email, person=person, link=password_link(person), desk=settings.PUBLIC_URL)
