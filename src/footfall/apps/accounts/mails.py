"""Mail to people: a subject and a plain text, from `templates/accounts/mail/<name>.txt`."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send(name: str, to: str, **values: Any) -> None:
    """The template's first line is the subject.

    Raises:
        OSError, SMTPException: the mail server did not take it.
    """
    subject, _, text = render_to_string(f"accounts/mail/{name}.txt", values).strip().partition("\n")
    EmailMessage(subject.strip(), text.strip() + "\n", to=[to]).send()


def try_to_send(name: str, to: str, **values: Any) -> bool:
    """Whether the mail server took it."""
    try:
        send(name, to, **values)
    except (OSError, SMTPException) as error:
        logger.warning("The mail server did not take a message (%s): %s", name, type(error).__name__)
        return False
    return True
