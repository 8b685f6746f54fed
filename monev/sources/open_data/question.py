"""What the question says of a data set: its columns, its publisher, when it became known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.finding import Severity
from monev.arrival import Arrival
from monev.errors import SourceError
from monev.sources.grid import folded
from monev.sources.open_data.sheet import Measure, OpenDataSheet
from monev.sources.reading import Intake


def as_asked(arrival: Arrival, sheet: OpenDataSheet) -> tuple[OpenDataSheet, dict[str, Measure]]:
    """Return the sheet with the headings that the operator named, and the column of his measure.

    They stand in the question as `column.<role>` and `measure`. Raises SourceError for a role or a
    measure that the fact sheet does not know.
    """
    prefix = "column."
    roles = {
        word.removeprefix(prefix): heading
        for word, heading in arrival.asked.items()
        if word.startswith(prefix) and heading.strip()
    }
    heading = roles.pop(sheet.value_role, "")
    if unknown := roles.keys() - type(sheet.columns).model_fields.keys():
        expected = f"{sheet.value_role}, {', '.join(type(sheet.columns).model_fields)}"
        raise SourceError(arrival.name, "", f"the role {min(unknown)!r} in the question", expected)
    if not heading:
        return sheet.with_columns(roles), {}
    name = arrival.asked.get("measure", "")
    measure = sheet.measure_named(name)
    if measure is None:
        found = f"the measure {name[:60]!r} in the question"
        raise SourceError(arrival.name, "", found, f"one of {', '.join(sheet.measures)}")
    return sheet.with_columns(roles), {folded(heading): measure}


@dataclass(frozen=True)
class Publication:
    """What the question says of the data set, and the day from which it counts as known."""

    title: str
    publisher: str
    note: str
    known_on: date


def publication_of(sheet: OpenDataSheet, intake: Intake) -> Publication:
    """Return the publication; the day of the last change counts, else that of retrieval."""
    arrival = intake.arrival
    words = sheet.asked
    licence = _asked(arrival.asked, words.licence)
    modified = _asked(arrival.asked, words.modified)
    known_on = arrival.received_on
    if modified:
        try:
            known_on = min(date.fromisoformat(modified[:10]), arrival.received_on)
        except ValueError:
            texts = (
                f"tanggal perubahan {modified[:40]!r} tidak terbaca; dipakai tanggal pengambilan",
                f"the day of change {modified[:40]!r} is no date; that of retrieval is used",
            )
            intake.note("isi.tanggal", Severity.WARNING, intake.name, texts)
    return Publication(
        title=_asked(arrival.asked, words.title) or arrival.name,
        publisher=_asked(arrival.asked, words.organisation) or sheet.publisher,
        note=f"lisensi {licence}" if licence else "lisensi tidak disebut",
        known_on=known_on,
    )


def _asked(asked: Mapping[str, str], spellings: list[str]) -> str:
    return next((asked[word].strip() for word in spellings if asked.get(word, "").strip()), "")
