"""Where every figure told about a region comes from: cells, files, and where each is used.

One cell stands once, however often it is used. Nothing is judged here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from monev.profile import Profile
from monev.scorecard import Input, Scorecard

CELL = re.compile(r"^(?P<before>.*?)(?P<column>[A-Z]{1,3})(?P<row>\d+)$")
LINE = re.compile(r"^(?P<before>.*\bbaris )(?P<row>\d+)(?P<after>.*)$")
ADVICE = re.compile(r"^rekomendasi (?P<id>\S+) (?P<books>dalam .*)$")
DECIDED = re.compile(r"^nilai (?P<id>\S+) (?P<books>menurut evaluasi .*)$")


@dataclass(frozen=True)
class Used:
    """One value that is told, with every place where it is used."""

    source: Input
    places: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """Cells of one file that state the same field and are used at the same places."""

    name: str
    locators: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def told(self) -> str:
        """The cells, with runs of rows written as first and last: `Anggaran!D5–D44`."""
        own = any(ADVICE.match(one) for one in self.locators)
        return "; ".join((_of_own_books if own else _shortened)(self.locators))


@dataclass(frozen=True)
class SourceFile:
    """One kept file with what was used of it; `sha256` is empty for our own books."""

    sha256: str
    publisher: str
    title: str
    known_on: date
    known_basis: str
    tier: str
    cells: tuple[Cells, ...]


def used_inputs(card: Scorecard, profile: Profile) -> list[Used]:
    """Return every value of a scorecard and a profile, each cell once, by its place in its file."""
    found: dict[tuple[str, str, str], tuple[list[str], Input]] = {}
    for where, source in _printed(card, profile):
        if source is None:
            continue
        cell = (source.evidence_sha256, source.locator, source.name)
        places, _ = found.setdefault(cell, ([], source))
        if where not in places:
            places.append(where)
    rows = sorted(found.values(), key=lambda pair: _order(pair[1].locator))
    return [Used(source, tuple(places)) for places, source in rows]


def _printed(card: Scorecard, profile: Profile) -> Iterable[tuple[str, Input | None]]:
    for row in card.indicators:
        yield from ((row.id, source) for source in row.inputs)
    yield from (("cakupan", point.source) for point in profile.coverage)
    yield "perubahan", profile.change.source if profile.change else None
    yield from (("target", target.source) for target in profile.targets)
    for group in profile.groups:
        yield from (("kelompok", line.source) for line in group.lines)
    for where, rows in (
        ("anggaran", profile.budget),
        ("iuran dan klaim", profile.money),
        ("regulasi", profile.regulations),
        ("kegiatan", profile.context),
        ("angka pembanding", profile.figures),
    ):
        yield from ((where, one.source) for one in rows)


def source_files(used: Sequence[Used]) -> list[SourceFile]:
    """Return the files behind a report by publisher and title, each with its cells by field."""
    rows = sorted(used, key=lambda one: (_file_of(one.source), one.source.name, one.places))
    made = []
    for _, group in groupby(rows, key=lambda one: _file_of(one.source)):
        of_file = list(group)
        head = of_file[0].source
        made.append(
            SourceFile(
                sha256=head.evidence_sha256,
                publisher=head.source_publisher,
                title=head.source_title,
                known_on=head.known_on,
                known_basis=head.known_basis,
                tier=head.tier,
                cells=tuple(_cells(of_file)),
            )
        )
    return made


def _file_of(source: Input) -> tuple[str, str, str, str, str]:
    return (
        source.source_publisher,
        source.source_title,
        source.evidence_sha256,
        str(source.known_on),
        source.known_basis,
    )


def _cells(rows: Sequence[Used]) -> Iterable[Cells]:
    for (name, places), group in groupby(rows, key=lambda one: (one.source.name, one.places)):
        locators = sorted({one.source.locator for one in group}, key=_order)
        yield Cells(name, tuple(locators), places)


@dataclass(frozen=True)
class _Address:
    """A place taken apart: what its neighbours share, its row, and how the row is written."""

    before: str
    column: str
    row: int
    after: str

    @property
    def beside(self) -> tuple[str, str, str]:
        """What two places of one run have in common."""
        return self.before, self.column, self.after


def _address(locator: str) -> _Address:
    if match := CELL.match(locator):
        return _Address(match["before"], match["column"], int(match["row"]), "")
    if match := LINE.match(locator):
        return _Address(match["before"], "", int(match["row"]), match["after"])
    return _Address(locator, "", 0, "")


def _order(locator: str) -> tuple[str, str, str, int]:
    """Sort rows of a sheet or a list by their number, not by its first digit."""
    one = _address(locator)
    return one.before, one.column, one.after, one.row


def _shortened(locators: Sequence[str]) -> Iterable[str]:
    """Name each sheet once and write runs of rows as their ends; every cell lies within them."""
    places = [_address(one) for one in locators]
    for (before, after), group in groupby(places, key=lambda one: (one.before, one.after)):
        runs = [_ends(run) for run in _runs(list(group))]
        yield f"{before}{', '.join(runs)}{after}"


def _of_own_books(locators: Sequence[str]) -> Iterable[str]:
    """Name books and decision once for all that share them: `rekomendasi A, B dalam hasil ...`."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for given, _, decided in (one.partition("; ") for one in locators):
        advice, score = ADVICE.match(given), DECIDED.match(decided)
        books = (advice["books"] if advice else given, score["books"] if score else decided)
        ids = (advice["id"] if advice else "", score["id"] if score else "")
        found.setdefault(books, []).append(ids)
    for (given, decided), named in found.items():
        yield _once("rekomendasi", [one for one, _ in named], given)
        if decided:
            yield _once("nilai", [one for _, one in named], decided)


def _once(name: str, ids: Iterable[str], books: str) -> str:
    """Write `nilai A1, B3 menurut evaluasi ...`; what names nothing is written as it stands."""
    named = list(dict.fromkeys(one for one in ids if one))
    return f"{name} {', '.join(named)} {books}" if named else books


def _runs(places: Sequence[_Address]) -> list[list[_Address]]:
    runs: list[list[_Address]] = []
    for place in places:
        last = runs[-1][-1] if runs else None
        if last and last.beside == place.beside and last.row + 1 == place.row:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _ends(run: Sequence[_Address]) -> str:
    """Write `D5–D44` for cells, `5–44` for lines, and nothing for a place without a number."""
    first, last = run[0], run[-1]
    if first.row == 0:
        return ""
    told = f"{first.column}{first.row}"
    return told if len(run) == 1 else f"{told}–{last.column}{last.row}"
