"""Takes the pictures of the guides in `docs/panduan` anew, by walking through the portal.

    python -m tools.portal_pictures           half a minute; needs Chromium

The published example and a test instrument are shown, on 8 October 2024; offices hold a phone,
coordinators sit at a desk. Look at every picture that changes before it is committed.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from models import Account, Quarter, Role
from monev.approve import Hand, publish, review
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.portal.sign_in import hash_password
from monev.workspace import Workspace, packaged_example
from tests.loopback import free_port
from tests.portal.conftest import PASSWORD
from tests.portal.handing_in import NOW, opened
from tests.portal.test_browser import CHROMIUM, FLAGS, serving
from tests.workbooks import instrument

DOCS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
NAMED = "panduan-{name}.png"
CODE, PROVINCE, QUARTER = "36.72", "36", Quarter(2024, 3)
REGION, DESK = f"/daerah/{CODE}", f"/koordinator/provinsi/{PROVINCE}?triwulan={QUARTER}"
PHONE, SCREEN = 360, 1200
COLOURS, ROOM, HEIGHT = 64, 14, 800
MADE = rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
SECOND = "fitri"
"""Reviews revision 2: who accepted the objection may not."""


@dataclass(frozen=True)
class Walk:
    """The portal of one workspace, and the browser that walks through it."""

    place: Workspace
    address: str
    browser: Browser
    scratch: Path

    def sit_down(self, name: str, width: int) -> Page:
        """Open a browser of that width; sign in, unless the name is empty."""
        page = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT}, base_url=self.address, locale="id-ID"
        ).new_page()
        if name:
            page.goto("/masuk")
            page.get_by_label("Nama akun").fill(name)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            press(page, "Masuk")
            page.get_by_role("button", name="Keluar").wait_for()
        return page

    def approve(self, reviewer: str) -> None:
        """Have all drafts of the province reviewed and published."""
        review(self.place, QUARTER, PROVINCE, Hand(reviewer))
        publish(self.place, QUARTER, Hand("nani"), PROVINCE)


def press(page: Page, name: str) -> None:
    """Press the first button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def cut(page: Page, first: str, last: str, most: int = 900) -> Image.Image:
    """Return the page from one element to another, at most so many pixels high."""
    page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    start, end = page.locator(first).first.bounding_box(), page.locator(last).first.bounding_box()
    if start is None or end is None:
        raise LookupError(f"{page.url}: {first} or {last} is not shown")
    top = max(0.0, start["y"] - ROOM)
    height = min(end["y"] + end["height"] + ROOM - top, most)
    sheet = page.locator("main").bounding_box() or start
    area = {"x": sheet["x"], "y": top, "width": sheet["width"], "height": height}
    shot = page.screenshot(full_page=True, clip=area)  # type: ignore[arg-type]
    return Image.open(BytesIO(shot)).convert("RGB")


def timeless(workbook: bytes) -> bytes:
    """Return a workbook without the moment of its making, which would show in every hash."""
    kept = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(kept, "w") as new:
        for one in old.namelist():
            new.writestr(
                ZipInfo(one), re.sub(MADE, f"{NOW:%Y-%m-%dT%H:%M:%SZ}".encode(), old.read(one))
            )
    return kept.getvalue()


def walk_through(walk: Walk) -> Iterator[tuple[str, Image.Image]]:
    """Yield every picture with its name, in the order in which a quarter goes by."""
    ani, citra = walk.sit_down("ani", PHONE), walk.sit_down("citra", SCREEN)
    yield from _hand_in(walk, ani)
    evaluate_region(walk.place, CODE, QUARTER)
    yield from _approve(walk, citra)
    yield from _read(ani)
    yield from _contest(walk, ani, citra)
    walk.approve(SECOND)
    visitor = walk.sit_down("", PHONE)
    visitor.goto(f"/periksa?nomor=MONEV/{CODE}/{QUARTER}/R1")
    yield "periksa", cut(visitor, "main h1", ".verdict")


def _hand_in(walk: Walk, ani: Page) -> Iterator[tuple[str, Image.Image]]:
    book = walk.scratch / "instrumen.xlsx"
    for wrong in ("2.016.000.00", ""):
        changes = {("Anggaran", "G3"): wrong} if wrong else {}
        book.write_bytes(timeless(instrument(CODE, str(QUARTER), changes=changes)))
        ani.goto(f"{REGION}/kirim?triwulan={QUARTER}")
        ani.get_by_label("Berkas", exact=True).set_input_files(book)
        press(ani, "Unggah dan periksa")
        ani.get_by_role("heading", name="Periksa sebelum dikirim").wait_for()
        if wrong:
            yield "temuan", cut(ani, "main p.meta", "main p.after + p.meta")
    yield "terbaca", cut(ani, "main h2", "table.readings tr:nth-child(5)")
    press(ani, "Benar, kirim")
    ani.get_by_text("Kiriman sudah diterima").wait_for()
    yield "tanda-terima", cut(ani, "main p.meta", "main > p:last-of-type", 1000)


def _approve(walk: Walk, citra: Page) -> Iterator[tuple[str, Image.Image]]:
    citra.goto(DESK)
    yield "meja", cut(citra, "main h1", "table", 1000)
    citra.get_by_role("link", name="Tinjau", exact=True).click()
    yield "tinjau", cut(citra, "main h1", ".actions")
    citra.goto(f"/koordinator/pengingat?triwulan={QUARTER}")
    yield "pengingat", cut(citra, "main h1", "section.letter", 1200)
    walk.approve("citra")


def _read(ani: Page) -> Iterator[tuple[str, Image.Image]]:
    ani.goto("/")
    yield "daerah", cut(ani, "main h1", "main article")
    ani.goto(f"{REGION}/nilai/{QUARTER}/r1")
    yield "nilai", cut(ani, "main h1", "main table tr:nth-child(2)", 1200)
    ani.goto(f"{REGION}/nilai/{QUARTER}/r1/B3")
    yield "sel", cut(ani, "main h1", "section.source", 1500)


def _contest(walk: Walk, ani: Page, citra: Page) -> Iterator[tuple[str, Image.Image]]:
    ani.goto(f"{REGION}/keberatan?triwulan={QUARTER}")
    row = ani.get_by_role("row").filter(has_text="Anggaran sel G3").first
    row.get_by_role("link", name="Ajukan keberatan").click()
    ani.get_by_label("Nilai menurut Anda").fill("2.116.000.000")
    ani.get_by_label("Alasan", exact=True).fill("DPA perubahan memuat angka yang lebih tinggi")
    yield "keberatan", cut(ani, "main p.meta", "form.box")
    press(ani, "Periksa")
    document = walk.scratch / "dpa-perubahan.pdf"
    document.write_bytes(b"%PDF-1.7\nDPA perubahan\n%%EOF\n")
    ani.get_by_label("Dokumen yang membuktikan").set_input_files(document)
    ani.get_by_label("Dokumen ini tidak memuat NIK").check()
    press(ani, "Kirim keberatan")
    ani.get_by_role("heading", name="Keberatan 1").wait_for()
    citra.goto("/koordinator/keberatan/1")
    citra.get_by_label("Tempat nilai itu pada dokumen").fill("halaman 1")
    citra.get_by_label("Alasan menerima").fill("DPA perubahan sudah terbit")
    yield "putusan", cut(citra, "main p.meta", "form.box", 1400)
    press(citra, "Terima dan hitung ulang")
    citra.get_by_text("Menjadi revisi 2").wait_for(timeout=60_000)


def example(root: Path) -> Workspace:
    """Return the published example with the cast, one region of the province evaluated."""
    place = opened(root)
    kept = hash_password(PASSWORD)
    place.store.add_account(
        Account(
            name=SECOND,
            role=Role.COORDINATOR,
            region_code=PROVINCE,
            password_hash=kept,
            created_at=NOW,
        )
    )
    collect_folder(place, packaged_example())
    evaluate_region(place, "36.03", QUARTER)
    return replace(place, now=lambda: NOW)


@contextmanager
def walking(scratch: Path) -> Iterator[Walk]:
    """Serve the example on a free port and open a browser while the block lasts."""
    place = example(scratch / "w")
    with serving(place, free_port()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Walk(place, address, browser, scratch)
        browser.close()


def main() -> None:
    """Write every picture, remove those that are no longer taken, and name them all."""
    wanted: set[str] = set()
    with TemporaryDirectory() as name, walking(Path(name)) as walk:
        for label, picture in walk_through(walk):
            path = DOCS / NAMED.format(name=label)
            wanted.add(path.name)
            palette = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            palette.save(path, "PNG", optimize=True)
            sys.stdout.write(f"{path.name} {path.stat().st_size}\n")
    for path in DOCS.glob(NAMED.format(name="*")):
        if path.name not in wanted:
            path.unlink()
            sys.stdout.write(f"{path.name} removed\n")


if __name__ == "__main__":
    main()
