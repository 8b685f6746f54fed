"""The DJPK portal: numbers joined by name, reports that do not exist, bursts of failures."""

from collections.abc import Mapping

import pytest

from models.region import Region
from monev.errors import FetchError, UsageError
from monev.fetch import DjpkScope, Errand, Missed, fetch_djpk
from tests.fetch.server import Portal, Reply, as_json, body, page

EXPORT = b'<Workbook xmlns:html="x"><Row>Akun</Row></Workbook>\n'
NO_REPORT = b"<Workbook><Row>Akun</Row>\n<!DOCTYPE html><html>galat</html>"
NAMES = {
    "Kab. Bandung": ("32.04", "kabupaten"),
    "Kab. Pontianak": ("61.02", "kabupaten"),
    "Provinsi Jawa Barat": ("32", "provinsi"),
    "Prov. Papua Selatan": ("93", "provinsi"),
    "Kab. Merauke": ("93.01", "kabupaten"),
}


def resolve(name: str) -> Region:
    """A register of five."""
    if name not in NAMES:
        raise UsageError(f"no region is known as {name!r}")
    code, kind = NAMES[name]
    return Region(
        code=code,
        name=name,
        kind=kind,
        province_code=code[:2],
        island_zone="",
        autonomous=True,
    )


def scope(portal: Portal, months: tuple[int, ...] = (12,), **others: object) -> DjpkScope:
    """Jawa Barat, and Papua before it was split."""
    provinces = {"10": "32", "26": "91"}
    return DjpkScope(portal.at(), 2024, months, provinces, resolve, **others)  # type: ignore[arg-type]


def serve(portal: Portal, governments: Mapping[str, Mapping[str, str]]) -> None:
    """Set the lists of the portal."""
    portal.on("/portal/provinsi/2024", as_json({"--": "Semua", **dict.fromkeys(governments, "?")}))
    for number, names in governments.items():
        portal.on(f"/portal/pemda/{number}/2024", as_json(names))
    portal.otherwise = body(EXPORT)


def export_path(pemda: str, province: str = "10", month: int = 12) -> str:
    """The path of an export."""
    words = f"periode={month}&tahun=2024&provinsi={province}&pemda={pemda}"
    return f"/portal/csv_apbd?type=apbd&{words}"


WEST_JAVA = {"10": {"00": "Provinsi Jawa Barat", "01": "Kab. Bandung", "--": "Semua"}}


def test_every_government_is_asked_but_not_the_sum(errand: Errand, portal: Portal) -> None:
    """The province counts by its own number 00; `--` is the sum over it and never asked."""
    serve(portal, WEST_JAVA)
    documents = list(fetch_djpk(errand, scope(portal)))
    assert [one.arrival.region for one in documents] == ["32", "32.04"]
    assert documents[1].arrival.asked == {
        "periode": "12",
        "tahun": "2024",
        "provinsi": "10",
        "pemda": "01",
    }
    assert documents[0].arrival.source_id == "djpk"
    assert not [path for path in portal.asked if "pemda=--" in path]
    assert export_path("01") in portal.asked


def test_months_and_regions_are_narrowed(errand: Errand, portal: Portal) -> None:
    """Only the governments and months wanted are asked."""
    serve(portal, {**WEST_JAVA, "26": {"00": "?"}})
    wanted = scope(portal, (10, 11), only={"32.04"})
    assert len(list(fetch_djpk(errand, wanted))) == 2
    assert portal.asked[2:] == [export_path("01", month=10), export_path("01", month=11)]


def test_names_that_fit_no_region_are_reported(
    errand: Errand, portal: Portal, missed: list[Missed]
) -> None:
    """Stale and misplaced names are not guessed: unknown, of another province, of a province."""
    serve(portal, {"10": {"01": "Kab. Lama", "02": "Kab. Pontianak", "03": "Provinsi Jawa Barat"}})
    assert list(fetch_djpk(errand, scope(portal))) == []
    assert [(one.reason, one.asked["pemda"]) for one in missed] == [
        ("unresolved", "01"),
        ("unresolved", "02"),
        ("unresolved", "03"),
    ]
    assert "61.02" in missed[1].text
    assert not [path for path in portal.asked if "csv_apbd" in path]


def test_lists_older_than_a_split(errand: Errand, portal: Portal, missed: list[Missed]) -> None:
    """Merauke stands under Papua in old lists and is taken there only when the split is known."""
    serve(portal, {"26": {"01": "Kab. Merauke"}})
    assert list(fetch_djpk(errand, scope(portal))) == []
    assert [one.reason for one in missed] == ["unresolved"]
    known = scope(portal, split_from={"93": "91"}, only={"93.01"})
    assert [one.arrival.region for one in fetch_djpk(errand, known)] == ["93.01"]


def test_provinces_that_are_not_what_we_think(
    errand: Errand, portal: Portal, missed: list[Missed]
) -> None:
    """An unknown number, and a number whose name is another province, are left out and told."""
    names = {"10": "Prov. Papua Selatan", "99": "Prov. Baru"}
    portal.on("/portal/provinsi/2024", as_json(names))
    assert list(fetch_djpk(errand, scope(portal))) == []
    assert ["'99'" in repr(one) or "99" in one.text for one in missed] == [False, True]
    assert {one.reason for one in missed} == {"unresolved"}


def test_a_heading_and_then_a_page_is_no_report(
    errand: Errand, portal: Portal, missed: list[Missed]
) -> None:
    """A government without a report is no failure, and not asked twice."""
    serve(portal, WEST_JAVA)
    portal.on(export_path("01"), body(NO_REPORT))
    assert [one.arrival.region for one in fetch_djpk(errand, scope(portal))] == ["32"]
    assert [(one.reason, one.region) for one in missed] == [("no_report", "32.04")]
    assert portal.asked.count(export_path("01")) == 1


@pytest.mark.parametrize("first", [page(), body(EXPORT[:-12]), body(b""), body(b"", 404)])
def test_a_second_pass_brings_what_failed(
    errand: Errand, portal: Portal, missed: list[Missed], first: Reply
) -> None:
    """A page, half an export or nothing at all: asked once more when the others are through."""
    serve(portal, WEST_JAVA)
    portal.on(export_path("00"), first, body(EXPORT))
    regions = [one.arrival.region for one in fetch_djpk(errand, scope(portal))]
    assert (regions, missed) == (["32.04", "32"], [])


def test_what_fails_twice_is_reported(errand: Errand, portal: Portal, missed: list[Missed]) -> None:
    """The rest of the country is not lost with one government or the list of one province."""
    serve(portal, {**WEST_JAVA, "26": {}})
    portal.on(export_path("00"), page())
    portal.on("/portal/pemda/26/2024", page())
    assert [one.arrival.region for one in fetch_djpk(errand, scope(portal))] == ["32.04"]
    assert [(one.reason, one.region) for one in missed] == [("failed", "91"), ("failed", "32")]


def test_a_portal_that_is_down_is_left_alone(
    errand: Errand, portal: Portal, missed: list[Missed]
) -> None:
    """After ten failures in a row a pass ends; what it did not ask is reported all the same."""
    serve(portal, WEST_JAVA)
    portal.otherwise = page()
    months = tuple(range(1, 13))
    assert list(fetch_djpk(errand, scope(portal, months, only={"32.04"}))) == []
    assert len(missed) == 12
    assert len(portal.asked) == 2 + 2 * 10
    assert "not asked, after 10 failures" in missed[-1].text


def test_without_a_list_nothing_can_be_asked(errand: Errand, portal: Portal) -> None:
    """An error page in place of the provinces stops the round."""
    portal.on("/portal/provinsi/2024", page())
    with pytest.raises(FetchError, match="HTML page"):
        list(fetch_djpk(errand, scope(portal)))
