"""The workbook that goes back to its sender: mend the commented cells, and it passes."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import openpyxl
import pytest

from models import Finding, Severity
from monev.errors import SourceError
from monev.packing import packed
from monev.register import load_register
from monev.sources import Reading, read_file
from monev.sources.instrument.annotate import annotate
from tests.arrivals import arrived
from tests.sources.test_template import Q3, last_quarter, template
from tests.workbooks import instrument

Cells = Mapping[tuple[str, str], Any]
NAME = "kota-cilegon.xlsx"
RESULTS = "Hasil pemeriksaan"


def read(content: bytes) -> Reading:
    """Read a workbook as its sender named it."""
    arrival = arrived(NAME, region="36.72", quarter=Q3)
    return read_file(content, arrival, load_register().resolve)


def wrong(reading: Reading) -> list[Finding]:
    """Return the findings that must be mended."""
    return [one for one in reading.findings if one.severity == Severity.ERROR]


def opened(content: bytes) -> Any:
    """Open a workbook with styles and formulas."""
    return openpyxl.load_workbook(BytesIO(content))


def edited(content: bytes, cells: Cells) -> bytes:
    """Return the workbook with some cells set, as a person would do it."""
    book = opened(content)
    for (sheet, address), value in cells.items():
        book[sheet][address] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def checked(content: bytes) -> bytes:
    """Check a workbook and return it annotated."""
    return annotate(content, read(content).findings, NAME)


def commented(content: bytes) -> dict[tuple[str, str], str]:
    """Return the text of every comment by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


FILLED: Cells = {
    ("Identitas", "B7"): date(2024, 10, 8),
    **{("Kepesertaan", f"E{row}"): count for row, count in ((4, 95_000), (5, 4_100), (6, 9_000))},
    **dict(zip([("Iuran dan Klaim", f"{c}4") for c in "FGHI"], (9, 8, 7, 75), strict=True)),
    **dict(zip([("Anggaran", f"{c}5") for c in "IJ"], (1_260_000_000, Q3.end), strict=True)),
    **{("Atestasi", f"D{row}"): "ya" for row in (4, 5, 6, 11)},
    **{("Atestasi", f"{c}14"): value for c, value in (("E", 2), ("F", 3))},
}
"""What the office of Cilegon fills into the prepared workbook."""

ADDED: Cells = dict(
    zip(
        [("Anggaran", f"{column}6") for column in "BCDEFGH"],
        (2024, "APBD", "Disnaker", "5.1.02.02.02.0007", "Pekerja rentan", "APBD", 408_000_000),
        strict=True,
    )
)

SEEDED: dict[tuple[str, str], tuple[Any, Any]] = {
    ("Identitas", "B4"): (36.7, "36.72"),
    ("Identitas", "B5"): ("Kota Cilegom", "Kota Cilegon"),
    ("Identitas", "B6"): ("caturwulan tiga", "TW III 2024"),
    ("Identitas", "B7"): ("Senin, 8 Oktober 2024", "Selasa, 8 Oktober 2024"),
    ("Identitas", "A8"): ("Versi", "Versi instrumen"),
    ("Identitas", "B9"): ("barangkali", "tidak"),
    ("Regulasi", "B4"): ("Perpres", "Perwal"),
    ("Regulasi", "D4"): ("dua ribu dua puluh empat", 2024),
    ("Regulasi", "F4"): (12, 8),
    ("Regulasi", "G4"): ("31 Februari 2024", date(2024, 4, 1)),
    ("Regulasi", "K4"): ("sebagian", "ya"),
    ("Anggaran", "B4"): ("TA ini", 2024),
    ("Anggaran", "E6"): ("5.1.02.02.02.0006", "5.1.02.02.02.0007"),
    ("Anggaran", "G5"): (None, "APBD"),
    ("Anggaran", "H4"): ("4.799.995.20", 4_799_995_200),
    ("Anggaran", "J5"): ("kemarin", Q3.end),
    ("Anggaran", "K5"): (12.5, 12),
    ("Anggaran", "L5"): (13, 12),
    ("Kepesertaan", "C4"): ("Buruh lepas", "Seluruh pekerja"),
    ("Kepesertaan", "E5"): (-4, 4_100),
    ("Kepesertaan", "F3"): ("Basis", "Basis (orang)"),
    ("Kepesertaan", "F5"): ("lima ribu", 5_000),
    ("Kepesertaan", "G6"): ("NIK 3672011204880001", "desil 1-5"),
    ("Iuran dan Klaim", "C4"): ("1 Desember 2023", Q3.end),
    ("Iuran dan Klaim", "F4"): ("1,26E+09", 1_260_000_000),
    ("Atestasi", "D4"): ("mungkin", "ya"),
    ("Atestasi", "D11"): ("sop", "ya"),
    ("Atestasi", "F14"): (1, 3),
    ("Target", "B3"): ("Dokumen", "Keluarga"),
    ("Target", "B4"): ("RPJPD", "UCJ"),
    ("Target", "D4"): (0.55, 55),
    ("Target", "D5"): (155, 99.5),
}
"""Every kind of error: what stands in the cell, and what its sender puts there afterwards."""

SECOND_TARGET: Cells = {
    ("Target", "B5"): "RPJPN",
    ("Target", "C5"): "31 Desember 2045",
    ("Target", "D5"): 99.5,
}
PREPARED = edited(template(prefill=last_quarter()), {**FILLED, **ADDED, **SECOND_TARGET})
"""The workbook as it should be."""


def test_mending_the_commented_cells_alone_makes_it_pass() -> None:
    """All errors in one pass, each on its cell; the second check has nothing left to say."""
    mended = {place: good for place, (_, good) in SEEDED.items()}
    plain = read(edited(PREPARED, mended))
    assert wrong(plain) == []
    bad = edited(PREPARED, {place: seeded for place, (seeded, _) in SEEDED.items()})
    back = checked(bad)
    comments = commented(back)
    assert set(comments) == set(SEEDED)
    again = edited(back, {place: mended[place] for place in comments})
    reading = read(again)
    assert wrong(reading) == []
    assert [one.kind for one in reading.facts] == [one.kind for one in plain.facts]
    assert len(reading.facts) > 12


def test_a_workbook_for_another_folder_is_mended_in_its_identity() -> None:
    """The code or the quarter is the cell to look at; nothing is read until they agree."""
    content = instrument(quarter="2024-Q2")
    back = checked(content)
    assert read(back).facts == []
    assert set(commented(back)) == {("Identitas", "B4")}
    assert wrong(read(edited(back, {("Identitas", "B4"): "2024-Q3"}))) == []


def test_a_locked_cell_is_unlocked_until_it_is_right() -> None:
    """A damaged code can be mended on a protected sheet, and is locked again by the next check."""
    back = checked(edited(PREPARED, {("Identitas", "B4"): 36.7}))
    assert opened(back)["Identitas"]["B4"].protection.locked is False
    again = checked(edited(back, {("Identitas", "B4"): "36.72"}))
    assert opened(again)["Identitas"]["B4"].protection.locked is True


def test_results_of_formulas_survive_the_annotation() -> None:
    """Sums, texts, days and errors keep the values they were saved with; the formulas stay."""
    book = opened(PREPARED)
    sheet = book["Anggaran"]
    sheet["H4"], sheet["J5"], sheet["D5"], sheet["L5"] = "=1+1", "=TODAY()", '="Dis"', "=1/0"
    saved = {
        ("Anggaran", "H4"): 2_016_000_000,
        ("Anggaran", "J5"): Q3.end,
        ("Anggaran", "D5"): "Disnaker & <Trans>",
        ("Anggaran", "L5"): "#DIV/0!",
    }
    content = packed(book, saved)
    before = read(content)
    assert wrong(before) == []
    after = read(annotate(content, before.findings, NAME))
    kept = [one.model_dump(exclude={"fact_id", "evidence_sha256"}) for one in before.facts]
    assert [one.model_dump(exclude={"fact_id", "evidence_sha256"}) for one in after.facts] == kept
    assert "Disnaker & <Trans>" in {one["agency"] for one in kept if "agency" in one}
    assert opened(checked(content))["Anggaran"]["H4"].value == "=1+1"


def test_everything_else_in_the_workbook_stays() -> None:
    """Drop-downs, protection, widths, frozen rows and named lists come back as they were sent."""
    before, after = opened(PREPARED), opened(checked(PREPARED))
    for sheet in before.worksheets:
        same = after[sheet.title]
        assert len(same.data_validations.dataValidation) == len(
            sheet.data_validations.dataValidation
        )
        assert same.protection.sheet is sheet.protection.sheet
        assert same.freeze_panes == sheet.freeze_panes
        assert list(same.values) == list(sheet.values)
    assert set(after.defined_names) == set(before.defined_names)
    assert after.properties.modified == before.properties.modified


def test_every_part_that_is_referred_to_is_in_the_file() -> None:
    """Comments come and go without leaving links to parts that are not there."""
    bad = edited(PREPARED, {("Anggaran", "H4"): "x", ("Target", "D4"): "x"})
    first = checked(bad)
    second = checked(edited(first, {("Anggaran", "H4"): 1}))
    for content in (first, second, checked(edited(second, {("Target", "D4"): 1}))):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            assert len(names) == len(archive.namelist())
            for part in (each for each in names if each.endswith(".rels")):
                base = PurePosixPath(part).parent.parent
                for target in re.findall(r'Target="([^"]+)"', archive.read(part).decode()):
                    assert str(base / target).lstrip("/") in names, (part, target)


def test_the_same_workbook_and_findings_give_the_same_bytes() -> None:
    """An annotation holds no moment of its making."""
    content = edited(PREPARED, {("Anggaran", "H4"): "x"})
    assert checked(content) == checked(content)


def test_what_is_no_workbook_cannot_be_annotated() -> None:
    """A CSV file is refused in words."""
    with pytest.raises(SourceError, match="an XLSX workbook"):
        annotate(b"a;b\n1;2\n", [], "x.csv")
