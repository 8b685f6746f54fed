"""The regions whose reports are measured: a few simulated provinces, and some of the press example.

Everything is simulated, collected and evaluated in the run. One region's papers of the quarter
are held back, so that they can come later as the one thing that changed.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from models import Quarter
from monev.collect_many import collect_folder, sweep_inbox
from monev.evaluate_many import plan
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.workspace import Workspace, open_workspace, packaged_example

QUARTER = Quarter(2024, 3)
HEARD = tuple(Quarter(2024, number) for number in (1, 2, 3))
SEED = 11
ERROR_RATE = 0.3
PROVINCES = ("34", "36", "73", "35", "33", "32", "12", "11")
"""Provinces in the order in which they are taken: 6, 9, 25, 39, 36 governments and so on."""
PRESS = 4


@dataclass(frozen=True)
class Nation:
    """A collected workspace: kab/kota, then the provinces above them, and what is held back."""

    workspace: Workspace
    codes: tuple[str, ...]
    held: str
    held_inbox: Path

    def hand_in(self) -> None:
        """Let the papers that were held back arrive."""
        sweep_inbox(self.workspace, str(self.held_inbox), QUARTER)


def settings_of(folder: Path) -> Settings:
    """Return the settings of a workspace of this run alone, whatever the environment says."""
    return Settings(workspace=folder, database_url="", files="", issuer=None, profile="", mode="")


def nation(folder: Path, regions: int) -> Nation:
    """Simulate and collect as many governments as asked, three quarters of each."""
    workspace = open_workspace(settings_of(folder / "nation"))
    register = workspace.register
    provinces: list[str] = []
    below: list[str] = []
    for province in PROVINCES:
        if len(below) + len(provinces) >= regions:
            break
        provinces.append(province)
        below += [one.code for one in register.children(province)]
    below = below[: max(regions - len(provinces), 1)]
    held, held_inbox = "", folder / "held"
    for province in provinces:
        inbox = folder / "inbox" / province
        for quarter in HEARD:
            simulate(Order(quarter, SEED, ERROR_RATE, province), inbox)
            if quarter == QUARTER and not held:
                held = _hold_back(inbox / str(quarter), held_inbox / str(quarter), below)
            sweep_inbox(workspace, str(inbox), quarter)
    planned = plan(workspace, QUARTER, [*below, *provinces])
    first = tuple(code for _, batch in planned.batches for code in batch)
    return Nation(workspace, (*first, *planned.provinces), held, held_inbox)


def _hold_back(papers: Path, aside: Path, codes: list[str]) -> str:
    """Move the papers of the last region that handed any in, and return its code."""
    held = next(code for code in reversed(codes) if (papers / code).is_dir())
    aside.mkdir(parents=True)
    shutil.move(papers / held, aside / held)
    return held


def press(folder: Path) -> tuple[Workspace, list[str]]:
    """Collect the packaged example and evaluate the regions it says most of."""
    workspace = open_workspace(settings_of(folder / "press"))
    collect_folder(workspace, packaged_example())
    stated = {
        one.code: len(workspace.store.facts_of(one.code))
        for one in workspace.register.governments()
    }
    codes = sorted(stated, key=lambda code: (-stated[code], code))[:PRESS]
    for code in codes:
        evaluate_region(workspace, code, QUARTER)
    return workspace, codes
