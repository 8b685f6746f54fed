"""JDIH: the list of all regulations of one region, as one answer or page by page.

There is no query to rely on; the whole list is fetched, and read and filtered by `sources`.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from monev.arrival import Document
from monev.errors import FetchError
from monev.fetch.contents import json_in, refuse_non_json
from monev.fetch.endpoints import JdihEndpoint, Paging
from monev.fetch.errand import Errand
from monev.fetch.guard import checked_url

SOURCE = "jdih"
MOST_PAGES = 1_000
_EXPECTED = "a JSON list of regulations"


def fetch_jdih(errand: Errand, endpoint: JdihEndpoint) -> Iterator[Document]:
    """Yield the answers of one region's endpoint, one per request, none when unchanged.

    Pages are read until one is empty, shorter than those before, or a repetition. A first page
    below the limit is not taken for the last one: servers cap the limit on their own.

    Raises FetchError for no answer, an HTML page or a JSON error; pages yielded before stand.
    """
    if endpoint.paged is not None:
        yield from _pages(errand, endpoint, endpoint.paged)
        return
    document = errand.bring(
        endpoint.address, SOURCE, f"jdih-{endpoint.region}.json", region=endpoint.region
    )
    if document is not None:
        refuse_non_json(document, _EXPECTED)
        yield document


def records_in(parsed: Any) -> list[Any]:
    """Return the list in any wrapper met: bare, `data`, `items`, `data.data`, or another name."""
    if isinstance(parsed, list):
        return parsed
    if not isinstance(parsed, dict):
        return []
    for inner in parsed.values():
        if isinstance(inner, list):
            return inner
    return next((found for inner in parsed.values() if (found := records_in(inner))), [])


def _pages(errand: Errand, endpoint: JdihEndpoint, paging: Paging) -> Iterator[Document]:
    url = checked_url(endpoint.address)
    limit, first = int(url.params[paging.limit]), int(url.params[paging.page])
    seen: set[str] = set()
    longest = 0
    for page in range(first, first + MOST_PAGES):
        document = errand.fresh().bring(
            str(url.copy_set_param(paging.page, page)),
            SOURCE,
            f"jdih-{endpoint.region}-{page}.json",
            region=endpoint.region,
            asked={paging.page: str(page), paging.limit: str(limit)},
        )
        if document is None:
            return
        records = records_in(json_in(document, _EXPECTED))
        print_of_page = hashlib.sha256(json.dumps(records).encode()).hexdigest()
        if print_of_page in seen:
            if page == first + 1 and len(records) >= limit:
                errand.miss(document.arrival, "doubtful", "every page is the first one, and full")
            return
        if not records and page > first:
            return
        yield document
        seen.add(print_of_page)
        if len(records) < longest or not records:
            return
        longest = max(longest, len(records))
    raise FetchError(endpoint.address, f"more than {MOST_PAGES} pages", "an end of the list")
