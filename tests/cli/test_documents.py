"""Documents at the command line: made once and copied out, verified, signed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from examples import __file__ as examples_file
from models import DocumentKind
from monev.reports.kinds import KINDS
from monev.reports.pdf.signature import signatures_of
from tests.cli.running import Run
from tests.reports.test_signature import PASSPHRASE

PERIOD = ("--period", "2024-Q3")
ONE = ("36.72", *PERIOD)
NAMES = {
    "laporan": ("laporan-monev-36.72-2024-Q3-r1", "MONEV/36.72/2024-Q3/R1", ONE),
    "lembar-fakta": ("lembar-fakta-36.72-2024-Q3-r1", "MONEV/36.72/2024-Q3/LF/R1", ONE),
    "berita-acara": ("berita-acara-36.72-2024-Q3-r1", "MONEV/36.72/2024-Q3/BA/R1", ONE),
    "surat-pengantar": ("surat-pengantar-36.72-2024-Q3-r1", "MONEV/36.72/2024-Q3/SP/R1", ONE),
    "rekap-provinsi": ("rekap-provinsi-36-2024-Q3-r1", "MONEV/36/2024-Q3/RP/R1", ("36", *PERIOD)),
    "rekap-nasional": ("rekap-nasional-ID-2024-Q3-r1", "MONEV/ID/2024-Q3/RN/R1", PERIOD),
    "laporan-semester": (
        "laporan-semester-ID-2024-S2-r1",
        "MONEV/ID/2024-S2/LS/R1",
        ("--period", "2024-S2"),
    ),
}
"""Kind -> the stem of its file, its number, and how it is asked for."""
EXAMPLES = Path(examples_file).parent


def test_the_tests_know_every_kind() -> None:
    """A kind that is added can be asked for at the command line and is tested here."""
    assert {name.replace("-", "_") for name in NAMES} == {one.value for one in DocumentKind}
    assert {about.stem for about in KINDS.values()} == {
        stem.rpartition("-2024")[0].rpartition("-")[0] for stem, _, _ in NAMES.values()
    }


@pytest.mark.parametrize("kind", NAMES)
def test_every_kind_is_made_once_and_copied_out(filled: Path, run: Run, kind: str) -> None:
    """Under its own name, with its number; the second time it is the same file, and it verifies."""
    stem, number, asked = NAMES[kind]
    result = run("document", kind, *asked, "--out", ".")
    assert result.exit_code == 0, result.output
    out = filled.parent / f"{stem}.pdf"
    pages = len(pypdf.PdfReader(out).pages)
    said = f"{pages} page" if pages == 1 else f"{pages} pages"
    assert " ".join(result.stdout.split()) == f"{out.name}: {number}, {said}"
    first = out.read_bytes()
    again = run("document", kind, *asked, "--out", "again.pdf", "--json")
    told = json.loads(again.stdout)
    assert (filled.parent / "again.pdf").read_bytes() == first
    assert (told["number"], told["revision"], told["pages"]) == (number, 1, pages)
    assert run("verify", "again.pdf").exit_code == 0


def test_forms_and_languages_of_one_document(filled: Path, run: Run) -> None:
    """The page and the workbook, in English too; each bears the number of its language."""
    for form, language in (("html", "id"), ("xlsx", "id"), ("html", "en")):
        more = ("--form", form, "--lang", language, "--out", ".", "--json")
        told = json.loads(run("document", "laporan", *ONE, *more).stdout)
        ending = "-en" if language == "en" else ""
        assert told["path"] == f"laporan-monev-36.72-2024-Q3-r1{ending}.{form}"
        assert (told["form"], told["language"], told["pages"]) == (form, language, 0)
        assert told["number"].endswith("/EN") == (language == "en")
    assert '<html lang="en">' in (filled.parent / told["path"]).read_text("utf-8")


def test_what_an_office_fills_in_is_the_next_paper(filled: Path, run: Run) -> None:
    """Empty minutes are revision 1, filled ones revision 2, and the same ones revision 2 again."""
    fields = ("--fields", str(EXAMPLES / "berita-acara.yaml"))
    numbers = [
        run("document", "berita-acara", *ONE, "--out", ".", *more).stdout.split()[1]
        for more in ((), fields, fields)
    ]
    revisions = [one.rstrip(",").rpartition("/")[2] for one in numbers]
    assert revisions == ["R1", "R2", "R2"]
    text = pypdf.PdfReader(filled.parent / "berita-acara-36.72-2024-Q3-r2.pdf").pages[0]
    assert "Ruang Rapat Contoh" in " ".join(text.extract_text().split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("laporan-akhir", "36.72"), "known are laporan, lembar-fakta"),
        (("laporan",), "write its code or name after the kind"),
        (("laporan", "36.72", "--lang", "fr"), "id or en expected"),
        (("laporan", "36.72", "--form", "docx"), "one of pdf, html, xlsx expected"),
        (("laporan", "36.72", "--form", "ttd"), "one of pdf, html, xlsx expected"),
        (("lembar-fakta", "36.72", "--form", "xlsx"), "made as pdf, html"),
        (("berita-acara", "36.72", "--form", "html"), "made as pdf"),
        (("laporan", "36.03"), "monev evaluate --period 2024-Q3 --region 36.03"),
        (("laporan", "31.71"), "province 31"),
        (("laporan", "Kota Cilego"), "Kota Cilegon"),
        (("laporan", "36.72", "--fields", "x.yaml"), "berita-acara and surat-pengantar only"),
        (("berita-acara", "36.72", "--fields", "x.yaml"), "examples/berita-acara.yaml"),
        (("rekap-provinsi", "36.72"), "provinsi"),
        (("rekap-provinsi", "91"), "91"),
        (("rekap-nasional", "36"), "leave out '36'"),
        (("laporan-semester",), "write 2024-S2"),
    ],
)
def test_what_cannot_be_made_is_refused(
    filled: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    """Exit 2, with what was found and what to write instead; no file is left."""
    result = run("document", *arguments, *PERIOD, "--out", ".")
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert [one.name for one in filled.parent.iterdir()] == [filled.name]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nomor: 1\n", "nomor"),
        ("place: 7\n", "put it between quotes"),
        ("date: 2024-13-01\n", "2024-10-31"),
        ('place: "\\u202eterbalik"\n', "U+202E"),
        ('agreements: [{action: "36.72/2024-Q3/Z9"}]\n', "expected one of"),
    ],
)
def test_a_wrong_field_is_named(filled: Path, run: Run, written: str, said: str) -> None:
    """The message says what is wrong with the file that was filled in."""
    (filled.parent / "isi.yaml").write_text(written, encoding="utf-8")
    result = run("document", "berita-acara", *ONE, "--fields", "isi.yaml", "--out", ".")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not list(filled.parent.glob("*.pdf"))


def test_another_file_is_not_overwritten(filled: Path, run: Run) -> None:
    """A file that differs stays; --force replaces it."""
    out = filled.parent / "lembar.pdf"
    out.write_bytes(b"milik orang lain")
    refused = run("document", "lembar-fakta", *ONE, "--out", "lembar.pdf")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert out.read_bytes() == b"milik orang lain"
    assert run("document", "lembar-fakta", *ONE, "--out", "lembar.pdf", "--force").exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_verdicts_and_exit_codes(filled: Path, run: Run) -> None:
    """Genuine is 0; superseded, added to, altered and unknown are 1; nonsense is 2."""
    run("report", *ONE, "--out", "asli.pdf")
    here = filled.parent
    content = (here / "asli.pdf").read_bytes()
    altered = content.replace(b"%PDF-1.7\n%", b"%PDF-1.7\n%x", 1)
    for name, changed in {"tambah": content + b"\n%", "ubah": altered, "lain": b"x"}.items():
        (here / f"{name}.pdf").write_bytes(changed)
    verdicts = {
        "asli": (0, "genuine", "Genuine: MONEV/36.72/2024-Q3/R1"),
        "tambah": (1, "appended", "2 bytes were added"),
        "ubah": (1, "altered", "is not what was filed"),
        "lain": (1, "unknown", "never filed in this workspace"),
    }
    for name, (code, verdict, said) in verdicts.items():
        result = run("verify", f"{name}.pdf")
        assert (result.exit_code, said in result.stdout) == (code, True), result.output
        told = json.loads(run("verify", f"{name}.pdf", "--json").stdout)
        assert told["verdict"] == verdict
    assert run("rerun", *ONE, "--reason", "dokumen diterima").exit_code == 0
    result = run("verify", "asli.pdf")
    assert (result.exit_code, "revision 2 takes its place" in result.stdout) == (1, True)
    told = json.loads(run("verify", "asli.pdf", "--json").stdout)
    assert (told["verdict"], told["revision"], told["newest_revision"]) == ("superseded", 1, 2)


def test_a_number_is_verified_with_its_code(filled: Path, run: Run) -> None:
    """In any case of its letters; with a code of other contents it is altered."""
    number = "MONEV/36.72/2024-Q3/R1"
    told = json.loads(run("verify", number, "--json").stdout)
    assert (told["verdict"], told["number"]) == ("genuine", number)
    run("report", *ONE, "--out", "asli.pdf")
    words = pypdf.PdfReader(filled.parent / "asli.pdf")
    text = " ".join(" ".join(one.extract_text() for one in words.pages).split())
    code = text.partition("Kode ")[2].split()[0]
    assert run("verify", number.lower(), "--code", code.upper()).exit_code == 0
    assert "--code goes with a number" in run("verify", "asli.pdf", "--code", code).stderr
    assert run("verify", number, "--code", "0" * 12).exit_code == 1
    assert "never filed" in run("verify", "MONEV/99.99/2024-Q3/R1").stdout
    for nonsense in (("tidak-ada.pdf",), ("MONEV",), ("36.72",)):
        result = run("verify", *nonsense)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "MONEV/36.72/2024-Q3/R1" in result.stderr


def certificate_until(year: int) -> bytes:
    """A throw-away certificate from 2020 to the end of a year."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Pejabat Uji")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(year, 12, 31, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"uji", key, made, None, locked)


def test_a_report_is_signed_with_a_certificate(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passphrase comes from the environment or is asked for; the signed copy is genuine."""
    (filled.parent / "kepala.p12").write_bytes(certificate_until(2199))
    asked = ("sign", *ONE, "--p12", "kepala.p12", "--out", ".")
    monkeypatch.setenv("MONEV_P12_PASSPHRASE", "salah")
    wrong = run(*asked)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "passphrase does not open" in wrong.stderr
    assert "salah" not in wrong.stderr
    monkeypatch.delenv("MONEV_P12_PASSPHRASE")
    signed = run(*asked, "--place", "Cilegon", input=f"{PASSPHRASE}\n")
    assert signed.exit_code == 0, signed.output
    target = filled.parent / "laporan-monev-36.72-2024-Q3-r1.ttd.pdf"
    assert signed.stdout.strip() == f"{target.name}: MONEV/36.72/2024-Q3/R1, signed"
    assert PASSPHRASE not in signed.output
    content = target.read_bytes()
    (found,) = signatures_of(content)
    assert (found.signer, found.whole) == ("Pejabat Uji", True)
    unsigned = next((filled / "reports").rglob("laporan-monev-36.72-2024-Q3-r1.pdf"))
    assert content.startswith(unsigned.read_bytes())
    assert run("verify", target.name).exit_code == 0
    monkeypatch.setenv("MONEV_P12_PASSPHRASE", PASSPHRASE)
    assert run(*asked).exit_code == 0
    assert target.read_bytes() == content


def test_an_expired_certificate_signs_nothing(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner and its last day are named."""
    (filled.parent / "lama.p12").write_bytes(certificate_until(2021))
    monkeypatch.setenv("MONEV_P12_PASSPHRASE", PASSPHRASE)
    result = run("sign", *ONE, "--p12", "lama.p12", "--out", ".")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Pejabat Uji expired on 31 December 2021" in result.stderr
    assert not list(filled.parent.glob("*.pdf"))


def test_signing_needs_a_certificate(filled: Path, run: Run) -> None:
    """Without its file nothing is asked for and nothing is written."""
    result = run("sign", *ONE, "--p12", "tidak-ada.p12", "--out", ".")
    assert (result.exit_code, result.stdout) == (2, "")
    assert ".p12 or .pfx" in result.stderr
    assert not list(filled.parent.glob("*.pdf"))


def test_the_english_report_is_made_when_it_is_asked_for(filled: Path, run: Run) -> None:
    """The English edition is filed beside the Indonesian one, under its own number."""
    before = sorted((filled / "reports").rglob("laporan-monev-36.72*.pdf"))
    told = json.loads(run("report", *ONE, "--lang", "en", "--out", ".", "--json").stdout)
    assert (told["language"], told["revision"]) == ("en", 1)
    after = sorted((filled / "reports").rglob("laporan-monev-36.72*.pdf"))
    assert set(before) < set(after)
    assert pypdf.PdfReader(filled.parent / told["path"]).trailer["/Root"]["/Lang"] == "en"
    assert run("report", *ONE, "--lang", "fr", "--out", ".").exit_code == 2
