"""Exports as regions send them, made in memory: recaps, printed LRA, lists of payments, old XLS."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]

RECAP = (
    *("KODE SUB UNIT", "NAMA SUB UNIT", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN"),
    *("KODE SUMBER DANA", "NAMA SUMBER DANA", "KODE REKENING", "NAMA REKENING", "PAGU"),
)
_DOCUMENT_FIELDS = (
    "kode_skpd nama_skpd kode_sub_skpd nama_sub_skpd kode_fungsi nama_fungsi kode_sub_fungsi"
    " nama_sub_fungsi kode_urusan nama_urusan kode_bidang_urusan nama_bidang_urusan kode_program"
    " nama_program kode_giat nama_giat kode_sub_giat nama_sub_giat kode_rekening nama_rekening"
    " nomor_dokumen jenis_dokumen jenis_transaksi nomor_dpt tanggal_dokumen keterangan_dokumen"
    " nilai_realisasi nilai_setoran nip_pegawai nama_pegawai tanggal_simpan nomor_spd periode_spd"
    " nilai_spd_detail tahap_spd nama_sub_tahap_jadwal status_tahap_apbd nomor_spp tanggal_spp"
    " nomor_spm tanggal_spm nomor_sp2d tanggal_sp2d tanggal_sp2d_transfer nilai_sp2d"
)
DOCUMENTS = tuple(_DOCUMENT_FIELDS.split())
PERSON, NIP, NIK = "Contoh Orang", "198001012005011001", "3603011201800001"
"""A person who is none: the numbers have the right shape only."""
TITLES = ("PEMERINTAH KABUPATEN TANGERANG", "REKAPITULASI DPA APBD MURNI", "TAHUN ANGGARAN 2024")
JKK, JKM = "5.1.02.02.02.0006", "5.1.02.02.02.0007"
NAMES = {
    JKK: "Belanja Iuran Jaminan Kecelakaan Kerja bagi Non ASN",
    JKM: "Belanja Iuran Jaminan Kematian bagi Non ASN",
    "5.1.02.02.02": "Belanja Iuran Jaminan/Asuransi",
    "5.1.02.02.02.0005": "Belanja Iuran Jaminan Kesehatan bagi Non ASN",
    "5.1.02.02.02.0008": "Belanja Asuransi Barang Milik Daerah",
    "5.1.01.01.10.0001": "Belanja Iuran Jaminan Kecelakaan Kerja PNS",
    "5.1.01.01.12.0001": "Belanja Iuran Simpanan Peserta Tabungan Perumahan Rakyat PNS",
}
MANPOWER = ("2.07.3.32.0.00.01.0000", "Dinas Tenaga Kerja dan Transmigrasi")
SUB_ACTIVITY = (
    "2.07.05.2.02.0005",
    "Pengembangan Pelaksanaan Jaminan Sosial Tenaga Kerja",
)


def recap_row(
    code: str = JKK,
    amount: Any = "600.000.000,00",
    *,
    name: str | None = None,
    unit: tuple[str, str] = MANPOWER,
    sub: tuple[str, str] = SUB_ACTIVITY,
    fund: tuple[str, str] = ("1.1.01", "PAD"),
) -> list[Any]:
    """Return one line of a recap; that of the usual sample unless told otherwise."""
    return [*unit, *sub, *fund, code, NAMES.get(code, "") if name is None else name, amount]


SAMPLE = (recap_row(JKK, "600.000.000,00"), recap_row(JKM, "408.000.000,00"))


def text(rows: Rows, titles: Iterable[str] = TITLES, separator: str = ";") -> bytes:
    """Return titles and rows as text with separators, quoted where they have to be."""
    lines = [title + separator * 2 for title in titles]
    for row in rows:
        cells = [str(cell) for cell in row]
        lines.append(separator.join(f'"{cell}"' if separator in cell else cell for cell in cells))
    return "\n".join(lines).encode()


def recap(*rows: Sequence[Any], titles: Iterable[str] = TITLES, separator: str = ";") -> bytes:
    """Return a recap as CSV; the sample if no rows are given."""
    return text([RECAP, *(rows or SAMPLE)], titles, separator)


def document(
    number: str, amount: Any, day: str = "2024-03-15", code: str = JKK, **fields: Any
) -> dict[str, Any]:
    """Return one payment by field, with a person in the personal columns."""
    return {
        "kode_skpd": MANPOWER[0],
        "nama_skpd": MANPOWER[1],
        "kode_sub_skpd": MANPOWER[0],
        "nama_sub_skpd": MANPOWER[1],
        "kode_sub_giat": SUB_ACTIVITY[0],
        "nama_sub_giat": SUB_ACTIVITY[1],
        "kode_rekening": code,
        "nama_rekening": NAMES.get(code, ""),
        "nomor_dokumen": number,
        "tanggal_dokumen": day,
        "keterangan_dokumen": f"Pembayaran a.n. {PERSON} {number}",
        "nilai_realisasi": amount,
        "nip_pegawai": NIP,
        "nama_pegawai": PERSON,
        "nama_sub_tahap_jadwal": "APBD Murni",
        "status_tahap_apbd": "murni",
        **fields,
    }


def payments(*documents: Mapping[str, Any], titles: Iterable[str] = ()) -> bytes:
    """Return a realisation report by document as CSV with commas."""
    rows = [[one.get(name, "") for name in DOCUMENTS] for one in documents]
    return text([DOCUMENTS, *rows], titles, ",")


def workbook(
    sheets: Mapping[str, Rows],
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    hidden_rows: Mapping[str, Sequence[int]] | None = None,
) -> bytes:
    """Return sheets of rows as XLSX, with merged ranges, hidden sheets and hidden rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(title, ()):
            sheet.merge_cells(area)
        for number in (hidden_rows or {}).get(title, ()):
            sheet.row_dimensions[number].hidden = True
        if title in hidden:
            sheet.sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def old_workbook(title: str, rows: Rows) -> bytes:
    """Return one sheet as an old workbook (.xls): BIFF8 records in a compound file."""
    cells = b""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                cells += _record(0x0203, struct.pack("<HHHd", at, column, 0, cell))
            elif cell not in (None, ""):
                raw = str(cell).encode("utf-16-le")
                head = struct.pack("<HHHHB", at, column, 0, len(raw) // 2, 1)
                cells += _record(0x0204, head + raw)
    sheet = _begin(0x0010) + cells + _record(0x000A, b"")
    name = title.encode("latin-1")

    def globals_with(offset: int) -> bytes:
        bound = struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name
        return _begin(0x0005) + _record(0x0085, bound) + _record(0x000A, b"")

    book = globals_with(len(globals_with(0))) + sheet
    return _compound(book.ljust(4096, b"\0"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _compound(stream: bytes) -> bytes:
    """Return a compound file with one stream `Workbook`: header, table, directory, sectors."""
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    assert len(table) <= 128, "one sector of the table is enough for a test"
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    directory += _entry("Workbook", 2, 2, len(stream)) + _entry("", 0, 0, 0) * 2
    return header + struct.pack("<128I", *table) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    length = len(raw) + 2 if name else 0
    none = 0xFFFFFFFF
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, none, none, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
