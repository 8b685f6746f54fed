"""How often something may be tried: signing in, handing in files. Counted in this process."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

PER_NAME_AND_ADDRESS = parse("8 per 5 minutes")
PER_NAME = parse("50 per 5 minutes")
"""From many addresses at once; more than a person mistypes, far less than guessing needs."""
PER_ADDRESS = parse("60 per 5 minutes")
"""Failures only: a whole office may sign in through one address."""
UPLOADS = parse("30 per 1 minute")
VERIFICATIONS = parse("60 per 1 minute")
"""Of documents, by one address: an office behind it checks a pile, nobody tries out codes."""
READS = parse("300 per 1 minute")
"""Of the read API by visitors at one address; who signs in or sends a token is not counted."""
DELEGATIONS = parse("20 per 5 minutes")
"""Made or tried by one account: enough for a whole office, too few to try out names."""


NETWORK_OF_ONE = 64
"""Bits of an IPv6 address that a household or an office is given: the rest is its own choice."""


def place_of(address: str) -> str:
    """Return what an address counts as: itself, or the network of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Network((found, NETWORK_OF_ONE), strict=False))
    return address


class Limits:
    """Moving windows in memory; several processes of one portal count each for itself."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, name: str, address: str) -> bool:
        """Count an attempt to sign in before it is looked at, so that many at once count too."""
        return (
            self.may_visit(address)
            and self._window.hit(PER_NAME_AND_ADDRESS, "sign-in", name, place_of(address))
            and self._window.hit(PER_NAME, "sign-in", name)
        )

    def may_visit(self, address: str) -> bool:
        """Say whether few enough attempts from an address have failed."""
        return self._window.test(PER_ADDRESS, "sign-in", place_of(address))

    def failed(self, address: str) -> None:
        """Count a failed attempt against its address."""
        self._window.hit(PER_ADDRESS, "sign-in", place_of(address))

    def came_in(self, name: str, address: str) -> None:
        """Forget the attempts of who came in at last."""
        self._window.clear(PER_NAME_AND_ADDRESS, "sign-in", name, place_of(address))

    def may_upload(self, name: str) -> bool:
        """Count an upload of an account; false where it has to wait."""
        return self._window.hit(UPLOADS, "upload", name)

    def may_verify(self, address: str) -> bool:
        """Count a question about a document; false where the address has to wait."""
        return self._window.hit(VERIFICATIONS, "verify", place_of(address))

    def may_read(self, address: str) -> bool:
        """Count a visitor's question to the read API; false where the address has to wait."""
        return self._window.hit(READS, "read", place_of(address))

    def may_delegate(self, name: str) -> bool:
        """Count an account's delegation before it is looked at; false where it has to wait."""
        return self._window.hit(DELEGATIONS, "delegation", name)
