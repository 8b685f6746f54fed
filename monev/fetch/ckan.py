"""CKAN catalogues: which data sets a search finds, and the file or table of each resource.

Raw answers only; rows are read by `sources`, which is told licence, organisation and measure in
`asked`. Paging through a table is `ckan_table`'s work.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from monev.arrival import Document
from monev.errors import FetchError
from monev.fetch.ckan_table import SOURCE, action, table_of
from monev.fetch.contents import refuse_page
from monev.fetch.endpoints import CkanEndpoint
from monev.fetch.errand import Errand, Missed
from monev.fetch.guard import checked_url

_ROWS = 100


def fetch_ckan(errand: Errand, endpoint: CkanEndpoint, *, rows: int = _ROWS) -> Iterator[Document]:
    """Yield the tables or files that the endpoint's search or resource leads to.

    A table is yielded only when all its pages came. `rows` is the size of a page of the search
    (CKAN allows 1000). A resource that fails, or whose format is not wanted, is reported.

    Raises FetchError when the search, or the entry of the resource asked for, cannot be had.
    """
    for dataset in _datasets(errand, endpoint, rows):
        for resource in dataset.get("resources") or []:
            if endpoint.resource and resource.get("id") != endpoint.resource:
                continue
            asked = _asked(endpoint, dataset, resource)
            try:
                yield from _resource(errand, endpoint, resource, asked)
            except FetchError as error:
                errand.fail(error, SOURCE, asked=asked)


def _datasets(errand: Errand, endpoint: CkanEndpoint, rows: int) -> Iterator[dict[str, Any]]:
    """Yield the data sets of the search, or the one that holds the resource."""
    if endpoint.resource:
        resource = action(errand, endpoint.address, "resource_show", id=endpoint.resource)
        package = str(resource.get("package_id", ""))
        yield action(errand, endpoint.address, "package_show", id=package)
        return
    start = 0
    seen: set[str] = set()
    while True:
        words = {"q": endpoint.query, "fq": endpoint.filters, "rows": str(rows)}
        found = action(errand, endpoint.address, "package_search", **words, start=str(start))
        count, results = found.get("count"), found.get("results")
        if not isinstance(count, int) or not isinstance(results, list):
            raise _broken(endpoint, "an answer without count and results")
        if count > endpoint.most_datasets:
            raise _broken(endpoint, f"{count} data sets, more than {endpoint.most_datasets}")
        ids = {str(one.get("id")) for one in results if isinstance(one, dict)}
        if ids & seen:
            raise _broken(endpoint, f"a page at {start} that repeats an earlier one")
        if not results and start < count:
            raise _broken(endpoint, f"{start} of {count} data sets and then an empty page")
        seen |= ids
        yield from (one for one in results if isinstance(one, dict))
        start += len(results)
        if start >= count:
            return


def _resource(
    errand: Errand, endpoint: CkanEndpoint, resource: dict[str, Any], asked: Mapping[str, str]
) -> Iterator[Document]:
    """Yield the pages of a table, or else the file behind the resource's own address."""
    if resource.get("datastore_active") is True:
        yield from table_of(errand, endpoint.address, str(resource.get("id")), asked)
        return
    url = str(resource.get("url") or "")
    if asked["format"] not in endpoint.formats:
        wanted = ", ".join(endpoint.formats)
        text = f"format {asked['format'] or 'not stated'} of {url}; {wanted} are wanted"
        errand.report(Missed(SOURCE, "not_asked", text, address=endpoint.address, asked=asked))
        return
    address = str(checked_url(endpoint.address).join(url)) if url.startswith("/") else url
    name = url.rpartition("/")[2].partition("?")[0] or f"{asked['resource']}.data"
    document = errand.bring(address, SOURCE, name, asked=asked)
    if document is not None:
        refuse_page(document, f"a file of format {asked['format']}")
        yield document


def _asked(
    endpoint: CkanEndpoint, dataset: Mapping[str, Any], resource: Mapping[str, Any]
) -> dict[str, str]:
    """What the evidence record needs beside the bytes (Perpres 39/2019: source and terms)."""
    organisation = dataset.get("organization")
    words = {
        "measure": endpoint.measure,
        "dataset": dataset.get("name"),
        "title": dataset.get("title"),
        "organisation": organisation.get("title") if isinstance(organisation, dict) else "",
        "licence_id": dataset.get("license_id"),
        "licence_title": dataset.get("license_title"),
        "metadata_modified": dataset.get("metadata_modified"),
        "resource": resource.get("id"),
        "format": str(resource.get("format") or "").upper().lstrip("."),
        **{f"column.{role}": heading for role, heading in endpoint.columns.items()},
    }
    return {name: str(value or "") for name, value in words.items()}


def _broken(endpoint: CkanEndpoint, found: str) -> FetchError:
    expected = "all data sets of the search, page by page; narrow the query if they are too many"
    return FetchError(endpoint.address, found, expected)
