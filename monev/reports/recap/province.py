"""The recap of a province as a document: its view, and the paper filled with it."""

from dataclasses import dataclass

from markupsafe import Markup

from models import DocumentKind
from monev.printing import Language
from monev.recap import ProvinceRecap
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.paper import recap_paper
from monev.reports.recap.view import RecapView


@dataclass(frozen=True)
class ProvinceRecapView(RecapView):
    """The kab/kota of one province in one language."""

    recap: ProvinceRecap

    @property
    def pillars(self) -> list[str]:
        """The pillars by which kab/kota are scored, in printed order; a province has one more."""
        used = {name for one in self.rows if one.outcome for name in one.outcome.pillars}
        return [name for name in self.rules.pillars if name in used]

    @property
    def pillar_names(self) -> str:
        """What the letters of the pillars stand for."""
        return ", ".join(f"{one} {self.speech.of(self.rules.pillars[one])}" for one in self.pillars)

    @property
    def chart(self) -> Markup:
        """How the scores of the kab/kota are spread; empty where there are none."""
        return self.spread_chart(self.rows, self.recap.whole, "who_kabkota")


def province_recap_paper(
    recap: ProvinceRecap, language: Language, issuer: Issuer, revision: int, inputs_sha256: str
) -> Paper:
    """Return the recap of a province, filled in; `inputs_sha256` stands for the whole recap."""
    return recap_paper(
        DocumentKind.PROVINCE_RECAP,
        ProvinceRecapView(recap, language),
        scope=recap.own.region_code,
        subject=recap.own.name,
        issuer=issuer,
        revision=revision,
        inputs_sha256=inputs_sha256,
    )
