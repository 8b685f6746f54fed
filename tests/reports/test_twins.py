"""Paper and screen say the same: every word and every number, in the same order."""

from collections import Counter

import pytest

from models import DocumentForm, DocumentKind
from monev.printing import Language
from monev.reports.forms import make, page_of
from monev.reports.kinds import KINDS
from monev.workspace import Workspace
from tests.reports.regions import REGIONS, paper
from tests.reports.twin_text import letters, numbers, printed, read

LANGUAGES: tuple[Language, ...] = ("id", "en")
TWINS = [
    kind
    for kind, about in KINDS.items()
    if about.about == "region" and DocumentForm.HTML in about.forms
]
PAPERS = [(kind, name, language) for kind in TWINS for name in REGIONS for language in LANGUAGES]
PRINTED = [
    (kind, name, language)
    for kind, name, language in PAPERS
    if kind is DocumentKind.REGION_REPORT or name == "rich"
]
"""What is also laid out as PDF: every regional report, and one region of each other kind."""


@pytest.mark.parametrize(("kind", "name", "language"), PAPERS)
def test_screen_has_the_words_of_paper(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """The page for screens reads word for word as the one for paper, drawings included."""
    made = paper(name, language, example, kind)
    on_paper, on_screen = read(page_of(made, "print")), read(page_of(made, "web"))
    assert on_screen.words == on_paper.words
    assert on_screen.drawings == on_paper.drawings
    assert on_screen.alternatives == on_paper.alternatives
    assert len(on_screen.words) > 100


@pytest.mark.parametrize(("kind", "name", "language"), PRINTED)
def test_the_pdf_prints_what_the_screen_says(
    kind: DocumentKind, name: str, language: Language, example: Workspace
) -> None:
    """In the laid out PDF stands each block of the page, in order, and no number beside them.

    Only heads of tables may stand there more than once: they are repeated where a page ends.
    """
    made = paper(name, language, example, kind)
    screen, text = read(page_of(made, "web")), printed(make(made, DocumentForm.PDF).content)
    flow, at = letters(text), 0
    for block in map(letters, screen.blocks):
        found = flow.find(block, at)
        assert found >= 0, f"after {flow[max(0, at - 60) : at]!r} the PDF lacks {block!r}"
        at = found + len(block)
    told = numbers([*screen.blocks, *screen.drawings, *screen.markers])
    there = numbers([text])
    assert told - there == Counter()
    assert (there - told).keys() <= numbers(screen.heads).keys()


def test_a_number_that_differs_is_seen() -> None:
    """The comparison is no formality: one digit more, less or elsewhere makes two documents."""
    one = read("<main><h1>A</h1><p>1.500 dari <b>12</b></p><ol><li>satu</li></ol></main>")
    assert one.blocks == ["A", "1.500 dari 12", "satu"]
    assert one.markers == ["1."]
    for other in ("1.501 dari 12", "12 dari 1.500", "1.500"):
        assert read(f"<main><h1>A</h1><p>{other}</p></main>").words != one.words[:-1]
    assert numbers(["1.500 dari 12"]) == Counter({"1.500": 1, "12": 1})
