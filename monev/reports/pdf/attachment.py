"""A file that travels inside a document. How it is put in there is for `conform`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Attachment:
    """A file that a document carries, and how it relates to it (ISO 19005-3, 6.8)."""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: Literal["Data", "Source", "Supplement", "Alternative"]
