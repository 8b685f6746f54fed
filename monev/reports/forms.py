"""A paper made in one form: conforming PDF, its HTML twin, or a workbook of its figures."""

from typing import Any

from models import DocumentForm
from monev.reports.numbering import Numbering
from monev.reports.paper import Paper
from monev.reports.pdf.imprint import Imprint
from monev.reports.pdf.layout import Layout, Made, made
from monev.reports.templating import Medium, environment, html_of

AUTHOR = "Monev Inpres 2/2021"


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
