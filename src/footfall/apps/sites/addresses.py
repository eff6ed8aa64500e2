"""Addresses of sites as people type them: one spelling for each, and none that leads where the desk must not go.

This catches what can be seen without asking anybody. What a name leads to is checked at every single request, below the
redirects, by `footfall.wire.guard`.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from footfall.wire.address import LONGEST, normal
from footfall.wire.guard import WEB_PORTS
from footfall.wire.ranges import is_address, is_metadata, is_public, unwrap
from footfall.wire.spelling import odd_ipv4

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))", re.IGNORECASE)
"""A scheme, and not a host with its port."""
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_INSIDE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")
"""Endings of names that only mean something inside a network (RFC 6761, 6762 and 8375; ICANN's name collisions)."""


class Refused(ValueError):  # noqa: N818 - what happens to a person, as the guard has it
    """What was asked for can't be done; the text is a whole sentence for the person who asked."""


def site_address(typed: str, *, allow_private: bool) -> str:
    """The address of a site in its one spelling.

    Raises:
        Refused: it is no address of a web site, or it is one that the desk doesn't visit.
    """
    typed = typed.strip()
    if not typed:
        raise Refused(_("Type the address of your site, such as https://example.org/."))
    scheme = _SCHEME.match(typed)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Refused(_("Only sites whose address begins with http:// or https:// can be audited."))
    address = normal(typed if scheme else f"https://{typed.lstrip('/')}") if typed.isprintable() else ""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not host:
        raise Refused(_("This is no web address that can be fetched. Check its spelling; https://example.org/ is one."))
    if "@" in parts.netloc:
        raise Refused(
            _("The address contains a name or a password. Leave them out: Footfall visits what everybody can see.")
        )
    _check_host(host, port, allow_private=allow_private)
    if len(address) > min(LONGEST, 500):
        raise Refused(_("The address is longer than 500 characters. Use the address of your front page."))
    return _spelled(parts, host, port, plain=not scheme and _is_inside(host))


def _check_host(host: str, port: int | None, *, allow_private: bool) -> None:
    literal = is_address(host)
    if odd_ipv4(host):
        raise Refused(_("This is an unusual way to write an address, which hides where it leads. Write it plainly."))
    if not literal and not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise Refused(_("The name of the host is misspelt. Check it; www.example.org is one."))
    if literal and is_metadata(unwrap(ip_address(host))):
        raise Refused(_("This is the address where a cloud machine keeps its secrets. It is never visited."))
    if allow_private:
        return
    if _is_inside(host):
        raise Refused(
            _(
                "This address is not on the public internet. Give the address that your readers use; whoever runs this "
                "Footfall can allow private addresses with FOOTFALL_ALLOW_PRIVATE=1."
            )
        )
    if port is not None and port not in WEB_PORTS:
        raise Refused(
            _(
                "Port %(port)d is not one that public web pages use. Leave it out; whoever runs this Footfall can "
                "allow other ports with FOOTFALL_ALLOW_PRIVATE=1."
            )
            % {"port": port}
        )


def _is_inside(host: str) -> bool:
    """Whether a host is spelled as one that is not on the public internet."""
    if is_address(host):
        return not is_public(unwrap(ip_address(host)))
    return "." not in host or any(host == ending or host.endswith(f".{ending}") for ending in _INSIDE)


def _spelled(parts: SplitResult, host: str, port: int | None, *, plain: bool) -> str:
    """The address put together again, `plain` http where nobody said otherwise of a host inside a network."""
    name = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme]
    authority = name if port in (None, usual) else f"{name}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{'http' if plain else parts.scheme}://{authority}{parts.path or '/'}{query}"
