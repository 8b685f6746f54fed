"""Source files into typed facts and findings: what a file is, and what it says.

Storing, scoring and printing belong elsewhere, and so does the fetching of files.
"""

from collections.abc import Callable

from monev.errors import SourceError
from monev.segments import Payer, Segment, Segments, load_segments
from monev.sources.content import kind_of
from monev.sources.fact_sheet import FactSheets, load_fact_sheets
from monev.sources.instrument import fits as fits_instrument
from monev.sources.instrument import read_instrument
from monev.sources.published_figures import fits as fits_published
from monev.sources.published_figures import read_published_figures
from monev.sources.reading import Reading, Resolve
from monev.sources.tables import headings_of
from monev.sources.workbook import sheet_names

__all__ = [
    "FactSheets",
    "Payer",
    "Reading",
    "Resolve",
    "Segment",
    "Segments",
    "load_fact_sheets",
    "load_segments",
    "read_file",
    "recognise",
]


def recognise(content: bytes, name: str) -> str:
    """Return the id of the source a file belongs to, told by its content and never by its name.

    Raises SourceError with what was found and what was expected.
    """
    sheets = load_fact_sheets()
    if kind_of(content, name) == "xlsx":
        names = sheet_names(content, name)
        if fits_instrument(names, sheets.instrument):
            return sheets.instrument.id
        found = f"a workbook with the sheets {', '.join(names)[:200]}"
        raise SourceError(name, "", found, f"a sheet {sheets.instrument.identity.sheet!r}")
    headings = headings_of(content, name)
    if fits_published(headings, sheets.published):
        return sheets.published.id
    expected = f"the headings {', '.join(sheets.published.columns.required)}"
    raise SourceError(name, "baris 1", f"the headings {', '.join(headings)[:200]}", expected)


def read_file(content: bytes, name: str, resolve: Resolve) -> Reading:
    """Read any known file into facts and findings.

    `resolve` leads from a code or name to a region. Raises SourceError for a file that is of no
    known source or cannot be read at all; everything else that is wrong with it is a finding.
    """
    readers: dict[str, Callable[[bytes, str, Resolve], Reading]] = {
        load_fact_sheets().published.id: read_published_figures,
        load_fact_sheets().instrument.id: read_instrument,
    }
    return readers[recognise(content, name)](content, name, resolve)
