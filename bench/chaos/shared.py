"""Faults of a run that two share: one of its takers is killed while both hold batches."""

import os
import random
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from bench.chaos.asked import RUN_SECONDS, Asked
from bench.chaos.kinds import Found, Kind
from bench.chaos.run import QUARTER
from bench.chaos.worlds import Files, richest
from models import BatchState
from monev.workspace import Workspace

KINDS = (Kind("taker", "kill -9 of one of two takers of a run", 4),)
REGIONS = 24
"""Enough for the second taker to come while there is something left."""
PART_OF_A_BATCH_SECONDS = 6.0


class Takers(Asked):
    """Runs of one process each, that ask another one to join; the regions are their own."""

    told: ClassVar[Mapping[str, str]] = {"MONEV_TAKERS": "2", "MONEV_WORKERS": "1"}

    def __init__(self, root: Path, files: Files, codes: list[str]) -> None:
        many = richest(files.fresh().open(), REGIONS)
        super().__init__(root, files, [*codes, *(one for one in many if one not in codes)])

    def inject(self, key: str, chance: random.Random) -> Found:
        """Kill one of those that hold a batch; whoever is left goes on."""
        world = self._files.fresh()
        run, place = self._ask(world), world.open()
        self._station.until(lambda: len(_holding(place)) > 1, RUN_SECONDS)
        time.sleep(chance.random() * PART_OF_A_BATCH_SECONDS)
        takers = _holding(place)
        place.store.engine.dispose()
        if takers:
            os.kill(int(chance.choice(takers).rsplit(":", 2)[1]), signal.SIGKILL)
        return self._resumed(world, run, late=not takers)


def _holding(place: Workspace) -> list[str]:
    """Return the processes that hold a batch."""
    batches = place.store.unfinished_batches(str(QUARTER))
    return sorted({one.worker for one in batches if one.state is BatchState.TAKEN})
