"""A paper of every kind, of published and of simulated figures, in either language."""

from pathlib import Path

from models import DocumentKind, Semester, Tier
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.reports.region.paper import region_paper
from monev.reports.semester.paper import semester_report_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import LetterFields, MinutesFields, read_fields
from monev.sum_up import sum_up_nation, sum_up_province, sum_up_semester
from monev.workspace import Workspace, packaged_example
from tests.recaps import BEFORE, QUARTER, banten, file, opened, points
from tests.reports.regions import region

LANGUAGES: tuple[Language, ...] = ("id", "en")
SOURCES = {"published": "press", "simulated": "rich"}
EXAMPLES = packaged_example().parent
DIGEST = "0" * 64
Worlds = dict[str, Workspace]


def worlds_in(folder: Path) -> Worlds:
    """A small Banten that rests on clippings, and one that was invented."""
    made = {}
    for source, tier in (("published", Tier.PRESS), ("simulated", Tier.SIMULATED)):
        made[source] = opened(folder / source)
        banten(made[source])
        file(made[source], "36.04", points("55"), tiers=[tier])
        file(made[source], "36.04", points("50"), BEFORE, tiers=[tier])
    return made


def every_paper(
    kind: DocumentKind, source: str, language: Language, example: Workspace, worlds: Worlds
) -> Paper:
    """The paper of a kind, filled in."""
    if kind is DocumentKind.PROVINCE_RECAP:
        recap = sum_up_province(worlds[source], "36", QUARTER)
        return province_recap_paper(recap, language, Issuer(), 1, DIGEST)
    if kind is DocumentKind.SEMESTER_REPORT:
        half = sum_up_semester(worlds[source], Semester.of(QUARTER))
        return semester_report_paper(half, language, Issuer(), 1, DIGEST)
    if kind is DocumentKind.NATION_RECAP:
        nation = sum_up_nation(worlds[source], QUARTER)
        return nation_recap_paper(nation, language, Issuer(), 1, DIGEST)
    return _about_a_region(kind, region(SOURCES[source], example), language)


def _about_a_region(kind: DocumentKind, dossier: Dossier, language: Language) -> Paper:
    if kind is DocumentKind.MINUTES:
        fields = read_fields(EXAMPLES / "berita-acara.yaml", MinutesFields)
        filled = fields.model_copy(update={"agreements": []})
        return minutes_paper(dossier, language, Issuer(), filled)
    if kind is DocumentKind.COVER_LETTER:
        letter = read_fields(EXAMPLES / "surat-pengantar.yaml", LetterFields)
        return cover_letter_paper(dossier, language, Issuer(), letter)
    return region_paper(kind, dossier, language, Issuer())
