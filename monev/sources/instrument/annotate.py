"""The sender's own workbook, given back with every finding on its cell and a list in front.

Finding what is wrong is the work of `reader` and of the quality rules.
"""

from collections import defaultdict
from collections.abc import Sequence

from models.finding import Finding
from monev.packing import packed
from monev.sources.instrument.marks import put_mark, take_comments
from monev.sources.instrument.results_sheet import take_results, write_results
from monev.sources.instrument.spots import Spot, spot_of
from monev.sources.workbook import formula_values, open_to_mark


def annotate(content: bytes, findings: Sequence[Finding], name: str) -> bytes:
    """Return the workbook with a comment in Indonesian on every cell that has a finding.

    All findings of a cell stand in one comment. Cells with a galat or a peringatan are filled
    lightly, and all commented cells are unlocked, so that mending just these is possible. The
    first sheet lists every finding with a link. Marks of an earlier annotation are taken off
    first; everything else stays, the values of formulas included. Raises SourceError for bytes
    that are no XLSX workbook.
    """
    book = open_to_mark(content, name)
    take_results(book)
    take_comments(book)
    found = [(finding, spot_of(finding.place, book)) for finding in findings]
    write_results(book, found, name)
    by_cell: dict[Spot, list[Finding]] = defaultdict(list)
    for finding, spot in found:
        if spot is not None:
            by_cell[spot].append(finding)
    for spot, listed in by_cell.items():
        put_mark(book[spot.sheet][spot.cell], listed)
    return packed(book, formula_values(content, name))
