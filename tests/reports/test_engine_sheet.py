"""What the layout engine styles by itself: less is styled, the same is laid out."""

from collections.abc import Iterator

import pytest
from weasyprint import CSS, HTML
from weasyprint.html import UA

from models import DocumentForm, DocumentKind
from monev.reports.forms import make
from monev.reports.pdf import render
from monev.reports.pdf.engine_sheet import lean_sheet
from monev.workspace import Workspace
from tests.reports.every_paper import Worlds, every_paper, worlds_in


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """What recaps are made of."""
    yield worlds_in(tmp_path_factory.mktemp("worlds"))


def test_notes_and_markers_of_what_is_no_item_are_gone() -> None:
    """The sheet of the engine in use has them, ours has not, and nothing else differs."""
    left = lean_sheet(UA).splitlines()
    gone = [line for line in UA.splitlines() if line not in left]
    assert all(line.startswith(("::footnote-", "::note-", "::marker")) for line in gone)
    assert len(gone) == 6
    assert [line for line in left if line not in UA.splitlines()] == [
        next(line for line in gone if line.startswith("::marker")).replace("::", "li::", 1)
    ]


def test_a_sheet_written_otherwise_stays() -> None:
    """Where the engine words its sheet anew, pages take longer and are the same."""
    assert lean_sheet("p { color: red }\n") == "p { color: red }\n"


def test_the_engine_takes_our_sheet_for_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine stops asking for it, this says so: then nothing is left out any more."""
    page = "<!doctype html><html lang=id><title>x</title><body><p>x</p><p>y</p></body></html>"
    shown = render.pdf_of(page).content
    hiding = CSS(string=f"{lean_sheet(UA)} p {{ display: none }}")
    monkeypatch.setattr(render, "_engine_sheet", lambda: hiding)
    assert render.pdf_of(page).content != shown


@pytest.mark.parametrize("kind", DocumentKind, ids=lambda kind: kind.value)
def test_every_document_is_the_same_with_the_whole_sheet(
    kind: DocumentKind, example: Workspace, worlds: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, for a document of every kind: lists with markers among them."""
    paper = every_paper(kind, "published", "id", example, worlds)
    lean = make(paper, DocumentForm.PDF).content
    monkeypatch.setattr(render, "Page", HTML)
    assert make(paper, DocumentForm.PDF).content == lean
