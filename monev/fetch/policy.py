"""How we behave towards other people's servers: patience, caps, pace and manners.

Values only. Which addresses are asked is for `endpoints`; how the limits are kept, for `fetcher`.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt

MIB = 1024 * 1024


class FetchPolicy(BaseModel):
    """The limits of one round of fetching; times in seconds, sizes in bytes.

    `answer_seconds` ends one request as a whole, so that an answer that drips a byte at a time
    ends too; a look-up of a name is bounded by the system's resolver only. `max_bytes` counts
    unpacked bytes. A host that asks for more patience than `longest_wait_seconds` is left alone
    until the next round. One request per second and host is what careful clients of the DJPK
    portal use.

    `allow_private` opens private and loopback addresses, for a mirror inside the office or for
    tests. `ca_file` (PEM) adds certificates to the usual ones, for portals that do not send their
    intermediate certificate; verification itself cannot be switched off. Proxies named in the
    environment are not used: behind a proxy nobody could check where a request ends.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    connect_seconds: PositiveFloat = 10.0
    read_seconds: PositiveFloat = 30.0
    answer_seconds: PositiveFloat = 300.0
    max_bytes: PositiveInt = 100 * MIB
    attempts: PositiveInt = 4
    first_wait_seconds: PositiveFloat = 1.0
    longest_wait_seconds: PositiveFloat = 60.0
    requests_per_second: PositiveFloat = 1.0
    host_rates: Mapping[str, PositiveFloat] = Field(default_factory=dict)
    allow_private: bool = False
    max_redirects: int = Field(default=5, ge=0)
    user_agent: str = Field(default="monev (evaluation of Inpres 2/2021)", min_length=1)
    ca_file: Path | None = None

    def rate_for(self, host: str) -> float:
        """Return the requests per second that `host` is asked at most."""
        return self.host_rates.get(host, self.requests_per_second)
