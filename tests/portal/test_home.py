"""A region's first page over the life of a report: draft, published, corrected, years later."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from models import Account, DocumentKind, Quarter, Role
from monev.approve import Hand, publish, review
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.make_documents import Wanted, region_document
from monev.portal.app import create_app
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.portal.conftest import PASSWORD, SignIn, form_of

EARLIER, QUARTER = Quarter(2024, 2), Quarter(2024, 3)
NEW_YEAR = datetime(2025, 1, 2, 3, tzinfo=UTC)
BEFORE_A_SUNDAY = datetime(2027, 1, 4, 3, tzinfo=UTC)
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two quarters of one region; the newer was published, then corrected by a draft."""
    opened = open_workspace(Settings(workspace=tmp_path_factory.mktemp("lived")))
    collect_folder(opened, packaged_example())
    kept = hash_password(PASSWORD)
    for name, role, code in (
        ("ani", Role.OFFICE, "36.72"),
        ("citra", Role.COORDINATOR, "36"),
        ("nani", Role.COORDINATOR, None),
    ):
        account = Account(name=name, role=role, region_code=code, password_hash=kept)
        account.created_at = opened.now()
        opened.store.add_account(account)
    evaluate_region(opened, "19", QUARTER)
    evaluate_region(opened, "19", QUARTER, reason="mode", new_revision=True, mode="indikatif")
    evaluate_region(opened, "36.72", EARLIER)
    evaluate_region(opened, "36.72", QUARTER)
    review(opened, QUARTER, "36", Hand("citra"))
    publish(opened, QUARTER, Hand("nani"), "36")
    evaluate_region(opened, "36.72", QUARTER, reason="salah ketik alamat", new_revision=True)
    first = opened.store.evaluation_of("36.72", str(QUARTER), 1)
    assert first is not None
    region_document(opened, first, Wanted(DocumentKind.REGION_REPORT, language="en"))
    return opened


def entered(workspace: Workspace, name: str = "ani") -> Iterator[TestClient]:
    """Sign somebody in at a workspace."""
    with TestClient(create_app(workspace), follow_redirects=False) as client:
        data = {"form": form_of(client), "nama": name, "sandi": PASSWORD}
        assert client.post("/masuk", data=data).status_code == 303
        yield client


@pytest.fixture
def ani(lived: Workspace) -> Iterator[TestClient]:
    """The office of the region, shortly after the cut-off of the quarter that follows."""
    yield from entered(replace(lived, now=lambda: NEW_YEAR))


def read(client: TestClient, address: str = "/daerah/36.72") -> str:
    """Return a page as text; it must be there."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < MOST_BYTES
    return html.unescape(answer.text)


def parts(page: str) -> dict[str, str]:
    """Return a page by its second headings."""
    pieces = re.split(r"<h2[^>]*>(.*?)</h2>", page)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def test_two_clicks_from_signing_in_to_the_pdf(ani: TestClient) -> None:
    """Signing in leads to the region, and its first button is the newest report."""
    assert ani.get("/").headers["location"] == "/daerah/36.72"
    button = re.search(r'class="button" href="([^"]+)"', read(ani))
    assert button is not None
    assert button[1].endswith("2024-Q3/r2/laporan.id.pdf")
    assert ani.get(button[1]).content.startswith(b"%PDF")


def test_every_filed_form_is_on_the_page_and_answers(ani: TestClient, lived: Workspace) -> None:
    """What was filed of both revisions is linked, superseded ones too, and every link works."""
    page = read(ani)
    for one in lived.store.evaluations_of("36.72"):
        if one.quarter != str(QUARTER):
            continue
        for paper in lived.store.documents_of(one.evaluation_id or 0):
            name = f"{paper.kind}.{paper.language}.{paper.form}"
            address = f"/daerah/36.72/dokumen/{QUARTER}/r{one.revision}/{name}"
            assert f'href="{address}"' in page
            assert len(ani.get(address).content) == paper.size_bytes


def test_a_correction_is_a_draft_beside_what_is_published(ani: TestClient) -> None:
    """The draft is marked as one, and the revision that is published is named and marked so."""
    told = parts(read(ani))
    now = told["Triwulan III Tahun 2024"]
    assert "Draf, belum ditinjau" in now
    assert "Yang terbit adalah revisi 1." in now
    assert ">Terbit<" not in now
    before = told["Revisi sebelumnya, Triwulan III Tahun 2024"]
    assert "sudah digantikan oleh revisi 2" in before
    assert ">Terbit<" in before


def test_a_revision_says_why_it_was_made_and_what_it_changed(ani: TestClient) -> None:
    """Reason and change stand beside it in either language, and lead to the split."""
    page = read(ani)
    assert "salah ketik alamat · tidak ada angka yang berubah" in page
    assert 'href="/daerah/36.72/perubahan/2024-Q3/r2"' in page
    split = read(ani, "/daerah/36.72/perubahan/2024-Q3/r2")
    assert "Alasan: salah ketik alamat" in split
    assert "Perubahan nilai 0,00" in split
    ani.post("/bahasa", data={"form": form_of(ani, "/daerah/36.72"), "bahasa": "en"})
    assert "salah ketik alamat · no figure has changed" in read(ani)


def test_a_first_evaluation_has_nothing_to_be_held_against(ani: TestClient) -> None:
    """Where nothing came before, and where one side has no score, the page says so."""
    assert "evaluasi pertama" in read(ani, "/daerah/36.72/perubahan/2024-Q2/r1")
    assert "tidak mempunyai nilai" in read(ani, "/daerah/36.72/perubahan/2024-Q3/r1")


def test_a_change_of_score_is_split_into_its_causes(lived: Workspace) -> None:
    """The printed parts add up to the printed change; what differs is named with both sides."""
    for nani in entered(lived, "nani"):
        page = read(nani, "/daerah/19/perubahan/2024-Q3/r2")
    total = re.search(r"Perubahan nilai ([+−]?[\d,]+), terbagi", page)
    assert total is not None
    parts_told = re.findall(r'data-label="Poin">([^<]+)</td>', page)
    numbers = [
        Decimal(one.replace(",", ".").replace("−", "-"))
        for one in parts_told
        if one != "tidak berbeda"
    ]
    assert numbers
    assert sum(numbers) == Decimal(total[1].replace(",", ".").replace("−", "-")) != 0
    assert "mode: ketat → indikatif" in page


def test_an_earlier_quarter_opens_on_the_same_page(ani: TestClient) -> None:
    """The list leads to it, its papers are there, and a quarter that never was shows the newest."""
    assert 'href="/daerah/36.72?triwulan=2024-Q2"' in read(ani)
    page = read(ani, "/daerah/36.72?triwulan=2024-Q2")
    assert "/dokumen/2024-Q2/r1/lembar_fakta.id.html" in page
    assert "Lihat Triwulan III Tahun 2024" in page
    assert "<h2>Triwulan III Tahun 2024</h2>" in read(ani, "/daerah/36.72?triwulan=1999-Q1")


def test_the_due_day_is_told_with_what_moved_it(lived: Workspace, ani: TestClient) -> None:
    """A last day that falls on a Sunday is shown with both days and the reason."""
    awaited = parts(read(ani))["Laporan yang ditunggu"]
    assert "paling lambat 10 Januari 2025. Belum diterima; tersisa 6 hari kerja." in " ".join(
        awaited.split()
    )
    for client in entered(replace(lived, now=lambda: BEFORE_A_SUNDAY)):
        assert "11 Januari 2027 (digeser dari 10 Januari 2027: Minggu)" in read(client)


def test_open_matters_have_state_and_deadline(ani: TestClient) -> None:
    """Recommendations show who must do what until when, overdue ones first; findings their cell."""
    told = parts(read(ani))
    advice = told["Rekomendasi yang belum selesai"]
    assert "tenggat 10 Oktober 2024" in advice
    assert advice.index("Lewat tenggat") < advice.index("Baru")
    assert "kliping-2024.csv baris 2" in told["Temuan data yang terbuka"]


def test_only_who_may_is_led_to_sending_and_running(signed_in: SignIn) -> None:
    """An office may send, a coordinator also re-run; an auditor is offered neither."""
    offers = {"kirim": "/daerah/36.72/kirim", "run": "/daerah/36.72/jalankan"}
    seen = {
        name: {key for key, address in offers.items() if address in read(signed_in(name))}
        for name in ("ani", "citra", "dewi", "edo")
    }
    assert seen == {"ani": {"kirim"}, "citra": {"kirim", "run"}, "dewi": {"run"}, "edo": set()}


def test_a_whole_country_is_shown_in_pages(signed_in: SignIn) -> None:
    """Nobody gets 546 rows over a poor line, and the last page holds what is left."""
    edo = signed_in("edo")
    first = read(edo, "/")
    assert "546" in first
    assert first.count('<th scope="row">') == 150
    assert read(edo, "/?halaman=99").count('<th scope="row">') == 546 - 3 * 150
    assert "Tidak ada daerah yang cocok" in read(edo, "/?cari=atlantis")
