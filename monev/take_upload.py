"""The way of an upload: looked at, held, shown, and on its sender's word collected as any file.

Nothing of it is a fact before that word. The holding place is `held_uploads`, collecting itself
`collect_region`; forms and pages belong to the portal.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models import Quarter, Receipt, Region
from monev.arrival import Arrival, Document
from monev.check_file import Checked, check_content
from monev.collect_many import today
from monev.collect_region import collect_cleaned
from monev.errors import SourceError, UsageError
from monev.held_uploads import Held, HeldUploads
from monev.intake_findings import personal_data, redacted_then, removed_by
from monev.sources.content import MAX_BYTES
from monev.sources.file_name import shown_name
from monev.sources.limits import clean_and_read_here
from monev.sources.personal import masked
from monev.sources.reading import Reading
from monev.sources.redaction import Redacted
from monev.workspace import Workspace

if TYPE_CHECKING:
    from monev.sources.confined import ReadingRoom

MOST_UPLOAD_BYTES = MAX_BYTES
"""Feeds that are larger come through portals, not through an upload."""
ANEW = "a file that opens in a spreadsheet program; open it, save it anew and send that"
INSTRUMENT = "instrument"
OTHER_REGION, OTHER_QUARTER = "berkas.daerah_lain", "berkas.triwulan_lain"


class Obstacle(StrEnum):
    """Why a file is never accepted for a page, whatever its sender says."""

    REGION = "daerah"
    QUARTER = "triwulan"
    NOTHING = "kosong"


class NotAcceptedError(UsageError):
    """A file has obstacles, or is no longer waiting; nothing was taken in."""


@dataclass(frozen=True)
class Examined:
    """A held upload as it reads now: what it says, what is wrong, and what stands in its way."""

    held: Held
    checked: Checked
    obstacles: tuple[Obstacle, ...]

    @property
    def acceptable(self) -> bool:
        """Whether its sender may confirm it; findings alone forbid nothing, as in an inbox."""
        return not self.obstacles


@dataclass(frozen=True)
class Sent:
    """Bytes as they came, by whom, and for which region and quarter."""

    owner: str
    region: Region
    quarter: Quarter
    name: str
    content: bytes


@cache
def upload_room() -> "ReadingRoom":
    """Return the confined readers of uploads; they get less time than a sweep gives a file."""
    import atexit

    from monev.register import load_register
    from monev.settings import Settings
    from monev.sources.confined import ReadingRoom

    room = ReadingRoom(load_register(), workers=Settings().workers, cpu_seconds=15, wall_seconds=20)
    atexit.register(room.close)
    return room


@cache
def start_readers() -> None:
    """Have the readers start before the first file comes; once per process."""
    upload_room().run(str)


def holding_place(workspace: Workspace) -> HeldUploads:
    """Return where uploads of this workspace wait."""
    return _place(workspace.store.root / "uploads")


@cache
def _place(folder: Path) -> HeldUploads:
    return HeldUploads(folder)


def receive(workspace: Workspace, room: "ReadingRoom", sent: Sent) -> Receipt | Held:
    """Look at an upload and hold it; the receipt where the same bytes were handed in before.

    Raises SourceError for a file that cannot be read at all; then nothing is left of it.
    """
    original = hashlib.sha256(sent.content).hexdigest()
    before = workspace.store.read_before(original, sent.region.code, str(sent.quarter))
    if before is not None:
        return before
    name = masked(shown_name(sent.name))[0]
    arrival = _arrival(workspace, name, sent.region.code, sent.quarter)
    clean = _looked_into(room, sent.content, arrival)
    held = Held(
        owner=sent.owner,
        region=sent.region.code,
        quarter=str(sent.quarter),
        name=name,
        original=original,
        held_at=workspace.now(),
        removed=removed_by(clean),
    )
    holding_place(workspace).hold(held, clean.content if clean.changed else sent.content)
    return held


def examine(
    workspace: Workspace, room: "ReadingRoom", held: Held, *, annotated: bool = False
) -> Examined:
    """Read a held upload for its sender; with `annotated` also the marked workbook.

    Raises NotAcceptedError where it no longer waits, SourceError where it cannot be read.
    """
    content = _waiting(workspace, held)
    quarter = Quarter.parse(held.quarter)
    arrival = _arrival(workspace, held.name, held.region, quarter)
    checked = check_content(content, arrival, room, annotated=annotated, rubric=workspace.rubric)
    clean = redacted_then(content, held.removed)
    told = personal_data(clean, held.name, hashlib.sha256(content).hexdigest())
    checked = Checked(checked.reading, [*told, *checked.findings], clean.columns, checked.annotated)
    return Examined(held, checked, _obstacles(checked, held.region, quarter))


def confirm(workspace: Workspace, room: "ReadingRoom", held: Held, *, errors: int = 0) -> Receipt:
    """Collect a held upload as an inbox does and return its receipt; once, however often asked.

    `errors` is how many errors its sender knows of. Raises NotAcceptedError where there are more,
    where something stands in its way, or where it no longer waits.
    """
    receipt = _read_before(workspace, held) or _taken_in(workspace, room, held, errors)
    holding_place(workspace).handed_in(held, receipt.receipt_id or 0)
    return receipt


def _taken_in(workspace: Workspace, room: "ReadingRoom", held: Held, errors: int) -> Receipt:
    """Collect what may be taken in; the receipt of another click that was faster, where one was."""
    try:
        taken = _agreed(workspace, room, held, errors)
    except NotAcceptedError:
        faster = _read_before(workspace, held)
        if faster is None:
            raise
        return faster
    with workspace.store.alone(f"hand-in {held.region} {held.quarter}"):
        return _read_before(workspace, held) or _collected(workspace, held, taken)


def _read_before(workspace: Workspace, held: Held) -> Receipt | None:
    return workspace.store.read_before(held.original, held.region, held.quarter)


def _looked_into(room: "ReadingRoom", content: bytes, arrival: Arrival) -> Redacted:
    """Return a file without personal data; raises SourceError for one that cannot be read."""
    try:
        clean, outcome = room.run(clean_and_read_here, content, arrival, name=arrival.name)
    except RuntimeError as error:
        found = f"a reader broke down over it ({' '.join(str(error).split())[:200]})"
        raise SourceError(arrival.name, "", found, ANEW) from error
    if isinstance(outcome, SourceError):
        raise outcome
    found_clean: Redacted = clean
    return found_clean


def _agreed(
    workspace: Workspace, room: "ReadingRoom", held: Held, errors: int
) -> tuple[bytes, Reading]:
    """Return bytes and reading of what may be taken in; NotAcceptedError for anything else."""
    content = _waiting(workspace, held)
    examined = examine(workspace, room, held)
    if not examined.acceptable:
        listed = ", ".join(examined.obstacles)
        raise NotAcceptedError(f"{held.name} is not taken for {held.region}: {listed}")
    if examined.checked.errors > errors:
        known = f"{examined.checked.errors} errors, its sender knows of {errors}"
        raise NotAcceptedError(f"{held.name} has {known}; look at them and confirm again")
    return content, examined.checked.reading


def _collected(workspace: Workspace, held: Held, taken: tuple[bytes, Reading]) -> Receipt:
    content, reading = taken
    slot, quarter = _slot(held, reading.source_id), Quarter.parse(held.quarter)
    arrival = _arrival(workspace, held.name, held.region, quarter, slot, held.owner)
    clean = redacted_then(content, held.removed)
    collect_cleaned(workspace, Document(content, arrival), clean, reading, held.original)
    receipt = _read_before(workspace, held)
    if receipt is None:
        raise NotAcceptedError(f"{held.name} left no receipt; hand it in again")
    return receipt


def _waiting(workspace: Workspace, held: Held) -> bytes:
    content = holding_place(workspace).content(held)
    if content is None:
        raise NotAcceptedError(f"{held.name} no longer waits; upload it again")
    return content


def _slot(held: Held, source_id: str) -> str:
    """Return the place whose last arrival stands: one per instrument, else one per file name."""
    place = f"portal/{held.quarter}/{held.region}/{source_id}"
    return place if source_id == INSTRUMENT else f"{place}/{held.name}"


def _arrival(
    workspace: Workspace, name: str, code: str, quarter: Quarter, slot: str = "", owner: str = ""
) -> Arrival:
    return Arrival(
        name=name,
        received_on=today(workspace),
        region=code,
        quarter=quarter,
        slot=slot,
        received_by=owner,
    )


def _obstacles(checked: Checked, code: str, quarter: Quarter) -> tuple[Obstacle, ...]:
    reading = checked.reading
    rules = {one.rule for one in checked.findings}
    strangers = any(fact.region_code != code for fact in reading.facts)
    found = []
    if OTHER_REGION in rules or strangers or reading.region not in ("", code):
        found.append(Obstacle.REGION)
    if OTHER_QUARTER in rules or reading.quarter not in (None, quarter):
        found.append(Obstacle.QUARTER)
    if not reading.facts and not found:
        found.append(Obstacle.NOTHING)
    return tuple(found)
