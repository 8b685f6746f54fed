"""Source files into typed facts and findings: what a file is, and what it says.

Storing, scoring and printing belong elsewhere, and so does the fetching of files.
"""

from monev.arrival import Arrival
from monev.errors import SourceError
from monev.segments import Payer, Segment, Segments, load_segments
from monev.sources.bps.reader import BPS
from monev.sources.djpk.reader import DJPK
from monev.sources.glimpse import Glimpse
from monev.sources.instrument.reader import INSTRUMENT
from monev.sources.jdih.reader import JDIH
from monev.sources.open_data.reader import OPEN_DATA
from monev.sources.published.reader import PUBLISHED_FIGURES
from monev.sources.reading import Reading, Resolve
from monev.sources.sipd.reader import SIPD
from monev.sources.source import Source

SOURCES: tuple[Source, ...] = (
    *(INSTRUMENT, SIPD, PUBLISHED_FIGURES),
    *(JDIH, DJPK, BPS, OPEN_DATA),
)
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
    else that is wrong with it is a finding. An answer that no source would know by its content,
    such as an empty list, is read by the source that was asked.
    """
    glimpse = Glimpse.of(content, arrival.name)
    asked = next((source for source in SOURCES if source.id == arrival.source_id), None)
    if asked is None:
        return _source_of(glimpse).read(content, arrival, resolve)
    if not asked.fits(glimpse):
        other = next((source for source in SOURCES if source.fits(glimpse)), None)
        if other is not None:
            expected = f"an answer of {asked.id}"
            raise SourceError(arrival.name, "", f"a file of {other.id}", expected)
        if glimpse.kind != "json":
            _source_of(glimpse)
    return asked.read(content, arrival, resolve)


def _source_of(glimpse: Glimpse) -> Source:
    for source in SOURCES:
        if source.fits(glimpse):
            return source
    wanted = "; ".join(one.wants for one in SOURCES if glimpse.kind in one.kinds)
    found = f"a file of no known layout: {glimpse.described()}"
    raise SourceError(glimpse.name, "", found, f"one of: {wanted}")
