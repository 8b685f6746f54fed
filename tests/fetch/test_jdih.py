"""JDIH endpoints: whole lists, pages, and error pages that pretend to be answers."""

from typing import Any

import pytest

from models.quarter import Quarter
from monev.errors import FetchError
from monev.fetch import Errand, Fetcher, Missed, Remembered, fetch_jdih
from monev.fetch.endpoints import JdihEndpoint, Paging
from monev.fetch.jdih import records_in
from tests.fetch.server import Portal, Reply, as_json, body, page

REGION = "36.72"
PATH = "/api/produk-hukum?tahun=semua&limit=2&page={}"
ONE, TWO, THREE, FOUR, FIVE = ({"idData": str(number)} for number in range(1, 6))


def whole(address: str) -> JdihEndpoint:
    """An endpoint that answers with one list."""
    return JdihEndpoint(region=REGION, address=address)


def pages_of(errand: Errand, portal: Portal, *answers: Any) -> list[str]:
    """Serve these pages and return which page numbers were brought."""
    for number, answer in enumerate(answers, 1):
        portal.on(PATH.format(number), as_json(answer))
    address = portal.at(PATH.format(1))
    endpoint = JdihEndpoint(region=REGION, address=address, paged=Paging())
    return [one.arrival.asked["page"] for one in fetch_jdih(errand, endpoint)]


def test_a_list_arrives_with_its_region(fetcher: Fetcher, portal: Portal) -> None:
    """The document says which region and quarter it stands for and when it came."""
    address = portal.on("/feed", body(b"\xef\xbb\xbf[]", ETag='"1"'))
    quarter = Quarter(2024, 3)
    (document,) = fetch_jdih(Errand(fetcher, print, quarter), whole(address))
    arrival = document.arrival
    assert (arrival.region, arrival.quarter, arrival.source_id) == (REGION, quarter, "jdih")
    assert (arrival.address, document.etag) == (address, '"1"')


def test_an_unchanged_list_is_reported(
    fetcher: Fetcher, portal: Portal, missed: list[Missed]
) -> None:
    """A portal that says 304 costs no second copy, and the round knows it."""
    address = portal.on("/feed", body(b"", 304))
    errand = Errand(fetcher, missed.append, remembered={address: Remembered('"1"')})
    assert list(fetch_jdih(errand, whole(address))) == []
    assert [(one.reason, one.region) for one in missed] == [("unchanged", REGION)]
    assert portal.headers[0]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (page("Gangguan"), r"HTML page \(Gangguan\)"),
        (as_json({"error": "SQLSTATE"}), "SQLSTATE"),
        (as_json({"success": False, "message": "x"}), "error in JSON"),
        (body(b"  \n"), "empty answer"),
        (body(b"<br />\n<b>Warning</b>: mysql"), "begins '<br />"),
        (body(b"Warning: mysql []"), "begins 'Warning"),
        (body(b'{"data": ['), "no JSON"),
        (body(b'{"a":' * 20_000), "nested too deep"),
    ],
)
def test_an_error_with_status_200(errand: Errand, portal: Portal, reply: Reply, why: str) -> None:
    """Pages, warnings and error objects are no lists, whatever the status says."""
    with pytest.raises(FetchError, match=why):
        list(fetch_jdih(errand, whole(portal.on("/feed", reply))))


@pytest.mark.parametrize(
    "wrapped",
    [[ONE], {"data": [ONE]}, {"items": [ONE]}, {"data": {"data": [ONE]}}, {"peraturan": [ONE]}],
)
def test_all_wrappers_are_counted(wrapped: Any) -> None:
    """The records are found in every wrapper met."""
    assert records_in(wrapped) == [ONE]


@pytest.mark.parametrize(
    ("answers", "brought"),
    [
        (([ONE, TWO], [THREE, FOUR], [FIVE]), ["1", "2", "3"]),
        (([ONE, TWO], [THREE, FOUR], []), ["1", "2"]),
        (([ONE, TWO], [THREE, FOUR], [THREE, FOUR]), ["1", "2"]),
        (({"data": {"data": [ONE, TWO]}}, {"data": {"data": []}}), ["1"]),
        (([],), ["1"]),
    ],
    ids=["short", "empty", "repeated", "wrapped", "nothing"],
)
def test_pages_end(errand: Errand, portal: Portal, answers: Any, brought: list[str]) -> None:
    """An empty, shorter or repeated page is the end of the list."""
    assert pages_of(errand, portal, *answers) == brought


def test_a_server_with_a_lower_limit_is_read_on(errand: Errand, portal: Portal) -> None:
    """Asked for two a page and giving one, it still has more pages."""
    assert pages_of(errand, portal, [ONE], [TWO], [THREE], []) == ["1", "2", "3"]


def test_ignored_paging_is_reported(errand: Errand, portal: Portal, missed: list[Missed]) -> None:
    """The same full page again and again may hide the rest of the list."""
    assert pages_of(errand, portal, [ONE, TWO], [ONE, TWO]) == ["1"]
    assert [one.reason for one in missed] == ["doubtful"]


def test_a_page_that_fails_ends_in_an_error(errand: Errand, portal: Portal) -> None:
    """The list is not taken for whole when its second page is an error."""
    with pytest.raises(FetchError, match="page=2"):
        pages_of(errand, portal, [ONE, TWO], {"error": "x"})
