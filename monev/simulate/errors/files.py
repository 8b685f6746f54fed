"""Seeded errors of whole files: what no reader can open, and workbooks that lack a part."""

from random import Random

from models.finding import Severity
from monev.simulate.errors.registry import seeded
from monev.simulate.errors.rows import at_cell
from monev.simulate.manifest import Expected
from monev.simulate.papers import INSTRUMENT, LRA, Papers

REFUSED, PERSONAL = "BERKAS", "berkas.data_pribadi"
PAGE = (
    "<!DOCTYPE html><html><head><title>DATA SIMULASI</title></head>"
    "<body><h1>502 Bad Gateway</h1></body></html>"
)
_TARGET = "Target"


def _refused(papers: Papers, name: str) -> list[Expected]:
    """Return the one finding of a file that is not read at all."""
    papers.forget(name)
    return [papers.finding(REFUSED, Severity.ERROR, name)]


def cut_off(content: bytes) -> bytes:
    """Return the first three fifths of a file."""
    return content[: len(content) * 3 // 5]


def page_of_error(_content: bytes) -> bytes:
    """Return an error page in place of a file."""
    return PAGE.encode()


@seeded("berkas_terpotong")
def cut_off_workbook(papers: Papers, _throw: Random) -> list[Expected]:
    """The upload of the instrument broke off."""
    papers.spoiled[INSTRUMENT] = cut_off
    return _refused(papers, INSTRUMENT)


@seeded("berkas_html")
def page_for_workbook(papers: Papers, _throw: Random) -> list[Expected]:
    """An error page was saved under the name of the instrument."""
    papers.spoiled[INSTRUMENT] = page_of_error
    return _refused(papers, INSTRUMENT)


@seeded("lra_terpotong")
def cut_off_report(papers: Papers, _throw: Random) -> list[Expected]:
    """The upload of the realisation report broke off."""
    if not papers.lra:
        return []
    papers.spoiled[LRA] = cut_off
    return _refused(papers, LRA)


@seeded("lembar_hilang")
def sheet_missing(papers: Papers, _throw: Random) -> list[Expected]:
    """The sheet of targets was deleted."""
    del papers.forms[_TARGET]
    return [papers.finding("berkas.lembar", Severity.ERROR, INSTRUMENT)]


@seeded("judul_hilang")
def heading_missing(papers: Papers, _throw: Random) -> list[Expected]:
    """A heading that must be there was emptied; the sheet cannot be used."""
    form = papers.forms[_TARGET]
    cell = form.heading_cell("Keluarga")
    form.relabelled["Keluarga"] = None
    return [papers.finding("berkas.judul_kolom", Severity.ERROR, INSTRUMENT, _TARGET, cell)]


@seeded("kolom_tidak_dikenal")
def strange_column(papers: Papers, _throw: Random) -> list[Expected]:
    """Somebody added a column of his own."""
    form = papers.forms[_TARGET]
    form.headings.append("Catatan internal")
    cell = form.heading_cell("Catatan internal")
    return [papers.finding("berkas.kolom", Severity.WARNING, INSTRUMENT, _TARGET, cell)]


@seeded("kolom_pribadi")
def personal_column(papers: Papers, throw: Random) -> list[Expected]:
    """A column of (invented) NIK, to prove that it is dropped."""
    form = papers.forms["Kepesertaan"]
    form.headings.append("NIK")
    for row in form.rows:
        row["NIK"] = invented_nik(papers, throw)
    cell = form.heading_cell("NIK")
    unread = papers.finding(PERSONAL, Severity.WARNING, INSTRUMENT, form.name, cell)
    return [unread, taken_out(papers, INSTRUMENT)]


def taken_out(papers: Papers, name: str) -> Expected:
    """Return what is said of a file that is kept without the personal data it came with."""
    return papers.finding(PERSONAL, Severity.WARNING, name)


def invented_nik(papers: Papers, throw: Random) -> str:
    """Return a number of the shape of a NIK that belongs to nobody: district 99, born in 1900."""
    place = f"{papers.region.code[:2]}9999"
    return f"{place}{throw.randint(1, 28):02d}{throw.randint(1, 12):02d}009999"


def identity_row(papers: Papers, label: str) -> int:
    """Return the row of an entry on the sheet Identitas."""
    row = papers.forms["Identitas"].first(Isian=label)
    if row is None:
        raise KeyError(f"the sheet Identitas has no entry {label!r}")
    return row


def _identity_error(papers: Papers, rule: str, label: str) -> list[Expected]:
    """Return the finding on an entry; without an identity no fact of the workbook is kept."""
    papers.forget(INSTRUMENT)
    row = identity_row(papers, label)
    return [at_cell(papers, rule, Severity.ERROR, "Identitas", row, "Isi")]


@seeded("daerah_lain")
def other_region(papers: Papers, _throw: Random) -> list[Expected]:
    """The workbook of another region lies in the folder of this one."""
    rows, other = papers.forms["Identitas"].rows, ("36.72", "Kota Cilegon")
    if papers.region.code == other[0]:
        other = ("36.71", "Kota Tangerang")
    rows[identity_row(papers, "Kode daerah")]["Isi"] = other[0]
    rows[identity_row(papers, "Nama daerah")]["Isi"] = other[1]
    return _identity_error(papers, "berkas.daerah_lain", "Kode daerah")


@seeded("nama_tidak_cocok")
def other_name(papers: Papers, _throw: Random) -> list[Expected]:
    """The name in the workbook is that of another region than the code."""
    other = "Kota Tangerang" if papers.region.code == "36.72" else "Kota Cilegon"
    papers.forms["Identitas"].rows[identity_row(papers, "Nama daerah")]["Isi"] = other
    return _identity_error(papers, "isi.sel", "Nama daerah")


@seeded("triwulan_lain")
def other_quarter(papers: Papers, _throw: Random) -> list[Expected]:
    """The workbook of last quarter was sent again."""
    before = str(papers.quarter.previous())
    papers.forms["Identitas"].rows[identity_row(papers, "Triwulan")]["Isi"] = before
    return _identity_error(papers, "berkas.triwulan_lain", "Triwulan")


@seeded("tanggal_kosong")
def undated_workbook(papers: Papers, _throw: Random) -> list[Expected]:
    """Nobody wrote when the workbook was handed in."""
    label = "Tanggal penyampaian"
    papers.forms["Identitas"].rows[identity_row(papers, label)]["Isi"] = None
    return _identity_error(papers, "isi.sel", label)


@seeded("versi_tidak_dikenal")
def unknown_version(papers: Papers, _throw: Random) -> list[Expected]:
    """A form of another version; it is read as far as possible."""
    row = identity_row(papers, "Versi instrumen")
    papers.forms["Identitas"].rows[row]["Isi"] = "99"
    return [at_cell(papers, "berkas.versi", Severity.WARNING, "Identitas", row, "Isi")]
