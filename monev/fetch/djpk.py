"""DJPK portal "Data APBD": the budget totals of every government, one export per month.

Which governments there are is `djpk_lists`' question; the figures are read by `sources`.
"""

import re
from collections.abc import Iterator

from monev.arrival import Document
from monev.errors import FetchError
from monev.fetch.contents import page_starts_at, refuse_page
from monev.fetch.djpk_lists import SOURCE, DjpkScope, Export, exports_of, province_numbers
from monev.fetch.errand import Errand
from monev.fetch.passes import asked_twice

_WHOLE = re.compile(rb"</(\w+:)?Workbook>\s*$")
_EXPECTED = "a whole SpreadsheetML export"
_HEADING = b"Akun"


def fetch_djpk(errand: Errand, scope: DjpkScope) -> Iterator[Document]:
    """Yield the exports of all governments in scope; what is missing is reported to the errand.

    Requests that failed are made once more at the end, because the portal drops them in bursts.
    Once it fails ten times in a row, the rest of the pass is reported and not asked.

    Raises FetchError when not even the list of provinces can be had.
    """
    numbers = province_numbers(errand, scope)
    wanted: list[Export] = []
    for number, found in asked_twice(numbers, lambda number: exports_of(errand, scope, number)):
        if isinstance(found, FetchError):
            asked = {"tahun": str(scope.year), "provinsi": number}
            errand.fail(found, SOURCE, region=scope.provinces[number], asked=asked)
        else:
            wanted += found
    for export, answer in asked_twice(wanted, lambda one: _export(errand, scope, one)):
        if isinstance(answer, FetchError):
            errand.fail(answer, SOURCE, region=export.region, asked=export.asked)
        elif answer is not None:
            yield answer


def _export(errand: Errand, scope: DjpkScope, export: Export) -> Document | None:
    """Return one export; None (reported) for a government without a report, or unchanged.

    A government without a report is answered with the heading row and then an HTML page, status
    200; a page without the heading row is the portal's own failure, and passes.
    """
    document = errand.bring(
        export.address(scope),
        SOURCE,
        export.name(),
        region=export.region,
        asked=export.asked,
    )
    if document is None:
        return None
    page = page_starts_at(document.content)
    if page is not None and _HEADING in document.content[:page]:
        errand.miss(document.arrival, "no_report", "the portal has no report for this month")
        return None
    refuse_page(document, _EXPECTED)
    if not _WHOLE.search(document.content):
        raise FetchError(
            document.arrival.address, "an export cut off or no export", _EXPECTED, passing=True
        )
    return document
