"""How far a regulation has come and whether it is in force, as far as its record evidences it.

A status that is not known is never "in force", and a draft is not enacted.
"""

from dataclasses import dataclass
from datetime import date

from models.finding import Severity
from monev.sources.grid import Value, folded
from monev.sources.jdih.days import Day, Days
from monev.sources.jdih.desk import Desk, quoted
from monev.sources.jdih.identity import Identity
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import Said

DRAFT, ENACTED, PROMULGATED, IN_FORCE, WITHDRAWN = 2, 6, 7, 8, 9


@dataclass(frozen=True)
class Standing:
    """Stage, status and the days they hold from, with the values that tell them."""

    stage: int
    stage_on: date
    known_on: date
    status: str
    cells: dict[str, Value]


def standing_of(record: Record, identity: Identity, days: Days, desk: Desk) -> Standing | None:
    """Return the standing of a rule; None, with a finding, where no day of it is known.

    Promulgation makes a rule known to everybody (UU 12/2011, article 81 ff.); enactment,
    withdrawal and drafts are known from the day the record tells of them.
    """
    said, telling = _said(record, desk)
    if said == "withdrawn":
        return _standing(WITHDRAWN, days.told, days.told, "tidak_berlaku", telling)
    if identity.draft:
        if said == "in_force":
            _note_not_in_force(record, desk, "rancangan", "a draft")
        return _standing(
            DRAFT, days.told, days.told, "tidak_diketahui", identity.cells["instrument"]
        )
    if not desk.sheet.instruments[identity.instrument].promulgated:
        return _order(said, telling, record, days, desk)
    if days.promulgated is not None:
        day = days.promulgated
        if said == "in_force":
            return _standing(IN_FORCE, day, day, "berlaku", telling)
        return _standing(PROMULGATED, day, day, "tidak_diketahui", telling)
    if days.enacted is not None:
        if said == "in_force":
            _note_not_in_force(
                record, desk, "tanpa tanggal pengundangan", "not dated as promulgated"
            )
        return _standing(ENACTED, days.enacted, days.told, "tidak_diketahui", telling)
    _note_undated(record, desk)
    return None


def _order(said: Said, telling: Value, record: Record, days: Days, desk: Desk) -> Standing | None:
    """Return the standing of a decree, instruction or circular, which no gazette makes public."""
    day = days.enacted or days.promulgated
    if day is None:
        _note_undated(record, desk)
        return None
    status = "berlaku" if said == "in_force" else "tidak_diketahui"
    return _standing(ENACTED, day, days.told, status, telling)


def _standing(stage: int, reached: Day, known: Day, status: str, telling: Value) -> Standing:
    cells = {"stage": telling if telling.place else reached.cell}
    cells |= {"stage_on": reached.cell, "known_on": known.cell}
    if telling.place and stage != DRAFT:
        cells["status"] = telling
    return Standing(stage, reached.on, known.on, status, cells)


def _said(record: Record, desk: Desk) -> tuple[Said, Value]:
    """Return what status and relations say together, and the value that says it.

    A rule that another one has withdrawn is not in force, whatever its status still says.
    """
    cell = record["status"]
    said = _word(record.text("status"), cell, desk)
    ended = [how for how, _ in record.details if _category(how, desk) == "withdrawn"]
    if not ended or said == "withdrawn":
        return said, cell
    if said == "in_force":
        texts = (
            f"status {quoted(cell.raw)} bertentangan dengan rincian {quoted(ended[0])}; "
            "dicatat sebagai tidak diketahui",
            f"the status {quoted(cell.raw)} contradicts the detail {quoted(ended[0])}; "
            "it is kept as not known",
        )
        desk.note("jdih.status", Severity.WARNING, cell.place, texts)
        return "unknown", cell
    return "withdrawn", record["details"]


def _word(text: str, cell: Value, desk: Desk) -> Said:
    found = _category(text, desk) if text else "unknown"
    if found is not None:
        return found
    texts = (
        f"status {quoted(cell.raw)} tidak dikenal; dianggap tidak diketahui, bukan berlaku",
        f"the status {quoted(cell.raw)} is not in the fact sheet; it is not known, not in force",
    )
    desk.note("jdih.status", Severity.WARNING, cell.place, texts)
    return "unknown"


def _category(text: str, desk: Desk) -> Said | None:
    categories = desk.sheet.statuses.items()
    return next((said for said, words in categories if folded(text) in words), None)


def _note_not_in_force(record: Record, desk: Desk, why_id: str, why_en: str) -> None:
    cell = record["status"]
    texts = (
        f"status {quoted(cell.raw)} pada produk hukum {why_id}; tidak dicatat sebagai berlaku",
        f"the status {quoted(cell.raw)} of a rule that is {why_en}; it is not kept as in force",
    )
    desk.note("jdih.status", Severity.WARNING, cell.place, texts)


def _note_undated(record: Record, desk: Desk) -> None:
    texts = (
        "tanggal pengundangan dan penetapan tidak ada atau tidak dapat dipakai; catatan dilewati",
        "neither promulgation nor enactment has a usable date; the record is left out",
    )
    desk.note("jdih.tanggal", Severity.WARNING, record.place, texts)
