"""Hostile and broken files and requests at the upload page: plain words, nothing left behind."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from monev.portal.limits import Limits
from monev.take_upload import MOST_UPLOAD_BYTES
from monev.workspace import Workspace
from tests.portal.handing_in import (
    AT,
    UPLOAD,
    browser_of,
    left_behind,
    opened,
    text_of,
    token_of,
    uploaded,
)
from tests.sources import hostile
from tests.sources.hostile import CLIPPING, HEADINGS, far_cell, repacked, with_entity
from tests.workbooks import instrument

Make = Callable[[], bytes]
UNREADABLE: dict[str, Make] = {
    "empty": lambda: b"",
    "blank": lambda: b" \n\n" * 3_000,
    "html": lambda: b"\xef\xbb\xbf<!DOCTYPE html><html><script>alert(1)</script>",
    "xml": lambda: b'<?xml version="1.0"?><Workbook/>',
    "pdf": lambda: b"%PDF-1.7\n NIK 3672014506900001",
    "gzip": lambda: b"\x1f\x8b\x08",
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "password": hostile.encrypted_whole,
    "encrypted part": hostile.encrypted_part,
    "panic of the library": lambda: hostile.PANIC,
    "circle": lambda: hostile.CIRCLE,
    "nul": lambda: CLIPPING.encode() + b"\x00",
    "unknown headings": lambda: b"nama;jumlah\nCilegon;3\n",
    "formula for a heading": lambda: b"=cmd|'/C calc'!A0;jumlah\n1;2\n",
    "huge cell": lambda: HEADINGS.encode() + b"\n" + b"x" * 200_000,
    "cut off": lambda: instrument()[:-200],
    "cut short": lambda: instrument()[:300],
    "external entity": lambda: with_entity(b'<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "parameter entity": lambda: with_entity(b'<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;'),
    "billion laughs": hostile.billion_laughs,
    "doubled part": hostile.doubled_part,
    "part that leads out": lambda: repacked({"../../etc/cron.d/x": b"x"}),
    "part with an escape": lambda: repacked({"xl/a\x1b[2J": b"x"}),
    "macros": lambda: repacked({"xl/vbaProject.bin": b"x"}),
    "old macros": lambda: repacked({"xl/macrosheets/sheet1.xml": b"x"}),
    "bomb": lambda: repacked({"xl/media/a": b"0" * 2_000_000}),
    "lying directory": lambda: hostile.lying_directory(3_000_000, 1_000),
    "far cell": lambda: far_cell("ZZZ9999999", "9999999"),
    "no workbook": lambda: repacked({"xl/workbook.xml": b"<workbook"}),
    "deep json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "long number": lambda: b'{"a": ' + b"9" * 100_000 + b"}",
    "half json": lambda: b'[{"idData": "1", ',
}
NAMES = [
    "../../etc/passwd",
    "C:\\Windows\\a.xlsx",
    "a\r\nSet-Cookie: x=1.xlsx",
    "a\x00b.xlsx",
    "<script>alert(1)</script>.xlsx",
    "\u202excod.xlsx",
    "x" * 1_000 + ".xlsx",
    "3672014506900001 Siti.xlsx",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace in which nothing is ever handed in."""
    return opened(tmp_path_factory.mktemp("hostile") / "w")


@pytest.fixture(scope="module")
def browser(place: Workspace) -> TestClient:
    """The office of Cilegon, for this file."""
    return browser_of(place)


@pytest.fixture
def ani(place: Workspace, browser: TestClient) -> Iterator[TestClient]:
    """A patient portal, which after every test has taken in nothing."""
    browser.app.state.limits = Limits()  # type: ignore[attr-defined]
    shutil.rmtree(place.store.root / "uploads", ignore_errors=True)
    yield browser
    assert not place.store.receipts()
    assert not place.store.reading_findings()
    assert not (place.store.root / "evidence").exists()


def plain(answer: Response, *statuses: int) -> str:
    """The words of an answer that says what is wrong, without a trace of the machine's inside."""
    assert answer.status_code in statuses, answer.status_code
    said = text_of(answer)
    assert not [word for word in ("Traceback", "site-packages", "Error(", "/tmp") if word in said]
    return said


@pytest.mark.parametrize("kind", sorted(UNREADABLE))
def test_a_file_that_cannot_be_read_is_told_at_once(
    place: Workspace, ani: TestClient, kind: str
) -> None:
    """What was found and what is expected, in Indonesian; no byte of it is kept."""
    said = plain(uploaded(ani, UNREADABLE[kind](), "instrumen.xlsx"), 422)
    if kind not in ("empty",):
        assert "Berkas tidak dapat dibaca" in said
        assert "Seharusnya" in said
    assert left_behind(place) == []


def test_formulas_and_script_in_cells_are_only_shown(ani: TestClient) -> None:
    """A cell that is a formula or a script stands escaped on the page; nothing is evaluated."""
    bad = {("Anggaran", "C3"): "<script>alert(1)</script>", ("Target", "C2"): "=1+1"}
    page = ani.get(uploaded(ani, instrument(changes=bad)).headers["location"])
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("name", NAMES, ids=[repr(name)[:20] for name in NAMES])
def test_a_name_opens_nothing_and_is_shown_harmless(
    place: Workspace, ani: TestClient, name: str
) -> None:
    """Whatever it is called, it rests under its hash, and the page shows one clean line."""
    answer = uploaded(ani, instrument(), name)
    assert answer.status_code == 303
    page = ani.get(answer.headers["location"])
    assert page.status_code == 200
    assert not [bad for bad in ("<script", "\u202e", "\x00", "36720145069") if bad in page.text]
    assert "set-cookie: x" not in str(answer.headers).casefold()
    assert {len(path.name) for path in left_behind(place)} <= {36, 37}
    outside = place.store.root.parent
    assert [one.name for one in outside.iterdir()] == [place.store.root.name]


def test_too_large_by_its_word_and_by_its_bytes(place: Workspace, ani: TestClient) -> None:
    """Refused by Content-Length, and as it streams where that says less or nothing."""
    form = token_of(ani)
    head, tail = wrapped(form)
    body = head + b"0" * (MOST_UPLOAD_BYTES + 20_000) + tail
    kind = {"content-type": "multipart/form-data; boundary=b"}
    for headers in (kind, kind | {"content-length": "10"}, kind | {"content-length": "minus"}):
        assert "Berkas terlalu besar" in plain(ani.post(UPLOAD, content=body, headers=headers), 413)

    def pieces() -> Iterator[bytes]:
        yield head
        for _ in range(MOST_UPLOAD_BYTES // 1_000_000 + 2):
            yield b"0" * 1_000_000

    assert "terlalu besar" in plain(ani.post(UPLOAD, content=pieces(), headers=kind), 413)
    assert "terlalu besar" in plain(
        ani.post(UPLOAD, content=b"", headers=kind | {"content-length": str(10**12)}), 413
    )
    assert left_behind(place) == []


def test_two_files_and_no_file(ani: TestClient) -> None:
    """One file at a time, and one there must be."""
    form = {"form": token_of(ani)}
    two = [("berkas", ("a.xlsx", instrument())), ("berkas", ("b.xlsx", instrument()))]
    assert "lebih dari satu berkas" in plain(ani.post(UPLOAD, data=form, files=two), 422)
    other = {"lain": ("a.xlsx", instrument())}
    assert "Belum ada berkas" in plain(ani.post(UPLOAD, data=form, files=other), 422)
    assert "Belum ada berkas" in plain(ani.post(UPLOAD, data=form), 422)


def test_ten_thousand_fields_and_endless_headings(ani: TestClient) -> None:
    """Told as a broken upload before they fill anything."""
    kind = {"content-type": "multipart/form-data; boundary=b"}
    field = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
    long = b'--b\r\nContent-Disposition: form-data; name="' + b"a" * 3_000_000 + b'"\r\n\r\nx\r\n'
    for body in (field * 10_000, long + b"--b--\r\n", b"--b\r\nContent-Disp", b"no multipart"):
        plain(ani.post(UPLOAD, content=body, headers=kind), 403, 422)
    for strange in ("multipart/form-data", "multipart/form-data; boundary=" + "x" * 5_000):
        plain(ani.post(UPLOAD, content=field, headers={"content-type": strange}), 422)


def test_an_upload_that_breaks_off_is_not_read(place: Workspace, ani: TestClient) -> None:
    """A body that ends before its last boundary is no file, however whole its beginning looks."""
    head, _ = wrapped(token_of(ani))
    kind = {"content-type": "multipart/form-data; boundary=b"}
    before = deleted_files()
    answer = ani.post(UPLOAD, content=head + instrument(), headers=kind)
    plain(answer, 422)
    gc.collect()
    assert deleted_files() <= before
    assert left_behind(place) == []


def test_too_many_uploads_in_a_minute(ani: TestClient) -> None:
    """The account has to wait, and is told so."""
    answers = [uploaded(ani, b"x") for _ in range(31)]
    assert {one.status_code for one in answers[:-1]} == {422}
    assert answers[-1].status_code == 429


def test_the_page_after_it_all_is_as_before(ani: TestClient) -> None:
    """Nothing was handed in, and the next good file is read."""
    assert "Belum ada kiriman" in text_of(ani.get(AT))
    assert uploaded(ani, instrument()).status_code == 303


def wrapped(form: str) -> tuple[bytes, bytes]:
    """What stands before and after the bytes of a file in a multipart body."""
    token = f'--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n{form}\r\n'
    file = '--b\r\nContent-Disposition: form-data; name="berkas"; filename="a.xlsx"\r\n\r\n'
    return (token + file).encode(), b"\r\n--b--\r\n"


def deleted_files() -> int:
    """How many of this process's open files are deleted ones."""
    links = Path("/proc/self/fd")
    if not links.exists():
        return 0
    names = []
    for one in links.iterdir():
        try:
            names.append(str(one.readlink()))
        except FileNotFoundError:
            continue
    return sum("(deleted)" in name for name in names)
