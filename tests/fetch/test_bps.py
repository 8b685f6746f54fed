"""The BPS WebAPI: years in few at a time, errors in the body, a key that nobody sees."""

import logging
from typing import Any

import pytest

from monev.errors import UsageError
from monev.fetch import Errand, Missed, fetch_bps
from monev.fetch.bps import th_of
from monev.fetch.endpoints import BpsEndpoint
from tests.fetch.server import Portal, as_json, page

KEY = "0123456789abcdef0123456789abcdef"
FIGURES = {"status": "OK", "data-availability": "available", "datacontent": {"110046401250": 1}}


def ask(errand: Errand, portal: Portal, *years: int, key: str = KEY) -> list[str]:
    """The codes of the years that were brought."""
    endpoint = BpsEndpoint(
        address=portal.at("/api"), variables={464: "penduduk_bekerja"}, years=years
    )
    return [one.arrival.asked["th"] for one in fetch_bps(errand, endpoint, key)]


def on(portal: Portal, th: str, answer: Any) -> None:
    """Set the answer for some years."""
    path = f"/api/list/model/data/lang/ind/domain/0000/var/464/th/{th}/key/{KEY}"
    portal.on(path, as_json(answer))


def test_years_become_codes() -> None:
    """Neighbouring years are a range, others a list; 1900 is year zero."""
    assert [th_of([2025]), th_of([2024, 2025]), th_of([2023, 2025])] == [
        "125",
        "124:125",
        "123;125",
    ]


def test_the_key_is_sent_and_never_shown(
    errand: Errand, portal: Portal, missed: list[Missed], caplog: pytest.LogCaptureFixture
) -> None:
    """It stands in the request, and in no document, report or log."""
    caplog.set_level(logging.DEBUG)
    on(portal, "124:125", FIGURES)
    endpoint = BpsEndpoint(
        address=portal.at("/api"),
        variables={464: "penduduk_bekerja", 1: "angkatan_kerja"},
        years=(2024, 2025),
    )
    (document,) = fetch_bps(errand, endpoint, KEY)
    assert KEY in portal.asked[0]
    assert document.arrival.address.endswith("/th/124:125/key/***")
    assert document.arrival.asked == {
        "var": "464",
        "th": "124:125",
        "domain": "0000",
        "measure": "penduduk_bekerja",
    }
    assert [one.reason for one in missed] == ["failed"]
    assert KEY not in repr(document) + repr(missed) + caplog.text


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Parameter th maksimal 2 tahun", ["123:124", "125"]),
        ("max 1 year per request", ["123", "124", "125"]),
        ("periode melebihi batas", ["123:124", "125"]),
    ],
)
def test_a_limit_of_years_is_obeyed(
    errand: Errand, portal: Portal, missed: list[Missed], words: str, parts: list[str]
) -> None:
    """The error names the limit, or only that there is one; the years are split and asked again."""
    on(portal, "123:125", {"status": "Error", "message": words})
    for part in parts:
        on(portal, part, FIGURES)
    assert ask(errand, portal, 2025, 2023, 2024) == parts
    assert missed == []


def test_many_years_are_asked_three_at_a_time(errand: Errand, portal: Portal) -> None:
    """Long series never begin with a call that is known to be refused."""
    on(portal, "120:122", FIGURES)
    on(portal, "123:124", FIGURES)
    assert ask(errand, portal, 2020, 2021, 2022, 2023, 2024) == ["120:122", "123:124"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "OK", "data-availability": "list-not-available", "data": ["", []]},
        {"status": "OK", "data": ""},
        {"status": "OK", "data-availability": "available", "datacontent": []},
        {"status": "OK", "data-availability": "available", "datacontent": {}},
    ],
)
def test_no_data_is_reported_as_such(
    errand: Errand, portal: Portal, missed: list[Missed], answer: Any
) -> None:
    """The many ways of saying that there is nothing are no failure and no document."""
    on(portal, "125", answer)
    assert ask(errand, portal, 2025) == []
    assert [one.reason for one in missed] == ["no_report"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": "Error", "message": f"key {KEY} salah"}, "key \\*\\*\\* salah"),
        ({"status": "Error", "message": "maksimal 2 tahun"}, "maksimal 2 tahun"),
        ([], "another kind of JSON"),
    ],
)
def test_an_error_in_the_body(
    errand: Errand, portal: Portal, missed: list[Missed], answer: Any, why: str
) -> None:
    """Status 200 with an error inside is a failure, and a single year is not split further."""
    on(portal, "125", answer)
    assert ask(errand, portal, 2025) == []
    assert [one.reason for one in missed] == ["failed"]
    assert why.replace("\\", "") in missed[0].text
    assert KEY not in missed[0].text


def test_a_bot_shield_is_a_failure(errand: Errand, portal: Portal, missed: list[Missed]) -> None:
    """An HTML page in place of figures is reported with its title."""
    portal.otherwise = page("Just a moment...")
    assert ask(errand, portal, 2025) == []
    assert "Just a moment" in missed[0].text


def test_without_a_key_nothing_is_asked(errand: Errand, portal: Portal) -> None:
    """A missing key is said before the first request."""
    with pytest.raises(UsageError, match="no key"):
        ask(errand, portal, 2025, key=" ")
    assert portal.asked == []
