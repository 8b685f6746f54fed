"""A signature adds itself, changes nothing, breaks no standard and notices every change."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import page as validator
import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from monev.printing import Language
from monev.reports.pdf.conform import PdfReadError, attachments_of, read_back
from monev.reports.pdf.signature import SigningError, sign, signatures_of
from tests.reports.sample_pdf import document, laid_out, made, opened, tags
from tests.reports.test_imprint import HOSTILE

WIB = timezone(timedelta(hours=7))
MOMENT = datetime(2024, 10, 11, 9, 30, tzinfo=WIB)
PASSPHRASE = "kata sandi uji"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def certificate(key: Key | None = None, *, with_key: bool = True) -> bytes:
    """A throw-away certificate of 2024 and 2025 with its key, as a PKCS#12 file."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Pejabat Uji")])
    made_out = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2025, 12, 31, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"uji",
        key if with_key else None,
        made_out,
        None,
        BestAvailableEncryption(PASSPHRASE.encode()),
    )


@pytest.fixture(scope="module")
def p12() -> bytes:
    """A throw-away certificate with its key."""
    return certificate()


@pytest.fixture(scope="module")
def signed(p12: bytes) -> bytes:
    """The document in Indonesian, signed."""
    return sign(made(), p12, PASSPHRASE, "Pengesahan", "Cilegon", MOMENT)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_signed_document_keeps_both_standards(
    p12: bytes, language: Language, profile: str
) -> None:
    """The independent validator finds nothing against either, signature included."""
    content = sign(made(language), p12, PASSPHRASE, "Pengesahan", "Cilegon", MOMENT)
    report = validator.validate_pdf_bytes(content, profile=profile)
    assert [(one.rule_id, one.message) for one in report.failures] == []


def test_a_signature_is_only_added(signed: bytes) -> None:
    """The unsigned file is a prefix; imprint, attachments and information are untouched."""
    assert signed.startswith(made())
    assert read_back(signed) == read_back(made())
    assert attachments_of(signed) == attachments_of(made())
    before, after = (pypdf.PdfReader(io.BytesIO(one)) for one in (made(), signed))
    assert after.metadata == before.metadata
    assert after.trailer["/Root"]["/Metadata"].get_data() == (
        before.trailer["/Root"]["/Metadata"].get_data()
    )


@pytest.mark.parametrize(
    "key",
    [
        lambda: ec.generate_private_key(ec.SECP256R1()),
        lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    ],
)
def test_a_signature_tells_who_and_when(key: Callable[[], Key]) -> None:
    """The signer's name, the stated moment, and that it covers the whole unchanged file."""
    content = sign(made(), certificate(key()), PASSPHRASE, "Pengesahan", "Cilegon", MOMENT)
    (found,) = signatures_of(content)
    assert (found.signer, found.moment) == ("Pejabat Uji", MOMENT)
    assert found.intact
    assert found.whole
    assert found.unaltered


def test_a_signature_is_baseline_and_says_why(signed: bytes) -> None:
    """It is of the PAdES kind, with reason and place, in a field with a name to read out."""
    (field,) = (pypdf.PdfReader(io.BytesIO(signed)).get_fields() or {}).values()
    assert field["/TU"] == "Tanda tangan elektronik"
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (field["/V"]["/Reason"], field["/V"]["/Location"]) == ("Pengesahan", "Cilegon")
    with opened(signed) as pdf:
        (tag,) = tags(pdf, "Form")
        assert tag.K[0].Obj.objgen == pdf.Root.AcroForm.Fields[0].objgen


def test_no_stream_of_a_signature_ends_in_half_an_end_of_line() -> None:
    """Nor does what a signature adds; with a reason of 195 letters it did, by chance."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for length in range(193, 198):
        content = sign(made(), certificate(key), PASSPHRASE, "x" * length, "Cilegon", MOMENT)
        assert b"\r\nendstream" not in content
        assert signatures_of(content)[0].whole


def test_an_unsigned_document_has_no_signature() -> None:
    """Nothing is found where nothing is."""
    assert signatures_of(made()) == []


def test_one_changed_byte_anywhere_is_noticed(signed: bytes) -> None:
    """Wherever a covered byte differs, the signature no longer holds or cannot be read."""
    gap = signed.rindex(b"/Contents <")
    places = [*range(20, gap, gap // 60), *range(gap - 40, gap, 7), len(signed) - 10]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1
        try:
            assert not all(one.intact for one in signatures_of(bytes(changed))), place
        except PdfReadError:
            continue


def test_what_was_added_later_is_noticed(signed: bytes) -> None:
    """An update after the signature leaves it intact, but the file is no longer what was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    sheet = writer.root["/Pages"]["/Kids"][0]
    sheet["/Rotate"] = generic.NumberObject(90)
    writer.update_container(sheet)
    out = io.BytesIO()
    writer.write(out)
    (found,) = signatures_of(out.getvalue())
    assert found.intact
    assert not found.whole
    assert not found.unaltered


@pytest.mark.parametrize(
    ("given", "passphrase", "moment", "problem"),
    [
        (None, "salah", MOMENT, "passphrase does not open"),
        (None, "", MOMENT, "passphrase does not open"),
        (b"-----BEGIN CERTIFICATE-----", PASSPHRASE, MOMENT, "no PKCS#12 file"),
        (b"", PASSPHRASE, MOMENT, "no PKCS#12 file"),
        (certificate(with_key=False), PASSPHRASE, MOMENT, "no PKCS#12 file"),
        (None, PASSPHRASE, MOMENT.replace(year=2026), "expired on 31 December 2025"),
        (None, PASSPHRASE, MOMENT.replace(year=2023), "holds from 1 January 2024 on"),
        (None, PASSPHRASE, MOMENT.replace(tzinfo=None), "time zone"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused(
    p12: bytes, given: bytes | None, passphrase: str, moment: datetime, problem: str
) -> None:
    """The message says what was found and what to do."""
    chosen = p12 if given is None else given
    with pytest.raises(SigningError, match=problem):
        sign(made(), chosen, passphrase, "Pengesahan", "Cilegon", moment)


def test_only_unsigned_documents_of_ours_are_signed(p12: bytes, signed: bytes) -> None:
    """Neither a document of others, nor a signed one, nor a damaged one."""
    with pytest.raises(SigningError, match="somebody else"):
        sign(laid_out(document("id")), p12, PASSPHRASE, "", "", MOMENT)
    with pytest.raises(SigningError, match="signed already"):
        sign(signed, p12, PASSPHRASE, "", "", MOMENT)
    with pytest.raises(PdfReadError):
        sign(made()[:5000], p12, PASSPHRASE, "", "", MOMENT)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_have_no_readable_signature(name: str) -> None:
    """No traceback and no hang, but an error that says what to do."""
    with pytest.raises(PdfReadError, match="Fetch it again"):
        signatures_of(HOSTILE[name])
