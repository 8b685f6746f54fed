"""The shape of a source: how its files are told apart by content, and how they are read."""

from collections.abc import Callable
from dataclasses import dataclass

from monev.arrival import Arrival
from monev.sources.content import Kind
from monev.sources.glimpse import Glimpse
from monev.sources.reading import Reading, Resolve

Reader = Callable[[bytes, Arrival, Resolve], Reading]
"""From bytes and their arrival to facts and findings; raises SourceError for an unreadable file."""


@dataclass(frozen=True)
class Source:
    """One source of the catalogue.

    `fits` looks at a glimpse of a file; no file may fit two sources. `wants` says in a few words
    what such a file looks like, and `kinds` which kinds of file it may be, for the message about
    a file that fits none.
    """

    id: str
    fits: Callable[[Glimpse], bool]
    read: Reader
    wants: str
    kinds: tuple[Kind, ...]
