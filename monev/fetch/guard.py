"""Which addresses may be asked at all: only http and https, only hosts on the open internet.

An address of the operator's file or of a redirect must not lead into the office's own network.
Connecting to what was checked here, and to nothing else, is `connection`'s work.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

import httpx

from monev.fetch.faults import Fault

LookUp = Callable[[str, int], Sequence[str]]
"""(host, port) -> its numeric addresses; raises socket.gaierror or UnicodeError."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_EXPECTED = "an address on the open internet (allow_private: true opens the others)"


def checked_url(address: str) -> httpx.URL:
    """Return the address taken apart.

    Raises Fault for another scheme than http or https, a missing host, and user-info: a password
    in an address would end up in every log.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https"):
        scheme = f"the scheme {url.scheme!r}" if url.scheme else "no valid address"
        raise Fault(scheme, "http:// or https:// and a host")
    if url.userinfo:
        raise Fault("a user name or password in the address", "an address without them")
    if not url.host:
        raise Fault("an address without a host", "http:// or https:// and a host")
    return url


def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver for the numeric addresses of a host, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, ask: LookUp, *, allow_private: bool) -> Sequence[str]:
    """Return the numeric addresses of `host` that may be connected to.

    One refused address refuses the host: a name that leads both outside and inside is a trap.
    Raises Fault, a passing one where only the resolver failed for the moment.
    """
    try:
        addresses = ask(host, port)
    except socket.gaierror as error:
        raise Fault(
            f"the name {host} is not known ({error.strerror})",
            "a host with an address",
            passing=error.errno == socket.EAI_AGAIN,
        ) from None
    except UnicodeError:
        raise Fault("a host name that cannot exist", "a host with an address") from None
    for address in addresses:
        why = why_refused(address)
        if why and not allow_private:
            raise Fault(f"{host} leads to {address}, a {why} address", _EXPECTED)
    if not addresses:
        raise Fault(f"the name {host} has no address", "a host with an address")
    return addresses


def why_refused(address: str) -> str:
    """Return why a numeric address is not on the open internet; empty when it is.

    Kinds after the IANA special-purpose registries; an IPv4 address hidden in an IPv6 one
    (mapped, 6to4, Teredo, NAT64) counts as itself.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        for inner in _inside(found):
            if why := why_refused(str(inner)):
                return f"{why} (IPv4 inside IPv6)"
        if found.ipv4_mapped is not None:
            return ""
    kinds = {
        "unspecified": found.is_unspecified,
        "loopback": found.is_loopback,
        "link-local": found.is_link_local,
        "multicast": found.is_multicast,
        "private": found.is_private,
        "reserved": found.is_reserved,
        "non-public": not found.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), "")


def _inside(found: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses to which an IPv6 address may be translated on the way."""
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _NAT64:
        inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return [one for one in inner if one is not None]
