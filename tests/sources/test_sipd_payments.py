"""Lists of payments: summed exactly, and without the people in them."""

from datetime import date

from models import Severity
from tests.sources.sipd_files import (
    NIK,
    NIP,
    PERSON,
    document,
    payments,
    workbook,
)
from tests.sources.sipd_reading import found, lines, read


def test_payments_are_summed_exactly_with_the_span_of_their_cells() -> None:
    """All documents of one line make one fact up to the day of the last one."""
    documents = [document(str(at), f"{at}000,00", f"2024-0{at}-15") for at in range(1, 8)]
    (line,) = lines(read(payments(*documents), region="36.03"))
    assert (line.realised_idr, line.allocation_idr) == (28_000, None)
    assert line.realised_on == date(2024, 7, 15)
    assert line.cell("realised_idr").locator == "ekspor baris 2 kolom 27..baris 8 kolom 27, 7 sel"
    assert line.cell("realised_idr").raw.startswith("1000,00; 2000,00")
    assert line.source_title == "Realisasi SIPD TA 2024"


def test_many_payments_keep_a_digest_of_their_texts() -> None:
    """Hundreds of texts would bury the fact; their digest can be checked against the file."""
    content = payments(*(document(str(at), "1000") for at in range(300)))
    (line,) = lines(read(content, region="36.03"))
    assert line.realised_idr == 300_000
    assert line.cell("realised_idr").raw.startswith("300 nilai, sha256 ")


def test_returns_are_taken_off_and_deposits_are_told() -> None:
    """A negative document lowers the sum; deposits in their own column are only named."""
    content = payments(document("1", "5000"), document("2", "-2000", nilai_setoran="700"))
    reading = read(content, region="36.03")
    assert lines(reading)[0].realised_idr == 3000
    (told,) = [one for one in reading.findings if one.rule == "anggaran.setoran"]
    assert "Rp700" in told.message_id


def test_the_same_document_on_two_sheets_counts_once() -> None:
    """One sheet per month with an overlap adds up without the copy."""
    head = list(document("1", "1"))
    january = [head, list(document("1", "1000").values()), list(document("2", "500").values())]
    february = [head, list(document("2", "500").values()), list(document("3", "7").values())]
    content = workbook({"Januari": january, "Februari": february})
    reading = read(content, region="36.03")
    assert [line.realised_idr for line in lines(reading)] == [1507]
    assert found(reading, "anggaran.ganda", Severity.WARNING)


def test_people_are_dropped_before_anything_is_kept() -> None:
    """Names and numbers of persons reach no fact, finding or cell; the columns are named once."""
    rows = [
        document("1", "1000", nomor_spd=NIK),
        document("2", f"atas nama {PERSON}", nomor_spd=NIK),
        document("3", "5", f"tgl {PERSON}", nomor_spd=NIK),
    ]
    reading = read(payments(*rows), region="36.03")
    kept = " ".join(str(one.model_dump()) for one in (*reading.facts, *reading.findings))
    assert not any(secret in kept for secret in (PERSON, "Contoh", "Orang", NIP, NIK))
    (told,) = [one for one in reading.findings if one.rule == "berkas.data_pribadi"]
    assert told.severity is Severity.INFO
    for column in ("nip_pegawai", "nama_pegawai", "nomor_spd"):
        assert column in told.message_id
