"""How bytes reached us: from which place, for which region and quarter, in answer to what.

A value that fetching, the inbox and the readers share. Getting the bytes belongs to `fetch` and
`inbox`, understanding them to `sources`, keeping them to `store`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.quarter import Quarter


@dataclass(frozen=True)
class Arrival:
    """One file on its way in.

    `name` is what people call it. `region` (a Kemendagri code) and `quarter` are what the folder
    or the endpoint stands for, never what the content says. `source_id` is what was asked for;
    empty where only the content can tell. `slot` is where it lies; what comes to the same slot
    later takes its place. `asked` holds the words of the question, for example
    {"tahun": "2024", "periode": "4"}; secrets are masked in it and in `address`. `received_by` is
    the account that handed it in; empty where it lay in an inbox or at an address.
    """

    name: str
    received_on: date
    address: str = ""
    region: str = ""
    quarter: Quarter | None = None
    source_id: str = ""
    slot: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    received_by: str = ""


@dataclass(frozen=True)
class Document:
    """Bytes with their arrival; `etag` and `modified` serve the next conditional request."""

    content: bytes
    arrival: Arrival
    media_type: str = "application/octet-stream"
    etag: str = ""
    modified: str = ""
