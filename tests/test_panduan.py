"""The Indonesian guides speak of the portal as it is: its words, its pictures, and nothing else."""

import re
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules

import pytest

from monev.portal import pages
from monev.portal.show import TEMPLATES

ROOT = Path(__file__).resolve().parent.parent
GUIDES = sorted((ROOT / "docs" / "panduan").glob("*.md"))
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 700_000
SPOKEN = re.compile(r'\b_\("((?:[^"\\]|\\.)*)"')
BOLD = re.compile(r"\*\*(.+?)\*\*")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#]*)(?:#([^)]+))?\)")


def portal_words() -> list[re.Pattern[str]]:
    """Return every Indonesian text of the portal; what is filled in matches one word."""
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    found = set(chain.from_iterable(SPOKEN.findall(text) for text in sources))
    for module in iter_modules(pages.__path__, f"{pages.__name__}."):
        found |= {one.label["id"] for one in getattr(import_module(module.name), "MENU", [])}
    return [re.compile(re.sub(r"%\\?\(\w+\\?\)s", r"\\S+", re.escape(one))) for one in found]


def anchors(guide: Path) -> set[str]:
    """Return the anchors of a guide's headings, as GitHub makes them."""
    titles = HEADING.findall(guide.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in titles}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_is_bold_stands_on_a_page(guide: Path) -> None:
    """A button, link or heading that a guide names is a text of a template or of the menu."""
    words = portal_words()
    named = set(BOLD.findall(" ".join(guide.read_text(encoding="utf-8").split())))
    unknown = sorted(one for one in named if not any(word.fullmatch(one) for word in words))
    assert not unknown, f"{guide.name} names what no page of the portal says: {unknown}"


def test_pictures_are_those_that_the_guides_show() -> None:
    """Every picture shown exists, every picture kept is shown, and all are small together."""
    shown = {
        (guide.parent / address).resolve()
        for guide in GUIDES
        for _, address in PICTURE.findall(guide.read_text(encoding="utf-8"))
    }
    kept = set(PICTURES.glob("panduan-*.png"))
    assert shown == kept
    assert sum(one.stat().st_size for one in kept) < MOST_BYTES


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_pictures_say_that_they_are_an_example(guide: Path) -> None:
    """Under each picture stands that its data are an example, and in it what it shows."""
    lines = [one.strip() for one in guide.read_text(encoding="utf-8").splitlines() if one.strip()]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        for alternative, _ in PICTURE.findall(line):
            assert alternative
            assert below.startswith("*Data pada gambar adalah contoh"), line


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_links_lead_somewhere(guide: Path) -> None:
    """A link of a guide leads to a file, and to a heading of it where it names one."""
    for address, anchor in LINK.findall(guide.read_text(encoding="utf-8")):
        target = (guide.parent / address).resolve() if address else guide
        assert target.is_file(), address
        assert not anchor or anchor in anchors(target), anchor
