"""Papers that an office fills in and signs by hand: minutes of a visit, a covering letter.

The same fields over the same evaluation give the same filed paper; anything else is the next one.
"""

from collections.abc import Sequence
from pathlib import Path

from models import Document, DocumentForm, DocumentKind, Evaluation
from monev.make_documents import Wanted, filed_once, region_document
from monev.open_dossier import dossier_of
from monev.printing import Language
from monev.reports.kinds import KINDS
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import Enclosure, LetterFields, MinutesFields, read_fields
from monev.reports.words.speech import Speech
from monev.workspace import Workspace

ENCLOSED = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)


def minutes_of(
    workspace: Workspace, evaluation: Evaluation, language: Language, filled: Path | None
) -> Document:
    """Return the minutes of a visit as PDF; what `filled` does not state is left to be written.

    Raises CatalogueError for a field that is wrong, with its line.
    """
    fields = read_fields(filled, MinutesFields) if filled else MinutesFields()
    dossier = dossier_of(workspace, evaluation)
    (document,) = filed_once(
        workspace,
        lambda revision: minutes_paper(dossier, language, workspace.issuer, fields, revision),
        [DocumentForm.PDF],
        evaluation.evaluation_id,
    )
    return document


def cover_letter_of(
    workspace: Workspace, evaluation: Evaluation, language: Language, filled: Path | None
) -> Document:
    """Return the covering letter of an evaluation as PDF, with its filed papers enclosed.

    Raises CatalogueError for a field that is wrong, with its line.
    """
    fields = read_fields(filled, LetterFields) if filled else LetterFields()
    dossier = dossier_of(workspace, evaluation)
    enclosed = _enclosures(workspace, evaluation, language)
    (document,) = filed_once(
        workspace,
        lambda revision: cover_letter_paper(
            dossier, language, workspace.issuer, fields, revision, enclosed
        ),
        [DocumentForm.PDF],
        evaluation.evaluation_id,
    )
    return document


def _enclosures(
    workspace: Workspace, evaluation: Evaluation, language: Language
) -> Sequence[Enclosure]:
    """Return report and fact sheet in the language with their pages, made now where they were not.

    So the letter always encloses the same: what is filled in alone makes it another.
    """
    return [
        Enclosure(title=Speech(language).of(KINDS[kind].title), number=one.number, pages=one.pages)
        for kind in ENCLOSED
        for one in [region_document(workspace, evaluation, Wanted(kind, language=language))]
    ]
