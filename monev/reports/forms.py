"""A paper made in one form: conforming PDF, its HTML twin, or a workbook of its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import DocumentForm
from monev.reports.numbering import Numbering
from monev.reports.paper import Paper
from monev.reports.pdf.conform import Attachment, Imprint, conforming
from monev.reports.templating import Medium, environment, html_of

AUTHOR = "Monev Inpres 2/2021"


@dataclass(frozen=True)
class Made:
    """The bytes of a document in one form; `pages` is 0 where a form has none."""

    content: bytes
    pages: int = 0


@dataclass(frozen=True)
class Layout:
    """A document filled in and ready to be laid out as a PDF, here or in another process."""

    page: str
    pictures: Mapping[str, bytes]
    imprint: Imprint
    attachments: Sequence[Attachment]


def make(paper: Paper, form: DocumentForm) -> Made:
    """Return the document in a form; the same paper gives the same bytes on every machine.

    A signed form is made from the filed PDF, not here. Raises RenderError where the layout engine
    complains, and KeyError for a form that is made elsewhere.
    """
    return {
        DocumentForm.PDF: _pdf,
        DocumentForm.HTML: _web,
        DocumentForm.XLSX: _workbook,
    }[form](paper)


def page_of(paper: Paper, medium: Medium) -> str:
    """Return a paper as HTML for paper or screen."""
    values: dict[str, Any] = {
        "v": paper.view,
        "d": paper,
        "n": Numbering(paper.language),
        "medium": medium,
    }
    return html_of(paper.template, paper.language, medium, values)


def layout_of(paper: Paper) -> Layout:
    """Return what a paper's PDF is laid out from."""
    page = page_of(paper, "print")
    return Layout(page, paper.issuer.pictures, _imprint(paper), paper.attachments)


def made(layout: Layout) -> Made:
    """Return the PDF of what is filled in; raises what `make` raises."""
    # The layout engine takes seconds to load; who reads figures only does not pay for it.
    from monev.reports.pdf.render import pdf_of

    laid_out = pdf_of(layout.page, layout.pictures)
    content = conforming(laid_out.content, layout.imprint, layout.attachments)
    return Made(content, laid_out.pages)


def _pdf(paper: Paper) -> Made:
    return made(layout_of(paper))


def _imprint(paper: Paper) -> Imprint:
    return Imprint(
        title=paper.title,
        language=paper.language,
        number=paper.number,
        revision=paper.revision,
        rubric_version=paper.rubric_version,
        inputs_sha256=paper.inputs_sha256,
        subject=paper.head[1],
        author=AUTHOR,
        created=paper.made_on,
    )


def _web(paper: Paper) -> Made:
    return Made(page_of(paper, "web").encode())


def _workbook(paper: Paper) -> Made:
    # Loaded when the first workbook is asked for: the PDF waits on another core meanwhile.
    from monev.reports.workbook import as_workbook

    return Made(as_workbook(paper.sheets, paper.made_on))


def warm_up() -> None:
    """Pay the first-use costs of a process: templates compiled, fonts and style sheets parsed."""
    from monev.reports.pdf import render

    environment("id").get_template("laporan/document.html")
    render.warm_up()
