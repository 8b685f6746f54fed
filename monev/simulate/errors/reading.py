"""Seeded errors in single cells of the instrument: what cannot be read as what it should be."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from models.finding import Severity
from monev.printing import day
from monev.simulate.errors.files import invented_nik, taken_out
from monev.simulate.errors.registry import Change, seeded
from monev.simulate.errors.rows import GROUP, PAYER, add, add_line, add_members, at_cell
from monev.simulate.manifest import Expected
from monev.simulate.papers import INSTRUMENT, Papers

CELL = "isi.sel"
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def _bad_line(kind: str, heading: str, written: Any) -> None:
    """Offer an error that writes something unreadable into one cell of a budget line."""

    def change(papers: Papers, _throw: Random) -> list[Expected]:
        row = add_line(papers, **{heading: written})
        return [at_cell(papers, CELL, Severity.ERROR, "Anggaran", row, heading)]

    seeded(kind)(change)


def _bad_target(kind: str, heading: str, written: Callable[[Papers], Any]) -> Change:
    """Offer an error that writes something unreadable into one cell of a target."""

    def change(papers: Papers, _throw: Random) -> list[Expected]:
        row: dict[str, Any] = {
            "Keluarga": "daerah",
            "Jatuh tempo": date(papers.quarter.year, 12, 31),
            "Target (%)": 55,
        }
        at = add(papers, "Target", row | {heading: written(papers)})
        return [at_cell(papers, CELL, Severity.ERROR, "Target", at, heading)]

    return seeded(kind)(change)


def _wrong_weekday(papers: Papers) -> str:
    last = date(papers.quarter.year, 12, 31)
    return f"{_WEEKDAYS[(last + timedelta(days=1)).weekday()]}, {day(last)}"


_bad_line("angka_rusak", "Pagu (Rp)", "4.799.995.20")
_bad_line("kode_pecahan", "Kode rekening", 5.1)
_bad_line("kata_asing", "Kelompok", "Pekerja Teladan")
_bad_line("orang_negatif", "Orang", -5)
_bad_line("orang_pecahan", "Orang", "12,5")
_bad_line("bulan_berlebih", "Bulan", 13)
_bad_line("pembulatan_ilmiah", "Pagu (Rp)", "1,2E+9")
_bad_line("galat_rumus", "Pagu (Rp)", "lihat lampiran")
_bad_target("tanggal_mustahil", "Jatuh tempo", lambda papers: f"31 Februari {papers.quarter.year}")
_bad_target("hari_salah", "Jatuh tempo", _wrong_weekday)
_bad_target("persen_pecahan", "Target (%)", lambda _papers: "0,55")
_bad_target("persen_lebih_100", "Target (%)", lambda _papers: 155)
_bad_target("keluarga_asing", "Keluarga", lambda _papers: "RPJPD")


@seeded("wajib_kosong")
def required_cell_empty(papers: Papers, _throw: Random) -> list[Expected]:
    """A count without its day."""
    row = add_members(papers, papers.quarter, 250, **{"Per tanggal": None})
    return [at_cell(papers, CELL, Severity.ERROR, "Kepesertaan", row, "Per tanggal")]


@seeded("peserta_belum_diisi")
def count_not_filled_in(papers: Papers, _throw: Random) -> list[Expected]:
    """A prepared row whose count nobody filled in, though its base is there."""
    row = add_members(papers, papers.quarter, None, **{"Basis (orang)": 400})
    place = "Peserta aktif (orang)"
    return [at_cell(papers, "isi.belum_diisi", Severity.INFO, "Kepesertaan", row, place)]


@seeded("baris_ganda")
def repeated_line(papers: Papers, _throw: Random) -> list[Expected]:
    """One budget line twice: neither can be used."""
    add_line(papers)
    row = add_line(papers)
    where = ("Anggaran", row, "Kode rekening")
    return [at_cell(papers, "isi.baris_ganda", Severity.ERROR, *where)]


@seeded("masa_terbalik")
def span_backwards(papers: Papers, _throw: Random) -> list[Expected]:
    """A span that ends before it begins."""
    row = {
        "Dari": papers.quarter.end,
        "Sampai": papers.quarter.start,
        "Kelompok": GROUP,
        "Pembayar": PAYER,
        "Iuran (Rp)": 16_800_000,
    }
    at = add(papers, "Iuran dan Klaim", row)
    return [at_cell(papers, CELL, Severity.ERROR, "Iuran dan Klaim", at, "Sampai")]


@seeded("jawaban_asing")
def answer_of_another_question(papers: Papers, _throw: Random) -> list[Expected]:
    """An answer that belongs to another question."""
    row = add(papers, "Atestasi", {"Butir": "selaras_provinsi", "Jawaban": "sop"})
    return [at_cell(papers, CELL, Severity.ERROR, "Atestasi", row, "Jawaban")]


@seeded("total_terlalu_kecil")
def total_too_small(papers: Papers, _throw: Random) -> list[Expected]:
    """A count above the total that its question asks for."""
    row = add(papers, "Atestasi", {"Butir": "jakon_proyek", "Jumlah": 5, "Dari total": 4})
    return [at_cell(papers, CELL, Severity.ERROR, "Atestasi", row, "Dari total")]


@seeded("nomor_pribadi")
def personal_number(papers: Papers, throw: Random) -> list[Expected]:
    """An (invented) NIK in a remark, to prove that it is masked before the file is kept."""
    note = f"contoh pekerja {invented_nik(papers, throw)}"
    answer = {"Butir": "monev_provinsi", "Jawaban": "tidak_berlaku", "Keterangan": note}
    row = add(papers, "Atestasi", answer)
    where = ("Atestasi", row, "Keterangan")
    named = at_cell(papers, "isi.data_pribadi", Severity.ERROR, *where)
    return [named, taken_out(papers, INSTRUMENT)]
