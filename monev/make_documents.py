"""Documents made from a filed evaluation, put away, and never made twice.

One straight line per document: dossier -> paper -> bytes -> archive -> row. Which documents a
regular run files is settled here; what stands in them is for reports.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models import Document, DocumentForm, DocumentKind, Evaluation
from monev.dossier import Dossier
from monev.edition import keep_edition
from monev.open_dossier import dossier_of
from monev.printing import Language
from monev.reports import archive
from monev.reports.design import design_sha256
from monev.reports.forms import layout_of, make
from monev.reports.kinds import KINDS
from monev.reports.paper import Paper
from monev.reports.pdf.layout import Made
from monev.reports.region.paper import region_paper
from monev.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """One form of one document in one language."""

    kind: DocumentKind
    form: DocumentForm = DocumentForm.PDF
    language: Language = "id"


REGULAR = tuple(
    Wanted(kind, form)
    for kind in (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
    for form in KINDS[kind].forms
)
"""What every evaluation of a region files by itself; other kinds and English are asked for."""


def begin_region_documents(
    workspace: Workspace, dossier: Dossier, wanted: Iterable[Wanted] = REGULAR
) -> Callable[[], list[Document]]:
    """Begin with documents about one region; what is returned waits for them.

    It puts their files away and returns their rows, which are still to be filed. Without a press
    everything is made before this returns.
    """
    papers: dict[tuple[DocumentKind, Language], Paper] = {}
    begun = []
    for one in wanted:
        key = (one.kind, one.language)
        if key not in papers:
            papers[key] = region_paper(one.kind, dossier, one.language, workspace.issuer)
        begun.append((papers[key], one.form, _begin(workspace, papers[key], one.form)))
    return lambda: [
        _put_away(workspace, paper, form, finish(), dossier.evaluation_id)
        for paper, form, finish in begun
    ]


def _begin(workspace: Workspace, paper: Paper, form: DocumentForm) -> Callable[[], Made]:
    """Hand a PDF to the press where there is one; make anything else at once."""
    if form is DocumentForm.PDF and workspace.press is not None:
        return workspace.press.begin(layout_of(paper))
    made = make(paper, form)
    return lambda: made


def region_document(workspace: Workspace, evaluation: Evaluation, wanted: Wanted) -> Document:
    """Return a document of a filed evaluation, made and filed now if it was not yet.

    Raises UsageError for a revision that is older than documents of several kinds.
    """
    number = evaluation.evaluation_id or 0
    filed = workspace.store.document_of(number, wanted.kind, wanted.language, wanted.form)
    if filed is not None:
        return filed
    (document,) = begin_region_documents(workspace, dossier_of(workspace, evaluation), [wanted])()
    workspace.store.file_documents([document])
    return document


def filed_once(
    workspace: Workspace,
    paper_of: Callable[[int], Paper],
    forms: Sequence[DocumentForm],
    evaluation_id: int | None = None,
) -> list[Document]:
    """Return a document in these forms, made and filed where it was not yet.

    Its revisions are its own: the same figures in the same design keep their revision, whatever
    language or form is asked for, and anything else is the next one. `paper_of` fills it in for a
    revision; what it is made of must not depend on the language.
    """
    first = paper_of(1)
    with workspace.store.alone(f"{first.kind} {first.scope} {first.period}"):
        return _filed_once(workspace, first, paper_of, forms, evaluation_id)


def _filed_once(
    workspace: Workspace,
    first: Paper,
    paper_of: Callable[[int], Paper],
    forms: Sequence[DocumentForm],
    evaluation_id: int | None,
) -> list[Document]:
    newest = workspace.store.newest_documents(first.kind, first.scope, first.period)
    revision = newest[0].revision if newest else 0
    wanted = (first.inputs_sha256, design_sha256(workspace.issuer))
    if {(one.inputs_sha256, one.design_sha256) for one in newest} != {wanted}:
        revision, newest = revision + 1, []
    found = {one.form: one for one in newest if one.language == first.language}
    if lacking := [form for form in forms if form not in found]:
        paper = paper_of(revision)
        made = [
            _put_away(workspace, paper, form, make(paper, form), evaluation_id) for form in lacking
        ]
        workspace.store.file_documents(made)
        found.update({one.form: one for one in made})
    return [found[form] for form in forms]


def _put_away(
    workspace: Workspace,
    paper: Paper,
    form: DocumentForm,
    made: Made,
    evaluation_id: int | None,
) -> Document:
    """Write the file of one form of a paper, and return its row."""
    path = archive.path_of(
        paper.kind, paper.scope, paper.period, paper.revision, paper.language, form
    )
    return Document(
        kind=paper.kind,
        form=form,
        language=paper.language,
        scope=paper.scope,
        period=paper.period,
        revision=paper.revision,
        number=paper.number,
        evaluation_id=evaluation_id,
        inputs_sha256=paper.inputs_sha256,
        design_sha256=design_sha256(paper.issuer),
        edition_sha256=keep_edition(workspace),
        path=str(archive.file_away(workspace.store.depot, path, made.content)),
        sha256=hashlib.sha256(made.content).hexdigest(),
        size_bytes=len(made.content),
        pages=made.pages,
        filed_at=workspace.now(),
    )
