"""A workspace with something to contest, and who contests and decides in it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from models import Account, Quarter, Role
from monev.areas import Area
from monev.collect_many import collect_folder
from monev.objection_numbers import Printed, printed_values
from monev.objection_papers import Paper, checked_paper
from monev.objection_rules import Actor
from monev.objection_states import ObjectionStanding
from monev.objections import Claim, file_objection
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.evaluations import filed

QUARTER = Quarter(2024, 3)
IN_TIME = datetime(2024, 10, 7, 3, 0, tzinfo=UTC)
"""Three days before the cut-off of the quarter, which is 10 October 2024."""
TOO_LATE = datetime(2024, 10, 21, 3, 0, tzinfo=UTC)
CONTESTED, NEIGHBOUR = "36.72", "36.03"
REASON = "angka pada kliping bukan angka per akhir triwulan"
PDF = b"%PDF-1.7\nsurat keterangan cakupan\n%%EOF\n"

ANI = Actor("ani", (Area(Role.OFFICE, CONTESTED),), "uji")
BUDI = Actor("budi", (Area(Role.OFFICE, NEIGHBOUR),), "uji")
CITRA = Actor("citra", (Area(Role.COORDINATOR, "36"),), "uji")
NANI = Actor("nani", (Area(Role.COORDINATOR, None),), "uji")
DEWI = Actor("dewi", (Area(Role.ADMIN, None),), "uji")

Opened = Callable[[datetime], Workspace]


def evaluated_at(root: Path) -> None:
    """Make a workspace with two evaluated regions and no paper at `root`."""
    workspace = replace(open_workspace(Settings(workspace=root)), now=lambda: IN_TIME)
    collect_folder(workspace, packaged_example())
    for code in (CONTESTED, NEIGHBOUR):
        filed(workspace, code, QUARTER)


def copied(made: Path, to: Path, moment: datetime) -> Workspace:
    """Return a copy of a workspace whose clock stands at `moment`."""
    shutil.copytree(made, to)
    return replace(open_workspace(Settings(workspace=to)), now=lambda: moment)


def account(name: str, role: Role, code: str | None, kept: str) -> Account:
    """Return the row of somebody who signs in."""
    return Account(name=name, role=role, region_code=code, password_hash=kept, created_at=IN_TIME)


def value_of(workspace: Workspace, indicator: str, field: str) -> Printed:
    """Return a value that the revision in force rests on."""
    evaluation = workspace.store.current_evaluation(CONTESTED, str(QUARTER))
    assert evaluation is not None
    return next(
        one
        for one in printed_values(evaluation)
        if indicator in one.indicators and one.field == field
    )


def paper(content: bytes = PDF, name: str = "surat.pdf") -> Paper:
    """Return a document as it is handed in with an objection."""
    return checked_paper(content, name)


def contest(
    workspace: Workspace,
    text: str = "61,5",
    *,
    actor: Actor = ANI,
    value: Printed | None = None,
    reason: str = REASON,
    revision: int = 1,
    document: Paper | None = None,
) -> ObjectionStanding:
    """File an objection to Cilegon's coverage, or to another value."""
    printed = value or value_of(workspace, "C1", "coverage_pct")
    claim = Claim(str(QUARTER), revision, printed.fact_id, printed.field, text, reason)
    region = workspace.register.regions[CONTESTED]
    return file_objection(workspace, region, actor, claim, document or paper())
