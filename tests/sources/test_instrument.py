"""The instrument workbook: a filled one, and one with everything wrong at once."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from models import (
    Attestation,
    BudgetLine,
    Participation,
    Regulation,
    Severity,
    Tier,
)
from monev.register import load_register
from monev.sources import Reading, read_file, recognise
from monev.sources.instrument.sheet import load_instrument_sheet
from tests.arrivals import arrived
from tests.workbooks import HEADINGS, instrument


def read(**arguments: Any) -> Reading:
    """Read a workbook made from these arguments."""
    return read_file(instrument(**arguments), arrived("i.xlsx"), load_register().resolve)


def changed(**cells: Any) -> Reading:
    """Read the filled workbook with single cells changed, written as `Anggaran_G2="x"`."""
    changes = {
        (name.rpartition("_")[0].replace("_", " "), name.rpartition("_")[2]): value
        for name, value in cells.items()
    }
    return read(changes=changes)


def places(reading: Reading) -> list[str]:
    """Where the findings are, without the file's name."""
    return [finding.place.removeprefix("i.xlsx lembar ") for finding in reading.findings]


def test_a_filled_workbook_has_no_findings() -> None:
    """What the builder makes is what the fact sheet asks for; every fact is the region's own."""
    reading = read()
    assert reading.source_id == "instrument"
    assert places(reading) == []
    assert {fact.region_code for fact in reading.facts} == {"36.72"}
    assert {fact.tier for fact in reading.facts} == {Tier.INSTRUMENT}
    assert {fact.known_on.isoformat() for fact in reading.facts} == {"2024-10-10"}
    assert {fact.kind for fact in reading.facts} == {
        *("regulation", "budget", "participation", "contribution", "attestation", "target")
    }


def test_the_headings_of_the_builder_are_those_of_the_fact_sheet() -> None:
    """The builder writes the headings out by hand, so that a changed sheet is noticed."""
    sheets = load_instrument_sheet().sheets
    assert {title: tuple(layout.columns) for title, layout in sheets.items()} == HEADINGS


def test_values_know_their_cells() -> None:
    """A budget line names the cell of each of its numbers and what stood there."""
    line = next(
        fact
        for fact in read().facts
        if isinstance(fact, BudgetLine) and fact.realised_idr is not None
    )
    assert (line.realised_idr, line.monthly_rate_idr) == (1_260_000_000, 16_800)
    assert line.cell("realised_idr").locator == "i.xlsx lembar Anggaran sel H3"
    assert line.cell("realised_idr").raw == "1260000000"


def test_substance_lists_what_is_answered_with_yes() -> None:
    """Eight columns become one list, traced to its first and last cell."""
    rule = next(fact for fact in read().facts if isinstance(fact, Regulation))
    assert rule.substance is not None
    assert len(rule.substance) == 7
    assert "syarat_izin" not in rule.substance
    assert rule.cell("substance").locator.endswith("sel H2 s.d. O2")


def test_an_empty_cell_is_missing_and_zero_is_zero() -> None:
    """Nothing in a cell is None; a zero and "nihil" are zero."""
    reading = changed(Kepesertaan_E2=None, Kepesertaan_D3=0, Kepesertaan_D4="nihil")
    stated = [fact for fact in reading.facts if isinstance(fact, Participation)]
    assert [fact.active_persons for fact in stated] == [95_000, 0, 0]
    assert stated[0].eligible_persons is None
    assert "eligible_persons" not in stated[0].cells
    assert places(reading) == []


def test_a_base_without_its_count_states_nothing_yet() -> None:
    """Prepared rows whose count is open give no fact; one remark per sheet names their cells."""
    reading = changed(Kepesertaan_D2=None, Kepesertaan_D4=None)
    assert len([fact for fact in reading.facts if isinstance(fact, Participation)]) == 1
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("isi.belum_diisi", Severity.INFO)
    assert finding.place == "i.xlsx lembar Kepesertaan sel D2"
    assert "D2, D4" in finding.message_id


def test_a_prepared_row_without_amounts_is_neither_fact_nor_finding() -> None:
    """Span, group and payer alone, as the template prepares them, say nothing about money."""
    reading = read(iuran_dan_klaim=[["1 Januari 2024", "30 September 2024", "BPU-RENTAN", "APBD"]])
    assert "contribution" not in {fact.kind for fact in reading.facts}
    assert places(reading) == []


def test_all_errors_are_found_in_one_pass() -> None:
    """Every bad cell of every sheet is reported at once; only its own row is dropped."""
    reading = changed(
        Regulasi_A2="Perpres",
        Anggaran_G2="4.799.995.20",
        Anggaran_F3=None,
        Kepesertaan_A2="31 Februari 2024",
        Kepesertaan_D3=12.5,
        Iuran_dan_Klaim_B2="1 Desember 2023",
        Atestasi_B4="mungkin",
        Target_C2=0.55,
    )
    assert places(reading) == [
        "Regulasi sel A2",
        "Anggaran sel G2",
        "Anggaran sel F3",
        "Kepesertaan sel A2",
        "Kepesertaan sel D3",
        "Iuran dan Klaim sel B2",
        "Atestasi sel B4",
        "Target sel C2",
    ]
    assert {finding.severity for finding in reading.findings} == {Severity.ERROR}
    assert {finding.region_code for finding in reading.findings} == {"36.72"}
    assert "4.799.995.20" in reading.findings[1].message_id
    assert "expected" in reading.findings[1].message_en
    kinds = [fact.kind for fact in reading.facts]
    assert kinds.count("participation") == 1
    assert kinds.count("attestation") == 7
    assert "budget" not in kinds


def test_a_simulated_workbook_is_marked() -> None:
    """ "ya" at Simulasi puts every fact on the lowest tier."""
    assert {fact.tier for fact in changed(Identitas_B7="ya").facts} == {Tier.SIMULATED}


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("B2", "99.99"),
        ("B2", "3672"),
        ("B2", 36.7),
        ("B2", None),
        ("B3", "Kota Serang"),
        ("B4", "caturwulan 3"),
        ("B5", "besok"),
        ("B5", None),
        ("B7", "barangkali"),
    ],
)
def test_without_a_sure_identity_there_are_no_facts(address: str, value: Any) -> None:
    """A workbook of nobody, or of nobody knows when, yields findings only."""
    reading = read(changes={("Identitas", address): value, ("Anggaran", "G2"): "x"})
    assert reading.facts == []
    assert places(reading) == [f"Identitas sel {address}", "Anggaran sel G2"]


def test_a_name_of_several_regions_is_not_settled_by_the_code() -> None:
    """ "Tangerang" beside a code is reported at the name, which is the cell to mend."""
    reading = changed(Identitas_B3="Tangerang")
    assert reading.facts == []
    assert places(reading) == ["Identitas sel B3"]


def test_an_unknown_version_is_read_with_a_warning() -> None:
    """A newer instrument is read as far as possible, and says so."""
    reading = changed(Identitas_B6="2")
    assert [(each.rule, each.severity) for each in reading.findings] == [
        ("berkas.versi", Severity.WARNING)
    ]
    assert reading.facts


def test_a_missing_heading_costs_its_own_sheet_only() -> None:
    """Without a required heading a sheet gives no facts; its other cells are still checked."""
    reading = changed(Anggaran_A1="Tahun", Anggaran_G2="x")
    assert places(reading) == ["Anggaran sel A1", "Anggaran sel G2"]
    assert "budget" not in {fact.kind for fact in reading.facts}
    assert "participation" in {fact.kind for fact in reading.facts}


def test_a_misspelt_heading_does_not_hide_the_cells_below_it() -> None:
    """A column between its neighbours is checked as what it should be; its values are not taken."""
    reading = changed(Anggaran_A1="Tahun", Anggaran_A3="dua ribu", Kepesertaan_D1=None)
    assert places(reading) == ["Anggaran sel A1", "Anggaran sel A3", "Kepesertaan sel D1"]
    stated = [fact for fact in reading.facts if isinstance(fact, Participation)]
    assert {fact.active_persons for fact in stated} == {None}


def test_a_missing_optional_heading_leaves_its_values_missing() -> None:
    """The rows are kept, without the value of the column that is not there."""
    reading = changed(Kepesertaan_E1=None, Kepesertaan_E2=None)
    stated = [fact for fact in reading.facts if isinstance(fact, Participation)]
    assert {fact.eligible_persons for fact in stated} == {None}
    assert places(reading) == ["Kepesertaan sel E1"]


def test_a_missing_sheet_and_an_extra_one_are_reported() -> None:
    """No sheet goes missing in silence, and none is passed over in silence."""
    reading = read(target=None)
    assert [finding.rule for finding in reading.findings] == ["berkas.lembar"]
    book = openpyxl.load_workbook(BytesIO(instrument()))
    book.create_sheet("Coretan")
    buffer = BytesIO()
    book.save(buffer)
    extra = read_file(buffer.getvalue(), arrived("i.xlsx"), load_register().resolve)
    assert places(extra) == ["Coretan"]


def test_titles_above_the_headings_are_passed_over() -> None:
    """Addresses stay those of the sheet where two title rows push the table down."""
    book = openpyxl.load_workbook(BytesIO(instrument()))
    book["Target"].insert_rows(1, 2)
    book["Target"]["A1"] = "PEMERINTAH KOTA CILEGON"
    buffer = BytesIO()
    book.save(buffer)
    reading = read_file(buffer.getvalue(), arrived("i.xlsx"), load_register().resolve)
    target = next(fact for fact in reading.facts if fact.kind == "target")
    assert target.cell("coverage_pct").locator == "i.xlsx lembar Target sel C4"
    assert places(reading) == []


def test_a_formula_saved_without_its_value_is_no_empty_cell() -> None:
    """openpyxl leaves formulas uncomputed; such a cell is reported, not read as missing."""
    reading = changed(Anggaran_G2="=SUM(G3:G9)")
    assert places(reading) == ["Anggaran sel G2"]
    assert "=SUM" in reading.findings[0].message_id


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        (["tim_sk", "tidak_berlaku"], True),
        (["laporan_tepat_waktu", None, 0, 3], True),
        (["laporan_tepat_waktu", None, 4, 3], False),
        (["laporan_tepat_waktu", None, 4], False),
        (["jakon_nilai", "ya"], False),
        (["tim_sk", "sop"], False),
        (["tim_sk", "sistem"], False),
        (["rahasia", "ya"], False),
    ],
)
def test_an_attestation_fits_its_question(row: list[Any], fits: bool) -> None:
    """Words and counts are checked against the question they answer."""
    reading = read(atestasi=[row])
    answered = [fact for fact in reading.facts if isinstance(fact, Attestation)]
    assert (len(answered), len(reading.findings)) == ((1, 0) if fits else (0, 1))


def test_a_question_left_open_is_no_answer() -> None:
    """A prefilled question without an answer yields neither a fact nor a finding."""
    reading = read(atestasi=[["tim_sk"], ["tim_rapat", None, 0]])
    (fact,) = [fact for fact in reading.facts if isinstance(fact, Attestation)]
    assert (fact.item, fact.count) == ("tim_rapat", Decimal(0))
    assert places(reading) == []


def test_a_region_may_write_titles_instead_of_codes() -> None:
    """Groups and payers are understood by code and by their Indonesian title."""
    reading = changed(Kepesertaan_B4="Pekerja rentan", Kepesertaan_C4="apbdes dan dana desa")
    last = [fact for fact in reading.facts if isinstance(fact, Participation)][-1]
    assert (last.segment, last.payer) == ("BPU-RENTAN", "APBDES")


def test_a_hedged_number_marks_its_fact() -> None:
    """ "sekitar 10.000" is read as 10.000 and kept as approximate; the rows beside it are not."""
    reading = changed(Kepesertaan_D4="sekitar 10.000")
    stated = [fact for fact in reading.facts if isinstance(fact, Participation)]
    assert [fact.approximate for fact in stated] == [False, False, True]
    assert stated[2].active_persons == 10_000


def test_recognised_by_content_not_by_name() -> None:
    """A workbook under any name is an instrument if it holds the sheet of one."""
    assert recognise(instrument(), "laporan.csv") == "instrument"
