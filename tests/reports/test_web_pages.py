"""The page for screens: valid, small, self-contained, and usable with eyes, ears or keys alone."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.reports.forms import make
from monev.reports.kinds import KINDS
from monev.reports.templating import TEMPLATES
from monev.workspace import Workspace
from tests.reports.regions import REGIONS, paper
from tests.reports.twin_text import parsed

LARGEST = 150_000
WIDE = 400
"""Width of a drawing from which the style sheet lets it scroll."""
LANGUAGES: tuple[Language, ...] = ("id", "en")
KIND_OF_PAGE = [
    kind
    for kind, about in KINDS.items()
    if about.about == "region" and DocumentForm.HTML in about.forms
]
PAGES = [
    (kind, name, language) for kind in KIND_OF_PAGE for name in REGIONS for language in LANGUAGES
]
every_page = pytest.mark.parametrize(("kind", "name", "language"), PAGES)
HEADING = re.compile(r"h([1-6])")
_pages: dict[tuple[DocumentKind, str, Language], str] = {}
SVG = "{http://www.w3.org/2000/svg}svg"


def page(kind: DocumentKind, name: str, language: Language, example: Workspace) -> str:
    """Return the page as it is filed; each is made once."""
    key = (kind, name, language)
    if key not in _pages:
        made = make(paper(name, language, example, kind), DocumentForm.HTML)
        _pages[key] = made.content.decode()
    return _pages[key]


def below(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names in order."""
    return (one for one in root.iter() if one.tag in names)


@every_page
def test_pages_are_valid_and_small(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """The parser finds no error, ids stand once, and a page loads on a slow line."""
    html = page(kind, name, language, example)
    root, errors = parsed(html)
    assert errors == []
    assert len(html.encode()) < LARGEST
    assert root.get("lang") == language
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert [each for each, count in ids.items() if count > 1] == []


@every_page
def test_pages_ask_for_nothing_outside(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """No script, no form, and no address that a browser would fetch; the page says so itself."""
    html = page(kind, name, language, example)
    root, _ = parsed(html)
    assert not list(below(root, "script", "iframe", "object", "form", "video", "audio"))
    assert not [key for one in root.iter() for key in one.attrib if key.startswith("on")]
    fetched = [
        str(one.get(key)) for one in below(root, "img", "link", "source") for key in ("src", "href")
    ]
    assert all(address == "None" or address.startswith("data:") for address in fetched)
    assert not re.search(r"@import|url\(", html)
    (policy,) = [one for one in below(root, "meta") if one.get("http-equiv")]
    assert str(policy.get("content")).startswith("default-src 'none'")


@every_page
def test_headings_lead_through_the_page(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """There is one h1, it comes first, and no level is skipped on the way down."""
    root, _ = parsed(page(kind, name, language, example))
    levels = [int(found[1]) for one in root.iter() if (found := HEADING.fullmatch(str(one.tag)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@every_page
def test_tables_and_drawings_have_names(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """Each table has a caption and heads with their scope; each drawing says what it shows."""
    root, _ = parsed(page(kind, name, language, example))
    for one in below(root, "table"):
        caption = one.find("caption")
        assert caption is not None
        assert "".join(caption.itertext()).strip()
        assert one.find("thead") is not None
    scopes = {one.get("scope") for one in below(root, "th")}
    assert scopes <= {"col", "row", "colgroup", "rowgroup"}
    for one in root.iter(SVG):
        assert one.get("role") == "img"
        assert (one.get("aria-label") or "").strip()
        assert one.get("viewBox")
    assert all(one.get("alt") for one in below(root, "img"))


@every_page
@pytest.mark.parametrize("region", ["scroll", "chart"])
def test_what_scrolls_is_reached_by_keys(
    region: str, kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """Tables and wide drawings scroll sideways: they take the focus and have names of their own."""
    root, _ = parsed(page(kind, name, language, example))
    scrolled = [one for one in below(root, "div") if one.get("class") == region and wide(one)]
    assert {one.get("tabindex") for one in scrolled} <= {"0"}
    assert {one.get("role") for one in scrolled} <= {"region"}
    names = [str(one.get("aria-label") or "").strip() for one in scrolled]
    assert all(names)
    assert len(set(names)) == len(names)


def wide(region: Element) -> bool:
    """Whether a region holds a table, or a drawing that is wider than a telephone."""
    drawings = [str(one.get("viewBox")).split() for one in region.iter(SVG)]
    return not drawings or any(float(width) >= WIDE for _, _, width, _ in drawings)


@every_page
def test_a_link_skips_to_the_content(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """The first link of a page leads to its main part."""
    root, _ = parsed(page(kind, name, language, example))
    (main,) = below(root, "main")
    assert next(below(root, "a")).get("href") == f"#{main.get('id')}"


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


STYLE = (TEMPLATES / "style" / "web.css").read_text(encoding="utf-8")
NAMED = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", STYLE))
ON_INK = {"#ffffff", "#dce6ee", "#c8d6e3"}
GROUNDS = {"#ffffff", "#f1f4f6", "#fbf3ee", "#fcf7ee"}
"""What texts stand on: the page, a group's row, and the two kinds of notice."""


def test_texts_can_be_read() -> None:
    """Every colour of a text has a contrast of 4.5 to all it may stand on (WCAG 2.2, 1.4.3)."""
    found = {NAMED.get(one, one) for one in re.findall(r"[{ ;]color: (?:var\(--)?([#\w]+)", STYLE)}
    assert len(found) >= 8
    for colour in found - ON_INK:
        assert min(contrast(colour, ground) for ground in GROUNDS) >= 4.5, colour
    for colour in found & ON_INK:
        assert contrast(colour, NAMED["ink"]) >= 4.5, colour
    assert contrast("#ffffff", NAMED["warn"]) >= 4.5
    (ring,) = re.findall(r":focus-visible { outline: 3px solid (#\w+)", STYLE)
    assert contrast(ring, "#ffffff") >= 3
