"""Labels with a value beside them: where each entry of the sheet Identitas stands.

What the values mean is for `identity`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from models.finding import Severity
from monev.sources.grid import Value, folded
from monev.sources.instrument.presumed import presumed_places
from monev.sources.reading import Intake
from monev.sources.workbook import Sheet


@dataclass(frozen=True)
class Entry:
    """The cell with the value; `named` is false where its label is not as it should be."""

    cell: Value
    named: bool


def entries_of(sheet: Sheet, labels: Iterable[str], intake: Intake) -> dict[str, Entry]:
    """Return the entries by label, in the order of `labels`, with a finding for each missing one.

    An entry whose label is missing is presumed beside its neighbours, so that its value is checked
    too; one that cannot be placed is left out.
    """
    order = list(labels)
    found = _found(sheet, order)
    column = Counter(at for _, at in found.values()).most_common(1)
    at = column[0][0] if column else 0
    rows = {label: row for label, (row, where) in found.items() if where == at}
    presumed = presumed_places(order, rows, {*rows.values(), 0})
    entries: dict[str, Entry] = {}
    for label in order:
        if label in found:
            entries[label] = Entry(_beside(*found[label], sheet, intake), named=True)
            continue
        place = f"{intake.name} lembar {sheet.name}"
        if label in presumed:
            place += f" sel {get_column_letter(at + 1)}{presumed[label]}"
            entries[label] = Entry(_beside(presumed[label], at, sheet, intake), named=False)
        texts = (f"isian {label!r} tidak ada", f"the entry {label!r} is missing")
        if label in presumed:
            texts = (
                f"{texts[0]}. Tulis {label!r} di sel ini",
                f"{texts[1]}. Write it in this cell",
            )
        intake.note("berkas.judul_kolom", Severity.ERROR, place, texts)
    return entries


def _found(sheet: Sheet, labels: list[str]) -> dict[str, tuple[int, int]]:
    """Return row and column of every label; the first one where it stands twice."""
    known = {folded(label): label for label in labels}
    found: dict[str, tuple[int, int]] = {}
    for number, values in sheet.rows.items():
        for at, value in enumerate(values):
            label = known.get(folded(value.text))
            if label is not None:
                found.setdefault(label, (number, at))
    return found


def _beside(row: int, at: int, sheet: Sheet, intake: Intake) -> Value:
    """Return the cell to the right, a blank one where the row ends."""
    values = sheet.rows.get(row, ())
    place = f"{intake.name} lembar {sheet.name} sel {get_column_letter(at + 2)}{row}"
    return values[at + 1] if at + 1 < len(values) else Value(None, "", place)
