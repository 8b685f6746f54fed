"""The portal without a mouse: what has the focus is seen, and Tab and Enter lead everywhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monev.workspace import Workspace
from tests.loopback import free_port
from tests.portal.conftest import PASSWORD
from tests.portal.test_browser import CHROMIUM, browser, pytestmark, serving

__all__ = ["CHROMIUM", "browser", "pytestmark"]

MOST_STOPS = 60
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return [one.innerText || one.value || one.name || "", style.outlineStyle, one.tagName];
}"""


@pytest.fixture
def page(browser: Any, workspace: Workspace) -> Iterator[Any]:
    """A browser at the sign-in page."""
    with serving(workspace, free_port()) as address:
        context = browser.new_context(base_url=address, accept_downloads=True)
        found = context.new_page()
        found.goto("/")
        yield found
        context.close()


def tab_to(page: Any, text: str) -> None:
    """Press Tab until something with this text has the focus; each stop must be seen."""
    met = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        words, outline, tag = page.evaluate(FOCUSED)
        met.append(words)
        assert outline != "none", f"{tag} {words!r} has the focus and does not show it"
        if words.strip().startswith(text):
            return
    raise AssertionError(f"{text!r} is not reached by Tab; met {met}")


def sign_in(page: Any, name: str) -> None:
    """The name field has the focus when the page opens."""
    page.locator("#nama:focus").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keluar").wait_for()


def test_an_office_signs_in_and_downloads_by_keys_alone(page: Any) -> None:
    """From the sign-in page to the PDF with Tab and Enter."""
    sign_in(page, "ani")
    tab_to(page, "Unduh PDF")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_the_first_stop_skips_the_menu(page: Any) -> None:
    """One key leads past what stands on every page."""
    sign_in(page, "citra")
    tab_to(page, "Langsung ke isi")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_coordinator_finds_a_region_by_keys_alone(page: Any) -> None:
    """Search, list and region page; the form is sent by Enter."""
    sign_in(page, "citra")
    page.get_by_label("Cari kode atau nama").focus()
    page.keyboard.type("cilegon")
    page.keyboard.press("Enter")
    page.wait_for_url("**cari=cilegon**")
    tab_to(page, "Kota Cilegon")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kota Cilegon", level=1).wait_for()
