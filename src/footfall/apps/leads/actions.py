"""Use cases of offers and leads in the desk: each owns its transaction and leaves a line in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person
from footfall.apps.leads import files
from footfall.apps.leads.models import Ask, Confirming, ConsentText, Lead, Offer, OfferState
from footfall.apps.sites.addresses import Refused
from footfall.apps.sites.models import Site
from footfall.apps.tracking import checks

Doer = Person | ApiToken | None
LONGEST_CONSENT = 4_000
MOST_DOMAINS = 1_000

__all__ = ["Refused", "add_offer", "change_offer", "remove_lead", "remove_offer", "set_state"]


def add_offer(site: Site, *, by: Doer, file: UploadedFile[bytes] | None, consent: str, **wishes: Any) -> Offer:
    """A new offer, as a draft; `wishes` are those of `_fields`.

    Raises:
        Refused: something can't be taken.
    """
    if file is None:
        raise Refused(_("Choose the file that people get."))
    offer = Offer(workspace=site.workspace, site=site, made_by=by if isinstance(by, Person) else None)
    _fill(offer, wishes)
    words, upload = _words(consent), _upload(file)
    with transaction.atomic():
        _take(offer, upload, file)
        offer.save()
        _agree(offer, words, by)
        note("offer.added", offer, workspace=offer.workspace, by=by)
    return offer


def change_offer(offer: Offer, *, by: Doer, file: UploadedFile[bytes] | None, consent: str, **wishes: Any) -> Offer:
    """Change what people see and get. Other words of consent become another version; who agreed before agreed to the
    words of then.

    Raises:
        Refused: something can't be taken.
    """
    _fill(offer, wishes)
    _check_mail(offer)
    words, upload = _words(consent), _upload(file) if file is not None else None
    former = offer.file.name if file is not None else ""
    with transaction.atomic():
        if file is not None and upload is not None:
            _take(offer, upload, file)
        offer.save()
        _agree(offer, words, by)
        note("offer.changed", offer, workspace=offer.workspace, by=by)
        if former:
            storage = offer.file.storage
            transaction.on_commit(lambda: storage.delete(former))
    return offer


def set_state(offer: Offer, state: str, *, by: Doer) -> Offer:
    """Open the form to everybody who has its address, or close it.

    Raises:
        Refused: double opt-in needs mail, and this installation sends none.
    """
    if state not in (OfferState.OPEN, OfferState.CLOSED):
        raise Refused(_("An offer can be opened or closed."))
    offer.state = state
    _check_mail(offer)
    with transaction.atomic():
        offer.save(update_fields=["state"])
        if state == OfferState.OPEN:
            note("offer.opened", offer, workspace=offer.workspace, by=by)
        else:
            note("offer.closed", offer, workspace=offer.workspace, by=by)
    return offer


def remove_offer(offer: Offer, *, by: Doer) -> None:
    """Away with it, its file and its leads."""
    with transaction.atomic():
        note("offer.removed", offer, workspace=offer.workspace, by=by, leads=offer.leads.count())
        offer.delete()


def remove_lead(lead: Lead, *, by: Doer) -> None:
    """Away with a person's address and answers. What stays in the reports of visits names nobody."""
    with transaction.atomic():
        note("lead.removed", lead.offer, workspace=lead.workspace, by=by)
        lead.delete()


def _fill(offer: Offer, wishes: Mapping[str, Any]) -> None:
    said = dict(wishes)
    asks: Iterable[str] = said.get("asks", offer.asks)
    offer.title = str(said.get("title", offer.title)).strip()[:200]
    if not offer.title:
        raise Refused(_("Give the offer a title: people read it above the form."))
    offer.slug = offer.slug or slugify(offer.title)[:50].strip("-") or "file"
    offer.about = str(said.get("about", offer.about)).strip()[:4000]
    offer.asks = [ask.value for ask in Ask if ask in asks]
    offer.opt_in = said.get("opt_in", offer.opt_in)
    if offer.opt_in not in Confirming.values:
        raise Refused(_("Choose one of the answers that are offered."))
    offer.refuses = _domains(said.get("refuses", offer.refuses))
    if "amount" in said:
        offer.value, offer.currency = checks.value(said["amount"], said.get("currency", ""))


def _domains(said: Iterable[str]) -> list[str]:
    found = {word.strip().lower().removeprefix("@"): True for word in said if word.strip()}
    for domain in found:
        if "." not in domain or not domain.isascii() or not domain.replace("-", "").replace(".", "").isalnum():
            raise Refused(_("“%(domain)s” is no domain, such as example.org.") % {"domain": domain[:80]})
    if len(found) > MOST_DOMAINS:
        raise Refused(_("An offer refuses %(most)s domains at most.") % {"most": MOST_DOMAINS})
    return list(found)


def _upload(file: UploadedFile[bytes]) -> files.Checked:
    beginning = file.read(16)
    file.seek(0)
    return files.checked(file.name or "", file.size or 0, beginning)


def _take(offer: Offer, upload: files.Checked, file: UploadedFile[bytes]) -> None:
    offer.file_name, offer.file_type, offer.file_size = upload
    offer.file.save(upload.name, file, save=False)


def _words(text: str) -> str:
    """
    Raises:
        Refused: there are none, or too many.
    """
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not text:
        raise Refused(_("Write the words to which people agree. Without them nobody could say later what it was."))
    if len(text) > LONGEST_CONSENT:
        raise Refused(_("The words of consent are longer than %(most)s characters.") % {"most": LONGEST_CONSENT})
    return text


def _agree(offer: Offer, text: str, by: Doer) -> None:
    """The present words, as a new version where they differ from the last."""
    latest = offer.consents.first()
    if latest is None or latest.text != text:
        version = latest.version + 1 if latest else 1
        person = by if isinstance(by, Person) else None
        ConsentText.objects.create(offer=offer, version=version, text=text, by=person)


def _check_mail(offer: Offer) -> None:
    if offer.state == OfferState.OPEN and offer.opt_in == Confirming.DOUBLE and not settings.MAIL_WORKS:
        raise Refused(
            _(
                "Double opt-in sends a mail, and this Footfall has no mail server (FOOTFALL_SMTP). Have whoever runs "
                "it set one up, or choose single opt-in, which takes every address as it is typed."
            )
        )
