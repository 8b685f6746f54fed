"""Findings about one export, so that one mistake on thirty thousand rows stays readable.

The first of a kind are listed with their cells, the rest is counted in one more finding.
"""

from collections import Counter
from decimal import Decimal

from models.finding import Severity
from monev.sources.personal import masked
from monev.sources.reading import Intake


class Notes:
    """Collects findings for an `Intake`, at most `listed` of each rule and severity."""

    def __init__(self, intake: Intake, listed: int) -> None:
        self.intake, self.listed = intake, listed
        self.region: str | None = None
        self._seen: Counter[tuple[str, Severity]] = Counter()

    def error(self, rule: str, place: str, text_id: str, text_en: str) -> None:
        """Note what keeps a line from being read."""
        self.add(rule, Severity.ERROR, place, text_id, text_en)

    def warn(self, rule: str, place: str, text_id: str, text_en: str) -> None:
        """Note what somebody should look at."""
        self.add(rule, Severity.WARNING, place, text_id, text_en)

    def tell(self, rule: str, place: str, text_id: str, text_en: str) -> None:
        """Note what is worth knowing."""
        self.add(rule, Severity.INFO, place, text_id, text_en)

    def add(self, rule: str, severity: Severity, place: str, text_id: str, text_en: str) -> None:
        """Note anything; identity numbers in the wording are masked."""
        self._seen[rule, severity] += 1
        if self._seen[rule, severity] <= self.listed:
            texts = (masked(text_id)[0], masked(text_en)[0])
            self.intake.note(rule, severity, place, texts, self.region, "budget")

    def differ(
        self, rule: str, place: str, texts: tuple[str, str], stated: Decimal, computed: Decimal
    ) -> None:
        """Note two amounts that should be one, in rupiah; both are kept."""
        before = len(self.intake.findings)
        self.warn(rule, place, *texts)
        for finding in self.intake.findings[before:]:
            finding.stated, finding.computed = stated, computed
            finding.difference, finding.unit = stated - computed, "Rp"

    def close(self) -> None:
        """Say how many findings of each kind were not listed."""
        for (rule, severity), count in self._seen.items():
            if rest := count - self.listed:
                if rest < 0:
                    continue
                texts = (
                    f"{rest} temuan sejenis lagi tidak dirinci",
                    f"{rest} more findings of this kind are not listed",
                )
                self.intake.note(rule, severity, self.intake.name, texts, self.region, "budget")


def listed(places: list[str], at_most: int) -> str:
    """Return places as one text, the rest counted."""
    rest = len(places) - at_most
    return "; ".join(places[:at_most]) + (f"; dan {rest} lagi" if rest > 0 else "")
