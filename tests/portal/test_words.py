"""The pages speak both languages, and every text of theirs has its English."""

from monev.portal.show import TEMPLATES
from tests.portal.conftest import SignIn, form_of
from tools.messages import all_faults


def test_every_text_of_every_page_has_its_english() -> None:
    """None is missing, fuzzy, left over, contradicted or filled with other values."""
    assert all_faults(TEMPLATES) == []


def test_the_language_is_changed_on_any_page_and_stays(signed_in: SignIn) -> None:
    """A button leads back to the page it was pressed on, now in English, and so for the rest."""
    ani = signed_in("ani")
    data = {"form": form_of(ani, "/daerah/36.72"), "bahasa": "en", "kembali": "/daerah/36.72"}
    answer = ani.post("/bahasa", data=data)
    assert answer.headers["location"] == "/daerah/36.72"
    page = ani.get("/daerah/36.72").text
    assert '<html lang="en">' in page
    assert "Download PDF" in page
    assert "Unduh PDF" not in page


def test_the_way_back_never_leaves_the_site(signed_in: SignIn) -> None:
    """A form that names another site as the way back leads home."""
    ani = signed_in("ani")
    for elsewhere in ("https://lain.example/", "//lain.example", "/\\lain.example", "daerah"):
        data = {"form": form_of(ani, "/daerah/36.72"), "bahasa": "en", "kembali": elsewhere}
        assert ani.post("/bahasa", data=data).headers["location"] == "/"
