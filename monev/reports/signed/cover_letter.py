"""What a covering letter prints: to whom, the result in short, what goes with it, and who signs.

The result is that of an evaluation, the rest what the office filled in; sentences are the
template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models import DocumentKind
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.kinds import KINDS, document_number
from monev.reports.paper import Paper
from monev.reports.region.view import RegionView
from monev.reports.signed.evidence_wanted import evidence_wanted
from monev.reports.signed.paper import filled_paper
from monev.reports.signed.signing import Enclosure, LetterFields
from monev.reports.words.in_words import counted

DUTY_ORDER = ("terpenuhi", "sebagian", "belum", "data_belum_tersedia")
DOTTED_COPIES = 2
"""Empty lines that are left for the copies where none were filled in."""


@dataclass(frozen=True)
class LetterView(RegionView):
    """One covering letter."""

    fields: LetterFields = field(default_factory=LetterFields)
    enclosures: Sequence[Enclosure] = ()
    issuer_place: str = ""

    @property
    def place(self) -> str:
        """Where it is written: as filled in, else the office's own place; empty where neither."""
        return self.fields.place or self.issuer_place

    @property
    def enclosed(self) -> str:
        """How many papers go with it: `2 (dua)`."""
        return counted(len(self.enclosures), self.language)

    @property
    def copies(self) -> Sequence[str]:
        """Who gets a copy; empty lines where nobody was filled in."""
        return self.fields.copies or [""] * DOTTED_COPIES

    @property
    def duty_counts(self) -> list[tuple[str, int]]:
        """How many duties that apply there are of each status that occurs."""
        found = [one.status for one in self.card.duties]
        return [(name, found.count(name)) for name in DUTY_ORDER if name in found]

    @property
    def duties_laid(self) -> int:
        """How many duties apply."""
        return sum(count for _, count in self.duty_counts)

    @property
    def lacking(self) -> int:
        """How many documents are still to be handed in."""
        return len(evidence_wanted(self.card, self.prospect))


def cover_letter_paper(
    dossier: Dossier,
    language: Language,
    issuer: Issuer,
    fields: LetterFields,
    revision: int = 1,
    enclosures: Sequence[Enclosure] = (),
) -> Paper:
    """Return the letter with which an evaluation is sent to the head of its region.

    `enclosures` are the papers filed about the region, with their pages; those of `fields` take
    their place. Without either, the report and the fact sheet are named by their numbers.
    """
    enclosed = fields.enclosures or enclosures or _usual(dossier, language)
    view = LetterView(dossier, language, fields, tuple(enclosed), issuer.place)
    return filled_paper(DocumentKind.COVER_LETTER, view, issuer, [fields], revision, fields.date)


def _usual(dossier: Dossier, language: Language) -> list[Enclosure]:
    return [
        Enclosure(
            title=KINDS[kind].title.en if language == "en" else KINDS[kind].title.id,
            number=document_number(
                kind, dossier.region.code, str(dossier.quarter), dossier.revision, language
            ),
        )
        for kind in (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
    ]
