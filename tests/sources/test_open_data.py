"""Open data of regions: CKAN pages, West Java's API and downloads, with codes of BPS in them."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from models import Participation, Region, Severity, Statistic, Tier
from monev.errors import CatalogueError, SourceError
from monev.register import load_register
from monev.sources.glimpse import Glimpse
from monev.sources.open_data.reader import OPEN_DATA
from monev.sources.open_data.sheet import read_open_data_sheet
from monev.sources.reading import Reading
from monev.yaml_file import catalogue_folder
from tests.arrivals import arrived

WORKERS = "jumlah_peserta_bpjs_ketenagakerjaan"
HEADINGS = (
    *("id", "kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota"),
    *(WORKERS, "satuan", "tahun"),
)
BOGOR = ("1", "32", "JAWA BARAT", "3201", "KABUPATEN BOGOR", "410233", "ORANG", "2023")
BOGOR_CITY = ("2", "32", "JAWA BARAT", "3271", "KOTA BOGOR", "90100", "ORANG", "2023")


class Knowing:
    """A resolver that answers for foreign codes too, as the register itself could."""

    def __call__(self, text: str) -> Region:
        """Resolve a name or a Kemendagri code."""
        return load_register().resolve(text)

    def from_foreign(self, system: str, code: str) -> Region:
        """Resolve a code of another system."""
        return load_register().from_foreign(system, code)


RESOLVERS: list[Callable[[str], Region]] = [load_register().resolve, Knowing()]


def table(*rows: Iterable[str], headings: Iterable[str] = HEADINGS, separator: str = ",") -> bytes:
    """A CSV file."""
    return "\n".join(separator.join(row) for row in (headings, *rows)).encode()


def bogor(**changed: str) -> tuple[str, ...]:
    """The row of Kabupaten Bogor with some cells changed."""
    return tuple((dict(zip(HEADINGS, BOGOR, strict=True)) | changed).values())


def ckan(*records: dict[str, Any], **other: Any) -> bytes:
    """A page of a datastore."""
    fields = [{"id": "_id", "type": "int"}, {"id": "tahun", "type": "text"}]
    result = {"fields": fields, "records": list(records), "total": len(records)}
    return json.dumps({"help": "x", "success": True, "result": result} | other).encode()


def record(row: Iterable[str] = BOGOR, **more: Any) -> dict[str, Any]:
    """One record of a JSON answer."""
    return dict(zip(HEADINGS, row, strict=True)) | more


def read(
    content: bytes, resolve: Callable[[str], Region] | None = None, /, **asked: str
) -> Reading:
    """Read bytes that came from a portal on 1 October 2024."""
    arrival = arrived("peserta", source_id="data_terbuka", asked=asked)
    return OPEN_DATA.read(content, arrival, resolve or load_register().resolve)


def rules(reading: Reading) -> list[str]:
    """The rules of the findings."""
    return [finding.rule for finding in reading.findings]


def counts(reading: Reading) -> dict[str, int | None]:
    """Active members by region."""
    return {
        fact.region_code: fact.active_persons
        for fact in reading.facts
        if isinstance(fact, Participation)
    }


@pytest.mark.parametrize("resolve", RESOLVERS)
def test_a_yearly_row_becomes_participation(resolve: Callable[[str], Region]) -> None:
    """The figure stands for the end of its year and is known from the day of retrieval."""
    asked = {"license_title": "CC-BY 4.0", "organization": "Dinas Contoh", "title": "Peserta 2023"}
    reading = read(table(BOGOR), resolve, **asked)
    (fact,) = reading.facts
    assert reading.findings == []
    assert isinstance(fact, Participation)
    assert (fact.region_code, fact.segment, fact.active_persons) == ("32.01", "SEMUA", 410233)
    assert (fact.as_of, fact.known_on) == (date(2023, 12, 31), date(2024, 10, 1))
    assert (fact.source_title, fact.source_publisher) == ("Peserta 2023", "Dinas Contoh")
    assert (fact.note, fact.tier) == ("lisensi CC-BY 4.0", Tier.DOCUMENT)
    assert fact.cell("active_persons").locator == f"peserta baris 2, kolom {WORKERS}"
    assert fact.cell("as_of").raw == "2023"


@pytest.mark.parametrize(
    "content",
    [
        table(BOGOR, BOGOR_CITY),
        b"\xef\xbb\xbf" + table(BOGOR, BOGOR_CITY),
        table(BOGOR, BOGOR_CITY, separator=";"),
        ckan(record(_id=1), record(BOGOR_CITY, _id=2)),
        json.dumps({"message": "ok", "data": [record(), record(BOGOR_CITY)]}).encode(),
        ckan(record() | {"tahun": 2023, WORKERS: 410233}, record(BOGOR_CITY)),
    ],
)
def test_every_wrapper_gives_the_same_figures(content: bytes) -> None:
    """CSV with both separators and a byte-order mark, CKAN, West Java's API, numbers or text."""
    assert OPEN_DATA.fits(Glimpse.of(content, "x"))
    reading = read(content)
    assert counts(reading) == {"32.01": 410233, "32.71": 90100}
    assert reading.findings == []


def test_windows_1252_is_read_and_said() -> None:
    """An older encoding is a warning, and no letter is lost."""
    content = table(bogor(satuan="ORANG")).decode().replace("id,", "id\u00e9,").encode("cp1252")
    reading = read(content)
    assert counts(reading) == {"32.01": 410233}
    assert "berkas.pengkodean" in rules(reading)


def test_a_downloaded_workbook_is_read_below_its_titles() -> None:
    """Title rows stand above the headings; typed numbers are taken; other sheets are reported."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    sheet.append(["JUMLAH PESERTA TAHUN 2023"])
    sheet.append(list(HEADINGS))
    sheet.append([1, 32, "JAWA BARAT", 3201, "KABUPATEN BOGOR", 410233, "ORANG", 2023])
    book.create_sheet("Metadata").append(["sumber", "portal"])
    buffer = BytesIO()
    book.save(buffer)
    assert OPEN_DATA.fits(Glimpse.of(buffer.getvalue(), "x.xlsx"))
    reading = read(buffer.getvalue())
    assert counts(reading) == {"32.01": 410233}
    assert rules(reading) == ["berkas.lembar"]
    assert reading.facts[0].cell("active_persons").locator == "peserta lembar Data sel F3"


def test_rows_of_provinces_have_no_columns_of_kabupaten() -> None:
    """A data set of provinces names them alone, with two digits of BPS."""
    headings = ("kode_provinsi", "nama_provinsi", "jumlah_angkatan_kerja", "satuan", "tahun")
    reading = read(table(("94", "PAPUA", "500", "ORANG", "2022"), headings=headings), Knowing())
    (fact,) = reading.facts
    assert isinstance(fact, Statistic)
    assert (fact.region_code, fact.measure) == ("91", "angkatan_kerja")
    assert fact.value == 500
    assert (fact.span_start, fact.span_end) == (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"nama_kabupaten_kota": "KOTA BOGOR"}, "BPS code 3201 is kabupaten"),
        ({"nama_kabupaten_kota": "KABUPATEN ATLANTIS"}, "ATLANTIS"),
        ({"nama_kabupaten_kota": ""}, "a code alone is not used"),
        ({"nama_kabupaten_kota": "BANDUNG", "kode_kabupaten_kota": ""}, "fits several regions"),
        ({"nama_provinsi": "BANTEN"}, "province BANTEN stands beside it"),
        ({"kode_kabupaten_kota": "32.02"}, "code 32.02 stands beside it"),
        ({"kode_kabupaten_kota": "3.2E3"}, "code 3.2E3 stands beside it"),
    ],
)
def test_name_and_code_must_agree(changed: dict[str, str], found: str) -> None:
    """A row whose name, code and province do not go together is left out; the others are read."""
    reading = read(table(bogor(**changed), BOGOR_CITY))
    assert list(counts(reading)) == ["32.71"]
    assert "isi.daerah" in rules(reading)
    assert found in reading.findings[0].message_en


def test_digits_of_bps_are_no_kemendagri_digits() -> None:
    """3171 is Jakarta Selatan by BPS; named Jakarta Pusat it is Kemendagri's code without dot."""
    row = bogor(
        kode_provinsi="31",
        nama_provinsi="DKI JAKARTA",
        kode_kabupaten_kota="3171",
        nama_kabupaten_kota="KOTA JAKARTA PUSAT",
    )
    assert rules(read(table(row), Knowing())) == ["isi.daerah"]


def test_a_dotted_code_is_kemendagris() -> None:
    """A portal that writes 32.01 means the same Bogor, and it is checked as such."""
    assert counts(read(table(bogor(kode_kabupaten_kota="32.01")))) == {"32.01": 410233}


def test_a_column_nobody_knows_is_reported_and_not_read() -> None:
    """An unknown measure gives a finding that names it, and no fact."""
    headings = tuple("jumlah_kerbau" if each == WORKERS else each for each in HEADINGS)
    reading = read(table(BOGOR, headings=headings))
    assert reading.facts == []
    assert rules(reading) == ["berkas.kolom", "berkas.tanpa_ukuran"]
    assert "jumlah_kerbau" in reading.findings[0].message_en


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Jumlah Peserta BPJS Ketenagakerjaan", 1),
        ("Jumlah Peserta BPJS Kesehatan", 0),
        ("Peserta BPJS Ketenagakerjaan dan BPJS Kesehatan", 0),
        ("", 0),
    ],
)
def test_jumlah_peserta_counts_what_the_title_says(title: str, facts: int) -> None:
    """The bare column may be of another scheme: without the title's word it is not read."""
    headings = tuple("jumlah_peserta" if each == WORKERS else each for each in HEADINGS)
    reading = read(table(BOGOR, headings=headings), title=title)
    assert len(reading.facts) == facts
    assert ("berkas.kolom" in rules(reading)) == (facts == 0)


def test_the_operator_may_name_columns_and_measure() -> None:
    """A portal with headings of its own is read by the roles in the question."""
    headings = ("kode", "wilayah", "nilai", "thn")
    asked = {"column.code": "kode", "column.name": "Wilayah", "column.year": "thn"}
    content = ckan(dict(zip(headings, ("3201", "KAB. BOGOR", "77", "2023"), strict=True)))
    value = {"column.value": "nilai", "measure": "penduduk_bekerja"}
    reading = read(content, **asked, **value)
    (fact,) = reading.facts
    assert isinstance(fact, Statistic)
    assert (fact.region_code, fact.measure, str(fact.value)) == ("32.01", "penduduk_bekerja", "77")
    assert reading.findings == []
    for wrong in ({"measure": "ternak"}, {"column.pulau": "x"}):
        with pytest.raises(SourceError, match=r"ternak|pulau"):
            read(content, **(asked | value | wrong))


def test_a_measure_named_by_the_operator_needs_no_title() -> None:
    """He has looked at the data set: `jumlah_peserta` is then what he says it is."""
    headings = tuple("jumlah_peserta" if each == WORKERS else each for each in HEADINGS)
    asked = {"column.value": "jumlah_peserta", "measure": WORKERS}
    assert counts(read(table(BOGOR, headings=headings), **asked)) == {"32.01": 410233}


def test_personal_columns_are_dropped_and_named_once() -> None:
    """NIK, name, address and birthday never reach a fact or a finding; one finding says so."""
    personal = {
        "nik": "3201014507900001",
        "nama": "CONTOH NAMA",
        "alamat": "JALAN CONTOH 1",
        "no_hp": "081234567890",
        "tanggal_lahir": "1990-07-05",
    }
    reading = read(ckan(record(**personal), record(BOGOR_CITY, **personal)))
    assert counts(reading) == {"32.01": 410233, "32.71": 90100}
    assert rules(reading) == ["berkas.data_pribadi"]
    assert "alamat, nama, nik, no_hp, tanggal_lahir" in reading.findings[0].message_en
    kept = str([each.model_dump() for each in (*reading.facts, *reading.findings)])
    assert not [value for value in personal.values() if value in kept]


def test_an_identity_number_in_the_wrong_column_is_not_quoted() -> None:
    """A NIK where a count is expected is refused, and the finding does not repeat it."""
    reading = read(table(bogor(**{WORKERS: "3201014507900001"}), BOGOR_CITY))
    assert list(counts(reading)) == ["32.71"]
    assert rules(reading) == ["isi.sel"]
    assert "32010145" not in str(reading.findings[0].model_dump())


@pytest.mark.parametrize(
    ("written", "count"), [("410.233", 410233), ("410233.0", 410233), ("0", 0), ("nihil", 0)]
)
def test_columns_of_text_are_read_as_numbers(written: str, count: int) -> None:
    """All columns may be text, in Indonesian notation too; zero is stated."""
    assert counts(read(table(bogor(**{WORKERS: written})))) == {"32.01": count}


@pytest.mark.parametrize("written", ["", "-", "N/A"])
def test_missing_is_no_zero(written: str) -> None:
    """An empty cell or a dash states nothing: neither a fact nor a finding."""
    reading = read(table(bogor(**{WORKERS: written})))
    assert (reading.facts, reading.findings) == ([], [])


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({WORKERS: "banyak"}, "isi.sel"),
        ({WORKERS: "9999999999"}, "isi.sel"),
        ({"tahun": "23"}, "isi.sel"),
        ({"tahun": ""}, "isi.masa"),
        ({"tahun": "2025"}, "isi.masa"),
        ({"satuan": "RIBU ORANG"}, "isi.satuan"),
        ({"satuan": "PERSEN"}, "isi.satuan"),
    ],
)
def test_a_wrong_cell_costs_its_row_only(changed: dict[str, str], rule: str) -> None:
    """A wrong value, year or unit is an error at its cell; the next row is read."""
    reading = read(table(bogor(**changed), BOGOR_CITY))
    assert list(counts(reading)) == ["32.71"]
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)
    assert "baris 2" in finding.place


def test_parts_are_never_taken_for_the_whole() -> None:
    """Rows by sex are parts of one figure: the row of the whole alone is read."""
    headings = (*HEADINGS, "jenis_kelamin")
    content = table(
        (*bogor(**{WORKERS: "6"}), "LAKI-LAKI"),
        (*bogor(**{WORKERS: "4"}), "PEREMPUAN"),
        (*bogor(**{WORKERS: "10"}), "JUMLAH"),
        headings=headings,
    )
    reading = read(content)
    assert counts(reading) == {"32.01": 10}
    assert rules(reading) == ["isi.bagian"]


def test_parts_of_a_statistic_keep_their_dimension() -> None:
    """A statistic may be a part: which one stands in its dimension."""
    headings = (*(("jumlah_angkatan_kerja" if each == WORKERS else each) for each in HEADINGS),)
    content = table((*BOGOR, "LAKI-LAKI"), headings=(*headings, "jenis_kelamin"))
    (fact,) = read(content).facts
    assert isinstance(fact, Statistic)
    assert fact.dimension == "jenis_kelamin=LAKI-LAKI"


def test_rows_told_apart_by_an_unread_column_are_not_used() -> None:
    """Equal values too: what divides them is not known, so neither is the whole."""
    content = table((*BOGOR, "darat"), (*BOGOR, "laut"), headings=(*HEADINGS, "medan"))
    reading = read(content)
    assert reading.facts == []
    assert rules(reading) == ["berkas.kolom", "isi.baris_ganda"]


def test_a_row_that_stands_twice_is_read_once() -> None:
    """Pages without a fixed order repeat rows: the same row counts once and is reported."""
    reading = read(ckan(record(_id=1), record(_id=2)))
    assert counts(reading) == {"32.01": 410233}
    assert [finding.severity for finding in reading.findings] == [Severity.WARNING]


def test_figures_of_months_are_left_out() -> None:
    """A row of a month is no figure of its year."""
    reading = read(table((*BOGOR, "Maret"), (*BOGOR_CITY, ""), headings=(*HEADINGS, "bulan")))
    assert list(counts(reading)) == ["32.71"]
    assert rules(reading) == ["isi.masa"]


def test_the_day_of_the_last_change_is_when_it_was_known() -> None:
    """CKAN's metadata_modified dates a figure; one of a running year stands for that day."""
    content = table(bogor(tahun="2024"))
    (fact,) = read(content, metadata_modified="2024-06-03T10:20:30.123456").facts
    assert isinstance(fact, Participation)
    assert (fact.known_on, fact.as_of) == (date(2024, 6, 3), date(2024, 6, 3))
    assert "sebelum tahunnya berakhir" in fact.note
    (later,) = read(content, metadata_modified="2031-01-01").facts
    assert later.known_on == date(2024, 10, 1)
    assert rules(read(content, metadata_modified="kemarin")) == ["isi.tanggal"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{"success":false,"error":{"__type":"Not Found Error","message":"hilang"}}', "hilang"),
        (b'{"success":"ya","result":{"records":[]}}', "success: false"),
        (b'{"message":"gagal","error":1}', "gagal"),
        (b'{"success":true,"result":{"records":"id,tahun"}}', "list of records"),
        (ckan({"a": 1}, *[{}] * 40_001), "40002 records"),
        (ckan({f"k{at}": at for at in range(101)}), "at most 100 fields"),
        (b'{"data":[{"tahun":1,"tahun":2}]}', "'tahun' twice"),
        (ckan({"tahun": "x" * 10_001}), "10001 characters"),
        (ckan(record())[:-5], "cut-off JSON"),
        (b"[1]", "a list"),
    ],
)
def test_an_answer_without_rows_is_refused(content: bytes, found: str) -> None:
    """`success` is checked and not only the status; broken and endless answers are refused."""
    with pytest.raises(SourceError, match=found):
        read(content)


def test_no_rows_are_said() -> None:
    """An empty page states nothing, and says so."""
    reading = read(ckan())
    assert (reading.facts, rules(reading)) == ([], ["berkas.jumlah_baris"])


def test_only_figures_by_region_are_recognised() -> None:
    """Headings of region and year, or CKAN's envelope; catalogues of CKAN and feeds are others."""
    assert OPEN_DATA.fits(Glimpse.of(b'{"success":false,"error":{"message":"x"}}', "x"))
    assert not OPEN_DATA.fits(Glimpse.of(b'{"success":true,"result":{"results":[]}}', "x"))
    assert not OPEN_DATA.fits(Glimpse.of(b'{"data":[{"idData":1,"judul":"x"}]}', "x"))
    assert not OPEN_DATA.fits(Glimpse.of(b"nama,jumlah\nCilegon,3\n", "x.csv"))


def test_a_segment_of_the_sheet_must_exist(tmp_path: Any) -> None:
    """A segment that segments.yaml does not know is refused with its place in the fact sheet."""
    text = (catalogue_folder("sources") / "data_terbuka.yaml").read_text(encoding="utf-8")
    path = tmp_path / "data_terbuka.yaml"
    path.write_text(text.replace("segment: SEMUA", "segment: SEMESTA", 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match="stands nowhere"):
        read_open_data_sheet(path)
