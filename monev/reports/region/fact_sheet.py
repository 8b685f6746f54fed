"""What a fact sheet prints of a region: a choice of the report's values, for one page.

Nothing is calculated here that is scored; sentences and layout are the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from monev.dossier import Dossier
from monev.printing import Language
from monev.profile import CoveragePoint, RegulationRow, TargetLine
from monev.reports.region.latest_quarters import latest_quarters
from monev.reports.region.meters import meter, rungs
from monev.reports.region.sheet_density import Density, Sheet
from monev.reports.region.sheet_drawings import pillar_rows, score_scale
from monev.reports.region.view import RegionView

WHOLE = "SEMUA"
LONG_NAME = 27


@dataclass(frozen=True)
class FactSheetView(RegionView):
    """A region on one page."""

    @property
    def long_name(self) -> bool:
        """Whether the region's name needs smaller letters to stand on one line."""
        before = len("Province of ") if self.region.kind == "provinsi" else 0
        return before + len(self.region.name) > LONG_NAME

    @property
    def coverage(self) -> CoveragePoint | None:
        """The newest coverage of all workers."""
        return next((one for one in reversed(self.profile.coverage) if one.segment == WHOLE), None)

    @property
    def target(self) -> TargetLine | None:
        """The region's own target of the quarter's year, with its family."""
        year = self.quarter.year
        own = (one for one in self.profile.targets if one.source and one.due_on.year == year)
        return next(own, None)

    @property
    def below_target(self) -> bool:
        """Whether coverage is below the target in every reading of it."""
        if self.coverage is None or self.target is None:
            return False
        return all(self.coverage.pct < pct for pct in self.target.pcts)

    @property
    def regulation(self) -> RegulationRow | None:
        """The regulation that has come farthest."""
        return next(iter(self.profile.regulations), None)

    @cached_property
    def pillars(self) -> Markup:
        """The pillars' scores with their bounds."""
        return pillar_rows(self.card, self.speech)

    @cached_property
    def trend(self) -> Markup:
        """The latest quarters; empty where this is the first."""
        return latest_quarters(self.dossier, self.speech)

    def density(self, findings: str, actions: str) -> Density:
        """Return how closely the page must be set for these sentences to stand on it."""
        return Sheet(
            language=self.language,
            letters=max(len(" ".join(one.split())) for one in (findings, actions)),
            with_quarters=bool(self.trend),
            six_pillars=self.region.kind == "provinsi",
            long_name=self.long_name,
            provisional=bool(self.card.band) and self.card.provisional,
            from_press=self.told.from_press,
            simulated=self.told.simulated,
        ).density

    def meter(self, pct: Decimal | None, alt: str, targets: Sequence[Decimal] = ()) -> Markup:
        """Return a percentage as a small bar, null as an open frame."""
        return meter(pct, alt, targets)

    def rungs(self, alt: str) -> Markup:
        """Return how far the farthest regulation has come; an unknown stage is an open frame."""
        return rungs(None if self.regulation is None else self.regulation.stage, alt)

    def scale(self, alt: str) -> Markup:
        """Return the total on the scale of the bands, with its text alternative."""
        return score_scale(self.card, self.speech, alt)


def fact_sheet_view(dossier: Dossier, language: Language) -> FactSheetView:
    """Return what the fact sheet of an evaluation prints in a language."""
    return FactSheetView(dossier, language)
