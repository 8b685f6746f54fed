"""The rules of `catalogue/trajectory.yaml`: when a series breaks, and how it is said."""

from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml

Cause = Literal["definition", "scope", "denominator", "publisher", "rubric"]


class TrajectorySettings(BaseModel):
    """The whole file; `denominator_share` is a share of the earlier denominator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: str = Field(min_length=3)
    denominator_share: Decimal = Field(ge=0)
    least_days: int = Field(ge=1)
    causes: dict[Cause, Wording]
    no_pace: dict[Literal["broken", "alone"], Wording]
    composition: dict[Literal["decomposed", "groups", "incomplete", "nested"], Wording]


@cache
def load_trajectory_settings() -> TrajectorySettings:
    """Return the packaged rules, read once per process; raises CatalogueError."""
    return read_yaml(catalogue_folder("trajectory.yaml")).shaped(TrajectorySettings)
