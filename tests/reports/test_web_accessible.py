"""The pages for screens before axe, the usual checker of accessibility, in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.reports.forms import page_of
from monev.reports.kinds import KINDS
from monev.workspace import Workspace
from tests.reports.every_paper import LANGUAGES, SOURCES, Worlds, every_paper, worlds_in
from tests.reports.test_web_browser import CHROMIUM, FLAGS

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"),
        reason="no Chromium on this machine; install the package chromium",
    ),
]
PAGES = [
    pytest.param(kind, source, language, id=f"{kind.value}-{source}-{language}")
    for kind, about in KINDS.items()
    if DocumentForm.HTML in about.forms
    for source in SOURCES
    for language in LANGUAGES
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """A published and a simulated Banten."""
    return worlds_in(Path(tmp_path_factory.mktemp("worlds")))


def violations(browser: Any, html: str) -> list[tuple[str, list[str]]]:
    """Return the rules that axe finds broken on a telephone, with what breaks them."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.route("**/*", lambda route: route.abort())
    page.set_content(html)
    found = axe.Axe().run(page).response["violations"]
    page.close()
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("kind", "source", "language"), PAGES)
def test_axe_finds_nothing(
    browser: Any,
    kind: DocumentKind,
    source: str,
    language: Language,
    example: Workspace,
    worlds: Worlds,
) -> None:
    """No page of any kind, source or language breaks a rule."""
    paper = every_paper(kind, source, language, example, worlds)
    assert violations(browser, page_of(paper, "web")) == []


def test_what_axe_would_find_is_found(browser: Any) -> None:
    """A picture without words and a page without a language are told: the checker does look."""
    html = "<!doctype html><html><title>x</title><main><h1>x</h1><img src=x></main></html>"
    assert {rule for rule, _ in violations(browser, html)} >= {"image-alt", "html-has-lang"}
