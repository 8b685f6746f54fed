"""A filed document about one region -> the paper it was made of, as far as its inputs are kept.

Reports and fact sheets rest on their evaluation alone. Minutes and covering letters rest also on
words that people filled in, which are not kept: one that was handed out to be filled in by hand
is recognised by its hash and comes again, any other does not.
"""

from collections.abc import Sequence

from models import Document, DocumentForm, DocumentKind
from monev.dossier import Dossier
from monev.errors import ArchiveError
from monev.printing import Language
from monev.remade import FILLED_IN, SIGNATURE
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS
from monev.reports.paper import Paper
from monev.reports.region.paper import region_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import Enclosure, LetterFields, MinutesFields
from monev.reports.words.speech import Speech

OF_EVALUATION = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
"""What is made of an evaluation alone."""


def paper_again(
    document: Document, dossier: Dossier, issuer: Issuer, filed: Sequence[Document]
) -> Paper | str:
    """Return the paper of a document, or why it cannot be filled in again.

    `filed` are all documents of the evaluation: a letter prints how many pages it encloses.
    """
    language: Language = "en" if document.language == "en" else "id"
    if document.form is DocumentForm.SIGNED:
        return SIGNATURE
    if document.kind in OF_EVALUATION:
        return region_paper(document.kind, dossier, language, issuer)
    if document.kind is DocumentKind.MINUTES:
        paper = minutes_paper(dossier, language, issuer, MinutesFields(), document.revision)
    else:
        enclosed = _enclosed(document, language, filed)
        paper = cover_letter_paper(
            dossier, language, issuer, LetterFields(), document.revision, enclosed
        )
    return paper if paper.inputs_sha256 == document.inputs_sha256 else FILLED_IN


def _enclosed(
    letter: Document, language: Language, filed: Sequence[Document]
) -> Sequence[Enclosure]:
    found = []
    for kind in OF_EVALUATION:
        wanted = (kind, language, DocumentForm.PDF)
        one = next((one for one in filed if (one.kind, one.language, one.form) == wanted), None)
        if one is None:
            raise ArchiveError(f"{letter.number} encloses a {kind.value} that is not in the books")
        title = Speech(language).of(KINDS[kind].title)
        found.append(Enclosure(title=title, number=one.number, pages=one.pages))
    return found
