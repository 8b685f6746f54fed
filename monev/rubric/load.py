"""Catalogue files -> a `Rubric`. Whether its rules fit each other is asked in `checks`."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from monev.errors import CatalogueError, UsageError
from monev.rubric.checks import mistakes
from monev.rubric.files import Files
from monev.rubric.profiles import Profile, overlaid_head, overlaid_indicator, profile_mistakes
from monev.rubric.shapes import (
    Advice,
    Deadline,
    Duty,
    Indicator,
    Parameter,
    Rubric,
    RubricHead,
)
from monev.rubric.strict import Strict
from monev.segments import Segments, load_segments, read_segments
from monev.yaml_file import YamlFile, read_yaml

Folder = Path | Traversable
ONE_FILE = ("rubric.yaml", "duties.yaml", "advice.yaml")
FOLDERS = ("indicators", "parameters")
SEGMENTS = "segments.yaml"


class _Parameters(Strict):
    parameters: list[Parameter]


class _Duties(Strict):
    duties: list[Duty]


class _Advice(Strict):
    deadlines: list[Deadline]
    advice: list[Advice]


@dataclass(frozen=True)
class Reading:
    """What came of reading a catalogue: a rubric, or every mistake that could be found.

    Rules are held against each other only where each file can be read by itself.
    """

    rubric: Rubric | None
    mistakes: tuple[CatalogueError, ...]


def load_rubric(
    folder: Folder | None = None, profile: str = "", formulas: Collection[str] = ()
) -> Rubric:
    """Read and check the rules in `folder` (the packaged catalogue if none is given).

    `profile` names an overlay of its `profiles/` folder; empty, or the name of the base, gives the
    default rules. With `formulas`, indicators may only ask for those.
    Raises CatalogueError for the first mistake: unknown or missing key, undated value, duplicate
    key or id, weights that do not add up, a fact or a parameter nobody knows. Raises UsageError
    for a profile that is not there.
    """
    reading = read_rubric(folder, profile, formulas)
    if reading.rubric is None:
        raise reading.mistakes[0]
    return reading.rubric


def read_rubric(
    folder: Folder | None = None, profile: str = "", formulas: Collection[str] = ()
) -> Reading:
    """Read the rules as `load_rubric` does, and return all mistakes instead of raising the first.

    Raises UsageError for a profile that is not there.
    """
    root = folder if folder is not None else files("catalogue")
    found: list[CatalogueError] = []
    head_file = _file(root / "rubric.yaml", RubricHead, found)
    duty_file = _file(root / "duties.yaml", _Duties, found)
    advice_file = _file(root / "advice.yaml", _Advice, found)
    indicator_files = _files(root / "indicators", Indicator, found)
    parameter_files = _files(root / "parameters", _Parameters, found)
    segments = _segments(root, found)
    base = _stated_profile(head_file)
    if f"{base}.yaml" in _names(root / "profiles"):
        found.append(
            CatalogueError(
                f"{base}.yaml", 1, "profile", f"{base!r} is the name of the base; choose another"
            )
        )
    chosen = profile if profile not in ("", base) else ""
    overlay = _file(_profile_path(root, chosen, base), Profile, found) if chosen else None
    if found or head_file is None or duty_file is None or advice_file is None:
        return Reading(None, tuple(found))
    sources = _Sources(head_file, indicator_files, parameter_files, duty_file, advice_file, overlay)
    return _assembled(sources, segments, formulas)


def profile_names(folder: Folder | None = None) -> list[str]:
    """Return the names of the profiles beside the default one, as their files are called."""
    root = folder if folder is not None else files("catalogue")
    return [name.removesuffix(".yaml") for name in _names(root / "profiles")]


@dataclass(frozen=True)
class _Sources:
    head: YamlFile
    indicators: list[YamlFile]
    parameters: list[YamlFile]
    duties: YamlFile
    advice: YamlFile
    profile: YamlFile | None


def _assembled(sources: _Sources, segments: Segments, formulas: Collection[str]) -> Reading:
    head = sources.head.shaped(RubricHead)
    plain = [file.shaped(Indicator) for file in sources.indicators]
    indicators, overlay = plain, None
    if sources.profile is not None:
        overlay = sources.profile.shaped(Profile)
        wrong = tuple(profile_mistakes(overlay, sources.profile, head, plain))
        if wrong:
            return Reading(None, wrong)
        head = overlaid_head(overlay, head)
        indicators = [overlaid_indicator(overlay, one) for one in plain]
    listed = [(file, file.shaped(_Parameters).parameters) for file in sources.parameters]
    advice = sources.advice.shaped(_Advice)
    rubric = Rubric(
        head=head,
        indicators=sorted(indicators, key=lambda indicator: _order(head, indicator)),
        parameters=[one for _, parameters in listed for one in parameters],
        duties=sources.duties.shaped(_Duties).duties,
        advice=advice.advice,
        deadlines=advice.deadlines,
        segments=segments,
        sha256=_hash(sources, segments),
        based_on="" if overlay is None else overlay.based_on,
        profile_reference="" if overlay is None else overlay.reference,
    )
    places = Files(
        head=sources.head,
        indicators=list(zip(indicators, sources.indicators, strict=True)),
        parameters=listed,
        duties=sources.duties,
        advice=sources.advice,
        profile=sources.profile,
    )
    wrong = tuple(mistakes(rubric, places, formulas))
    return Reading(None if wrong else rubric, wrong)


def _file(path: Folder, shape: type[Strict], found: list[CatalogueError]) -> YamlFile | None:
    """Read one file; what keeps it from its shape is added to `found`."""
    if not path.is_file():
        found.append(
            CatalogueError(
                path.name, 1, "file", f"missing; a catalogue has {', '.join(ONE_FILE + FOLDERS)}"
            )
        )
        return None
    try:
        file = read_yaml(path)
    except CatalogueError as error:
        found.append(error)
        return None
    except UnicodeDecodeError:
        found.append(CatalogueError(path.name, 1, "file", "is no UTF-8 text; save it as UTF-8"))
        return None
    found += file.misfits(shape)
    return file


def _files(folder: Folder, shape: type[Strict], found: list[CatalogueError]) -> list[YamlFile]:
    names = _names(folder)
    if not names:
        found.append(CatalogueError(folder.name, 1, "folder", "holds no .yaml file; add one"))
    read = [_file(folder / name, shape, found) for name in names]
    return [file for file in read if file is not None]


def _names(folder: Folder) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def _stated_profile(head: YamlFile | None) -> str:
    content = head.content if head is not None else None
    return str(content.get("profile", "")) if isinstance(content, dict) else ""


def _profile_path(root: Folder, name: str, base: str) -> Folder:
    known = _names(root / "profiles")
    if f"{name}.yaml" not in known:
        listed = ", ".join([base, *(one.removesuffix(".yaml") for one in known)])
        raise UsageError(f"no profile {name!r}; the catalogue has {listed}")
    return root / "profiles" / f"{name}.yaml"


def _order(head: RubricHead, indicator: Indicator) -> tuple[int, str]:
    places = [pillar.id for pillar in head.pillars]
    place = places.index(indicator.pillar) if indicator.pillar in places else len(places)
    return place, indicator.id


def _segments(root: Folder, found: list[CatalogueError]) -> Segments:
    """Return the groups of workers that stand beside the rules, or else the packaged ones."""
    if not (root / SEGMENTS).is_file():
        return load_segments()
    try:
        return read_segments(read_yaml(root / SEGMENTS))
    except CatalogueError as error:
        found.append(error)
        return load_segments()


def _hash(sources: _Sources, segments: Segments) -> str:
    listed: Sequence[YamlFile | None] = [
        sources.head,
        *sources.indicators,
        *sources.parameters,
        sources.duties,
        sources.advice,
        sources.profile,
    ]
    digest = hashlib.sha256()
    for file in listed:
        if file is not None:
            digest.update(f"{file.name}\n{file.content!r}\n".encode())
    digest.update(segments.model_dump_json().encode())
    return digest.hexdigest()
