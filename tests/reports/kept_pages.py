"""Which pages are kept as pictures, and what is held constant so that only looks are compared.

The documents are those of `regions` and of the small Banten; how pages are compared is for
`rasters`. Versions and hashes that change with every rule or file stand for others here: a page
looks the same with them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from models import DocumentForm, DocumentKind, Tier
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.forms import make
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.nation import nation_recap_paper
from monev.reports.recap.province import province_recap_paper
from monev.reports.region.paper import region_paper
from monev.reports.signed.cover_letter import cover_letter_paper
from monev.reports.signed.minutes import minutes_paper
from monev.reports.signed.signing import LetterFields, MinutesFields, read_fields
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace, packaged_example
from tests.recaps import QUARTER, banten, file, opened, points
from tests.reports.regions import region

FOLDER = Path(__file__).parent / "pictures"
EXAMPLES = packaged_example().parent
DIGEST = "0" * 64
RUBRIC = "1.0+contoh"
_HASH = re.compile(r"[0-9a-f]{64}")
Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Worlds:
    """What documents are made from: the published example, and an invented Banten."""

    example: Workspace
    banten: Workspace


@dataclass(frozen=True)
class Kept:
    """A document of which the first `most` pages are kept, all where it is 0."""

    name: str
    paper: Callable[[Worlds], Paper]
    most: int = 1

    def pdf(self, worlds: Worlds) -> bytes:
        """Return the document as PDF."""
        return make(self.paper(worlds), DocumentForm.PDF).content

    def path(self, number: int) -> Path:
        """Return where a page, counted from 1, is kept."""
        return FOLDER / f"{self.name}-{number}.png"

    @property
    def paths(self) -> list[Path]:
        """Where its pages are kept, in their order."""
        found = FOLDER.glob(f"{self.name}-*.png")
        numbers = (path.stem.removeprefix(f"{self.name}-") for path in found)
        return [self.path(one) for one in sorted(int(one) for one in numbers if one.isdigit())]


def small_banten(folder: Path) -> Workspace:
    """Return the small Banten, invented and marked so."""
    place = opened(folder)
    banten(place)
    file(place, "36.04", points("55"), tiers=[Tier.SIMULATED])
    return place


def settled(name: str, worlds: Worlds) -> Dossier:
    """Return one of the four regions with what changes from day to day kept constant."""
    found = region(name, worlds.example)
    province = worlds.example.register.regions[found.region.province_code]
    names: dict[str, str] = {}
    card = _without_hashes(found.card, names).model_copy(update={"rubric_version": RUBRIC})
    return replace(
        found, province=province, card=card, profile=_without_hashes(found.profile, names)
    )


def _without_hashes(shape: Shape, names: dict[str, str]) -> Shape:
    """Return a value whose hashes are numbers: those of workbooks hang on how zlib packs."""

    def named(hit: re.Match[str]) -> str:
        return names.setdefault(hit[0], f"{len(names) + 1:064d}")

    return type(shape).model_validate_json(_HASH.sub(named, shape.model_dump_json()))


def _about(
    name: str, kind: DocumentKind = DocumentKind.REGION_REPORT, language: Language = "id"
) -> Callable[[Worlds], Paper]:
    return lambda worlds: region_paper(kind, settled(name, worlds), language, Issuer())


def _minutes(worlds: Worlds) -> Paper:
    fields = read_fields(EXAMPLES / "berita-acara.yaml", MinutesFields)
    return minutes_paper(settled("press", worlds), "id", Issuer(), fields)


def _letter(worlds: Worlds) -> Paper:
    fields = read_fields(EXAMPLES / "surat-pengantar.yaml", LetterFields)
    return cover_letter_paper(settled("press", worlds), "id", Issuer(), fields)


def _province(worlds: Worlds) -> Paper:
    recap = sum_up_province(worlds.banten, "36", QUARTER)
    return province_recap_paper(recap, "id", Issuer(), 1, DIGEST)


def _nation(worlds: Worlds) -> Paper:
    return nation_recap_paper(sum_up_nation(worlds.banten, QUARTER), "id", Issuer(), 1, DIGEST)


KEPT = (
    Kept("laporan-press", _about("press"), 0),
    Kept("laporan-press-en", _about("press", language="en")),
    Kept("laporan-rich", _about("rich"), 0),
    Kept("laporan-province", _about("province")),
    Kept("lembar-fakta-press", _about("press", DocumentKind.FACT_SHEET)),
    Kept("lembar-fakta-rich", _about("rich", DocumentKind.FACT_SHEET)),
    Kept("berita-acara", _minutes),
    Kept("surat-pengantar", _letter),
    Kept("rekap-provinsi", _province),
    Kept("rekap-nasional", _nation),
)
