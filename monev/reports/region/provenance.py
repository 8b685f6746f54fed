"""Where every figure told about a region comes from: cells, files, and where each is used.

One cell stands once, however often it is used. Nothing is judged here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from monev.profile import Profile
from monev.reports.region.addresses import order
from monev.scorecard import Input, Scorecard


@dataclass(frozen=True)
class Used:
    """One value that is told, with every part of a report that uses it."""

    source: Input
    used_in: tuple[str, ...]


def used_inputs(card: Scorecard, profile: Profile) -> list[Used]:
    """Return every value of a scorecard and a profile, each cell once, by its place in its file."""
    found: dict[tuple[str, str, str], tuple[list[str], Input]] = {}
    for where, source in _printed(card, profile):
        if source is None:
            continue
        places, _ = found.setdefault(cell_of(source), ([], source))
        if where not in places:
            places.append(where)
    rows = sorted(found.values(), key=lambda pair: order(pair[1].locator))
    return [Used(source, tuple(places)) for places, source in rows]


def cell_of(source: Input) -> tuple[str, str, str]:
    """Return what makes two inputs the same cell: file, place and field."""
    return source.evidence_sha256, source.locator, source.name


def _printed(card: Scorecard, profile: Profile) -> Iterable[tuple[str, Input | None]]:
    for row in card.indicators:
        yield from ((row.id, source) for source in row.inputs)
    yield from (("cakupan", point.source) for point in profile.coverage)
    if profile.change:
        yield "perubahan", profile.change.source
        yield "perubahan", profile.change.now_source
    for target in profile.targets:
        yield from (("target", source) for source in (target.source, *target.base))
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
