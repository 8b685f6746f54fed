"""Portals cut at a random moment of a run that asks them first; the next run asks them again."""

import random
from pathlib import Path

from bench.chaos.feeds import Feeds
from bench.chaos.held import broken, judgements, parts_left, portal_notes
from bench.chaos.kinds import Found, Kind
from bench.chaos.run import QUARTER
from bench.chaos.worlds import Files, World

BEFORE_AND_AFTER = 2
"""Revisions a region may have: one that says its portal was down, and the one after that."""
KINDS = (Kind("portals", "portals cut within an answer, then back", 8),)


class CutPortals:
    """Runs that ask the portals of their regions, one of which dies within an answer.

    Held against an undisturbed run are inputs, facts, findings and score. Bytes cannot be: a region
    whose portal was down has a first revision that says so.
    """

    def __init__(self, root: Path, files: Files, codes: list[str]) -> None:
        self._files, self._codes = files, codes
        self._feeds = Feeds(root, codes, QUARTER)
        self._portals = str(self._feeds.endpoints)
        world = files.fresh()
        before = _facts(world, codes)
        with self._feeds.served() as portals:
            if world.finish(world.start(codes, portals=self._portals)) != 0:
                raise RuntimeError(f"the undisturbed run failed: {world.said}")
        self._answers = portals.answers
        self._expected = judgements(world.open(), codes)
        if _facts(world, codes) == before:
            raise RuntimeError("the portals gave no fact; their cut would prove nothing")

    def close(self) -> None:
        """Nothing is left running."""

    def inject(self, key: str, chance: random.Random) -> Found:
        """Cut the portals in a random answer, run to the end, and run again with them back."""
        world = self._files.fresh()
        number, share = chance.randrange(self._answers), chance.random()
        with self._feeds.served(number, share):
            if world.finish(world.start(self._codes, portals=self._portals)) != 0:
                return Found([f"a run without portals failed: {world.said[-300:]}"])
        place = world.open()
        if not any(portal_notes(place, code) for code in self._codes):
            return Found([f"no region says that its portal was cut in answer {number}"])
        with self._feeds.served():
            if world.finish(world.start(self._codes, portals=self._portals)) != 0:
                return Found([f"the resumed run failed: {world.said[-300:]}"])
        lost = broken(place, self._expected, judgements, BEFORE_AND_AFTER)
        place.store.engine.dispose()
        found = Found(lost, parts=parts_left(world.folder))
        self._files.close(world)
        return found


def _facts(world: World, codes: list[str]) -> int:
    place = world.open()
    return sum(len(place.store.facts_of(code)) for code in codes)
