"""Re-running one region, and what the pages of an area show."""

from tests.portal.conftest import QUARTER, SignIn, form_of


def test_a_coordinator_reruns_one_region(signed_in: SignIn) -> None:
    """The run is followed to its end, files revision 2, and leaves the neighbour as it was."""
    citra = signed_in("citra")
    store = citra.app.state.workspace.store  # type: ignore[attr-defined]
    neighbour = store.current_evaluation("36.03", str(QUARTER)).revision
    before = store.current_evaluation("36.72", str(QUARTER)).revision
    data = {
        "form": form_of(citra, "/daerah/36.72"),
        "triwulan": "2024-Q3",
        "alasan": "dokumen Perwal diterima",
    }
    answer = citra.post("/daerah/36.72/jalankan", data=data)
    page = citra.get(answer.headers["location"])
    assert f"selesai, revisi {before + 1}" in page.text
    assert "dokumen Perwal diterima" in page.text
    assert store.current_evaluation("36.72", str(QUARTER)).revision == before + 1
    assert store.current_evaluation("36.03", str(QUARTER)).revision == neighbour
    assert "sudah digantikan" in citra.get("/daerah/36.72").text


def test_a_rerun_needs_a_reason(signed_in: SignIn) -> None:
    """Without a reason nothing starts and the page says what to do."""
    citra = signed_in("citra")
    data = {"form": form_of(citra, "/daerah/36.72"), "triwulan": "2024-Q3", "alasan": "  "}
    answer = citra.post("/daerah/36.72/jalankan", data=data)
    assert answer.status_code == 422
    assert "Periksa isian" in answer.text


def test_an_office_has_no_rerun_form(signed_in: SignIn) -> None:
    """An office sees its reports and no button it may not press."""
    assert "Hitung ulang" not in signed_in("ani").get("/daerah/36.72").text


def test_a_coordinator_sees_the_province_and_nothing_else(signed_in: SignIn) -> None:
    """Home lists the nine governments of Banten, evaluated ones first."""
    page = signed_in("citra").get("/").text
    assert "Kota Cilegon" in page
    assert "Bangka" not in page
    assert page.index("Kota Cilegon") < page.index("Kabupaten Lebak")


def test_search_narrows_the_list(signed_in: SignIn) -> None:
    """A name or a code finds its region."""
    page = signed_in("dewi").get("/", params={"cari": "cilegon"}).text
    assert "Kota Cilegon" in page
    assert "Kabupaten Tangerang" not in page


def test_a_region_without_reports_says_what_to_do(signed_in: SignIn) -> None:
    """An empty page explains instead of being empty."""
    assert "Sampaikan data kepada koordinator" in signed_in("citra").get("/daerah/36.04").text
