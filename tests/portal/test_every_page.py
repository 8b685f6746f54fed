"""Every page of the access table in a real browser: axe, width of a phone, weight, both languages.

A page that is added comes here by its row in the table; nothing else has to be told of it.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from monev.workspace import Workspace
from tests.loopback import free_port
from tests.portal.access_table import TABLE, WHO
from tests.portal.conftest import PASSWORD
from tests.portal.test_browser import CHROMIUM, browser, pytestmark, serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

__all__ = ["CHROMIUM", "browser", "pytestmark"]

MOST_BYTES = 150_000
OTHER_FORMS = (".pdf", ".xlsx", ".json", ".txt", ".zip", ".css", "/sehat")
PHONE, DESK = 360, 1200


def pages() -> list[tuple[str, str]]:
    """The address and the reader of each page: the first of the cast who may see it."""
    found = []
    for route, entry in TABLE.items():
        method, template = route.split(" ")
        if method != "GET" or template.startswith(("/api/", "/data/", "/static")):
            continue
        for row in entry if isinstance(entry, list) else [entry]:
            readers = [name for name in WHO if row.expected[name] == 200]
            if readers and not row.address.split("?")[0].endswith(OTHER_FORMS):
                found.append((row.address, readers[0]))
    return found


@pytest.fixture(scope="module")
def address(workspace: Workspace) -> Iterator[str]:
    """The portal of the common workspace."""
    with serving(workspace, free_port()) as found:
        yield found


@pytest.fixture(scope="module")
def desks(browser: Any, address: str) -> Iterator[dict[str, Any]]:
    """One page of a browser per person, signed in."""
    found = {}
    for name in WHO:
        context = browser.new_context(viewport={"width": PHONE, "height": 740}, base_url=address)
        found[name] = context.new_page()
        if name != "visitor":
            found[name].goto("/masuk")
            found[name].get_by_label("Nama akun").fill(name)
            found[name].get_by_label("Kata sandi").fill(PASSWORD)
            found[name].get_by_role("button", name="Masuk").click()
            found[name].wait_for_url("**/*")
    yield found
    for page in found.values():
        page.context.close()


def faults(page: Any) -> list[str]:
    """Return what axe finds broken, and whether the page scrolls sideways."""
    said = [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in axe.Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*said, f"{wide} px too wide"] if wide > 0 else said


@pytest.mark.parametrize(("path", "name"), pages())
def test_a_page_is_accessible_narrow_and_light(desks: dict[str, Any], path: str, name: str) -> None:
    """On a phone in either language and at a desk nothing is broken; all it loads is light."""
    page = desks[name]
    loaded: list[int] = []

    def weigh(response: Any) -> None:
        loaded.append(int(response.headers.get("content-length", 0)))

    page.on("response", weigh)
    page.set_viewport_size({"width": PHONE, "height": 740})
    answer = page.goto(path)
    assert answer.status == 200
    page.wait_for_load_state("networkidle")
    assert 0 < sum(loaded) < MOST_BYTES
    page.remove_listener("response", weigh)
    assert faults(page) == []
    page.set_viewport_size({"width": DESK, "height": 900})
    assert faults(page) == []
    page.get_by_role("button", name="English").click()
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert faults(page) == []
    page.get_by_role("button", name="Bahasa Indonesia").click()


def test_every_kind_of_page_is_here() -> None:
    """The list is made from the table: it would be empty if the table changed its shape."""
    seen = {path.split("?")[0] for path, _ in pages()}
    assert {"/masuk", "/daerah/36.72", "/koordinator/provinsi/36", "/periksa"} <= seen
