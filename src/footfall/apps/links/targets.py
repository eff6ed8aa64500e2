"""Where links may lead: to the workspace's sites and to hosts that its owners allowed, and to nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from yarl import URL

from footfall.apps.accounts.models import Workspace
from footfall.apps.links.models import LONGEST_TARGET, AllowedHost, Domain
from footfall.apps.sites.addresses import Refused, check_host
from footfall.apps.sites.models import Site
from footfall.wire.address import site_of

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:[/?#]|$))")
"""A scheme, and not a host with its port."""
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~%]*")
"""What stands in addresses as it is; quotes, angle brackets, backslashes and the like are encoded."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A target that is allowed. `is_own`: its host is that of a site of the workspace, `site`."""

    address: str
    site: Site
    is_own: bool


class Targets:
    """What a workspace may link to, read once for any number of targets."""

    def __init__(self, workspace: Workspace) -> None:
        self._sites = sorted(workspace.sites.all(), key=lambda site: -len(site.address))
        self._allowed = set(AllowedHost.objects.filter(workspace=workspace).values_list("host", flat=True))
        self._shorteners = set(Domain.objects.exclude(verified_at=None).values_list("host", flat=True))

    def check(self, typed: str) -> Target:
        """
        Raises:
            Refused: no link may lead there; the sentence says why, and what to do.
        """
        address, parts = _read(typed)
        host = (parts.hostname or "").removesuffix(".")
        if self._is_short(parts, host):
            raise Refused(_("This is a short address itself, so the link would lead in a circle. Use its target."))
        site = self._site_of(address)
        if site is not None:
            return Target(address, site, is_own=True)
        if host not in self._allowed:
            raise Refused(
                _(
                    "%(host)s is none of this workspace's sites. Add it as a site, or have an owner allow it under "
                    "Links, Allowed hosts."
                )
                % {"host": host}
            )
        if not self._sites:
            raise Refused(_("Add a site first: clicks are counted for a site, also those that lead elsewhere."))
        return Target(address, self._sites[-1], is_own=False)

    def _site_of(self, address: str) -> Site | None:
        """The site at the target's host; of several the one whose address begins it, else the one nearest the root."""
        host = site_of(address)
        there = [site for site in self._sites if site_of(site.address) == host]
        inside = (site for site in there if _path(address).startswith(_path(site.address)))
        return next(inside, there[-1] if there else None)

    def _is_short(self, parts: SplitResult, host: str) -> bool:
        if host in self._shorteners:
            return True
        desk = urlsplit(settings.PUBLIC_URL)
        own = {desk.hostname, *settings.ALLOWED_HOSTS}
        if host not in own or _port(parts) != _port(desk):
            return False
        path = normpath(unquote(f"/{parts.path.lstrip('/')}"))
        return path == "/r" or path.startswith("/r/")


def allowed_host(typed: str) -> str:
    """A host for the list of those that links may lead to, from a host or an address.

    Raises:
        Refused: it is none that can be allowed.
    """
    typed = typed.strip()
    _address, parts = _read(typed if "://" in typed else f"https://{typed}")
    host = (parts.hostname or "").removesuffix(".")
    if host == urlsplit(settings.PUBLIC_URL).hostname:
        raise Refused(_("This is the desk's own host. Links to it would lead in a circle."))
    return host


def _read(typed: str) -> tuple[str, SplitResult]:
    """An address and its parts; the query stays byte by byte what was typed."""
    typed = typed.strip()
    if not typed:
        raise Refused(_("Type the address that the link shall lead to, such as https://example.org/page."))
    if "\\" in typed or not typed.isprintable() or any(character.isspace() for character in typed):
        raise Refused(
            _("The address holds blanks, backslashes or invisible characters. Check that it was copied whole.")
        )
    scheme = _SCHEME.match(typed)
    if scheme and scheme[1].lower() not in _PORTS:
        raise Refused(_("Links lead to addresses that begin with https:// or http:// only."))
    address = _encoded(typed if scheme else f"https://{typed.lstrip('/')}")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        address, host, port, parts = "", "", None, urlsplit("")
    if not host or not address.lower().startswith(("http://", "https://")):
        raise Refused(_("This is no web address. Check its spelling; https://example.org/page is one."))
    if "@" in parts.netloc:
        raise Refused(
            _("The address contains a name or a password, which everybody who clicks would get. Leave them out.")
        )
    check_host(host, port, allow_private=settings.ALLOW_PRIVATE)
    if len(address) > LONGEST_TARGET:
        raise Refused(_("The address is longer than %(most)d characters.") % {"most": LONGEST_TARGET})
    return address, parts


def _encoded(address: str) -> str:
    """The address in visible ASCII: scheme and host in lower case, names in other scripts as DNS has them."""
    try:
        whole = address if _PLAIN.fullmatch(address) else str(URL(address))
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if not _PLAIN.fullmatch(whole):
        return ""
    begin, _slashes, rest = whole.partition("://")
    authority, tail = rest[: len(parts.netloc)], rest[len(parts.netloc) :]
    return f"{begin.lower()}://{authority.lower()}{tail if tail.startswith('/') else f'/{tail}'}"


def _path(address: str) -> str:
    return urlsplit(address).path or "/"


def _port(parts: SplitResult) -> int | None:
    return parts.port or _PORTS.get(parts.scheme)
