"""From the words of a request to a quarter and a plan. Imports no Prefect: the command line asks
here first, so that a wrong name costs no start of the engine.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from models import Quarter, Region
from monev.errors import UsageError
from monev.evaluate_many import Plan, plan
from monev.register import Register
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace


class Opened:
    """A workspace in a plain wrapper: Prefect looks into every dataclass it hands to a task, and
    the register is large.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace


def open_at(folder: str | None) -> Opened:
    """Open the workspace at `folder`, or the one the settings name."""
    settings = Settings(workspace=Path(folder)) if folder else Settings()
    return Opened(open_workspace(settings))


def quarter_of(period: str | None, moment: datetime) -> Quarter:
    """Return the quarter that is asked for; without one, the last that ended in Jakarta.

    Raises UsageError with the forms that are understood.
    """
    if period is None:
        return Quarter.ended_before(moment)
    try:
        return Quarter.parse(period)
    except ValueError as error:
        raise UsageError(str(error)) from error


def governments_of(register: Register, texts: Sequence[str]) -> list[Region]:
    """Return the governments that codes or names stand for.

    Raises UsageError for an unknown or ambiguous one, and for a unit without a government.
    """
    found = [register.resolve(text) for text in texts]
    for region in found:
        if not region.autonomous:
            raise UsageError(
                f"{region.code} {region.name} is an administrative unit without a budget and "
                f"regulations of its own; evaluate province {region.province_code}"
            )
    return found


def asked_for(
    register: Register, regions: Sequence[str] | None, province: str | None
) -> tuple[list[Region], Region | None]:
    """Return the governments named and the province named; looks at no fact.

    Raises UsageError for names that lead nowhere, and when both are given.
    """
    if regions and province:
        raise UsageError("regions and a province found together; give one of the two")
    area = register.resolve(province, "provinsi") if province else None
    return governments_of(register, regions or ()), area


def planned(
    workspace: Workspace, quarter: Quarter, regions: Sequence[str] | None, province: str | None
) -> Plan:
    """Return who is evaluated: the regions named, those of one province, or all with facts.

    Raises UsageError for names that lead nowhere, and when both are given.
    """
    asked, area = asked_for(workspace.register, regions, province)
    if area is None:
        return plan(workspace, quarter, [one.code for one in asked])
    every = plan(workspace, quarter)
    return replace(
        every,
        batches=tuple(batch for batch in every.batches if batch[0] == area.code),
        provinces=tuple(code for code in every.provinces if code == area.code),
        without_data=tuple(code for code in every.without_data if code[:2] == area.code),
    )
