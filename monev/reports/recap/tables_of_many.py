"""Rows about many governments as sheets of a workbook, and as the file that travels in the PDF.

What stands in the rows is for each document; what sheets and columns are called is data.
"""

from collections.abc import Iterable, Mapping, Sequence

from monev.reports.pdf.attachment import Attachment
from monev.reports.region.annex.words import Row, TableWords
from monev.reports.tabular import Content, Sheet, as_csv
from monev.reports.words.speech import Speech


def sheets_of(
    words: Mapping[str, TableWords],
    tables: Mapping[str, Iterable[Row]],
    notes: Sequence[str],
    speech: Speech,
    **filled: object,
) -> list[Sheet]:
    """Return one sheet per table with the notes above it; an empty one says why it is.

    `filled` are the values of braces in headings.
    """
    sheets = []
    for name, rows in tables.items():
        table = words[name]
        made = _ordered(table, rows)
        none = [] if made else [speech.of(table.none)]
        sheets.append(
            Sheet(
                name=speech.of(table.sheet),
                headings=_headings(table, speech, filled),
                rows=made,
                notes=[*notes, *none],
            )
        )
    return sheets


def carried(
    table: TableWords, rows: Iterable[Row], speech: Speech, **filled: object
) -> tuple[Attachment, ...]:
    """Return one table as CSV: UTF-8 with a byte order mark, for the spreadsheets of offices."""
    text = as_csv(_headings(table, speech, filled), _ordered(table, rows))
    return (
        Attachment(
            name=f"{speech.of(table.file)}.csv",
            content=text.encode("utf-8-sig"),
            media_type="text/csv",
            description=speech.of(table.about),
            relationship="Data",
        ),
    )


def _headings(table: TableWords, speech: Speech, filled: Mapping[str, object]) -> list[str]:
    return [speech.of(one).format(**filled) for one in table.columns.values()]


def _ordered(table: TableWords, rows: Iterable[Row]) -> list[list[Content]]:
    return [[row[one] for one in table.columns] for row in rows]
