"""Does the frame of the rubric hold: pillars, bands, gates, and what absence and bare words do."""

from collections.abc import Iterator
from itertools import pairwise

from monev.errors import CatalogueError
from monev.rubric.files import Files, Path
from monev.rubric.shapes import Bands, Gate, Rubric
from monev.rubric.spans import open_days, overlaps

ALWAYS_NEEDED = ("bands", "missing", "evidence", "aggregation")
"""Keys of `rubric.yaml` of which exactly one dated value must be in force on every day."""


def head_mistakes(rubric: Rubric, files: Files) -> Iterator[CatalogueError]:
    """Yield what is wrong with the frame, each at its key in `rubric.yaml` or in the profile."""
    for path, problem in _all(rubric, files):
        yield files.head_error(path, problem)


def _all(rubric: Rubric, files: Files) -> Iterator[tuple[Path, str]]:
    head = rubric.head
    for key in ALWAYS_NEEDED:
        values = getattr(head, key)
        if not values:
            yield (key,), "nothing in force at any time; give at least one dated value"
            continue
        for place, problem in overlaps(values):
            yield (key, place), problem
        for problem in open_days(values):
            yield (key,), problem
    yield from _pillars(rubric)
    for place, bands in enumerate(head.bands):
        yield from _bands(bands, place)
    yield from _shares(rubric)
    seen: set[str] = set()
    for place, gate in enumerate(head.gates):
        if gate.id in seen:
            yield ("gates", place, "id"), f"gate {gate.id!r} stands twice; keep one"
        seen.add(gate.id)
        yield from _gate(gate, place, rubric, files)


def _pillars(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for place, pillar in enumerate(rubric.head.pillars):
        if pillar.id in seen:
            yield ("pillars", place, "id"), f"pillar {pillar.id!r} stands twice; keep one"
        seen.add(pillar.id)
        for number, problem in overlaps(pillar.weights):
            yield ("pillars", place, "weights", number), problem


def _bands(bands: Bands, place: int) -> Iterator[tuple[Path, str]]:
    path: Path = ("bands", place, "bands")
    listed = bands.bands
    if not listed:
        yield path, "no band; list them, the best first"
        return
    seen: set[str] = set()
    for number, band in enumerate(listed):
        if band.title.id in seen:
            yield (*path, number, "title"), f"band {band.title.id!r} stands twice; rename one"
        seen.add(band.title.id)
    for number, (better, band) in enumerate(pairwise(listed), start=1):
        if band.at_least >= better.at_least:
            yield (
                (*path, number, "at_least"),
                f"{band.at_least} is not below the {better.at_least} of the band before; "
                "list the best first",
            )
    if listed[0].at_least > 100:
        yield (*path, 0, "at_least"), f"no score reaches {listed[0].at_least}; write 100 or less"
    if min(band.at_least for band in listed) != 0:
        yield path, "the lowest band must have at_least 0: none may be left"


def _shares(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    for place, rule in enumerate(rubric.head.missing):
        limits = {"provisional_below": rule.provisional_below, "no_band_below": rule.no_band_below}
        wrong = {key: value for key, value in limits.items() if not 0 <= value <= 1}
        for key, value in wrong.items():
            yield ("missing", place, key), f"{value} is no share; write 0 to 1, such as 0.7"
        if not wrong and rule.no_band_below > rule.provisional_below:
            yield (
                ("missing", place, "no_band_below"),
                f"{rule.no_band_below} lies above provisional_below {rule.provisional_below}; "
                "a band is provisional before it is withheld",
            )
    for place, evidence in enumerate(rubric.head.evidence):
        if not 0 <= evidence.cap <= 100:
            yield ("evidence", place, "cap"), f"{evidence.cap} is no cap; write 0 to 100 points"


def _gate(gate: Gate, place: int, rubric: Rubric, files: Files) -> Iterator[tuple[Path, str]]:
    indicator = next((one for one in rubric.indicators if one.id == gate.indicator), None)
    if indicator is None:
        yield ("gates", place, "indicator"), f"unknown indicator {gate.indicator}"
    else:
        steps = {step for scale in indicator.scale for step in scale.steps or {}}
        for number, value in enumerate(gate.passes_with):
            if value not in steps:
                has = ", ".join(sorted(steps)) or "none"
                yield (
                    ("gates", place, "passes_with", number),
                    f"{value!r} is no step of {gate.indicator}; it has {has}",
                )
    for bands in rubric.head.bands:
        titles = {band.title.id for band in bands.bands}
        if gate.band_at_most in titles:
            continue
        restated = files.profile.content if files.profile is not None else {}
        if "bands" in restated and "gates" not in restated:
            yield (
                ("bands",),
                f"gate {gate.id} of the base stops at {gate.band_at_most!r}, no band of this "
                "profile; restate gates with its titles",
            )
        else:
            yield (
                ("gates", place, "band_at_most"),
                f"unknown band {gate.band_at_most} in the bands from {bands.from_}",
            )
        return
