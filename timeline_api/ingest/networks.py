"""Which addresses may be connected to: those of the public internet, and networks that were named."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_Address = IPv4Address | IPv6Address
# Addresses of IPv6 that stand for one of IPv4, in their last 32 bits: translation (RFC 6052), and compatible ones.
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("::/96"), ip_network("64:ff9b:1::/48"))


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks separated by commas, such as `10.0.0.0/8, fd00::/8`; ValueError for anything else.

    >>> read_networks("10.0.0.0/8")
    (IPv4Network('10.0.0.0/8'),)
    """
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def is_allowed(address: str, networks: Iterable[Network] = ()) -> bool:
    """Whether an address is public or in one of the networks, and so is every address that it stands for.

    >>> is_allowed("127.0.0.1"), is_allowed("::ffff:10.0.0.1"), is_allowed("93.184.215.14")
    (False, False, True)
    """
    allowed = tuple(networks)
    meant = _meant(ip_address(address.partition("%")[0]))
    return all(_is_public(each) or any(each in network for network in allowed) for each in meant)


def _is_public(address: _Address) -> bool:
    return address.is_global and not address.is_multicast


def _meant(address: _Address) -> list[_Address]:
    """An address, and those of IPv4 that it is another form of."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    within: list[_Address] = [address.sixtofour] if address.sixtofour else []
    within += address.teredo or ()
    if any(address in network for network in _TRANSLATED):
        return [IPv4Address(int(address) & 0xFFFFFFFF), *within]
    return [address, *within]
