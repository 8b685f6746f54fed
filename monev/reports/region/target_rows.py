"""The targets a report prints, a row for each reading of each, with the way to it.

No arithmetic, and no words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from string import ascii_lowercase

from monev.profile import Profile, TargetLine
from monev.scorecard import Input
from monev.target_path import TargetPath
from monev.told_past import with_newest


@dataclass(frozen=True)
class TargetRow:
    """One reading of one target, with the letter it has in the drawing; `path` may be unknown."""

    letter: str
    target: TargetLine
    pct: Decimal
    reading: str
    path: TargetPath | None
    sources: list[Input] = field(default_factory=list)

    @property
    def stated_by(self) -> list[Input]:
        """The newest statement of each publisher, publishers as they first came."""
        newest: dict[str, Input] = {}
        for one in self.sources:
            kept = newest.setdefault(one.source_publisher, one)
            if one.known_on > kept.known_on:
                newest[one.source_publisher] = one
        return list(newest.values())

    @property
    def stated_before(self) -> int:
        """How many other statements say the same: another file, or the same in another year."""
        told = {(one.source_publisher, one.source_title, one.known_on) for one in self.sources}
        return len(told) - len(self.stated_by)


def target_rows(profile: Profile, paths: Sequence[TargetPath], since: int) -> list[TargetRow]:
    """Return the rows of targets due in the year `since` or later, and of each family the newest.

    Evaluations filed long ago keep older ones too.
    """
    told = with_newest(
        _rows(profile, paths),
        lambda one: one.target.due_on,
        lambda one: (one.target.family, one.target.group_code, one.target.source is None),
        since,
    )
    return [replace(one, letter=_letter(place)) for place, one in enumerate(told)]


def _rows(profile: Profile, paths: Sequence[TargetPath]) -> list[TargetRow]:
    """Return every reading of every target once, without letters; a path to each, or to none.

    What several sources state alike is one row that names them all.
    """
    readings = [
        (target, pct, reading)
        for target in profile.targets
        for pct, reading in zip(target.pcts, target.readings, strict=True)
    ]
    ways: Iterable[TargetPath | None] = paths or [None] * len(readings)
    rows: dict[tuple[str, date, bool, Decimal, str], TargetRow] = {}
    for (target, pct, reading), path in zip(readings, ways, strict=True):
        key = (target.family, target.due_on, target.source is None, pct, reading)
        stated = [target.source] if target.source else []
        if key in rows:
            rows[key].sources.extend(stated)
        else:
            rows[key] = TargetRow("", target, pct, reading, path, stated)
    return list(rows.values())


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)
