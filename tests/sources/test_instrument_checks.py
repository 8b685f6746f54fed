"""The instrument workbook: what its reader refuses beyond single bad cells, and why in one pass."""

from decimal import Decimal
from typing import Any

import pytest

from models import Attestation, BudgetLine, Quarter, Severity, Target
from monev.register import load_register
from monev.sources import read_file
from monev.sources.redaction import redacted
from tests.arrivals import arrived
from tests.sources.test_instrument import changed, places, read
from tests.workbooks import instrument


def test_two_errors_in_one_row_are_both_reported() -> None:
    """A bad cell does not spare its row the other checks, nor does a missing identity."""
    reading = changed(
        Identitas_B5=None,
        Iuran_dan_Klaim_B2="1 Desember 2023",
        Iuran_dan_Klaim_E2="1.26.0",
        Atestasi_B8="mungkin",
        Atestasi_C8=9,
    )
    assert places(reading) == [
        "Identitas sel B5",
        "Iuran dan Klaim sel E2",
        "Iuran dan Klaim sel B2",
        "Atestasi sel B8",
        "Atestasi sel D8",
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Anggaran_G2", -5),
        ("Anggaran_K3", 13),
        ("Regulasi_E2", 10),
        ("Target_C2", 101),
        ("Target_C2", "0,55"),
        ("Target_C2", 0.55),
        ("Kepesertaan_D2", 400_000_000),
    ],
)
def test_what_no_such_number_can_be_is_refused(cell: str, value: Any) -> None:
    """Below zero, beyond the column's limit, or a fraction where the column counts percent."""
    reading = changed(**{cell: value})
    assert places(reading) == [cell.replace("_", " sel ")]


def test_a_percent_sign_settles_a_fraction() -> None:
    """ "0,55%" is a little more than half a percent, whatever it should have been."""
    reading = changed(Target_C2="0,55%")
    target = next(fact for fact in reading.facts if isinstance(fact, Target))
    assert (target.coverage_pct, places(reading)) == (Decimal("0.55"), [])


def test_a_place_before_the_day_of_handing_in_is_understood() -> None:
    """ "Cilegon, 22 Agustus 2024" is the 22nd; the raw text is kept beside it."""
    reading = changed(Identitas_B5="Cilegon, 22 Agustus 2024")
    fact = reading.facts[0]
    assert fact.known_on.isoformat() == "2024-08-22"
    assert fact.cell("known_on").raw == "Cilegon, 22 Agustus 2024"


def test_a_wrong_weekday_is_no_place() -> None:
    """22 August 2024 was a Thursday: a weekday before the day keeps its check."""
    assert places(changed(Identitas_B5="Senin, 22 Agustus 2024")) == ["Identitas sel B5"]
    assert places(changed(Identitas_B5="Cilegon, Senin 22 Agustus 2024")) == ["Identitas sel B5"]
    assert changed(Identitas_B5="Kamis, 22 Agustus 2024").findings == []


def test_two_budget_lines_of_one_key_do_not_replace_each_other() -> None:
    """A base and an additional line of Penajam with one key: both are refused, both are named."""
    key = [2024, "APBD", "Disnaker", "5.1.02.02.02.0006", "BPU-RENTAN", "APBD"]
    other = [*key[:3], "5.1.02.02.02.0007", *key[4:], 7]
    again = [*key[:2], "DISNAKER ", *key[3:], 1_131_000_000]
    reading = read(anggaran=[[*key, 3_024_000_000], other, again])
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("isi.baris_ganda", Severity.ERROR)
    assert finding.place == "i.xlsx lembar Anggaran sel D4"
    assert "sel D2" in finding.message_id
    lines = [fact for fact in reading.facts if isinstance(fact, BudgetLine)]
    assert [line.allocation_idr for line in lines] == [7]


def test_a_bad_cell_does_not_hide_that_two_lines_are_alike() -> None:
    """A remark on the second line; without the same account code nothing is presumed."""
    key = [2024, "APBD", "Disnaker", "5.1.02.02.02.0006", "BPU-RENTAN", "APBD", 5]
    bad = [*key[:4], "kelompok lain", *key[5:]]
    reading = read(anggaran=[bad, key, [*key[:3], "5.1.02.02.02.0007", *bad[4:]]])
    assert [(each.severity, each.place[-2:]) for each in reading.findings] == [
        (Severity.ERROR, "E2"),
        (Severity.ERROR, "E4"),
        (Severity.INFO, "D3"),
    ]
    lines = [fact for fact in reading.facts if isinstance(fact, BudgetLine)]
    assert [line.allocation_idr for line in lines] == [5]


def test_the_same_question_answered_twice_is_answered_by_neither() -> None:
    """Two answers to one question contradict each other; a question left open does not count."""
    reading = read(atestasi=[["tim_sk", "ya"], ["tim_sk"], ["ptsp", "sop"], ["tim_sk", "tidak"]])
    assert places(reading) == ["Atestasi sel A5"]
    answered = [fact for fact in reading.facts if isinstance(fact, Attestation)]
    assert [fact.item for fact in answered] == ["ptsp"]


def test_columns_of_personal_data_are_dropped_and_named() -> None:
    """The headings stand in one finding; the values below them are nowhere."""
    secret = "Bambang Sukmawan"
    reading = changed(
        **{"Kepesertaan_H1": "NIK", "Kepesertaan_H2": "3672011204880001"},
        **{"Kepesertaan_I1": "No. HP", "Kepesertaan_I2": "081234567890"},
        **{"Kepesertaan_J1": "Nama", "Kepesertaan_J2": secret},
    )
    (finding,) = reading.findings
    assert finding.rule == "berkas.data_pribadi"
    assert all(heading in finding.message_id for heading in ("NIK", "No. HP", "Nama"))
    kept = str([fact.model_dump() for fact in reading.facts]) + finding.message_id
    assert not any(each in kept for each in ("3672011204880001", "081234567890", secret))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Atestasi_E2", "NIK 3672011204880001 sudah dipadankan"),
        ("Atestasi_E2", "3672 0112 0488 0001"),
        ("Atestasi_E2", "36.72.01.120488.0001"),
        ("Atestasi_E2", "NIP 198804122010011002"),
        ("Atestasi_B2", "3672011204880001"),
        ("Kepesertaan_D2", 3672011204880001),
        ("Identitas_B3", "Kota Cilegon 3672011204880001"),
    ],
)
def test_a_nik_in_a_cell_is_refused_without_its_digits(cell: str, value: Any) -> None:
    """The finding names the cell; no fact and no message holds the number."""
    reading = changed(**{cell: value})
    assert places(reading) == [cell.replace("_", " sel ")]
    assert reading.findings[0].rule == "isi.data_pribadi"
    kept = str([fact.model_dump() for fact in reading.facts]) + str(
        [finding.model_dump() for finding in reading.findings]
    )
    assert not any(part in kept for part in ("120488", "0112 0488", "19880412"))


def test_what_the_cleaning_has_masked_is_still_refused_in_its_cell() -> None:
    """A file is cleaned before it is kept; the reader sees the mask and names the cell."""
    content = instrument(changes={("Atestasi", "E2"): "pekerja 3672011204880001"})
    clean = redacted(content, "i.xlsx").content
    reading = read_file(clean, arrived("i.xlsx"), load_register().resolve)
    assert [(one.rule, one.place) for one in reading.findings] == [
        ("isi.data_pribadi", "i.xlsx lembar Atestasi sel E2")
    ]
    assert "rkpd_memuat" not in {getattr(fact, "item", "") for fact in reading.facts}


def test_account_codes_are_no_personal_numbers() -> None:
    """The long codes of budget papers have fewer digits than a NIK, or dots between them."""
    reading = changed(Anggaran_D2="2.07.3.32.0.00.01.0000", Anggaran_D3="510202020006")
    assert reading.findings == []


def test_a_workbook_of_another_region_or_quarter_than_its_folder_is_not_read() -> None:
    """Both are named, in one pass with everything else that is wrong, and no fact is made."""
    content = instrument(changes={("Anggaran", "G2"): "x"})
    arrival = arrived("i.xlsx", region="36.73", quarter=Quarter(2024, 2))
    reading = read_file(content, arrival, load_register().resolve)
    assert reading.facts == []
    assert [finding.rule for finding in reading.findings] == [
        *("berkas.daerah_lain", "berkas.triwulan_lain", "isi.sel")
    ]
    assert "36.72 Kota Cilegon" in reading.findings[0].message_id
    assert "36.73 Kota Serang" in reading.findings[0].message_id
    assert "Triwulan III" in reading.findings[1].message_id
    right = arrived("i.xlsx", region="36.72", quarter=Quarter(2024, 3))
    assert read_file(instrument(), right, load_register().resolve).findings == []


def test_a_retired_code_of_the_folder_is_the_same_region() -> None:
    """A folder still named 91.01 stands for Merauke, which is 93.01 today."""
    arrival = arrived("i.xlsx", region="91.01")
    reading = read_file(instrument("93.01"), arrival, load_register().resolve)
    assert reading.findings == []


def test_a_damaged_label_does_not_hide_the_entry_beside_it() -> None:
    """The label's own cell is named, and the value beside it is checked as well."""
    reading = changed(Identitas_A5="Tgl kirim", Identitas_B5="besok", Identitas_A7=None)
    assert places(reading) == ["Identitas sel A5", "Identitas sel A7", "Identitas sel B5"]
    assert reading.facts == []


def test_a_misspelt_heading_does_not_hide_what_concerns_whole_rows() -> None:
    """Repeated lines and reversed spans are seen although a heading of theirs is wrong."""
    line = [2024, "APBD", "Disnaker", "5.1.02.02.02.0006", "BPU-RENTAN", "APBD", 5]
    reading = read(
        anggaran=[line, line],
        changes={
            ("Anggaran", "E1"): "Klp",
            ("Iuran dan Klaim", "A1"): "Mulai",
            ("Iuran dan Klaim", "B2"): "1 Desember 2023",
        },
    )
    assert places(reading) == [
        "Anggaran sel E1",
        "Anggaran sel D3",
        "Iuran dan Klaim sel A1",
        "Iuran dan Klaim sel B2",
    ]
