"""CKAN: searches and tables in pages, pages that lie, files behind links."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from monev.errors import FetchError
from monev.fetch import Errand, Missed, fetch_ckan
from monev.fetch.ckan_table import table_of
from monev.fetch.endpoints import CkanEndpoint
from tests.fetch.server import Portal, as_json, body, page

ROWS = [{"_id": number, "tahun": "2024"} for number in range(1, 6)]


def endpoint(portal: Portal, **words: Any) -> CkanEndpoint:
    """A catalogue on this machine."""
    words = {"query": "peserta"} | words
    return CkanEndpoint(address=portal.at(), measure="active_members", **words)


def dataset(number: int, *resources: dict[str, Any]) -> dict[str, Any]:
    """An entry of the catalogue."""
    return {
        "id": f"d{number}",
        "name": f"peserta-{number}",
        "title": "Peserta",
        "organization": {"title": "Dinas Contoh"},
        "license_id": "cc-by",
        "license_title": "Creative Commons",
        "resources": list(resources),
    }


def csv(portal: Portal, path: str = "/a.csv", **words: Any) -> dict[str, Any]:
    """A resource that is a file."""
    return {"id": "r1", "format": "csv", "url": portal.at(path), "datastore_active": False} | words


def search(portal: Portal, start: int, count: Any, *found: dict[str, Any], rows: int = 1) -> None:
    """Set one page of the search."""
    result = {"success": True, "result": {"count": count, "results": list(found)}}
    portal.on(f"/api/3/action/package_search?q=peserta&rows={rows}&start={start}", as_json(result))


def table(portal: Portal, offset: int, total: Any, rows: list[dict[str, Any]]) -> None:
    """Set one page of a table of which two rows are asked at a time."""
    query = f"resource_id=r1&limit=2&offset={offset}&sort=_id"
    result = {"success": True, "result": {"total": total, "records": rows}}
    portal.on(f"/api/3/action/datastore_search?{query}", as_json(result))


def read(errand: Errand, portal: Portal) -> list[str]:
    """The offsets of the pages of a table."""
    pages = table_of(errand, portal.at(), "r1", {"measure": "m"}, page_rows=2)
    assert all(one.arrival.asked["measure"] == "m" for one in pages)
    return [one.arrival.asked["offset"] for one in pages]


def test_a_file_brings_its_terms(errand: Errand, portal: Portal) -> None:
    """Licence and organisation travel with the bytes, and so does what the operator said."""
    search(portal, 0, 1, dataset(1, csv(portal)), rows=100)
    portal.on("/a.csv", body(b"\xef\xbb\xbfid;tahun\n"))
    columns = {"value": "jumlah_peserta"}
    (document,) = fetch_ckan(errand, endpoint(portal, columns=columns))
    asked = document.arrival.asked
    assert document.content == b"\xef\xbb\xbfid;tahun\n"
    assert document.arrival.source_id == "data_terbuka"
    assert (asked["licence_title"], asked["organisation"]) == ("Creative Commons", "Dinas Contoh")
    assert (asked["measure"], asked["column.value"]) == ("active_members", "jumlah_peserta")


def test_a_search_is_read_to_its_end(errand: Errand, portal: Portal) -> None:
    """Data sets on later pages count too; a relative link is joined to the catalogue."""
    search(portal, 0, 2, dataset(1, csv(portal)))
    search(portal, 1, 2, dataset(2, csv(portal, url="/b.csv")))
    portal.on("/a.csv", body(b"a"))
    portal.on("/b.csv", body(b"b"))
    found = fetch_ckan(errand, endpoint(portal), rows=1)
    assert [one.content for one in found] == [b"a", b"b"]


@pytest.mark.parametrize(
    ("second", "why"),
    [((2, 1), "repeats"), ((2,), "1 of 2 data sets"), (("?",), "without count")],
)
def test_a_search_whose_paging_is_broken(
    errand: Errand, portal: Portal, second: tuple[Any, ...], why: str
) -> None:
    """A repeated or missing page of the search is an error, not the end."""
    count, *numbers = second
    search(portal, 0, 2, dataset(1))
    search(portal, 1, count, *(dataset(number) for number in numbers))
    with pytest.raises(FetchError, match=why):
        list(fetch_ckan(errand, endpoint(portal), rows=1))


def test_a_search_that_finds_too_much(errand: Errand, portal: Portal) -> None:
    """A query that brings home half a catalogue was not meant."""
    search(portal, 0, 900, dataset(1), rows=100)
    with pytest.raises(FetchError, match="900 data sets, more than 50"):
        list(fetch_ckan(errand, endpoint(portal)))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"success": False, "error": {"__type": "X", "message": "tidak boleh"}}, "tidak boleh"),
        ({"success": True, "result": []}, "without success and a result"),
        ([], "without success and a result"),
    ],
)
def test_success_is_checked_and_not_only_the_status(
    errand: Errand, portal: Portal, answer: Any, why: str
) -> None:
    """Status 200 around an error is an error."""
    portal.otherwise = as_json(answer)
    with pytest.raises(FetchError, match=why):
        list(fetch_ckan(errand, endpoint(portal)))


def test_one_failing_resource_loses_no_other(
    errand: Errand, portal: Portal, missed: list[Missed]
) -> None:
    """A link to a page, a PDF and an inner address are reported; the file beside them comes."""
    resources = [
        csv(portal, "/page"),
        csv(portal, format="PDF"),
        csv(portal, url="file:///etc/passwd"),
        csv(portal, "/gone.csv"),
        csv(portal),
    ]
    search(portal, 0, 1, dataset(1, *resources), rows=100)
    portal.on("/page", page("Masuk"))
    portal.on("/a.csv", body(b"id\n"))
    assert [one.content for one in fetch_ckan(errand, endpoint(portal))] == [b"id\n"]
    assert [one.reason for one in missed] == ["failed", "not_asked", "failed", "failed"]
    assert ["Masuk" in missed[0].text, "PDF" in missed[1].text] == [True, True]


def test_a_table_is_read_by_offset_and_sorted(errand: Errand, portal: Portal) -> None:
    """Every page names its offset, and the order of the rows is asked for."""
    for offset in (0, 2, 4):
        table(portal, offset, 5, ROWS[offset : offset + 2])
    assert read(errand, portal) == ["0", "2", "4"]
    assert all(parse_qs(urlsplit(path).query)["sort"] == ["_id"] for path in portal.asked)


def test_a_server_that_gives_less_than_asked(errand: Errand, portal: Portal) -> None:
    """A hard cap below our page size loses no row: the offset counts what came."""
    for offset in range(3):
        table(portal, offset, 3, ROWS[offset : offset + 1])
    assert read(errand, portal) == ["0", "1", "2"]


def test_an_empty_table_is_one_page(errand: Errand, portal: Portal) -> None:
    """No rows at all is an answer."""
    table(portal, 0, 0, [])
    assert read(errand, portal) == ["0"]


@pytest.mark.parametrize(
    ("total", "rows", "why"),
    [
        (5, ROWS[:2], "came before"),
        (5, ROWS[1:3], "came before"),
        (5, [], "2 of 5 rows"),
        (4, ROWS[2:4], "4 rows, and 5"),
        (5, [{"tahun": "2024"}], "without their number"),
        (None, ROWS[2:4], "without records and total"),
    ],
    ids=["offset-ignored", "overlap", "missing", "changed", "no-id", "no-total"],
)
def test_broken_paging_is_an_error(
    errand: Errand, portal: Portal, total: Any, rows: list[dict[str, Any]], why: str
) -> None:
    """Half a table looks like a whole one, so nothing of it is taken."""
    table(portal, 0, 5, ROWS[:2])
    table(portal, 2, total, rows)
    with pytest.raises(FetchError, match=why):
        read(errand, portal)


def test_a_table_without_bounds_is_refused(errand: Errand, portal: Portal) -> None:
    """A server that promises billions of rows does not fill our memory."""
    table(portal, 0, 10**9, ROWS[:2])
    with pytest.raises(FetchError, match="more than 1000000"):
        read(errand, portal)


def test_one_resource_by_its_id(errand: Errand, portal: Portal) -> None:
    """The entry is looked up for its terms, and only that resource is brought."""
    shown = {"success": True, "result": {"id": "r1", "package_id": "d1"}}
    portal.on("/api/3/action/resource_show?id=r1", as_json(shown))
    active = {"id": "r1", "format": "CSV", "datastore_active": True}
    found = dataset(1, csv(portal, id="r0"), active)
    portal.on("/api/3/action/package_show?id=d1", as_json({"success": True, "result": found}))
    result = {"success": True, "result": {"total": 1, "records": ROWS[:1]}}
    query = "resource_id=r1&limit=5000&offset=0&sort=_id"
    portal.on(f"/api/3/action/datastore_search?{query}", as_json(result))
    (document,) = fetch_ckan(errand, endpoint(portal, query="", resource="r1"))
    assert document.arrival.asked["resource"] == "r1"
    assert document.arrival.asked["licence_id"] == "cc-by"
