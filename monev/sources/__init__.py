"""Source files into typed facts and findings: what a file is, and what it says.

Storing, scoring and printing belong elsewhere, and so does the fetching of files.
"""

from monev.arrival import Arrival
from monev.errors import SourceError
from monev.segments import Payer, Segment, Segments, load_segments
from monev.sources.glimpse import Glimpse
from monev.sources.instrument.reader import INSTRUMENT
from monev.sources.published.reader import PUBLISHED_FIGURES
from monev.sources.reading import Reading, Resolve
from monev.sources.source import Source

SOURCES: tuple[Source, ...] = (INSTRUMENT, PUBLISHED_FIGURES)
"""Every source that is read. A new one gets its line here and its fact sheet in the catalogue."""

__all__ = [
    "SOURCES",
    "Payer",
    "Reading",
    "Resolve",
    "Segment",
    "Segments",
    "Source",
    "load_segments",
    "read_file",
    "recognise",
]


def recognise(content: bytes, name: str) -> str:
    """Return the id of the source a file belongs to, told by its content and never by its name.

    Raises SourceError with what was found and what was expected.
    """
    return _source_of(Glimpse.of(content, name)).id


def read_file(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read any known file into facts and findings.

    `resolve` leads from a code or name to a region. Raises SourceError for a file that is of no
    known source, of another source than was asked for, or that cannot be read at all; everything
    else that is wrong with it is a finding.
    """
    source = _source_of(Glimpse.of(content, arrival.name))
    if arrival.source_id and arrival.source_id != source.id:
        raise SourceError(arrival.name, "", f"a file of {source.id}", f"one of {arrival.source_id}")
    return source.read(content, arrival, resolve)


def _source_of(glimpse: Glimpse) -> Source:
    for source in SOURCES:
        if source.fits(glimpse):
            return source
    wanted = "; ".join(source.wants for source in SOURCES)
    raise SourceError(glimpse.name, "", glimpse.described(), f"one of these: {wanted}")
