"""What travels with a regional report: files inside its PDF, and the sheets of its workbook.

Complete and not rounded, so that a reader can reckon on; what they are called and say is data in
`catalogue/annex.yaml`. Nothing is judged here.
"""

from collections.abc import Callable, Iterable

from monev.reports.pdf.attachment import Attachment
from monev.reports.region.annex.indicators import indicator_rows, origin_rows
from monev.reports.region.annex.money import budget_rows
from monev.reports.region.annex.notes import heading_notes, note_rows
from monev.reports.region.annex.steps import advice_rows, finding_rows
from monev.reports.region.annex.words import Row, annex_words
from monev.reports.region.view import RegionView
from monev.reports.tabular import Sheet, as_csv

__all__ = ["region_attachments", "region_sheets"]

ROWS: dict[str, Callable[[RegionView], Iterable[Row]]] = {
    "indikator": indicator_rows,
    "asal": origin_rows,
    "anggaran": budget_rows,
    "rekomendasi": advice_rows,
    "temuan": finding_rows,
    "catatan": note_rows,
}
"""Every table there is, in the order of the workbook's sheets."""
CARRIED = ("indikator", "asal", "anggaran")
"""Tables that travel inside the PDF; the others are printed there in full."""


def region_attachments(view: RegionView) -> tuple[Attachment, ...]:
    """Return the files that travel inside the PDF of a regional report, named in its language.

    CSV in UTF-8 with a byte order mark, for the spreadsheets of offices; the trace is the
    scorecard as `docs/trace.schema.json` describes it. The same view gives the same bytes.
    """
    return (*(_carried(table, view) for table in CARRIED), _trace(view))


def region_sheets(view: RegionView) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook that goes with a regional report.

    Numbers are numbers and days are days; what is missing is empty, and a status says why.
    """
    return tuple(_sheet(table, view) for table in ROWS)


def _carried(table: str, view: RegionView) -> Attachment:
    words, speech = annex_words(), view.speech
    text = as_csv(words.headings(table, speech), words.ordered(table, ROWS[table](view)))
    return Attachment(
        name=f"{speech.of(words.tables[table].file)}.csv",
        content=text.encode("utf-8-sig"),
        media_type="text/csv",
        description=speech.of(words.tables[table].about),
        relationship="Data",
    )


def _trace(view: RegionView) -> Attachment:
    words, speech = annex_words(), view.speech
    return Attachment(
        name=f"{speech.of(words.trace.file)}.json",
        content=f"{view.card.model_dump_json()}\n".encode(),
        media_type="application/json",
        description=speech.of(words.trace.about),
        relationship="Source",
    )


def _sheet(table: str, view: RegionView) -> Sheet:
    words, speech = annex_words(), view.speech
    rows = words.ordered(table, ROWS[table](view))
    notes = [] if table == "catatan" else heading_notes(view)
    if not rows:
        notes = [*notes, speech.of(words.tables[table].none)]
    return Sheet(
        name=speech.of(words.tables[table].sheet),
        headings=words.headings(table, speech),
        rows=rows,
        notes=notes,
    )
