"""What changed from one revision to the next: the band, what is known, and errors in the data."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from models import Account, Quarter, Role
from monev.collect_many import sweep_inbox
from monev.evaluate_region import evaluate_region
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.portal.conftest import PASSWORD, form_of
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
PAGE = "/daerah/36.72/perubahan/2024-Q3/r2"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The office of a region that mended one of two unreadable cells and corrected a figure."""
    folder = tmp_path_factory.mktemp("changes")
    opened = open_workspace(Settings(workspace=folder / "w"))
    workspace = replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))
    account = Account(name="ani", role=Role.OFFICE, region_code="36.72")
    account.password_hash, account.created_at = hash_password(PASSWORD), workspace.now()
    workspace.store.add_account(account)
    path = folder / "inbox" / str(QUARTER) / "36.72" / "instrumen.xlsx"
    path.parent.mkdir(parents=True)
    for cells, members in ((("H2", "J2"), 85000), (("J2",), 85500)):
        filled = {("Anggaran", cell): "1.2.3,4,5" for cell in cells}
        path.write_bytes(instrument("36.72", changes={**filled, ("Kepesertaan", "D2"): members}))
        sweep_inbox(workspace, str(folder / "inbox"), QUARTER)
        evaluate_region(workspace, "36.72", QUARTER)
    with TestClient(create_app(workspace), follow_redirects=False) as client:
        data = {"form": form_of(client), "nama": "ani", "sandi": PASSWORD}
        assert client.post("/masuk", data=data).status_code == 303
        yield client


def read(client: TestClient, language: str) -> str:
    """The page as text, in a language."""
    client.post("/bahasa", data={"form": form_of(client, PAGE), "bahasa": language})
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_both_sides_say_how_much_is_known_and_that_the_band_may_change(office: TestClient) -> None:
    """Completeness as a percentage of at most a hundred, and the mark of a provisional band."""
    page = read(office, "id")
    known = re.findall(r'data-label="Kelengkapan">([\d,]+)%<', page)
    assert len(known) == 2
    shares = [float(one.replace(",", ".")) for one in known]
    assert all(1 < one <= 100 for one in shares)
    assert page.count("(sementara)") == 2


def test_the_mended_error_is_named_and_the_one_that_stands_is_not(office: TestClient) -> None:
    """With its place in the file, and the sentence that told it."""
    page = read(office, "id")
    assert "galat tidak ada lagi: " in page
    assert "instrumen.xlsx lembar Anggaran sel H2" in page
    assert "sel J2" not in page
    assert "galat baru" not in page


def test_the_corrected_cell_is_shown_as_it_was_and_as_it_is(office: TestClient) -> None:
    """One change, not a new and a gone fact for each row of the workbook."""
    page = read(office, "id")
    assert "fakta berubah: Instrumen monev Kota Cilegon" in page
    assert (
        "instrumen.xlsx lembar Kepesertaan sel D2: <bdi>“85000”</bdi> → <bdi>“85500”</bdi> ("
        in page
    )
    assert "dinyatakan lagi oleh berkas yang lebih baru tanpa perubahan: " in page
    assert "fakta baru" not in page
    assert "tidak lagi dihitung" not in page


def test_the_english_page_is_english(office: TestClient) -> None:
    """Places too; names of files and sheets stay."""
    page = read(office, "en")
    assert "error that is gone: " in page
    assert "instrumen.xlsx sheet Anggaran cell H2" in page
    assert "changed fact: " in page
    assert "Facts stated again by a newer file without a change: " in page
    assert "lembar" not in page
    assert page.count("(provisional)") == 2
