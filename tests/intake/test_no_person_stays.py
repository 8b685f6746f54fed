"""No person stays: what a sweep keeps, and what the commands print, holds no NIK and no name.

Every way in which persons come is one file of one inbox; after the sweep every byte of the
workspace is looked through, workbooks unpacked.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import Finding, Quarter, Receipt
from monev.ask_portals import ask_portals
from monev.collect_many import sweep_inbox
from monev.collected import Collected
from monev.fetch import Endpoints
from monev.fetch.endpoints import JdihEndpoint
from tests.cli.running import run_command
from tests.fetch.server import QUICK, body, running
from tests.intake import lay, opened
from tests.sources.sipd_files import DOCUMENTS, document, payments, recap, recap_row
from tests.sources.sipd_files import workbook as sheets
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
SAID = "berkas.data_pribadi"
RECORD = {
    "jenis": "Peraturan Wali Kota",
    "singkatanJenis": "PERWAL",
    "noPeraturan": "27",
    "tahun_pengundangan": "2023",
    "tanggal_pengundangan": "2023-07-14",
    "judul": "Penyelenggaraan Program Jaminan Sosial Ketenagakerjaan",
    "status": "Berlaku",
    "teuBadan": "Kota Cilegon",
    "display": "1",
}


@dataclass(frozen=True)
class Planted:
    """A person who is none: numbers of the right shape, and a name that nobody bears."""

    number: int

    @property
    def nik(self) -> str:
        """An identity number of its own."""
        return f"36720145069{self.number:05d}"

    @property
    def name(self) -> str:
        """A name of its own."""
        return f"Orangcontoh{self.number:03d}"


Make = Callable[[Planted], bytes]


def cell(sheet: str, address: str, value: Callable[[Planted], Any]) -> Make:
    """An instrument with one cell altered."""
    return lambda one: instrument(changes={(sheet, address): value(one)})


def extra(*rows: tuple[str, ...], title: str = "Lampiran", state: str = "visible") -> Make:
    """An instrument with one more sheet; `{nik}` and `{name}` are filled in."""

    def made(one: Planted) -> bytes:
        book = openpyxl.load_workbook(BytesIO(instrument()))
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append([text.format(nik=one.nik, name=one.name) or None for text in row])
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return made


def beside(one: Planted) -> bytes:
    """An instrument in which somebody has put NIK and name beside a table that is read."""
    cells = {"H1": "NIK", "I1": "Nama", "H2": one.nik, "I2": one.name}
    return instrument(changes={("Kepesertaan", at): value for at, value in cells.items()})


def text(*lines: str, encoding: str = "utf-8") -> Make:
    """A table as text; `{nik}` and `{name}` are filled in."""
    return lambda one: "\n".join(lines).format(nik=one.nik, name=one.name).encode(encoding)


def paid(one: Planted) -> dict[str, Any]:
    """A payment to a person."""
    told = f"honor a.n. {one.name}"
    return document(f"SPM/{one.nik}", 100, nama_pegawai=one.name, keterangan_dokumen=told)


def paid_book(one: Planted) -> bytes:
    """The same as a workbook, on its second sheet."""
    told = [paid(one).get(heading, "") for heading in DOCUMENTS]
    return sheets({"Sampul": [["REALISASI"]], "Data": [list(DOCUMENTS), told]})


def feed(**members: str) -> Make:
    """A JDIH feed with more members; `{nik}` and `{name}` stand for the person, JSON as it is."""

    def made(one: Planted) -> bytes:
        more = ",".join(f'"{key}": {value}' for key, value in members.items())
        more = more.replace("<nik>", one.nik).replace("<name>", one.name)
        return f"[{json.dumps(RECORD)[:-1]}, {more}}}]".encode()

    return made


TITLES = ("Daftar;;",) * 11
WAYS: dict[str, Make] = {
    "columns beside a table": beside,
    "text cell": cell("Atestasi", "E2", lambda one: f"a.n. NIK {one.nik}, dua bulan"),
    "whole number cell": cell("Atestasi", "E2", lambda one: int(one.nik)),
    "float cell": cell("Atestasi", "E2", lambda one: float(one.nik)),
    "cell of a count": cell("Kepesertaan", "D2", lambda one: one.nik),
    "cell of an account code": cell("Anggaran", "D3", lambda one: one.nik),
    "typed apostrophe": cell("Atestasi", "E2", lambda one: f"'{one.nik}"),
    "formula": cell("Atestasi", "E2", lambda one: f'="{one.nik}"'),
    "heading": cell("Atestasi", "H1", lambda one: f"data {one.nik}"),
    "hidden sheet": extra(("NIK", "Nama"), ("{nik}", "{name}"), state="hidden"),
    "heading with footnote": extra(("NIK\nPekerja", "NAMA PEKERJA*)"), ("{nik}", "{name}")),
    "headings in row 15": extra(*[("x",)] * 14, ("No KTP", "Nama Lengkap"), ("{nik}", "{name}")),
    "csv": text("NIK;Nama;PAGU", "{nik};{name};5"),
    "csv, headings in row 12": text(*TITLES, "NIK;Nama;PAGU", "{nik};{name};5"),
    "csv in UTF-16": text("NIK;Nama;PAGU", "{nik};{name};5", encoding="utf-16"),
    "csv with apostrophe": text("uraian;PAGU", "'{nik};5"),
    "csv, end of a sentence": text("uraian;PAGU", "honor {nik}.;5"),
    "csv with tabs": text("uraian\tPAGU", "{nik}\t5"),
    "csv in Windows-1252": text("uraian;PAGU", "café {nik};5", encoding="cp1252"),
    "csv, hard blanks in headings": text("NIK\u00a0,Nama\u00a0Peserta", "{nik},{name}"),
    "csv, headings in the middle": text("a,b", "1,2", "\ufeffNIK,Nama", "{nik},{name}"),
    "payments of SIPD": lambda one: payments(paid(one)),
    "payments of SIPD, second sheet": paid_book,
    "recap of SIPD": lambda one: recap(recap_row(name=f"Iuran JKK a.n. {one.nik}")),
    "feed, quoted": feed(nik='"<nik>"', nama_peserta='"<name>"'),
    "feed, bare number": feed(nik="<nik>"),
    "feed, nested": feed(pejabat='{"nik": "<nik>", "nama": "<name>"}'),
    "feed, escaped quotes": feed(nama_peserta='"\\"<name>\\" x"', nik='"<nik> \\"y"'),
    "feed, blanks before the colon": feed(**{'nik"\n\t:\n"<nik>","nama_pegawai': '"<name>"'}),
    "number in groups": cell(
        "Atestasi", "E2", lambda one: f"{one.nik[:6]}-{one.nik[6:12]}-{one.nik[12:]}"
    ),
    "label with its value": extra(("Daftar",), ("Nama PPTK", "{name}"), ("NIP", "{nik}")),
    "label and colon": extra(("1", "Nama PPTK", ":", "{name}"), ("2", "NIP", ":", "{nik}")),
    "signature": extra(("x", "Kepala Dinas"), ("", ""), ("", "{name}"), ("", "NIP. 131 234 567")),
    "headings in row 40": extra(*[("x",)] * 39, ("No", "NIK", "Nama"), ("1", "{nik}", "{name}")),
    "heading with brackets": extra(("NIK (16 digit)", "Nama", "PAGU"), ("{nik}", "{name}", "5")),
    "csv, label": text("Nama PPTK;{name}", "uraian;PAGU", "{nik};5"),
    "csv, two in one cell": text("uraian;PAGU", "{nik},{nik};5"),
    "feed, with an exponent": feed(nilai="<nik>.0"),
    "feed, nested names": feed(nama_peserta='["<name>", {"a": "<name>"}]', nik="<nik>"),
    "feed, in a title": feed(abstrak='"a.n. <nik>"'),
}
ENDINGS = {b"PK": ".xlsx", b"[{": ".json"}


@dataclass
class Swept:
    """A workspace after the sweep: all its bytes, and what was said."""

    result: Collected
    persons: dict[str, Planted] = field(default_factory=dict)
    bytes: list[bytes] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def holds(self, words: str) -> bool:
        """Whether any byte kept, in UTF-8 or UTF-16, or the result of the sweep says so."""
        forms = (words.encode(), words.encode("utf-16-le"))
        return any(one in kept for one in forms for kept in self.bytes) or words in str(self.result)


def everything(folder: Path) -> Iterator[bytes]:
    """Every file under a folder, and every part of those that are archives."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield content
            if content.startswith(b"PK"):
                with zipfile.ZipFile(BytesIO(content)) as archive:
                    yield from (archive.read(name) for name in archive.namelist())


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    """All the files in one inbox, swept once."""
    root = tmp_path_factory.mktemp("persons")
    inbox, place = root / "inbox", opened(root / "w")
    persons = {}
    for number, (way, make) in enumerate(WAYS.items()):
        persons[way] = Planted(number)
        content = make(persons[way])
        lay(inbox, {f"36.72/{number:03d}{ENDINGS.get(content[:2], '.csv')}": content})
    named = Planted(900).nik
    lay(inbox, dict.fromkeys((f"{named}.xlsx", f"berkas {named}/a.xlsx"), instrument("36.71")))
    lay(inbox, {f"rusak_{named}.xlsx": b"PK\x03\x04"})
    result = Swept(sweep_inbox(place, str(inbox), QUARTER), persons)
    result.findings = list(place.store.reading_findings())
    result.receipts = list(place.store.receipts())
    result.bytes = list(everything(root / "w"))
    return result


@pytest.mark.parametrize("way", WAYS)
def test_neither_number_nor_name_is_kept(swept: Swept, way: str) -> None:
    """Not in the evidence, not in the database and its log, not in the result of the sweep."""
    one = swept.persons[way]
    assert swept.receipts
    assert not swept.holds(one.nik)
    assert not swept.holds(one.name)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_taken_out_is_said(swept: Swept, way: str) -> None:
    """A finding of that file says it, and its receipt remembers it."""
    number = f"{list(WAYS).index(way):03d}."
    told = [one for one in swept.findings if one.place.startswith(number) and one.rule == SAID]
    assert {one.region_code for one in told} == {"36.72"}
    assert all(one.removed for one in swept.receipts if one.file_name.startswith(number))


def test_names_of_files_and_folders_hold_no_number(swept: Swept) -> None:
    """Neither in receipts nor in refusals nor anywhere else."""
    assert not swept.holds(Planted(900).nik)
    assert [name for name, _ in swept.result.refused if name.startswith("rusak_")] != []


def test_what_is_not_personal_is_still_read(swept: Swept) -> None:
    """Files that lost columns and numbers give their facts all the same."""
    facts = {one.file_name[:3]: one.facts for one in swept.receipts}
    read = [way for way in WAYS if facts[f"{list(WAYS).index(way):03d}"] > 0]
    assert "columns beside a table" in read
    assert "payments of SIPD, second sheet" in read
    assert "feed, nested" in read


def test_an_answer_of_a_portal_is_cleaned_as_a_file_is(tmp_path: Path) -> None:
    """What comes over the network goes the same way."""
    one, place = Planted(901), opened(tmp_path / "w")
    content = WAYS["feed, nested"](one)
    with running() as portal:
        address = portal.on("/feed", body(content, content_type="application/json"))
        asked = Endpoints(jdih=(JdihEndpoint(region="36.72", address=address),))
        result = ask_portals(place, asked, QUARTER, QUICK)
    assert result.facts == 1
    kept = b"".join(everything(tmp_path / "w"))
    assert one.nik.encode() not in kept
    assert one.name.encode() not in kept


def everywhere(one: Planted) -> bytes:
    """An instrument with the person in many places at once, some of them cells of findings."""
    cells = {
        ("Atestasi", "E2"): f"a.n. NIK {one.nik}",
        ("Atestasi", "E3"): float(one.nik),
        ("Atestasi", "H1"): f"data {one.nik}",
        ("Kepesertaan", "D2"): one.nik,
        ("Kepesertaan", "D3"): int(one.nik),
        ("Kepesertaan", "H1"): "NIK",
        ("Kepesertaan", "I1"): "Nama",
        ("Kepesertaan", "I2"): one.name,
        ("Anggaran", "D3"): f"'{one.nik}",
    }
    return instrument(changes=cells)


def test_commands_print_no_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check`, the marked workbook, `collect`, `findings` and its export."""
    monkeypatch.setenv("MONEV_WORKSPACE", str(tmp_path / "w"))
    one, inbox = Planted(902), tmp_path / "inbox"
    sent = inbox / "a.xlsx"
    lay(inbox, {sent.name: everywhere(one)})
    period = ("--period", str(QUARTER))
    printed = [
        run_command("check", str(sent), "--annotated", str(tmp_path / "out" / "m.xlsx")),
        run_command("check", str(sent), "--json"),
        run_command("collect", *period, "--inbox", str(inbox)),
        run_command("findings", *period, "--json"),
        *(
            run_command("findings", *period, "--out", str(tmp_path / "out" / f"f{ending}"))
            for ending in (".csv", ".xlsx", ".json")
        ),
    ]
    written = list(everything(tmp_path / "out"))
    assert len(written) > 4
    said = "".join(each.stdout + each.stderr for each in printed) + str(written)
    assert one.nik not in said
    assert one.name not in said
