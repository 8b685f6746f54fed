"""Where every figure told about a region comes from: cells, files, and where each is used.

One cell stands once, however often it is used. Nothing is judged here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from monev.profile import Profile
from monev.reports.region.addresses import cells_told, order, place_told, sheet_of
from monev.scorecard import Input, Scorecard


@dataclass(frozen=True)
class Used:
    """One value that is told, with every place where it is used."""

    source: Input
    places: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """Cells of one place that state the same field and are used in the same parts of a report.

    `runs` are their addresses with runs of rows written as first and last, `D5–D44, D50`; empty
    where the place says it all.
    """

    name: str
    runs: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A sheet of a file, or any other place in it, with the cells that were used of it."""

    told: str
    cells: tuple[Cells, ...]


@dataclass(frozen=True)
class SourceFile:
    """One kept file with what was used of it; `sha256` is empty for our own books."""

    sha256: str
    publisher: str
    title: str
    known_on: date
    known_basis: str
    tier: str
    places: tuple[Place, ...]


def used_inputs(card: Scorecard, profile: Profile) -> list[Used]:
    """Return every value of a scorecard and a profile, each cell once, by its place in its file."""
    found: dict[tuple[str, str, str], tuple[list[str], Input]] = {}
    for where, source in _printed(card, profile):
        if source is None:
            continue
        cell = (source.evidence_sha256, source.locator, source.name)
        places, _ = found.setdefault(cell, ([], source))
        if where not in places:
            places.append(where)
    rows = sorted(found.values(), key=lambda pair: order(pair[1].locator))
    return [Used(source, tuple(places)) for places, source in rows]


def _printed(card: Scorecard, profile: Profile) -> Iterable[tuple[str, Input | None]]:
    for row in card.indicators:
        yield from ((row.id, source) for source in row.inputs)
    yield from (("cakupan", point.source) for point in profile.coverage)
    yield "perubahan", profile.change.source if profile.change else None
    yield from (("target", target.source) for target in profile.targets)
    for group in profile.groups:
        yield from (("kelompok", line.source) for line in group.lines)
    for where, rows in (
        ("anggaran", profile.budget),
        ("iuran dan klaim", profile.money),
        ("regulasi", profile.regulations),
        ("kegiatan", profile.context),
        ("angka pembanding", profile.figures),
    ):
        yield from ((where, one.source) for one in rows)


def source_files(used: Sequence[Used]) -> list[SourceFile]:
    """Return the files behind a report by publisher and title, each with its cells by place."""
    rows = sorted(used, key=lambda one: _file_of(one.source))
    made = []
    for _, group in groupby(rows, key=lambda one: _file_of(one.source)):
        of_file = list(group)
        head = of_file[0].source
        made.append(
            SourceFile(
                sha256=head.evidence_sha256,
                publisher=head.source_publisher,
                title=head.source_title,
                known_on=head.known_on,
                known_basis=head.known_basis,
                tier=head.tier,
                places=tuple(_places(of_file)),
            )
        )
    return made


def _file_of(source: Input) -> tuple[str, str, str, str, str]:
    return (
        source.source_publisher,
        source.source_title,
        source.evidence_sha256,
        str(source.known_on),
        source.known_basis,
    )


def _places(rows: Sequence[Used]) -> Iterable[Place]:
    """Yield sheets with their cells, then all that is no cell; what reads alike is told once."""
    sheets: dict[str, list[Used]] = {}
    others: list[Used] = []
    for one in rows:
        sheet = sheet_of(one.source.locator)
        (sheets.setdefault(sheet, []) if sheet else others).append(one)
    alike: dict[tuple[Cells, ...], list[str]] = {}
    for sheet, of_sheet in sorted(sheets.items()):
        cells = tuple(
            Cells(name, cells_told(locators), places)
            for name, places, locators in _by_field(of_sheet)
        )
        alike.setdefault(cells, []).append(sheet)
    for cells, names in alike.items():
        yield Place("; ".join(names), cells)
    for name, places, locators in _by_field(others):
        yield Place(place_told(locators), (Cells(name, "", places),))


def _by_field(rows: Iterable[Used]) -> Iterable[tuple[str, tuple[str, ...], list[str]]]:
    """Yield each field with the parts that use it and where it stands."""
    ordered = sorted(rows, key=_field_of)
    for (name, places), group in groupby(ordered, key=_field_of):
        yield name, places, sorted({one.source.locator for one in group}, key=order)


def _field_of(one: Used) -> tuple[str, tuple[str, ...]]:
    return one.source.name, one.places
