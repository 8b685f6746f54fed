"""A profile: a named overlay on the default rules, as a file of `catalogue/profiles/`.

What an overlay changes takes the place of the whole key in the base. Whether the outcome fits
together is asked in `checks`.
"""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from monev.errors import CatalogueError
from monev.rubric.shapes import (
    AggregationRule,
    Bands,
    EvidenceRule,
    Gate,
    Indicator,
    MissingRule,
    RubricHead,
    Scale,
    Weights,
)
from monev.rubric.strict import Strict
from monev.wording import Wording
from monev.yaml_file import YamlFile

HEAD_KEYS = ("bands", "gates", "missing", "aggregation", "evidence")


class Restated(Strict):
    """What a profile says differently about one indicator."""

    scale: list[Scale] | None = None
    weights: list[Weights] | None = None


class Profile(Strict):
    """The file of a profile; `mode` is a short way to restate what absence does."""

    profile: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    based_on: str
    version: str = Field(min_length=1)
    title: Wording
    reference: str = Field(min_length=3)
    mode: Literal["ketat", "indikatif"] | None = None
    bands: list[Bands] | None = None
    gates: list[Gate] | None = None
    missing: list[MissingRule] | None = None
    aggregation: list[AggregationRule] | None = None
    evidence: list[EvidenceRule] | None = None
    indicators: dict[str, Restated] = Field(default_factory=dict)


def profile_mistakes(
    profile: Profile, file: YamlFile, head: RubricHead, indicators: list[Indicator]
) -> Iterator[CatalogueError]:
    """Yield what keeps a profile from being laid over these rules."""
    if file.name != f"{profile.profile}.yaml":
        yield file.error(
            ("profile",), f"{profile.profile!r} stands in {file.name}; give both the same name"
        )
    if profile.based_on != head.profile:
        yield file.error(
            ("based_on",),
            f"unknown base {profile.based_on!r}; a profile is laid over {head.profile!r}",
        )
    if profile.mode is not None and profile.missing is not None:
        yield file.error(("mode",), "stands beside missing, which has a mode too; keep one of them")
    said = [key for key in (*HEAD_KEYS, "mode") if getattr(profile, key) is not None]
    if not said and not profile.indicators:
        keys = ", ".join((*HEAD_KEYS, "indicators"))
        yield file.error((), f"the profile changes nothing; give one of {keys}, mode")
    known = {one.id for one in indicators}
    for name, restated in profile.indicators.items():
        if name not in known:
            yield file.error(
                ("indicators", name),
                f"no indicator {name!r} in the base; it has {', '.join(sorted(known))}",
            )
        elif restated.scale is None and restated.weights is None:
            yield file.error(("indicators", name), "changes nothing; give scale, weights or both")


def overlaid_head(profile: Profile, head: RubricHead) -> RubricHead:
    """Return the head with what the profile restates, under the profile's name and version."""
    changed: dict[str, Any] = {
        "profile": profile.profile,
        "version": profile.version,
        "title": profile.title,
    }
    changed |= {
        key: getattr(profile, key) for key in HEAD_KEYS if getattr(profile, key) is not None
    }
    if profile.mode is not None:
        changed["missing"] = [one.model_copy(update={"mode": profile.mode}) for one in head.missing]
    return head.model_copy(update=changed)


def overlaid_indicator(profile: Profile, indicator: Indicator) -> Indicator:
    """Return the indicator with the scale or weights that the profile gives it."""
    restated = profile.indicators.get(indicator.id)
    if restated is None:
        return indicator
    given = {"scale": restated.scale, "weights": restated.weights}
    return indicator.model_copy(
        update={key: values for key, values in given.items() if values is not None}
    )
