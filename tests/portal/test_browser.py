"""The two journeys that matter, in a real browser at phone width."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from monev.portal.app import create_app
from monev.workspace import Workspace
from tests.loopback import free_port
from tests.portal.conftest import PASSWORD, QUARTER
from tests.portal.coordinating import copied

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"),
        reason="no Chromium on this machine; install the package chromium",
    ),
]


@contextmanager
def serving(workspace: Workspace, port: int) -> Iterator[str]:
    """Serve the portal on a port of loopback while the block lasts."""
    config = uvicorn.Config(create_app(workspace), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def workspace(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the common workspace: a coordinator has a region run again in it."""
    return copied(workspace, tmp_path_factory.mktemp("browser") / "own")


@pytest.fixture(scope="module")
def address(workspace: Workspace) -> Iterator[str]:
    """The portal on a free loopback port."""
    with serving(workspace, free_port()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Headless Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def enter(browser: object, address: str, name: str) -> object:
    """Sign in as a person would and return the page."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, accept_downloads=True)  # type: ignore[attr-defined]
    page.goto(f"{address}/")
    page.get_by_label("Nama akun").fill(name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    return page


def test_an_office_downloads_its_pdf(browser: object, address: str, workspace: Workspace) -> None:
    """Ani signs in, presses one button, and holds the filed bytes; nothing scrolls sideways."""
    page = enter(browser, address, "ani")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").last.click()
    store = workspace.store
    first = next(one for one in store.evaluations_of("36.72") if one.revision == 1)
    report = store.report_of(first.evaluation_id or 0)
    assert report is not None
    assert Path(download.value.path()).read_bytes() == (store.root / report.path).read_bytes()


def test_a_coordinator_reruns_a_region_and_sees_it_happen(
    browser: object, address: str, workspace: Workspace
) -> None:
    """Citra finds the region, gives a reason, and the page renews itself until it is done."""
    before = workspace.store.current_evaluation("36.72", str(QUARTER))
    assert before is not None
    page = enter(browser, address, "citra")
    page.get_by_label("Cari kode atau nama").fill("cilegon")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("link", name="Kota Cilegon", exact=True).click()
    page.get_by_role("link", name="Hitung ulang").click()
    page.get_by_label("Alasan (dicetak pada laporan)").fill("diminta kantor daerah")
    page.get_by_role("button", name="Hitung ulang").click()
    page.get_by_text(f"selesai, revisi {before.revision + 1}").wait_for(timeout=30_000)
