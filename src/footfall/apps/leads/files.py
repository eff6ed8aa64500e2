"""Files of offers: which are taken, under which name and type they leave again."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from footfall.apps.leads.models import Offer
from footfall.apps.sites.addresses import Refused

LARGEST: Final = 20_000_000
"""Bytes. Our choice: larger papers are rarely read, and every process has them in its way."""
_ZIP: Final = b"PK\x03\x04"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


class Kind(NamedTuple):
    """A kind of file: its media type, and how it begins from byte `at` on."""

    type: str
    begins: tuple[bytes, ...]
    at: int = 0


KINDS: Final = {
    "pdf": Kind("application/pdf", (b"%PDF-",)),
    "epub": Kind("application/epub+zip", (_ZIP,)),
    "zip": Kind("application/zip", (_ZIP,)),
    "docx": Kind(f"{_OFFICE}wordprocessingml.document", (_ZIP,)),
    "xlsx": Kind(f"{_OFFICE}spreadsheetml.sheet", (_ZIP,)),
    "pptx": Kind(f"{_OFFICE}presentationml.presentation", (_ZIP,)),
    "odt": Kind("application/vnd.oasis.opendocument.text", (_ZIP,)),
    "ods": Kind("application/vnd.oasis.opendocument.spreadsheet", (_ZIP,)),
    "odp": Kind("application/vnd.oasis.opendocument.presentation", (_ZIP,)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "mp3": Kind("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "mp4": Kind("video/mp4", (b"ftyp",), 4),
}
"""By the ending of the name. None of them runs in a browser: no HTML, no SVG."""


class Checked(NamedTuple):
    """An upload that can be taken: under our own spelling of its name, and our own word for its type."""

    name: str
    type: str
    size: int


def checked(name: str, size: int, beginning: bytes) -> Checked:
    """
    Args:
        name: as it was uploaded; not believed.
        beginning: the first 16 bytes at least.

    Raises:
        Refused: it is too large, of no kind that is taken, or not what its name says.
    """
    stem, _dot, ending = name.rpartition(".")
    ending = {"jpeg": "jpg"}.get(ending.lower(), ending.lower())
    kind = KINDS.get(ending)
    if kind is None:
        said = _("Files of this kind are not taken. These are: %(kinds)s.")
        raise Refused(said % {"kinds": ", ".join(KINDS)})
    if size > LARGEST:
        raise Refused(_("The file is larger than %(most)d MB. Make it smaller.") % {"most": LARGEST // 1_000_000})
    if not size or not beginning[kind.at :].startswith(kind.begins):
        said = _("This is no %(kind)s file, although its name says so. Save it anew and try again.")
        raise Refused(said % {"kind": ending.upper()})
    return Checked(f"{slugify(stem)[:80] or 'file'}.{ending}", kind.type, size)


def sent(offer: Offer) -> FileResponse:
    """The file as a download: never shown inside the desk's own address, never guessed at, never kept by caches."""
    answer = FileResponse(
        offer.file.open("rb"), as_attachment=True, filename=offer.file_name, content_type=offer.file_type
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
