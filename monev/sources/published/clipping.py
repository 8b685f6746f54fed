"""One row of clippings into one checked statement, or into findings that say why not.

How statements become facts is decided in `clipping_facts`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.evidence import Tier
from models.finding import Severity
from monev.errors import MonevError, NotationError
from monev.sources.grid import Row, Value
from monev.sources.notation import is_approximate
from monev.sources.published.publication import Publication, Span, publication_of
from monev.sources.published.sheet import FIELD_READS, Metric, PublishedSheet
from monev.sources.reading import Intake
from monev.sources.values import EXPECTED, read_value

NATION = "ID"
READINGS = ("", "poin", "relatif", "belum_pasti")
_BLANK = Value(None, "", "")


@dataclass(frozen=True)
class Statement:
    """One published figure: whose, by whom, of when, and what; `span` is None where undated."""

    metric_name: str
    metric: Metric
    region_code: str
    publication: Publication
    span: Span | None
    period: Value
    value: Any
    cell: Value
    reading: Value
    note: str

    @property
    def approximate(self) -> bool:
        """Whether the source hedged the figure: "sekitar", "hampir", "lebih dari"."""
        return isinstance(self.value, int | Decimal) and is_approximate(self.cell.text)

    @property
    def source(self) -> tuple[Any, ...]:
        """What statements must share to speak of the same thing: region, publication, period."""
        return (self.region_code, self.publication, self.period.text)

    def known(self, sheet: PublishedSheet) -> tuple[date, str]:
        """Return the day from which the statement counts as known, and on what basis."""
        return self.publication.known(self.span, sheet.undated_known_on)


def read_statement(row: Row, sheet: PublishedSheet, intake: Intake) -> Statement | None:
    """Return what a row states; None where it is left out, and then a finding says so.

    All cells of the row are looked at, so that one pass shows everything there is to mend.
    """
    name = row.cells["metric"].text
    metric = sheet.metrics.get(name)
    region = _region(row, intake)
    if metric is None:
        texts = (
            f"metrik {name!r} tidak dikenal; baris dilewati",
            f"metric {name!r} is not in the fact sheet; row left out",
        )
        intake.note("isi.metrik", Severity.ERROR, row.cells["metric"].place, texts, region, name)
        return None
    if metric.ignore:
        return None
    value = _value(row, metric, sheet, intake, region)
    span = _read(row.cells["period"], "span", intake, region)
    publication = _publication(row, sheet, intake, region)
    reading = row.cells.get("reading", _BLANK)
    flawed = _misread(reading, intake, region)
    if region is None or value is None or publication is None or flawed or span is _FLAW:
        return None
    return Statement(
        metric_name=name,
        metric=metric,
        region_code=region,
        publication=publication,
        span=span,
        period=row.cells["period"],
        value=value,
        cell=row.cells["value"],
        reading=reading,
        note=row.cells.get("note", _BLANK).text,
    )


class _Flaw:
    """Stands for a cell that could not be read, which is not the same as a blank one."""


_FLAW: Any = _Flaw()


def _region(row: Row, intake: Intake) -> str | None:
    """Return the code; None with a finding if code and name lead to no single region."""
    code, name = row.cells["region_code"], row.cells["region_name"]
    if code.text == NATION:
        return NATION
    try:
        region = intake.resolve(code.text or name.text)
        named = region
        if name.text and name.text.casefold() != region.name.casefold():
            named = intake.resolve(name.text)
    except MonevError as error:
        texts = (
            f"kode {code.text!r} dan nama {name.text!r} tidak menunjuk satu daerah;"
            " tulis kode Kemendagri dan nama lengkapnya",
            f"code {code.text!r} and name {name.text!r} name no single region: {error}",
        )
        intake.note("isi.daerah", Severity.ERROR, code.place, texts)
        return None
    if named.code != region.code:
        texts = (
            f"kode {code.text} adalah {region.name}, tetapi namanya {name.text!r}; baris dilewati",
            f"code {code.text} is {region.name}, but the name is {name.text!r}; row left out",
        )
        intake.note("isi.daerah", Severity.ERROR, code.place, texts)
        return None
    return region.code


def _value(
    row: Row, metric: Metric, sheet: PublishedSheet, intake: Intake, region: str | None
) -> Any:
    unit, cell = row.cells["unit"], row.cells["value"]
    kind = sheet.units.get(unit.text)
    if kind is None or kind != FIELD_READS.get(metric.field, kind):
        texts = (
            f"satuan {unit.text!r} tidak cocok dengan metrik ini; baris dilewati",
            f"unit {unit.text!r} does not fit the metric; row left out",
        )
        intake.note("isi.satuan", Severity.ERROR, unit.place, texts, region)
        return None
    value = _read(cell, kind, intake, region)
    if value is None:
        texts = (
            "nilai tidak diisi; baris dilewati dan tidak dihitung nol",
            "no value is stated; row left out, not taken as zero",
        )
        intake.note("isi.kosong", Severity.WARNING, cell.place, texts, region)
    return None if value is _FLAW else value


def _read(cell: Value, kind: str, intake: Intake, region: str | None) -> Any:
    try:
        return read_value(cell, kind)
    except NotationError as error:
        note_unreadable(intake, cell, EXPECTED[kind][0], str(error), region)
        return _FLAW


def note_unreadable(
    intake: Intake, cell: Value, expected_id: str, problem: str, region: str | None
) -> None:
    """Add the finding for a cell that cannot be read; `problem` is the English wording."""
    texts = (f"ditemukan {cell.text[:80]!r}, seharusnya {expected_id}", problem)
    intake.note("isi.sel", Severity.ERROR, cell.place, texts, region)


def _publication(
    row: Row, sheet: PublishedSheet, intake: Intake, region: str | None
) -> Publication | None:
    try:
        return publication_of(row, sheet.tier)
    except NotationError as error:
        cell = row.cells["source_date"]
        note_unreadable(intake, cell, EXPECTED["date"][0], str(error), region)
    except ValueError:
        cell = row.cells["source_tier"]
        known = ", ".join(Tier)
        problem = f"{cell.text!r} found, one of {known} expected"
        note_unreadable(intake, cell, f"salah satu dari {known}", problem, region)
    return None


def _misread(reading: Value, intake: Intake, region: str | None) -> bool:
    """Whether the column `reading` holds a word that is none of its own; adds the finding."""
    if reading.text in READINGS:
        return False
    known = ", ".join(READINGS[1:])
    problem = f"{reading.text!r} found, one of {known} expected"
    note_unreadable(intake, reading, f"salah satu dari {known}", problem, region)
    return True
