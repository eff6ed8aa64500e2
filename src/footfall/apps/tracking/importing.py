"""Files that people upload: which kinds there are, their text, and old visits from them."""

from __future__ import annotations

import hashlib
import io

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.apps.accounts.deeds import note
from footfall.apps.links.store import store
from footfall.apps.sites.models import Site
from footfall.apps.tracking.actions import Doer, Refused
from footfall.apps.tracking.rules import rules_of
from footfall.apps.tracking.searching import MOST_TOLD, Imported
from footfall.events.loading import KnownError
from footfall.events.visits import Trouble, UnreadableError, read_visits
from footfall.flywheel.event import Event

LARGEST = 2_500_000
"""Bytes of a file: about 20,000 pages or visits. Larger ones go in by the command line. Our choice."""
MOST_VISITS = 100_000
"""Visits that an uploaded file may count, because somebody waits for the answer. Our choice."""


class FileKind(models.TextChoices):
    """What a file holds."""

    SEARCH = (
        "search",
        gettext_lazy("Clicks and impressions of pages, as Google Search Console exports them (Pages.csv)"),
    )
    VISITS = "visits", gettext_lazy("Visits that another program counted: a CSV with at least a date and a page a line")


def import_visits(site: Site, text: str, *, by: Doer) -> Imported:
    """Old visits, each a visit of its own that no share brought. The same file is taken once.

    Raises:
        Refused: the file as a whole can't be taken; nothing of it was.
    """
    name = f"{site.pk}:{hashlib.sha256(text.encode()).hexdigest()}"
    events: list[Event] = []
    problems: list[str] = []
    left_out = 0
    try:
        for one in read_visits(io.StringIO(text, newline=""), rules_of(site), name=name, given={}):
            if isinstance(one, Trouble):
                left_out += 1
                if len(problems) < MOST_TOLD:
                    problems.append(one.why)
                continue
            events.append(one)
            if len(events) > MOST_VISITS:
                said = _("The file counts more than %(most)s visits. Have it imported by “footfall import-visits”.")
                raise Refused(said % {"most": f"{MOST_VISITS:,}"})
        if events:
            store().load(events, name=name)
    except UnreadableError as error:
        raise Refused(str(error)) from None
    except KnownError:
        raise Refused(_("This file was imported into this site before; nothing was added.")) from None
    if events:
        with transaction.atomic():
            note("visits.imported", site, workspace=site.workspace, by=by, rows=len(events), kind="CSV")
    return Imported(len(events), problems, left_out)


def text_of(file: UploadedFile[bytes]) -> str:
    """
    Raises:
        Refused: it is too large or no text.
    """
    if (file.size or 0) > LARGEST:
        raise Refused(_("The file is larger than 2.5 MB. Split it, or export fewer days."))
    try:
        text = str(file.read(), "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Refused(_("This is no CSV file in UTF-8. If it is a .zip or .xlsx, unpack it or save it as CSV first."))
    return text
