"""Every route for every member of the cast, with the answer each must get."""

import pytest
from fastapi.testclient import TestClient

from tests.portal.conftest import SignIn, form_of

PDF = "/laporan/2024-Q3/r1.pdf"
READ = {
    "/daerah/36.72": {"ani": 200, "budi": 404, "citra": 200, "dewi": 200},
    "/daerah/36.03": {"ani": 404, "budi": 200, "citra": 200, "dewi": 200},
    "/daerah/19": {"ani": 404, "budi": 404, "citra": 404, "dewi": 200},
    "/daerah/36.04": {"ani": 404, "budi": 404, "citra": 200, "dewi": 200},
    "/daerah/31.71": {"ani": 404, "budi": 404, "citra": 404, "dewi": 404},
    "/daerah/99.99": {"ani": 404, "budi": 404, "citra": 404, "dewi": 404},
    f"/daerah/36.72{PDF}": {"ani": 200, "budi": 404, "citra": 200, "dewi": 200},
    f"/daerah/36.03{PDF}": {"ani": 404, "budi": 200, "citra": 200, "dewi": 200},
    f"/daerah/19{PDF}": {"ani": 404, "budi": 404, "citra": 404, "dewi": 200},
    "/daerah/36.72/laporan/2024-Q3/r99.pdf": dict.fromkeys(("ani", "citra", "dewi"), 404),
    "/daerah/36.72/laporan/tidak/r1.pdf": dict.fromkeys(("ani", "citra", "dewi"), 404),
    "/jalankan/99999": dict.fromkeys(("ani", "budi", "citra", "dewi"), 404),
}
TABLE = [(path, name, code) for path, row in READ.items() for name, code in row.items()]


@pytest.mark.parametrize(("path", "name", "expected"), TABLE)
def test_reading(signed_in: SignIn, path: str, name: str, expected: int) -> None:
    """A region outside one's area is answered like one that does not exist."""
    assert signed_in(name).get(path).status_code == expected


@pytest.mark.parametrize("path", [*READ, "/"])
def test_a_visitor_reads_nothing(nobody: TestClient, path: str) -> None:
    """Without signing in every page leads to the door, existing or not."""
    answer = nobody.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")


@pytest.mark.parametrize(("name", "code"), [("ani", "36.72"), ("budi", "36.72"), ("citra", "19")])
def test_no_rerun_outside_the_area(signed_in: SignIn, name: str, code: str) -> None:
    """An office re-runs nothing, a coordinator nothing outside the province."""
    person = signed_in(name)
    home = {"ani": "/daerah/36.72", "budi": "/daerah/36.03", "citra": "/"}[name]
    data = {"form": form_of(person, home), "triwulan": "2024-Q3", "alasan": "coba-coba saja"}
    assert person.post(f"/daerah/{code}/jalankan", data=data).status_code == 404


def test_unseen_pages_look_alike(signed_in: SignIn) -> None:
    """The answer for a foreign region equals the answer for a region that does not exist."""
    ani = signed_in("ani")
    assert ani.get("/daerah/36.03").text == ani.get("/daerah/99.99").text


def test_every_page_forbids_framing_and_sniffing(nobody: TestClient) -> None:
    """Security headers stand on every answer, errors included."""
    for path in ("/masuk", "/tidak-ada", "/static/monev.css"):
        headers = nobody.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_health_answers_without_signing_in(nobody: TestClient) -> None:
    """A watchdog may ask whether portal and database are up."""
    assert nobody.get("/sehat").json() == {"status": "ok"}
