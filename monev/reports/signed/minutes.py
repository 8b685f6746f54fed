"""What the minutes of a monitoring visit print: a result, what was agreed on it, and who signs.

The result is that of an evaluation, the rest what the office filled in; a sentence about either is
the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models import DocumentKind
from monev.dossier import Dossier
from monev.errors import UsageError
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.region.view import RegionView
from monev.reports.signed.evidence_wanted import WantedDocument, evidence_wanted
from monev.reports.signed.paper import filled_paper
from monev.reports.signed.signing import Agreement, MinutesFields, Party, Person
from monev.reports.words.in_words import day_in_words
from monev.scorecard import Action, Duty, IndicatorScore

DOTTED_ROWS = 3
"""Empty rows and lines that are left for writing by hand where nothing was filled in."""


@dataclass(frozen=True)
class AgreedAction:
    """A recommendation with what was agreed about it; null where that is to be written in."""

    action: Action
    agreement: Agreement | None


@dataclass(frozen=True)
class MinutesView(RegionView):
    """The minutes of one visit."""

    fields: MinutesFields = field(default_factory=MinutesFields)

    @property
    def day_in_words(self) -> str:
        """The day of the visit written out; empty where it is not filled in."""
        return "" if self.fields.date is None else day_in_words(self.fields.date, self.language)

    def people(self, party: Party) -> Sequence[Person]:
        """Return who took part; empty rows where nobody was filled in."""
        return party.people or [Person()] * DOTTED_ROWS

    @property
    def agenda(self) -> Sequence[str]:
        """The points of the agenda; empty lines where none were filled in."""
        return self.fields.agenda or [""] * DOTTED_ROWS

    @property
    def points(self) -> Sequence[str]:
        """What else was agreed; empty lines where nothing was filled in."""
        return self.fields.points or [""] * DOTTED_ROWS

    def judged(self, duty: Duty) -> list[IndicatorScore]:
        """Return the indicators by which a duty is judged."""
        return [one for one in self.card.indicators if one.id in duty.indicators]

    @cached_property
    def matrix(self) -> list[AgreedAction]:
        """Every recommendation with what was agreed about it."""
        agreed = {one.action: one for one in self.fields.agreements}
        return [AgreedAction(one, agreed.get(one.id)) for one in self.card.actions]

    @cached_property
    def wanted(self) -> list[WantedDocument]:
        """Documents that are still to be handed in."""
        return evidence_wanted(self.card, self.prospect)


def minutes_paper(
    dossier: Dossier,
    language: Language,
    issuer: Issuer,
    fields: MinutesFields,
    revision: int = 1,
) -> Paper:
    """Return the minutes of a visit at which an evaluation was talked over.

    Raises UsageError for an agreement about a recommendation that the evaluation did not give.
    """
    known = {one.id for one in dossier.card.actions}
    for one in fields.agreements:
        if one.action not in known:
            offered = ", ".join(sorted(known)) or "none"
            raise UsageError(
                f"agreements: {one.action!r} is no recommendation of {dossier.number}; "
                f"expected one of {offered}"
            )
    view = MinutesView(dossier, language, fields)
    return filled_paper(DocumentKind.MINUTES, view, issuer, [fields], revision, fields.date)
