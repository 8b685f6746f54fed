"""Who may file and who may decide an objection, why a step is refused, and when an answer is due.

The office of a region or a coordinator it falls under contests; a coordinator decides who neither
filed the objection nor laid in its document. Taking the steps belongs to `objections`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from models import Region
from monev.approval_rules import person_key
from monev.areas import DECIDING, HANDING_IN, Area, acts_for
from monev.calendar import load_calendar
from monev.errors import UsageError
from monev.objection_states import ObjectionStanding
from monev.workspace import Workspace
from monev.yaml_file import catalogue_folder, read_yaml

SHORTEST_REASON, LONGEST_REASON = 10, 500


class ObjectionRefusedError(UsageError):
    """A step that may not be taken; `code` says why in one word for a page to put in words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Actor:
    """Who takes a step, in which areas, and how."""

    name: str
    areas: tuple[Area, ...]
    through: str = ""


class ObjectionRules(BaseModel):
    """How long an answer may take, in working days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_within_working_days: int = Field(ge=1, le=60)
    reference: str


@cache
def load_objection_rules() -> ObjectionRules:
    """Return the packaged rules; CatalogueError if the file is misspelt."""
    return read_yaml(catalogue_folder("objection.yaml")).shaped(ObjectionRules)


def may_contest(actor: Actor, region: Region) -> bool:
    """Say whether somebody files for a region: its office, or a coordinator it falls under."""
    return acts_for(actor.areas, region, HANDING_IN)


def may_answer(actor: Actor, region: Region) -> bool:
    """Say whether somebody coordinates a region: its province, or the nation."""
    return acts_for(actor.areas, region, DECIDING)


def due_day(filed_on: date) -> date:
    """Return until when an objection filed on a day is answered, by the rules."""
    calendar, last = load_calendar(), filed_on
    for _ in range(load_objection_rules().answer_within_working_days):
        last = calendar.working_day_from(last + timedelta(days=1))
    return last


def why_not_decide(workspace: Workspace, standing: ObjectionStanding, actor: Actor) -> str:
    """Return the code of what keeps somebody from deciding; empty where nothing does."""
    objection = standing.objection
    if not may_answer(actor, workspace.register.regions[objection.region_code]):
        return "not_yours"
    if not standing.is_open:
        return "decided"
    own = person_key(actor.name)
    if own == person_key(standing.filed.by):
        return "same_person"
    if own in map(person_key, workspace.store.brought_by(objection.document_sha256)):
        return "entered"
    return ""


def require_open(standing: ObjectionStanding) -> None:
    """Raise ObjectionRefusedError unless it waits for a decision."""
    if not standing.is_open:
        raise ObjectionRefusedError(
            "decided", f"objection {standing.number} is {standing.state.value} already"
        )


def require_reason(text: str) -> None:
    """Raise ObjectionRefusedError for a reason that is too short or too long."""
    length = len(" ".join(text.split()))
    if not SHORTEST_REASON <= length <= LONGEST_REASON:
        raise ObjectionRefusedError(
            "reason",
            f"{length} characters of reason found, {SHORTEST_REASON} to {LONGEST_REASON} expected",
        )
