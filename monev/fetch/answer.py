"""What came back over the network, as a value."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Answer:
    """One usable answer.

    `content` is unpacked but otherwise untouched, except that secrets in it are masked; `charset`
    is what the header claims, which portals often get wrong. `address` is the one asked, masked.
    `not_modified` says that the copy we hold is still the newest; `content` is then empty.
    `received_at` is an aware time in UTC.
    """

    status: int
    content: bytes = field(repr=False)
    address: str
    received_at: datetime
    media_type: str = "application/octet-stream"
    charset: str = ""
    etag: str = ""
    modified: str = ""
    not_modified: bool = False
