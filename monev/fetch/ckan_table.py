"""One action of a CKAN catalogue, and a table of its datastore read to the last row.

Servers cap the page, forget the offset or promise more rows than they give: each is an error, for
half a table looks like a whole one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from monev.arrival import Document
from monev.errors import FetchError
from monev.fetch.contents import json_in
from monev.fetch.errand import Errand

SOURCE = "data_terbuka"
PAGE_ROWS = 5_000
MOST_ROWS = 1_000_000
"""A table is held whole until its last page came; no table of regions comes near this."""
_EXPECTED = "a CKAN answer with success true and a result"


def action(errand: Errand, address: str, name: str, **words: str) -> dict[str, Any]:
    """Return the result of an action; raises FetchError also for success false with status 200."""
    return _result(_ask(errand, address, name, words))


def table_of(
    errand: Errand,
    address: str,
    resource: str,
    asked: Mapping[str, str],
    *,
    page_rows: int = PAGE_ROWS,
) -> list[Document]:
    """Return all pages of a datastore table, sorted by its row number `_id`.

    Raises FetchError when rows are repeated, missing, or change their number while we read.
    """
    pages: list[Document] = []
    seen: set[Any] = set()
    total: int | None = None
    while total is None or len(seen) < total:
        offset = len(seen)
        words = {"resource_id": resource, "limit": str(page_rows), "offset": str(offset)}
        page = _ask(errand, address, "datastore_search", {**words, "sort": "_id"})
        rows, stated = _rows(page)
        if total not in (None, stated):
            raise _broken(page, f"{stated} rows, and {total} a page before", passing=True)
        total = stated
        if total > MOST_ROWS:
            raise _broken(page, f"a table of {total} rows, more than {MOST_ROWS}")
        if not rows and offset < total:
            raise _broken(page, f"{offset} of {total} rows and then an empty page")
        ids = {row.get("_id") for row in rows}
        if ids & seen or len(ids) < len(rows):
            raise _broken(
                page, f"rows at offset {offset} that came before (offset or sort ignored)"
            )
        seen |= ids
        words = {"offset": str(offset), "limit": str(page_rows), "total": str(total)}
        arrival = replace(page.arrival, asked={**asked, **words}, name=f"{resource}-{offset}.json")
        pages.append(replace(page, arrival=arrival))
    return pages


def _ask(errand: Errand, address: str, name: str, words: Mapping[str, str]) -> Document:
    query = urlencode({key: value for key, value in words.items() if value})
    full = f"{address.rstrip('/')}/api/3/action/{name}?{query}"
    document = errand.fresh().bring(full, SOURCE, f"{name}.json", asked=words)
    if document is None:
        raise FetchError(full, "an unchanged answer, though none is held", _EXPECTED)
    return document


def _result(document: Document) -> dict[str, Any]:
    parsed = json_in(document, _EXPECTED)
    result = parsed.get("result") if isinstance(parsed, dict) else None
    if not isinstance(result, dict) or parsed.get("success") is not True:
        raise _broken(document, "JSON without success and a result")
    return result


def _rows(page: Document) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of a page and how many the table has."""
    result = _result(page)
    rows, total = result.get("records"), result.get("total")
    if not isinstance(rows, list) or not isinstance(total, int):
        raise _broken(page, "a page without records and total")
    if not all(isinstance(row, dict) and isinstance(row.get("_id"), int) for row in rows):
        raise _broken(page, "rows without their number _id")
    return rows, total


def _broken(page: Document, found: str, *, passing: bool = False) -> FetchError:
    return FetchError(page.arrival.address, found, _EXPECTED, passing=passing)
