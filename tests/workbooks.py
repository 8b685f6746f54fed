"""Instrument workbooks made in memory: filled and valid, until a test alters a cell."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from models.quarter import Quarter
from monev.register import load_register

Rows = Sequence[Sequence[Any]]

SUBSTANCE = (
    "peserta",
    "non-ASN",
    "desa",
    "pekerja rentan",
    "penyelenggara pemilu",
    "pembiayaan",
    "syarat izin",
    "monev dan pelaporan",
)

HEADINGS: dict[str, tuple[str, ...]] = {
    "Regulasi": (
        *("Jenis", "Nomor", "Tahun", "Judul", "Tahap (0-9)", "Tanggal tahap", "Status"),
        *(f"Muatan: {item}" for item in SUBSTANCE),
    ),
    "Anggaran": (
        *("Tahun anggaran", "Tahap", "OPD", "Kode rekening", "Kelompok", "Sumber dana"),
        *("Pagu (Rp)", "Realisasi (Rp)", "Tanggal realisasi", "Orang", "Bulan"),
        "Iuran per bulan (Rp)",
    ),
    "Kepesertaan": (
        *("Per tanggal", "Segmen", "Pembayar", "Peserta aktif (orang)", "Basis (orang)"),
        "Definisi basis",
    ),
    "Iuran dan Klaim": (
        *("Dari", "Sampai", "Kelompok", "Pembayar", "Iuran (Rp)", "Klaim (Rp)"),
        *("Terdaftar (orang)", "Orang-bulan dibayar"),
    ),
    "Atestasi": ("Butir", "Jawaban", "Jumlah", "Dari total", "Keterangan"),
    "Target": ("Keluarga", "Jatuh tempo", "Target (%)"),
}
"""Headings of every sheet; they stand in row 1, the rows of data follow from row 2."""


def instrument(
    code: str = "36.72",
    quarter: str = "2024-Q3",
    *,
    changes: Mapping[tuple[str, str], Any] | None = None,
    **sheets: Rows | None,
) -> bytes:
    """Return a filled workbook of a region as XLSX bytes.

    A sheet's rows are replaced by name, in lower case with `_` for blanks: `anggaran=[...]`;
    None leaves the sheet out. `identitas` takes rows of label and value. `changes` sets single
    cells last: `{("Anggaran", "G2"): "dua miliar"}`; None empties a cell.
    """
    period = Quarter.parse(quarter)
    content = _filled(period) | {"Identitas": _identity(code, period)}
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in ("Identitas", *HEADINGS):
        rows = sheets.pop(title.lower().replace(" ", "_"), content[title])
        if rows is None:
            continue
        sheet = book.create_sheet(title)
        if title in HEADINGS:
            sheet.append(HEADINGS[title])
        for row in rows:
            sheet.append(list(row))
    if sheets:
        raise ValueError(f"no such sheets: {', '.join(sheets)}")
    for (title, address), value in (changes or {}).items():
        book[title][address] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _identity(code: str, period: Quarter) -> Rows:
    return [
        ["Isian", "Isi"],
        ["Kode daerah", code],
        ["Nama daerah", load_register().resolve(code).name],
        ["Triwulan", str(period)],
        ["Tanggal penyampaian", period.due_date],
        ["Versi instrumen", "1"],
        ["Simulasi", "tidak"],
    ]


def _filled(period: Quarter) -> dict[str, Rows]:
    """Return rows that every reader accepts without a finding."""
    year, end = period.year, period.end
    return {
        "Regulasi": [
            [
                *("Perwal", "12", year, "Jaminan sosial ketenagakerjaan", 8, period.start),
                *("berlaku", *["ya"] * 6, "tidak", "ya"),
            ],
        ],
        "Anggaran": [
            [year, "RKPD", "Disnaker", None, "BPU-RENTAN", "APBD", 2_016_000_000],
            [
                *(year, "APBD", "Disnaker", "5.1.02.02.02.0006", "BPU-RENTAN", "APBD"),
                *(2_016_000_000, 1_260_000_000, end, 10_000, 12, 16_800),
            ],
        ],
        "Kepesertaan": [
            [end, "SEMUA", None, 95_000, 180_000, "basis penduduk bekerja"],
            [end, "PU-NONASN", "APBD", 4_100, 5_000, "seluruh pegawai non-ASN"],
            [end, "BPU-RENTAN", "APBD", 10_000, 22_000, "desil 1-5"],
        ],
        "Iuran dan Klaim": [
            [
                *(f"1 Januari {year}", end, "BPU-RENTAN", "APBD"),
                *("1.260.000.000", "840.000.000", "10.000", 75_000),
            ],
        ],
        "Atestasi": [
            ["rkpd_memuat", "ya"],
            ["apbd_memuat", "ya"],
            ["ptsp", "sop"],
            ["tim_sk", "ya"],
            ["tim_rapat", None, 2],
            ["pemadanan_nik", "perjanjian"],
            ["laporan_tepat_waktu", None, 2, 3],
            ["jakon_nilai", None, 40_000_000_000, 65_000_000_000],
        ],
        "Target": [["UCJ", f"31 Desember {year}", "55,5"]],
    }
