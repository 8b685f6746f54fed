"""What a PDF says of itself agrees with itself, is read back, and no hostile file gets further."""

import io
import string
import zlib
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.reports.pdf.conform import (
    FoundImprint,
    PdfReadError,
    attachments_of,
    conforming,
    read_back,
)
from monev.reports.pdf.imprint import found_in, packet_of
from tests.reports.sample_pdf import IMPRINT, document, laid_out, made, opened


def test_packet_and_document_information_agree() -> None:
    """Title, author, subject, keywords, days and language are told twice and alike."""
    content = conforming(laid_out(document("en")), IMPRINT, [])
    reader = pypdf.PdfReader(io.BytesIO(content))
    told, packet = reader.metadata, reader.xmp_metadata
    assert told is not None
    assert packet is not None
    assert packet.dc_title["x-default"] == packet.dc_title["id"] == told.title == IMPRINT.title
    assert packet.dc_creator == [told.author] == [IMPRINT.author]
    assert packet.dc_description["id"] == told.subject == IMPRINT.subject
    assert packet.pdf_keywords == told["/Keywords"] == "jamsostek, uji"
    assert packet.pdf_producer == told.producer
    assert told.creation_date == told.modification_date
    assert str(told.creation_date) == "2024-10-10 12:00:00+07:00"
    assert str(packet.xmp_create_date) == "2024-10-10 05:00:00"
    assert packet.dc_language == [reader.trailer["/Root"]["/Lang"]] == ["id"]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_document_tells_by_what_it_is_found() -> None:
    """Number, revision, rules and inputs come back from the file alone."""
    assert read_back(made()) == FoundImprint("MONEV/36.72/2024-Q3/R2", 2, "1.0+abc", "ab" * 32)


def test_a_document_of_others_is_none_of_ours() -> None:
    """Neither one without an imprint nor one that another program wrote is taken for ours."""
    assert read_back(laid_out(document("id"))) is None
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    assert read_back(out.getvalue()) is None


HOSTILE = {
    "empty": b"",
    "garbage": bytes(range(256)) * 40,
    "head only": b"%PDF-1.7\n",
    "huge table": b"%PDF-1.7\nxref\n0 4294967295\n0000000000 65535 f \n"
    b"trailer<</Size 4294967295/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "table in a ring": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "deep nest": b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_an_error_that_says_so(name: str) -> None:
    """No traceback, no hang, and a cure."""
    for read in (read_back, attachments_of):
        with pytest.raises(PdfReadError, match="Fetch it again"):
            read(HOSTILE[name])


def test_a_document_cut_anywhere_is_an_error_or_still_itself() -> None:
    """A download that broke off never reads as another document."""
    whole = made()
    for length in range(0, len(whole), len(whole) // 40):
        try:
            assert read_back(whole[:length]) in {None, read_back(whole)}
        except PdfReadError:
            continue


def test_attachments_that_unpack_without_end_are_refused() -> None:
    """Twice 33 megabytes of nothing in a few kilobytes stay packed."""
    with opened(made()) as pdf:
        for spec in pdf.Root.AF:
            spec.EF.UF.write(
                zlib.compress(bytes(33 * 1024 * 1024)), filter=pikepdf.Name.FlateDecode
            )
        out = io.BytesIO()
        pdf.save(out)
    assert len(out.getvalue()) < 200_000
    with pytest.raises(PdfReadError, match="more than 64 MiB"):
        attachments_of(out.getvalue())


@settings(max_examples=60)
@given(title=st.text(), number=st.text(string.ascii_letters + string.punctuation))
def test_any_text_makes_a_packet_that_reads_back(title: str, number: str) -> None:
    """Signs that XML forbids or means otherwise neither break nor alter what is said."""
    packet = packet_of(replace(IMPRINT, title=title, number=number), "x")
    found = found_in(packet)
    assert (found.number if found else "") == number


def test_a_packet_with_entities_is_none_of_ours() -> None:
    """An entity bomb in the packet is not unfolded."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    packet = packet_of(IMPRINT, "x").replace(b"<x:xmpmeta", bomb + b"<x:xmpmeta", 1)
    assert found_in(packet) is None
