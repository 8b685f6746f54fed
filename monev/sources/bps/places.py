"""Which region each row of an answer is, and which of two rows of one region is used.

After the division of Papua an answer may hold a region under its former and its new code.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.finding import Severity
from monev.sources.bps.answer import Figure, Item
from monev.sources.bps.crosswalk import Crosswalk, MismatchError
from monev.sources.bps.sheet import BpsSheet
from monev.sources.grid import folded
from monev.sources.published.clipping import NATION
from monev.sources.reading import Intake


@dataclass(frozen=True)
class Place:
    """A region's Kemendagri code, or the nation; `former` if BPS has another code by now."""

    code: str
    former: bool = False


def places_of(regions: Iterable[Item], sheet: BpsSheet, intake: Intake) -> dict[str, Place]:
    """Return the place of every BPS code; one whose name speaks against it becomes a finding."""
    listed = list(regions)
    provinces = {
        item.code[:2]: item.label
        for item in listed
        if len(item.code) == 4 and item.code.endswith("00")
    }
    crosswalk = Crosswalk(intake.resolve, provinces)
    places: dict[str, Place] = {}
    for item in listed:
        if item.code == sheet.nation:
            places[item.code] = Place(NATION)
            continue
        try:
            region, former = crosswalk.region(item.code, item.label)
        except MismatchError as error:
            place = f"{intake.name} vervar {item.code}"
            intake.note("isi.daerah", Severity.ERROR, place, error.texts, None, item.code)
            continue
        places[item.code] = Place(region.code, former)
    return places


def dimension_of(part: Item, sheet: BpsSheet) -> str:
    """Return how a part of a figure is called in a fact; empty for the whole."""
    return "" if folded(part.label) in map(folded, sheet.totals) else part.label


def prefer_new(
    figures: Iterable[Figure], places: Mapping[str, Place], sheet: BpsSheet, intake: Intake
) -> Iterator[tuple[Figure, Place]]:
    """Yield one figure per region, part and period: that of the new code where both have one.

    Two rows of one region that cannot be told apart so are a finding, and neither is used.
    """
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        key = (
            places[figure.region.code].code,
            *(dimension_of(figure.part, sheet), figure.year.code, figure.period.code),
        )
        groups.setdefault(key, []).append(figure)
    dropped: dict[str, str] = {}
    clashing: dict[str, list[str]] = {}
    for (region, *_), same in groups.items():
        new = [figure for figure in same if not places[figure.region.code].former]
        kept = new or same
        if len(kept) > 1:
            clashing[region] = [figure.region.code for figure in kept]
            continue
        dropped |= {each.region.code: region for each in same if each is not kept[0]}
        yield kept[0], places[kept[0].region.code]
    _note_dropped(dropped, intake)
    _note_clashing(clashing, intake)


def _note_dropped(dropped: Mapping[str, str], intake: Intake) -> None:
    for code, region in dropped.items():
        texts = (
            f"{region} ada di bawah kode BPS lama {code} dan kode baru; yang lama dilewati",
            f"{region} stands under its former BPS code {code} and a new one; the former is left",
        )
        place = f"{intake.name} vervar {code}"
        intake.note("bps.kode_lama", Severity.INFO, place, texts, region, code)


def _note_clashing(clashing: Mapping[str, list[str]], intake: Intake) -> None:
    for region, codes in clashing.items():
        listed = ", ".join(codes)
        texts = (
            f"{region} ada pada beberapa baris ({listed}); tidak satu pun dipakai",
            f"{region} stands in several rows ({listed}); none is used",
        )
        place = f"{intake.name} vervar {codes[0]}"
        intake.note("bps.daerah_ganda", Severity.ERROR, place, texts, region)
