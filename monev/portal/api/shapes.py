"""The answers of the read API around the rows of `monev.open_data`: lists, quarters, faults."""

from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from monev.open_data import (
    DocumentRow,
    EvaluationRow,
    FindingRow,
    IndicatorRow,
    RegionRow,
    Status,
)

Item = TypeVar("Item", bound=BaseModel)
QUARTER = r"^2[01]\d\d-Q[1-4]$"
REGION = r"^\d\d(\.\d\d)?$"
PROVINCE = r"^\d\d$"


class Fault(BaseModel):
    """One part of a question that cannot be understood."""

    where: str
    problem: str


class Problem(BaseModel):
    """A fault, as RFC 9457 asks."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Listed(BaseModel, Generic[Item]):
    """A page of a list; `next` is the address of the next one, null on the last."""

    model_config = ConfigDict(extra="forbid")

    items: list[Item]
    next: str | None = Field(description="address of the next page, also in the header Link")


class QuarterRow(BaseModel):
    """A quarter of which the reader may read something."""

    quarter: str
    start: date
    end: date
    due_date: date = Field(description="day a report is due, also the cut-off of what counts")
    evaluations: int = Field(description="governments with an evaluation the reader may read")
    published: int = Field(description="of these, governments with a published one")


class Paged(BaseModel):
    """How a list is cut into pages."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="rows of a page")] = 50
    cursor: Annotated[
        str | None, Field(max_length=200, description="from `next`; means nothing by itself")
    ] = None


class RegionsAsked(Paged):
    """Which governments."""

    province: Annotated[str | None, Field(pattern=PROVINCE)] = None
    kind: Annotated[str | None, Field(pattern="^(provinsi|kabupaten|kota)$")] = None


class RevisionsAsked(Paged):
    """Which revisions of evaluations, or the rows that belong to them."""

    quarter: Annotated[str | None, Field(pattern=QUARTER)] = None
    region: Annotated[str | None, Field(pattern=REGION)] = None
    province: Annotated[str | None, Field(pattern=PROVINCE)] = None
    status: Status | None = None
    current: Annotated[
        bool, Field(description="only the newest of each government and quarter that fits")
    ] = True


class RowsAsked(RevisionsAsked):
    """Which rows of evaluations; `evaluation` names one revision by its id."""

    evaluation: Annotated[str | None, Field(max_length=40)] = None


class IndicatorsAsked(RowsAsked):
    """Which indicators."""

    indicator: Annotated[str | None, Field(pattern=r"^[A-Z]\d{1,2}$")] = None


Regions = Listed[RegionRow]
Evaluations = Listed[EvaluationRow]
Indicators = Listed[IndicatorRow]
Findings = Listed[FindingRow]
Documents = Listed[DocumentRow]
