"""The rules of the calendar as `catalogue/calendar.yaml` states them, checked when read."""

from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OnTimeRule(_Rule):
    """What becomes of a due day on which offices rest, and who says so."""

    rule: Literal["next_working_day", "none"]
    reference: str = Field(min_length=1)


class HolidaySource(_Rule):
    """Which country and kinds of holidays are asked of the library."""

    country: str
    categories: list[Literal["public", "government"]]


class Override(_Rule):
    """One day that is off, or is none, by a decree that the library does not know."""

    day: date
    off: bool
    title: Wording
    reference: str = Field(min_length=1)


class DutyRules(_Rule):
    """When the duties of the house fall due; counts of days, hours and attempts."""

    evaluation_after_days: PositiveInt
    weekly_on: int = Field(ge=1, le=7)
    reminders: list[PositiveInt]
    abandoned_after_hours: PositiveInt
    most_attempts: PositiveInt
    reference: str = Field(min_length=1)


class CalendarRules(_Rule):
    """The whole file. `rest_days` are days of the week by ISO number: Monday is 1."""

    on_time: OnTimeRule
    rest_days: dict[int, Wording]
    holidays: HolidaySource
    overrides: list[Override]
    duties: DutyRules


def read_calendar_rules(path: Path | Traversable | None = None) -> CalendarRules:
    """Return the rules of a file, the packaged ones by default.

    Raises CatalogueError, naming file and line, for a key that misfits, a week without a working
    day, a day that is overridden twice, and reminders that are not given from far to near.
    """
    file = read_yaml(path or catalogue_folder("calendar.yaml"))
    rules = file.shaped(CalendarRules)
    wrong = sorted(set(rules.rest_days) - set(range(1, 8)))
    if wrong or len(rules.rest_days) > 6:
        problem = "days of the week from 1 (Monday) to 7 expected, at most six of them"
        raise file.error(("rest_days", *wrong[:1]), problem)
    days = [one.day for one in rules.overrides]
    for index, day in enumerate(days):
        if day in days[:index]:
            raise file.error(("overrides", index), f"{day} stands twice; keep one of them")
    reminders = rules.duties.reminders
    if reminders != sorted(set(reminders), reverse=True):
        problem = f"{reminders} found; write each once, from far to near"
        raise file.error(("duties", "reminders"), problem)
    return rules
