"""The page for screens in a real browser: on a telephone, on a desk, by keyboard, and printed."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from monev.reports.forms import page_of
from monev.workspace import Workspace
from tests.reports.regions import REGIONS, paper

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SCROLLED = """new Promise(told => {
    const moved = () => document.activeElement.scrollLeft > 0;
    const until = performance.now() + 5000;
    const look = () => moved() || performance.now() > until
        ? told(moved()) : requestAnimationFrame(look);
    look();
})"""
"""Asked without evaluating a string in the page, which its security policy forbids."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"),
        reason="no Chromium on this machine; install the package chromium",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Any, name: str, example: Workspace, width: int) -> Any:
    """Return the page of a region in a window of this width; anything it fetches is an error."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.route("**/*", lambda route: route.abort())
    page.set_content(page_of(paper(name, "id", example), "web"))
    return page


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", REGIONS)
def test_nothing_hangs_over_the_edge(
    name: str, width: int, browser: Any, example: Workspace
) -> None:
    """The page never scrolls sideways; what is wider does so by itself, its caption in sight."""
    page = opened(browser, name, example, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """width => [...document.querySelectorAll('main *')].filter(one =>
            !one.closest('.scroll, .chart') && one.getBoundingClientRect().right > width + 1
        ).map(one => one.outerHTML.slice(0, 80))""",
        width,
    )
    assert outside == []
    page.evaluate("document.querySelectorAll('.scroll').forEach(one => one.scrollLeft = 900)")
    captions = page.evaluate(
        """[...document.querySelectorAll('.scroll caption')].map(one =>
            Math.round(one.getBoundingClientRect().left - one.closest('.scroll')
                .getBoundingClientRect().left))"""
    )
    assert captions
    assert set(captions) == {0}
    page.close()


def test_words_of_drawings_stay_legible(browser: Any, example: Workspace) -> None:
    """On a telephone a drawing scrolls rather than shrinks: its letters keep ten pixels."""
    page = opened(browser, "rich", example, 360)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.chart svg')].map(svg => {
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return Math.min(...[...svg.querySelectorAll('text')].map(one =>
                parseFloat(getComputedStyle(one).fontSize) * scale));
        })"""
    )
    assert sizes
    assert min(sizes) >= 10
    page.close()


def test_keys_lead_to_the_content_and_into_tables(browser: Any, example: Workspace) -> None:
    """The first key shows the skip link, it leads to the content, and a table scrolls by arrows."""
    page = opened(browser, "rich", example, 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth"):
            break
    look = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{look}.outlineStyle") == "solid"
    assert page.evaluate(f"parseFloat({look}.outlineWidth)") >= 2
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SCROLLED)
    page.close()


def test_a_printed_page_loses_nothing(browser: Any, example: Workspace) -> None:
    """Printed from the browser no table is cut off at the edge of the paper."""
    page = opened(browser, "rich", example, 1280)
    page.emulate_media(media="print")
    content = page.pdf(format="A4", prefer_css_page_size=True)
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    assert "Rencana tindak lanjut" in text
    page.set_viewport_size({"width": 680, "height": 900})
    wide = page.evaluate(
        "[...document.querySelectorAll('table')].filter(one => one.scrollWidth > 690).length"
    )
    assert wide == 0
    page.close()
