"""The way of a correction at phone width: template, bad upload, annotated file, good upload."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from monev.workspace import Workspace
from tests.portal.handing_in import AT, opened
from tests.portal.test_browser import CHROMIUM, address, browser, enter, pytestmark
from tests.workbooks import instrument

__all__ = ["CHROMIUM", "address", "browser", "pytestmark"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of this file alone; `address` serves it."""
    return opened(tmp_path_factory.mktemp("browser") / "w")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """Ani's phone, on the page for handing in."""
    found: Any = enter(browser, address, "ani")
    found.goto(address + AT)
    yield found
    found.close()


def upload(page: Any, path: Path) -> None:
    """Choose a file and press the button."""
    page.get_by_label("Berkas", exact=True).set_input_files(path)
    page.get_by_role("button", name="Unggah dan periksa").click()


def narrow(page: Any) -> bool:
    """Whether nothing scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 360)


def test_from_the_template_to_the_receipt(page: Any, workspace: Workspace, tmp_path: Path) -> None:
    """An office mends just the marked cell and holds a receipt, and never more than one."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh instrumen").click()
    assert (
        "Identitas" in load_workbook(BytesIO(Path(download.value.path()).read_bytes())).sheetnames
    )
    sent = tmp_path / "instrumen.xlsx"
    sent.write_bytes(instrument(changes={("Anggaran", "G3"): "4.799.995.20"}))
    assert narrow(page)

    upload(page, sent)
    page.get_by_role("alert").get_by_text("Ada 1 kesalahan").wait_for()
    page.get_by_role("row").filter(has_text="Anggaran sel G3").first.wait_for()
    assert narrow(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh berkas bercatatan").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert book["Anggaran"]["G3"].comment is not None
    book["Anggaran"]["G3"].value = "Rp4.799.995.200"
    book.save(sent)

    page.get_by_role("link", name="Batal, unggah berkas lain").click()
    upload(page, sent)
    read = page.get_by_role("row").filter(has_text="Pagu").filter(has_text="Rp4.799.995.200")
    read.first.wait_for()
    page.get_by_role("button", name="Benar, kirim").dblclick()
    page.get_by_text("Kiriman sudah diterima").wait_for()
    assert narrow(page)
    assert [one.received_by for one in workspace.store.receipts()] == ["ani"]
    page.go_back()
    page.get_by_role("heading", name="Tanda terima nomor 1").wait_for()


def test_a_file_that_cannot_be_read_is_told_on_the_same_page(page: Any, tmp_path: Path) -> None:
    """The words appear without leaving the page, and the form is ready for the next file."""
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"%PDF-1.7")
    upload(page, scan)
    page.get_by_role("alert").get_by_text("Berkas tidak dapat dibaca").wait_for()
    table = tmp_path / "warna.csv"
    table.write_bytes(b"warna;bentuk\nmerah;bulat\n")
    upload(page, table)
    page.get_by_role("alert").get_by_text("warna").wait_for()
    assert page.url.endswith(AT)
    assert narrow(page)


def test_a_broken_line_is_told_and_can_be_tried_again(
    page: Any, address: str, tmp_path: Path
) -> None:
    """Where the connection breaks the page says so and keeps the chosen file."""
    sent = tmp_path / "instrumen.xlsx"
    sent.write_bytes(instrument())
    page.route(f"**{AT}/2024-Q3", lambda route: route.abort())
    upload(page, sent)
    page.get_by_text("Sambungan terputus").wait_for()
    page.unroute(f"**{AT}/2024-Q3")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name="Periksa sebelum dikirim").wait_for()
