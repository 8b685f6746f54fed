"""The pictures in `docs/images`: every kind of document, published and simulated, both languages.

Names: `laporan-2-simulasi-en.png` is page 2 of the report, simulated, in English; the published
figures and Indonesian have no mark. How worlds come about is for `evaluated_worlds`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from PIL import Image

from models import DocumentForm, DocumentKind, Quarter, Semester
from monev.make_recaps import recap_sha256
from monev.open_dossier import dossier_of
from monev.printing import Language
from monev.recap import NationRecap, ProvinceRecap
from monev.reports.forms import make, page_of
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.reports.region.paper import region_paper
from monev.reports.semester.paper import semester_report_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import LetterFields, MinutesFields, read_fields
from monev.semester_recap import SemesterRecap
from monev.sum_up import sum_up_nation, sum_up_province, sum_up_semester
from monev.workspace import packaged_example
from tests.reports.rasters import compared, drawn
from tools.evaluated_worlds import World, published_world, simulated_world

FINENESS, COLOURS = 70, 128
LANGUAGES: tuple[Language, ...] = ("id", "en")
SEMESTER, FILLED_FOR = Semester(2024, 2), Quarter(2024, 3)
Fields = TypeVar("Fields", MinutesFields, LetterFields)
EXAMPLES = packaged_example().parent
PAGES = {DocumentKind.REGION_REPORT: 3}
"""How many pages of the published edition are shown where it is more than the first."""
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
TWIN, PHONE = "laporan-web.png", (360, 1150)


def renew_documentation(scratch: Path, folder: Path) -> Iterator[str]:
    """Bring the pictures up to date and yield the name of each that was written or removed."""
    folder.mkdir(exist_ok=True)
    wanted: set[str] = set()
    for made in (published_world, simulated_world):
        for name, picture in _pictures(made(scratch / made.__name__)):
            wanted.add(name)
            if _written(picture, folder / name):
                yield name
    for path in sorted(folder.glob("*.png")):
        if path.name not in wanted and not (path.name == TWIN and not _chromium()):
            path.unlink()
            yield f"{path.name} removed"


def _pictures(world: World) -> Iterator[tuple[str, Image.Image]]:
    recaps = _recaps(world)
    for language in LANGUAGES:
        papers = {**_about_the_region(world, language), **_summed_up(recaps, language)}
        for kind, paper in papers.items():
            content = make(paper, DocumentForm.PDF).content
            stem, end = kind.value.replace("_", "-"), "" if language == "id" else f"-{language}"
            for number in range(1, (1 if world.mark else PAGES.get(kind, 1)) + 1):
                picture = drawn(content, number, FINENESS, grey=False)
                yield f"{stem}-{number}{world.mark}{end}.png", picture
            if kind is DocumentKind.REGION_REPORT and not end and not world.mark and _chromium():
                yield TWIN, _on_a_phone(page_of(paper, "web"))


def _about_the_region(world: World, language: Language) -> Mapping[DocumentKind, Paper]:
    dossier, issuer = dossier_of(world.workspace, world.evaluation), Issuer()
    later = world.quarter.due_date - FILLED_FOR.due_date
    minutes = _later(read_fields(EXAMPLES / "berita-acara.yaml", MinutesFields), later)
    letter = _later(read_fields(EXAMPLES / "surat-pengantar.yaml", LetterFields), later)
    regional = partial(region_paper, dossier=dossier, language=language, issuer=issuer)
    return {
        DocumentKind.REGION_REPORT: regional(DocumentKind.REGION_REPORT),
        DocumentKind.FACT_SHEET: regional(DocumentKind.FACT_SHEET),
        DocumentKind.MINUTES: minutes_paper(dossier, language, issuer, minutes),
        DocumentKind.COVER_LETTER: cover_letter_paper(dossier, language, issuer, letter),
    }


def _later(fields: Fields, later: timedelta) -> Fields:
    """Return what the example fills in, as long after another quarter."""
    return fields.model_copy(update={"date": fields.date + later}) if fields.date else fields


@dataclass(frozen=True)
class Recaps:
    """What is summed up of a world, once for both languages."""

    province: ProvinceRecap
    nation: NationRecap
    semester: SemesterRecap


def _recaps(world: World) -> Recaps:
    place, quarter = world.workspace, world.quarter
    return Recaps(
        sum_up_province(place, world.province, quarter),
        sum_up_nation(place, quarter),
        sum_up_semester(place, SEMESTER),
    )


def _summed_up(recaps: Recaps, language: Language) -> Mapping[DocumentKind, Paper]:
    province, nation, semester = recaps.province, recaps.nation, recaps.semester
    issuer = Issuer()
    return {
        DocumentKind.PROVINCE_RECAP: province_recap_paper(
            province, language, issuer, 1, recap_sha256(province)
        ),
        DocumentKind.NATION_RECAP: nation_recap_paper(
            nation, language, issuer, 1, recap_sha256(nation)
        ),
        DocumentKind.SEMESTER_REPORT: semester_report_paper(
            semester, language, issuer, 1, recap_sha256(semester)
        ),
    }


def _chromium() -> str:
    return next((path for path in CHROMIUM if Path(path).exists()), "")


def _on_a_phone(html: str) -> Image.Image:
    """Return how the top of a page for screens looks on a telephone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
        page.route("**/*", lambda route: route.abort())
        page.set_content(html)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    return picture


def _written(picture: Image.Image, path: Path) -> bool:
    """Write a picture where none is there that looks the same; return whether it was written."""
    if path.exists():
        with Image.open(path) as before:
            old = before.convert("RGB")
        bands = zip(old.split(), picture.split(), strict=True)
        if old.size == picture.size and all(compared(one, other).none for one, other in bands):
            return False
    # The accents cover little: a palette by frequency would turn them grey.
    palette = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(path, "PNG", optimize=True)
    return True
