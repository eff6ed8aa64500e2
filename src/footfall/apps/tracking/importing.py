"""Files that people upload: which kinds there are, and their text."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.apps.tracking.actions import Refused

LARGEST = 2_500_000
"""Bytes of a file: about 20,000 pages or visits. Larger ones go in by the command line. Our choice."""


class FileKind(models.TextChoices):
    """What a file holds."""

    SEARCH = (
        "search",
        gettext_lazy("Clicks and impressions of pages, as Google Search Console exports them (Pages.csv)"),
    )


def text_of(file: UploadedFile) -> str:
    """
    Raises:
        Refused: it is too large or no text.
    """
    if (file.size or 0) > LARGEST:
        raise Refused(_("The file is larger than 2.5 MB. Split it, or export fewer days."))
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Refused(_("This is no CSV file in UTF-8. If it is a .zip or .xlsx, unpack it or save it as CSV first."))
    return text
