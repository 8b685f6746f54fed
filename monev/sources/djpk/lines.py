"""Rows of the portal's export as lines of a budget: headings, amounts, printed percentages.

Where a line stands in the tree is `tree`'s work; which facts come of it, `reader`'s.
"""

import re
from decimal import Decimal, localcontext

from models.finding import Finding, FindingBase, Severity
from monev.errors import SourceError
from monev.sources.djpk.question import Question
from monev.sources.djpk.sheet import DjpkSheet
from monev.sources.djpk.tree import Line
from monev.sources.grid import Value, folded
from monev.sources.notation import is_missing
from monev.sources.reading import Intake
from monev.sources.spreadsheetml import SheetRow, rows_of

HEADINGS_WITHIN_ROWS = 10
PRECISION = 60
"""Digits that hold the quotient of the largest and the smallest amount."""

ERROR_PAGE = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
"""How the page begins that the portal puts in the place of a report, with status 200."""

_ROW = re.compile(rb"<(?:\w+:)?row\b", re.IGNORECASE)
_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,16})?")
_NOTHING = Value(None, "", "")


def lines_of(content: bytes, question: Question, sheet: DjpkSheet, intake: Intake) -> list[Line]:
    """Return the lines below the headings; none where the portal has no report.

    An amount that cannot be read and a percentage that its amounts do not give are findings.
    Raises SourceError where the content is no whole export.
    """
    if (page := ERROR_PAGE.search(content)) is not None:
        _require_headings_only(content[: page.start()], sheet, intake.name)
        return []
    rows = list(rows_of(content, intake.name, sheet.rows.at_most))
    columns, below = _columns(rows, sheet, intake.name)
    return [line for row in below if (line := _line(row, columns, question, sheet, intake))]


def _require_headings_only(before: bytes, sheet: DjpkSheet, name: str) -> None:
    """Refuse rows above an error page: they are part of a report whose rest nobody has seen."""
    is_xml = before.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    rows = (
        _ROW.findall(before) if is_xml else [line for line in before.splitlines() if line.strip()]
    )
    if len(rows) > 1 or not all(heading.encode() in before for heading in sheet.columns.all):
        found = "an HTML page in the middle of the file"
        raise SourceError(name, f"byte {len(before) + 1}", found, "a whole export")


def _columns(
    rows: list[SheetRow], sheet: DjpkSheet, name: str
) -> tuple[dict[str, int], list[SheetRow]]:
    """Find the row of headings; return the column of each heading and the rows below it."""
    for at, row in enumerate(rows[:HEADINGS_WITHIN_ROWS]):
        found = {folded(value.text): column for column, value in row.cells.items()}
        if all(folded(heading) in found for heading in sheet.columns.all):
            wanted = {heading: found[folded(heading)] for heading in sheet.columns.all}
            return wanted, rows[at + 1 :]
    expected = f"the headings {', '.join(sheet.columns.all)}"
    raise SourceError(name, "", "no row of headings", expected)


def _line(
    row: SheetRow, columns: dict[str, int], question: Question, sheet: DjpkSheet, intake: Intake
) -> Line | None:
    """Return a row with its amounts; None for one without a label."""
    label, budget, realised, percent = (
        row.cells.get(columns[heading], _NOTHING) for heading in sheet.columns.all
    )
    if label.blank:
        return None
    code = question.region.code
    amounts = _amount(budget, code, intake), _amount(realised, code, intake)
    printed = _amount(percent, code, intake)
    line = Line(row.number, label, budget, realised, amounts)
    if (finding := _percent_off(line, printed, percent, question, sheet)) is not None:
        finding.evidence_sha256 = intake.sha256
        intake.findings.append(finding)
    return line


def _amount(value: Value, region: str, intake: Intake) -> Decimal | None:
    """Read digits with a dot as decimal mark: `2450000.000` of this portal is no thousand."""
    text = value.text
    if isinstance(value.content, Decimal):
        text = format(value.content, "f")
    if is_missing(text):
        return None
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    texts = (
        f"{value.text[:40]!r} ditemukan, seharusnya angka dengan titik desimal",
        f"{value.text[:40]!r} found, digits with a dot as decimal mark expected",
    )
    intake.note("isi.sel", Severity.ERROR, value.place, texts, region, value.raw[:40])
    return None


def _percent_off(
    line: Line, printed: Decimal | None, cell: Value, question: Question, sheet: DjpkSheet
) -> Finding | None:
    """Compare the printed percentage with the one that the amounts give."""
    budget, realised = line.amounts
    if printed is None or not budget or realised is None:
        return None
    with localcontext(prec=PRECISION):
        computed = (realised / budget * 100).quantize(Decimal("0.01"))
    difference = printed - computed
    if abs(difference) <= sheet.percent_tolerance:
        return None
    shape = FindingBase(
        rule="djpk.persentase",
        severity=Severity.WARNING,
        region_code=question.region.code,
        place=cell.place,
        subject=line.label.text,
        stated=printed,
        computed=computed,
        difference=difference,
        unit="persen",
        message_id=f"persentase tercetak {_comma(printed)}, dari angkanya {_comma(computed)}",
        message_en=f"{printed} percent printed, the amounts give {computed}",
    )
    return Finding.model_validate(shape.model_dump())


def _comma(number: Decimal) -> str:
    return f"{format(number, 'f').replace('.', ',')}%"
