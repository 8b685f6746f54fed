"""Exports of the APBD portal: SpreadsheetML without codes, with everything that is odd about it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models import Fact, Region, Severity, Statistic, Tier
from monev.errors import SourceError
from monev.register import load_register
from monev.sources.djpk.reader import DJPK
from monev.sources.djpk.sheet import load_djpk_sheet
from monev.sources.glimpse import Glimpse
from monev.sources.reading import Reading
from monev.sources.spreadsheetml import MAX_COLUMNS, rows_of
from tests.arrivals import arrived

HEADINGS = ("Akun", "Anggaran", "Realisasi", "Persentase")
TOTALS = ("Belanja Daerah", "2450000000000.00", "1180500000000.50", "48.18")
ASKED = {"tahun": "2024", "periode": "8", "provinsi": "28", "pemda": "05"}
NO_REPORT = '<!DOCTYPE html>\n<html lang="id"><body>"Gagal", 500</body></html>'


def cell(text: str, kind: str = "String", attributes: str = "") -> str:
    """One cell."""
    return f'<Cell{attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(label: str, *numbers: str) -> str:
    """One row: a label and typed numbers."""
    cells = "".join(cell(number, "Number") for number in numbers)
    return f"  <Row>{cell(label)}{cells}</Row>\n"


def head() -> str:
    """The row of headings."""
    return f"  <Row>{''.join(cell(heading) for heading in HEADINGS)}</Row>\n"


def opened() -> str:
    """A workbook up to its first row."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<Workbook xmlns="{space}" xmlns:ss="{space}">\n <Worksheet ss:Name="APBD"><Table>\n'


def export(*rows: str, first: str = "") -> bytes:
    """A whole export with these rows below the headings."""
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{first}{opened()}'
    return f"{start}{head()}{''.join(rows)} </Table></Worksheet></Workbook>".encode()


class Knowing:
    """A resolver that answers for foreign codes too, as the register itself could."""

    def __call__(self, text: str) -> Region:
        """Resolve a name or a Kemendagri code."""
        return load_register().resolve(text)

    def from_foreign(self, system: str, code: str) -> Region:
        """Resolve a code of another system."""
        return load_register().from_foreign(system, code)


def read(content: bytes, region: str = "36.72", **asked: str) -> Reading:
    """Read an export that was asked for Cilegon, August 2024, unless told otherwise."""
    arrival = arrived(
        "apbd.xls",
        region=region,
        source_id="djpk",
        received_on=date(2024, 10, 1),
        asked=ASKED | asked,
    )
    return DJPK.read(content, arrival, load_register().resolve)


def stated(facts: list[Fact]) -> dict[tuple[str, str], Decimal | None]:
    """The values of statistics by measure and dimension."""
    return {
        (fact.measure, fact.dimension): fact.value for fact in facts if isinstance(fact, Statistic)
    }


def rules(reading: Reading) -> list[str]:
    """The rules of the findings."""
    return [finding.rule for finding in reading.findings]


def test_totals_become_statistics_of_the_year() -> None:
    """Budget spans the year, realisation the months up to the one asked for; cells are kept."""
    reading = read(export(row(*TOTALS)))
    budget, realised = reading.facts
    assert isinstance(budget, Statistic)
    assert isinstance(realised, Statistic)
    assert reading.findings == []
    assert (budget.region_code, budget.measure) == ("36.72", "belanja_daerah")
    assert (budget.dimension, realised.dimension) == ("anggaran", "realisasi")
    assert (budget.span_start, budget.span_end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert realised.span_end == date(2024, 8, 31)
    assert budget.source_title == "Portal Data APBD DJPK 2024 s.d. Agustus"
    assert (budget.tier, budget.known_on) == (Tier.DOCUMENT, date(2024, 10, 1))
    assert "akhir tahun" in budget.note
    assert budget.cell("value").locator == "apbd.xls lembar APBD sel B2"
    assert budget.cell("value").raw == "2450000000000.00"


def test_a_fraction_of_a_rupiah_is_kept() -> None:
    """The portal states half rupiah; nothing is rounded."""
    values = stated(read(export(row(*TOTALS))).facts)
    assert values["belanja_daerah", "realisasi"] == Decimal("1180500000000.50")


def test_a_dot_is_a_decimal_mark_even_before_three_digits() -> None:
    """`2450000.125` in a text cell is two million and a bit, not two milliard."""
    cells = f"  <Row>{cell('Belanja Daerah')}{cell('2450000.125')}{cell('-')}{cell('')}</Row>"
    reading = read(export(cells))
    assert stated(reading.facts) == {("belanja_daerah", "anggaran"): Decimal("2450000.125")}


def test_an_amount_in_another_notation_is_refused_at_its_cell() -> None:
    """The web page's `3.850,93 M` is reported and never converted; the other amount is read."""
    cells = f"{cell('Belanja Daerah')}{cell('3.850,93 M')}{cell('10.00', 'Number')}"
    reading = read(export(f"<Row>{cells}</Row>"))
    assert stated(reading.facts) == {("belanja_daerah", "realisasi"): Decimal("10.00")}
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("isi.sel", Severity.ERROR)
    assert finding.place == "apbd.xls lembar APBD sel B2"


def test_the_second_level_that_comes_twice_is_counted_once() -> None:
    """A row repeated with the same amounts below itself is that row once more."""
    content = export(
        row(*TOTALS),
        row("Belanja Pegawai", "900.00", "450.00", "50.00"),
        row("Belanja Pegawai", "900.00", "450.00", "50.00"),
        row("Belanja Barang dan Jasa", "500.00", "100.00", "20.00"),
    )
    reading = read(content)
    assert stated(reading.facts)["belanja_pegawai", "anggaran"] == 900
    assert len(reading.facts) == 6
    assert reading.findings == []


def test_one_label_in_two_places_is_told_apart_by_its_path() -> None:
    """Before 2021 both halves have personnel expenditure, and neither half is the whole."""
    content = export(
        row(*TOTALS),
        row("Belanja Tidak Langsung", "10", "5", "50"),
        row("Belanja Pegawai", "7", "3", "42.86"),
        row("Belanja Langsung", "10", "5", "50"),
        row("Belanja Pegawai", "2", "1", "50"),
        row("Belanja Modal", "8", "4", "50"),
    )
    reading = read(content)
    assert {measure for measure, _ in stated(reading.facts)} == {"belanja_daerah", "belanja_modal"}
    capital = [fact for fact in reading.facts if getattr(fact, "measure", "") == "belanja_modal"]
    assert isinstance(capital[0], Statistic)
    assert capital[0].definition == "Belanja Daerah > Belanja Langsung > Belanja Modal"
    assert reading.findings == []


def test_one_path_with_two_amounts_is_not_used() -> None:
    """Two rows that claim the same place and differ are an error, and neither becomes a fact."""
    content = export(
        row(*TOTALS), row("Belanja Modal", "5", "1", "20"), row("Belanja Modal", "6", "3", "50")
    )
    reading = read(content)
    assert ("belanja_modal", "anggaran") not in stated(reading.facts)
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("djpk.akun_ganda", Severity.ERROR)
    assert "3, 4" in finding.message_en


def test_two_layouts_in_one_file_do_not_add_up() -> None:
    """Capital expenditure below the whole and once more below its half: none is taken."""
    content = export(
        row(*TOTALS),
        row("Belanja Operasi", "20", "10", "50"),
        row("Belanja Pegawai", "9", "3", "33.33"),
        row("Belanja Modal", "8", "4", "50"),
        row("Belanja Langsung", "8", "4", "50"),
        row("Belanja Modal", "7", "0", "0"),
    )
    reading = read(content)
    measures = {measure for measure, _ in stated(reading.facts)}
    assert measures == {"belanja_daerah", "belanja_pegawai"}
    assert rules(reading) == ["djpk.akun_ganda"]


def test_an_unknown_account_is_reported_and_not_read() -> None:
    """A label that is not in the fact sheet gives a finding and leaves the rest alone."""
    reading = read(export(row(*TOTALS), row("Belanja Rahasia", "5", "1", "20")))
    assert rules(reading) == ["djpk.akun"]
    assert len(reading.facts) == 2


def test_cells_that_skip_columns_and_rows_keep_their_address() -> None:
    """`ss:Index` leaves gaps: an omitted budget is missing, not the realisation moved left."""
    gap = cell("30.00", "Number", ' ss:Index="3"')
    reading = read(export(f'<Row ss:Index="9">{cell("Belanja Daerah")}{gap}</Row>'))
    assert stated(reading.facts) == {("belanja_daerah", "realisasi"): Decimal("30.00")}
    assert reading.facts[0].cell("value").locator == "apbd.xls lembar APBD sel C9"


def test_a_printed_percentage_that_is_off_is_a_finding_with_both_values() -> None:
    """Stated and computed percentages stand in the finding; the amounts are read all the same."""
    reading = read(export(row("Belanja Daerah", "200.00", "50.00", "52.00")))
    (finding,) = reading.findings
    assert finding.rule == "djpk.persentase"
    found = (finding.stated, finding.computed, finding.difference)
    assert found == (Decimal(52), Decimal(25), Decimal(27))
    assert "52,00%" in finding.message_id
    assert len(reading.facts) == 2


@pytest.mark.parametrize("printed", ["48.18", "48.19", "48.17", ""])
def test_a_percentage_within_its_rounding_is_right(printed: str) -> None:
    """Two printed decimals may be cut off or rounded, and may be missing."""
    assert read(export(row(*TOTALS[:3], printed))).findings == []


@pytest.mark.parametrize(
    "content",
    [
        (opened() + head() + NO_REPORT).encode(),
        (opened() + head() + "</Table></Worksheet></Workbook>\n" + NO_REPORT).encode(),
        ("Akun;Anggaran;Realisasi;Persentase\n" + NO_REPORT).encode(),
        export(),
    ],
)
def test_headings_and_an_error_page_mean_no_report(content: bytes) -> None:
    """Status 200, the headings, then HTML: the government has no report, which is no zero."""
    reading = read(content)
    assert (reading.facts, rules(reading)) == ([], ["djpk.tanpa_laporan"])
    assert reading.findings[0].region_code == "36.72"
    if b"<html" in content:
        assert DJPK.fits(Glimpse.of(content, "apbd.csv"))


def test_an_error_page_after_some_rows_is_half_a_report() -> None:
    """Rows above an error page are not read: nobody has seen the rest."""
    content = (opened() + head() + row(*TOTALS) + NO_REPORT).encode()
    with pytest.raises(SourceError, match="HTML page in the middle"):
        read(content)


def test_a_cut_off_file_is_refused() -> None:
    """Half a body is never data, even if its first rows are whole."""
    with pytest.raises(SourceError, match="cut-off XML"):
        read(export(row(*TOTALS))[:-60])


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "hahaha"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(doctype: str) -> None:
    """Neither a bomb of entities nor a file from outside gets into a cell."""
    with pytest.raises(SourceError, match="document type or an entity"):
        read(export(row("&b;", "1", "1", "100"), first=doctype))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"pemda": "--"}, "sum over all"),
        ({"pemda": "00"}, "pemda=00 for 36.72"),
        ({"tahun": ""}, "no tahun"),
        ({"tahun": "2010"}, "tahun=2010"),
        ({"periode": "13"}, "periode=13"),
        ({"periode": "²"}, "periode=²"),
    ],
)
def test_a_question_that_does_not_fit_is_refused(asked: dict[str, str], found: str) -> None:
    """The sum over a province is no government, and the file tells neither year nor month."""
    with pytest.raises(SourceError, match=found):
        read(export(row(*TOTALS)), **asked)


@pytest.mark.parametrize(
    ("region", "found"), [("", "no region"), ("99.99", "99.99"), ("31.71", "has no budget")]
)
def test_a_file_without_its_government_is_refused(region: str, found: str) -> None:
    """The export names nobody, so the region must come with the question and have a budget."""
    with pytest.raises(SourceError, match=found):
        read(export(row(*TOTALS)), region=region)


def test_the_portals_number_of_another_province_is_refused() -> None:
    """Where the register answers for DJPK codes, 10 is Jawa Barat and not Cilegon's province."""
    resolve: Callable[[str], Region] = Knowing()
    arrival = arrived(region="36.72", asked=ASKED | {"provinsi": "10"})
    with pytest.raises(SourceError, match="Jawa Barat"):
        DJPK.read(export(row(*TOTALS)), arrival, resolve)
    right = arrived(region="36.72", asked=ASKED)
    assert DJPK.read(export(row(*TOTALS)), right, resolve).facts


def test_a_month_that_has_not_ended_has_no_realisation() -> None:
    """A month not yet published is answered with the last one: such a sum must not be dated."""
    reading = read(export(row(*TOTALS)), periode="10")
    assert list(stated(reading.facts)) == [("belanja_daerah", "anggaran")]
    assert rules(reading) == ["djpk.bulan"]


def test_an_early_month_of_a_closed_year_is_doubted() -> None:
    """A closed year answers every month with the year-end file: the finding says to ask for 12."""
    reading = read(export(row(*TOTALS)), tahun="2023", periode="3")
    assert rules(reading) == ["djpk.bulan"]
    assert rules(read(export(row(*TOTALS)), tahun="2023", periode="12")) == []


def test_an_export_is_told_by_its_content() -> None:
    """The headings of the portal in SpreadsheetML, whatever the file is called; no other XML."""
    assert DJPK.fits(Glimpse.of(export(row(*TOTALS)), "data.csv"))
    assert not DJPK.fits(Glimpse.of(export().replace(b"Persentase", b"Catatan"), "apbd.xls"))
    assert not DJPK.fits(Glimpse.of(b"Akun,Anggaran,Realisasi,Persentase\n1,2,3,4\n", "a.csv"))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("<Row>" + "<Cell/>" * (MAX_COLUMNS + 1) + "</Row>", "more cells"),
        ('<Row><Cell ss:Index="9999999"/></Row>', "column 9999999"),
        ('<Row><Cell ss:Index="2"/><Cell ss:Index="1"/></Row>', "ss:Index '1' after 2"),
        ('<Row ss:Index="-3"/>', "ss:Index '-3'"),
        ("<Row>" + "<B>" * 60, "nested too deep"),
        ("<Row><Cell>" + "<B/>" * 1001, "more cells"),
        (row("x" * 10_001), "10001 characters"),
        (row("x" * 40_000), "without an end"),
        ("<Row " + " ".join(f'a{at}="1"' for at in range(9_000)) + "/>", "without an end"),
        ("<Row/>" * 400_001, "more than 400000 elements"),
        (row("a") * 3001, "more than 2000 rows"),
    ],
)
def test_sheets_of_impossible_shape_are_refused(rows: str, found: str) -> None:
    """Columns, depth, indices, cells and rows have bounds, met while the text is still read."""
    with pytest.raises(SourceError, match=found):
        read(export(rows))


def test_a_number_that_is_none_stays_text() -> None:
    """`NaN` and an endless exponent in a cell of type Number are no amounts."""
    content = export(row("Belanja Daerah", "NaN", "1E999999", "1"))
    (_, found) = rows_of(content, "a", 10)
    assert [found.cells[column].content for column in (2, 3)] == ["NaN", "1E999999"]
    assert read(content).facts == []


def test_amounts_of_absurd_size_do_not_break_the_arithmetic() -> None:
    """The largest amount over the smallest gives a finding; more digits than that are refused."""
    extreme = row("Belanja Daerah", "0.0000000000000001", "999999999999999999", "50")
    assert rules(read(export(extreme))) == ["djpk.persentase"]
    assert rules(read(export(row("Belanja Daerah", "1E30", "1", "50")))) == ["isi.sel"]


def test_merged_cells_take_their_columns() -> None:
    """A cell merged over two columns moves the next one to the third."""
    merged = cell("a", attributes=' ss:MergeAcross="1"')
    (_, found) = rows_of(export(f"<Row>{merged}{cell('b')}</Row>"), "a", 10)
    assert {column: value.raw for column, value in found.cells.items()} == {1: "a", 3: "b"}


def test_the_tree_names_declared_measures_only() -> None:
    """A measure that is not declared cannot be named by the tree."""
    sheet = load_djpk_sheet()
    content = sheet.model_dump()
    content["measures"].pop("belanja_modal")
    with pytest.raises(ValueError, match="belanja_modal"):
        type(sheet).model_validate(content)
