"""One quarter of one office, in a real browser: from the empty workbook to a superseded paper.

The office hands in on a phone, the coordinators work at a desk; the clock stands two days before
the cut-off. What each page does in every other case is for the tests of that page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from models import Account, Role, RunStatus
from monev.portal.sign_in import hash_password
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.loopback import free_port
from tests.portal.conftest import CAST, PASSWORD
from tests.portal.handing_in import NOW
from tests.portal.test_browser import CHROMIUM, browser, pytestmark, serving
from tests.workbooks import instrument

__all__ = ["CHROMIUM", "browser", "pytestmark"]

CODE, PROVINCE, PERIOD = "36.72", "36", "2024-Q3"
DESK = f"/koordinator/provinsi/{PROVINCE}?triwulan={PERIOD}"
SECOND = {"fitri": (Role.COORDINATOR, PROVINCE)}
"""A second coordinator of the province: who accepts an objection does not review what it led to."""

Desk = Callable[[str], Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal of an office whose documents carry this portal's address in their QR code."""
    root, port = tmp_path_factory.mktemp("kisah"), free_port()
    issuer = root / "kop.yaml"
    issuer.write_text(
        f"office: Kantor Uji\nverify_url: http://127.0.0.1:{port}/periksa\n", encoding="utf-8"
    )
    place = open_workspace(Settings(workspace=root / "w", issuer=issuer))
    kept = hash_password(PASSWORD)
    for name, (role, code) in (CAST | SECOND).items():
        place.store.add_account(
            Account(name=name, role=role, region_code=code, password_hash=kept, created_at=NOW)
        )
    _places[:] = [replace(place, now=lambda: NOW)]
    with serving(_places[0], port) as found:
        yield found


_places: list[Workspace] = []


@pytest.fixture
def people(browser: Any, address: str) -> Iterator[Desk]:
    """Open a page for somebody, signed in: phones for the office, desks for all others."""
    opened: dict[str, Any] = {}

    def sit_down(name: str) -> Any:
        if name not in opened:
            width = 360 if name == "ani" else 1200
            context = browser.new_context(
                viewport={"width": width, "height": 800}, accept_downloads=True, base_url=address
            )
            page = context.new_page()
            page.goto("/")
            page.get_by_label("Nama akun").fill(name)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            opened[name] = page
        return opened[name]

    yield sit_down
    for page in opened.values():
        page.context.close()


def press(page: Any, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Any, name: str) -> None:
    """Follow the link of that name."""
    page.get_by_role("link", name=name).first.click()


def fetched(page: Any, click: Callable[[], None]) -> bytes:
    """Return what a click downloads."""
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


@contextmanager
def no_sideways(page: Any) -> Iterator[None]:
    """Hold that a page of the phone does not scroll sideways afterwards."""
    yield
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def hand_in(ani: Any, folder: Path) -> None:
    """Template, a bad cell, the annotated file, the mended one, the receipt."""
    ani.goto(f"/daerah/{CODE}/kirim?triwulan={PERIOD}")
    blank = fetched(ani, lambda: follow(ani, "Unduh instrumen"))
    assert "Identitas" in load_workbook(BytesIO(blank)).sheetnames
    path = folder / "instrumen.xlsx"
    path.write_bytes(instrument(changes={("Anggaran", "G3"): "4.799.995.20"}))
    ani.get_by_label("Berkas", exact=True).set_input_files(path)
    press(ani, "Unggah dan periksa")
    with no_sideways(ani):
        ani.get_by_role("alert").get_by_text("Ada 1 kesalahan").wait_for()
    book = load_workbook(BytesIO(fetched(ani, lambda: follow(ani, "Unduh berkas bercatatan"))))
    assert book["Anggaran"]["G3"].comment is not None
    book["Anggaran"]["G3"].value = "Rp4.799.995.200"
    book.save(path)
    follow(ani, "Batal, unggah berkas lain")
    ani.get_by_label("Berkas", exact=True).set_input_files(path)
    press(ani, "Unggah dan periksa")
    press(ani, "Benar, kirim")
    with no_sideways(ani):
        ani.get_by_text("Kiriman sudah diterima").wait_for()


def evaluate(dewi: Any) -> None:
    """The administrator has the region evaluated: whoever asks for it may not review it."""
    dewi.goto(f"/daerah/{CODE}/jalankan?triwulan={PERIOD}")
    dewi.get_by_label("Alasan (dicetak pada laporan)").fill("draf triwulan diminta")
    press(dewi, "Hitung ulang")
    dewi.get_by_text("selesai, revisi 1").wait_for(timeout=60_000)


def approve(reviewer: Any, nani: Any) -> None:
    """The province's coordinator reviews, the national one publishes."""
    reviewer.goto(DESK)
    follow(reviewer, "Tinjau")
    press(reviewer, "Nyatakan sudah ditinjau")
    reviewer.get_by_text("menunggu penerbitan").wait_for()
    nani.goto(DESK)
    follow(nani, "Terbitkan")
    press(nani, "Terbitkan")
    nani.get_by_text("Keadaan provinsi").wait_for()
    assert nani.get_by_text("menunggu penerbitan").count() == 0


def contest(ani: Any, folder: Path) -> None:
    """The office contests the budget that it handed in, with a document."""
    ani.goto(f"/daerah/{CODE}/keberatan?triwulan={PERIOD}")
    row = ani.get_by_role("row").filter(has_text="Rp4.799.995.200").first
    row.get_by_role("link", name="Ajukan keberatan").click()
    ani.get_by_label("Nilai menurut Anda").fill("4.899.995.200")
    ani.get_by_label("Alasan", exact=True).fill("DPA perubahan memuat angka yang lebih tinggi")
    press(ani, "Periksa")
    with no_sideways(ani):
        ani.get_by_text("Rp4.899.995.200").first.wait_for()
    document = folder / "dpa.pdf"
    document.write_bytes(b"%PDF-1.7\nDPA perubahan\n%%EOF\n")
    ani.get_by_label("Dokumen yang membuktikan").set_input_files(document)
    ani.get_by_label("Dokumen ini tidak memuat NIK").check()
    press(ani, "Kirim keberatan")
    ani.get_by_role("heading", name="Keberatan 1").wait_for()


def accept(citra: Any) -> None:
    """The coordinator sees what acceptance will do, accepts, and the region is run again."""
    citra.goto("/koordinator/keberatan")
    follow(citra, "Keberatan 1")
    citra.get_by_label("Tempat nilai itu pada dokumen").fill("halaman 1")
    citra.get_by_label("Alasan menerima (dicetak pada laporan)").fill("DPA perubahan sudah terbit")
    press(citra, "Terima dan hitung ulang")
    citra.get_by_text("Menjadi revisi 2").wait_for(timeout=60_000)


def scanned(pdf: bytes) -> str:
    """Return the address in the QR code of a printed paper, as a phone's camera reads it."""
    pages = PdfDocument(pdf)
    pictures = [one.render(scale=2).to_pil() for one in pages]
    pages.close()
    (address,) = {code.text for one in pictures for code in zxingcpp.read_barcodes(one)}
    return str(address)


def stated(page: Any, address: str) -> str:
    """Open what the code says, without signing in, and return the verdict."""
    page.goto(address)
    return str(page.get_by_role("status").inner_text())


def test_a_quarter_from_the_template_to_a_superseded_paper(
    people: Desk, browser: Any, address: str, tmp_path: Path
) -> None:
    """Each hand does its own part, nobody another's, and the old paper says what took its place."""
    ani, citra, nani = people("ani"), people("citra"), people("nani")
    hand_in(ani, tmp_path)
    evaluate(people("dewi"))
    ani.goto("/")
    with no_sideways(ani):
        ani.get_by_text("draf", exact=False).first.wait_for()
    approve(citra, nani)
    ani.goto("/")
    first = fetched(ani, lambda: follow(ani, "Unduh PDF"))
    contest(ani, tmp_path)
    accept(citra)
    citra.goto(DESK)
    follow(citra, "Tinjau")
    citra.get_by_role("alert").get_by_text("Orang lain yang harus").wait_for()
    approve(people("fitri"), nani)

    ani.goto("/")
    second = fetched(ani, lambda: follow(ani, "Unduh PDF"))
    assert "DPA perubahan sudah terbit" in text_of(second)
    visitor = browser.new_context(base_url=address).new_page()
    old = stated(visitor, scanned(first))
    assert "Sudah digantikan oleh revisi 2" in old
    assert stated(visitor, scanned(second)).startswith("Asli")
    visitor.context.close()

    store = _places[0].store
    runs = store.runs_of(PERIOD)
    assert {(one.region_code, one.status) for one in runs} == {(CODE, RunStatus.DONE)}
    who = [(one.who, one.action.value) for one in store.audit_entries()]
    assert ("ani", "diunduh") in who
    assert ("nani", "diterbitkan") in who
