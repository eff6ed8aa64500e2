"""Who is who without knowing anybody: keyed hashes of a visitor, which nothing leads back from without the key."""

from __future__ import annotations

from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

LONGEST_ID = 128
"""Characters of an id that a site gives to its visitor."""


def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 one, as text; "" for what is no address.

    Cut, because the rest tells people of one provider apart, and is not needed for counting visitors.
    """
    head, dots, last = address.rpartition(".")
    if dots and ":" not in address and head.count(".") == 2 and last.isdecimal():
        return head
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        return network_of(str(parsed.ipv4_mapped)) if parsed.ipv4_mapped else parsed.packed[:6].hex()
    return address.rpartition(".")[0]


def passing(salt: bytes, site: int, network: str, agent: str) -> int:
    """63 bits for a visitor who lasts as long as the salt: a day. 0 without a salt."""
    if not salt:
        return 0
    said = f"{site}\n{network}\n{agent}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, key=salt, digest_size=8).digest(), "big") & 0x7FFF_FFFF_FFFF_FFFF


def lasting(key: bytes, site: int, said: str, *, by_site: bool) -> int:
    """63 bits for the id of a visitor who agreed (made in the browser), or that the site itself gave (`by_site`)."""
    kind = "site" if by_site else "browser"
    text = f"{site}\n{kind}\n{said}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, key=key, digest_size=8).digest(), "big") & 0x7FFF_FFFF_FFFF_FFFF
