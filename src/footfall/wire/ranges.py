"""Which internet addresses are public: the special-purpose registries as data."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

# IANA IPv4 Special-Purpose Address Registry, as of 2025-10 (RFC 6890 and its updates). Python's own `is_global` is
# not used: its tables differ between patch releases of 3.11 to 3.13.
NOT_PUBLIC_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network, unspecified
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared between carriers' customers (CGNAT)
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, metadata services
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays, withdrawn
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)

PUBLIC_V6 = IPv6Network("2000::/3")
"""The only part of IPv6 handed out as global unicast (IANA IPv6 Address Space, as of 2025-10)."""

# IANA IPv6 Special-Purpose Address Registry, as of 2025-10: the exceptions inside 2000::/3.
NOT_PUBLIC_V6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4; judged by the IPv4 address inside, see `unwrap`
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)

# Where cloud machines answer with their own credentials (providers' documentation, read 2026-11-22).
METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254",  # most clouds
            "169.254.170.2",  # container credentials at AWS
            "169.254.170.23",  # pod credentials at AWS
            "100.100.100.200",  # Alibaba
            "168.63.129.16",  # Azure's wire server: a public address that only answers inside
            "192.0.0.192",  # Oracle
            "fd00:ec2::254",  # AWS
            "fd00:ec2::23",  # pod credentials at AWS
            "fd20:ce::254",  # Google
        ),
    )
)

NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")


def unwrap(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 address stands for (mapped, NAT64, 6to4), else the address itself.

    IPv4-compatible and Teredo addresses aren't unwrapped: no website lives there, so `is_public` refuses them whole.
    """
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return IPv4Address(address.packed[12:])
    if address in SIX_TO_FOUR:
        return IPv4Address(address.packed[2:6])
    return IPv6Address(address.packed)


def is_public(address: IPAddress) -> bool:
    """Whether an (unwrapped) address is global unicast: not private, shared, local, reserved or multicast."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_V4)
    return address in PUBLIC_V6 and not any(address in network for network in NOT_PUBLIC_V6)


def is_metadata(address: IPAddress) -> bool:
    """Whether a cloud's metadata service answers at this (unwrapped) address."""
    return address in METADATA


def is_address(host: str) -> bool:
    """Whether a host is an address instead of a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
