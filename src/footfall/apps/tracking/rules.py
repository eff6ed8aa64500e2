"""The measuring rules of all sites as the edge and the sealer know them."""

from __future__ import annotations

import logging
from ipaddress import ip_address
from urllib.parse import urlsplit

from footfall.apps.accounts.sealing import Seal, SealError
from footfall.apps.sites.models import Site
from footfall.apps.tracking.models import Consent, Measuring
from footfall.flywheel.owned import Goal, SiteRules

log = logging.getLogger("footfall.tracking")
seal = Seal("keys of the server API")


def load() -> dict[int, SiteRules]:
    """The rules of every site by its id, in three queries. `footfall sealer` calls it as well."""
    sites = Site.objects.select_related("measuring").prefetch_related("goals").only("address", "measuring")
    return {site.pk: rules_of(site) for site in sites}


def rules_of(site: Site) -> SiteRules:
    measuring = measuring_of(site)
    return SiteRules(
        site=site.pk,
        hosts=frozenset((*hosts_of(site), *measuring.hosts)),
        on=measuring.on,
        keeps=frozenset(measuring.keeps),
        goals=tuple(Goal(one.name, one.pattern, one.value, one.currency, one.event) for one in site.goals.all()),
        days=measuring.days,
        secret=secret_of(measuring),
        asks=measuring.consent == Consent.ASKED,
    )


def measuring_of(site: Site) -> Measuring:
    """The settings of a site; unsaved defaults where nobody has chosen yet."""
    found: Measuring | None = getattr(site, "measuring", None)
    return found or Measuring(site=site)


def secret_of(measuring: Measuring) -> str:
    """The key of the server API; "" where there is none, or none that can be opened with the desk's present keys."""
    if not measuring.sealed_secret:
        return ""
    try:
        return seal.unseal(measuring.sealed_secret)
    except SealError:
        log.warning("The server key of site %d was sealed under a key that is gone. Make another.", measuring.site_id)
        return ""


def hosts_of(site: Site) -> tuple[str, ...]:
    """The hosts that are the site's own: of its address, with and without www."""
    host = host_of(site.address)
    name = host.partition(":")[0]
    if "." not in name or _is_literal(name):
        return (host,)
    return (host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")


def host_of(address: str) -> str:
    """The host of an address in lower case, with its port where it is none of the usual."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removesuffix(".")
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return shown if parts.port in (None, usual) else f"{shown}:{parts.port}"


def _is_literal(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
