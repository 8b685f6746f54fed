"""Which lines of an export count, whom they insure, and at which stage."""

import pytest

from models import Severity
from monev.sources.sipd.sheet import load_sipd_sheet
from tests.sources.sipd_files import (
    JKK,
    JKM,
    RECAP,
    TITLES,
    recap,
    recap_row,
    text,
)
from tests.sources.sipd_reading import amounts, found, lines, read


@pytest.mark.parametrize(
    "code",
    ["5.1.02.02.02.0005", "5.1.02.02.02.0008", "5.1.01.01.12.0001", "5.1.01.01.10.0001"],
    ids=["health", "property", "tapera", "ASN"],
)
def test_other_insurance_is_not_counted(code: str) -> None:
    """Health, property, Tapera and ASN lines (paid to Taspen) are told once and never facts."""
    reading = read(recap(recap_row(code), recap_row()))
    assert list(amounts(reading)) == [JKK]
    assert found(reading, "anggaran.tidak_dihitung", Severity.INFO) == ["ekspor"]


def test_an_unlisted_leaf_goes_with_its_listed_parent() -> None:
    """A new leaf below an ASN account is an ASN line."""
    row = recap_row("5.1.01.01.10.0009", name="Belanja Iuran Jaminan Kecelakaan Kerja Baru")
    assert not lines(read(recap(row)))


def test_an_unlisted_code_is_found_by_its_name_and_flagged() -> None:
    """The second test is the description; its lines are counted and listed for review."""
    row = recap_row("5.1.05.05.01.0001", name="Hibah Iuran BPJS Ketenagakerjaan Guru Ngaji")
    reading = read(recap(row))
    assert amounts(reading) == {"5.1.05.05.01.0001": 600_000_000}
    assert lines(reading)[0].group_code == "BPU-AGAMA"
    assert found(reading, "anggaran.uraian", Severity.WARNING) == ["ekspor baris 5 kolom 7"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("5.1.02.99.99.0001", "Iuran Jaminan Kematian PNS"),
        ("5.1.02.99.99.0001", "Iuran Jaminan Kecelakaan Kerja PPPK"),
        ("2.1.01.03.01.0001", "Utang Iuran Jaminan Kematian"),
        ("5.1.02.99.99.0001", "Pelatihan Ketenagakerjaan"),
        ("5.1.02.99.99.0001", "Belanja Alat Tulis Kantor"),
    ],
)
def test_names_that_only_sound_alike_are_not_counted(code: str, name: str) -> None:
    """A word is not a contribution."""
    assert not lines(read(recap(recap_row(code, name=name))))


def test_a_name_against_its_code_is_refused() -> None:
    """Coded as work insurance, called health insurance: nobody can tell which is right."""
    reading = read(recap(recap_row(JKK, name="Belanja Iuran Jaminan Kesehatan"), recap_row(JKM)))
    assert list(amounts(reading)) == [JKM]
    assert found(reading, "anggaran.uraian", Severity.ERROR) == ["ekspor baris 5 kolom 7"]


def test_a_file_without_contributions_is_not_evidence_of_zero() -> None:
    """No line found is told as not evidenced."""
    reading = read(recap(recap_row("5.1.02.01.01.0024", name="Belanja Alat Tulis Kantor")))
    assert not reading.facts
    assert found(reading, "anggaran.tidak_dibuktikan", Severity.INFO)


def test_the_account_list_is_whole() -> None:
    """The catalogue holds the 29 accounts with their confidence; the parent mixes and is out."""
    accounts = {one.code: one for one in load_sipd_sheet().accounts}
    assert len(accounts) == 29
    counted = {code for code, one in accounts.items() if not one.excluded}
    assert {JKK, JKM, "5.1.02.02.02.0010"} < counted
    assert all(one.startswith("5.1.02.02.02.") for one in counted)
    assert accounts["5.1.02.02.02"].excluded == "campuran"
    assert {one.confidence for one in accounts.values()} == {"high", "medium"}


@pytest.mark.parametrize(
    ("sub", "agency", "group"),
    [
        (("2.07.05.2.02.0005", "Pengembangan Jaminan Sosial"), "Disnaker", "BPU-RENTAN"),
        (("1.06.05.2.02.0001", "Perlindungan Sosial"), "Dinas Sosial", "BPU-RENTAN"),
        (("3.25.03.2.02.0003", "Perlindungan Nelayan Kecil"), "Dinas Perikanan", "BPU-NELAYAN"),
        (("2.07.05.2.02.0005", "Pekerja Rentan Nelayan"), "Disnaker", "BPU-NELAYAN"),
        (("5.03.02.2.01.0001", "Pengadaan Pegawai"), "BKPSDM", "PU-NONASN"),
        (("1.02.01.2.02.0001", "Penyediaan Gaji"), "Dinas Kesehatan", "PU-NONASN"),
        (("9.99.02.2.01.0001", "Lain-lain"), "Dinas Contoh", ""),
        (("3.25.03.2.02.0003", "Nelayan dan Petani"), "Dinas Contoh", ""),
    ],
)
def test_sub_activity_and_agency_tell_the_group(
    sub: tuple[str, str], agency: str, group: str
) -> None:
    """One account covers staff and vulnerable workers; where no rule decides nothing is guessed."""
    reading = read(recap(recap_row(sub=sub, unit=("x", agency))))
    assert [line.group_code for line in lines(reading)] == [group]
    told = [one for one in reading.findings if one.rule == "anggaran.kelompok"]
    assert [sub[0] in one.message_id for one in told] == ([] if group else [True])


def test_part_time_pppk_go_to_the_nearest_group_with_a_note() -> None:
    """There is no group of their own, so the note says whom the line covers."""
    name = "Belanja Iuran Jaminan Kecelakaan Kerja bagi PPPK Paruh Waktu pada Jabatan Pengelola"
    (line,) = lines(read(recap(recap_row("5.1.02.02.02.0026", name=name))))
    assert line.group_code == "PU-NONASN"
    assert "PPPK paruh waktu" in line.note


@pytest.mark.parametrize(
    ("title", "stage", "listing"),
    [
        ("DPA APBD MURNI", "APBD", "DPA SIPD TA 2024 APBD Murni"),
        ("DPA PERGESERAN 1", "APBD", "DPA SIPD TA 2024 APBD Pergeseran 1"),
        ("DPA Pergeseran ke-2", "APBD", "DPA SIPD TA 2024 APBD Pergeseran 2"),
        ("DPPA SKPD", "APBD-P", "DPA SIPD TA 2024 APBD Perubahan"),
        ("REKAP DPA PERUBAHAN", "APBD-P", "DPA SIPD TA 2024 APBD Perubahan"),
    ],
)
def test_the_stage_names_the_listing(title: str, stage: str, listing: str) -> None:
    """Each stage is a full replacement, so the title of the source tells listings apart."""
    (line,) = lines(read(recap(recap_row(), titles=(TITLES[0], title, TITLES[2]))))
    assert (line.stage, line.source_title) == (stage, listing)
    assert "Dinas" not in line.source_title


def test_stages_on_the_rows_are_separate_listings() -> None:
    """Lines of the first budget and of its revision are never added up."""
    rows = [
        [*RECAP, "status_tahap_apbd", "nama_sub_tahap_jadwal"],
        [*recap_row(JKK, "1000"), "murni", "APBD Murni"],
        [*recap_row(JKK, "3000"), "perubahan", "Perubahan APBD"],
    ]
    kept = {line.stage: line.allocation_idr for line in lines(read(text(rows)))}
    assert kept == {"APBD": 1000, "APBD-P": 3000}


def test_a_silent_stage_is_told() -> None:
    """Where nothing names the stage it is kept as APBD, and said."""
    reading = read(recap(recap_row(), titles=(TITLES[0], TITLES[2])))
    assert lines(reading)[0].source_title == "DPA SIPD TA 2024"
    assert found(reading, "anggaran.tahap", Severity.INFO)
