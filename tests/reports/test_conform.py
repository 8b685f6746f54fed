"""Every PDF keeps two standards at once, with tags that say what is there, and carries its data."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace

import page as validator
import pypdf
import pytest
from PIL import Image

from monev.printing import Language
from monev.reports.pdf.conform import ConformanceError, attachments_of, conforming
from tests.reports.sample_pdf import (
    DRAWING,
    FILES,
    IMPRINT,
    document,
    laid_out,
    made,
    opened,
    page,
    tags,
)

LANGUAGES: list[Language] = ["id", "en"]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_keeps_both_standards(language: Language, profile: str) -> None:
    """An independent validator finds nothing against PDF/UA-1 and nothing against PDF/A-3a."""
    report = validator.validate_pdf_bytes(made(language), profile=profile)
    assert [(one.rule_id, one.message) for one in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_what_is_laid_out_alone_keeps_neither(profile: str) -> None:
    """The validator does see what is missing before."""
    assert not validator.is_pdf_compliant_bytes(laid_out(document("id")), profile=profile)


def test_a_document_without_attachments_keeps_both() -> None:
    """Nothing has to be attached."""
    plain = made(files=[])
    for profile in ("ua1", "3a"):
        assert validator.is_pdf_compliant_bytes(plain, profile=profile)
    assert attachments_of(plain) == {}


def test_attachments_come_back_letter_by_letter() -> None:
    """Another reader finds the same files under the same names."""
    expected = {one.name: one.content for one in FILES}
    assert attachments_of(made()) == expected
    reader = pypdf.PdfReader(io.BytesIO(made()))
    assert {name: files[0] for name, files in reader.attachments.items()} == expected


def test_attachments_say_what_they_are() -> None:
    """Each file is associated with the document, with kind, type, day, length and checksum."""
    with opened(made()) as pdf:
        specs = {str(one.UF): one for one in pdf.Root.AF}
        for file in FILES:
            spec = specs[file.name]
            stream = spec.EF.UF
            assert str(spec.AFRelationship) == f"/{file.relationship}"
            assert str(spec.Desc) == file.description
            assert str(stream.Subtype) == f"/{file.media_type}"
            assert int(stream.Params.Size) == len(file.content)
            assert bytes(stream.Params.CheckSum) == hashlib.md5(file.content).digest()
            assert str(stream.Params.ModDate) == "D:20241010120000+07'00"


@pytest.mark.parametrize("name", ["", "a/b.csv", "..\\x.csv", "a\0.csv"])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    """No viewer can be led to write elsewhere."""
    with pytest.raises(ConformanceError, match="plain file name"):
        conforming(laid_out(document("id")), IMPRINT, [replace(FILES[0], name=name)])


def test_two_attachments_of_one_name_are_refused() -> None:
    """Neither would replace the other unseen."""
    with pytest.raises(ConformanceError, match="one name"):
        conforming(laid_out(document("id")), IMPRINT, [FILES[0], FILES[0]])


def test_the_same_document_has_the_same_bytes_everywhere() -> None:
    """Hash seed, time zone and language of the process leave no trace."""
    code = (
        "import hashlib, pickle, sys\n"
        "from monev.reports.pdf.conform import conforming\n"
        "print(hashlib.sha256(conforming(*pickle.load(sys.stdin.buffer))).hexdigest())\n"
    )
    given = (laid_out(document("id")), IMPRINT, FILES)
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura", "LC_ALL": "id_ID.UTF-8"}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | elsewhere,
        input=pickle.dumps(given),
        capture_output=True,
        check=True,
    )
    here = hashlib.sha256(conforming(*given)).hexdigest()
    assert found.stdout.decode().strip() == here


def test_identifiers_tell_documents_and_their_versions_apart() -> None:
    """The lasting identifier follows number and inputs, the changing one the content."""
    content = laid_out(document("id"))
    same = opened(conforming(content, IMPRINT, [])).trailer.ID
    more = opened(conforming(content, IMPRINT, FILES)).trailer.ID
    other = opened(conforming(content, replace(IMPRINT, number="X"), [])).trailer.ID
    assert bytes(same[0]) == bytes(more[0]) != bytes(other[0])
    assert bytes(same[1]) != bytes(more[1])


def test_headers_say_what_they_head() -> None:
    """Heads of columns and of rows differ, and every header is in the index by its name."""
    with opened(made()) as pdf:
        headers = tags(pdf, "TH")
        scopes = [str(one.A.Scope) for one in headers]
        assert scopes == ["/Column", "/Column", "/Row", "/Row"]
        index = list(pdf.Root.StructTreeRoot.IDTree.Names)
        listed = [bytes(one) for one in index[::2]]
        assert listed == sorted(bytes(one.ID) for one in headers)
        used = {bytes(one) for cell in tags(pdf, "TD") for one in cell.A.Headers}
        assert used <= set(listed)
        assert used


def test_drawings_are_read_out_and_lie_where_they_are_drawn() -> None:
    """A drawing has its text, and its place counts from the lower left corner in points."""
    with opened(made()) as pdf:
        (drawing,) = tags(pdf, "Figure")
        left, bottom, right, top = (float(one) for one in drawing.A.BBox)
        assert str(drawing.Alt) == "Nilai menurut pilar: belum ada"
        assert right - left == pytest.approx(60 / 25.4 * 72, abs=0.1)
        assert 420 < bottom < top < 842


def test_running_feet_are_no_content() -> None:
    """What a screen reader would say again on every page is an artifact, and nothing else is."""
    before, after = opened(laid_out(document("id"))), opened(made())
    for number, (old, new) in enumerate(zip(before.pages, after.pages, strict=True)):
        told = new.Contents.read_bytes()
        assert told.count(b"/Pagination") == 1
        assert told.count(b"MCID") == old.Contents.read_bytes().count(b"MCID") - 1
        holders = list(after.Root.StructTreeRoot.ParentTree.Nums)[2 * number + 1]
        assert [one is None for one in holders].count(True) == 1


def test_tags_and_marked_content_name_each_other() -> None:
    """Whoever points at a piece of a page finds the tag that holds it, on that page."""
    with opened(made()) as pdf:
        flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        holders = {int(key): held for key, held in zip(flat[::2], flat[1::2], strict=True)}
        reached = {one.objgen for one in tags(pdf)}
        for sheet in pdf.pages:
            for mark, holder in enumerate(holders[int(sheet.StructParents)]):
                if holder is not None:
                    assert mark in [one for one in holder.K if isinstance(one, int)]
                    assert holder.Pg.objgen == sheet.obj.objgen
                    assert holder.objgen in reached


def test_the_pages_look_as_they_were_laid_out() -> None:
    """Texts stay where they were and no object of the pages is lost."""
    before = pypdf.PdfReader(io.BytesIO(laid_out(document("id"))))
    after = pypdf.PdfReader(io.BytesIO(made()))
    assert len(after.pages) == 2
    for old, new in zip(before.pages, after.pages, strict=True):
        assert new.extract_text() == old.extract_text()
        assert len(new.get("/Annots", [])) == len(old.get("/Annots", []))
    assert [one["/Title"] for one in after.outline if isinstance(one, dict)] == ["Laporan uji"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<h1>A</h1><h3>B</h3>", "h3 on page 1 follows h1"),
        ("<h2>A</h2>", "h2 on page 1 follows no heading"),
        (f"<h1>A</h1>{DRAWING.format('').replace('<title></title>', '')}", "no text alternative"),
        ('<h1>A</h1><p style="opacity: .4">B</p>', "page 1 draws text as a group"),
    ],
)
def test_what_cannot_be_closed_is_refused(body: str, problem: str) -> None:
    """A promise that does not hold is not printed; the message names page and cure."""
    with pytest.raises(ConformanceError, match=problem):
        conforming(laid_out(page(body)), IMPRINT, [])


def test_no_stream_ends_in_half_an_end_of_line() -> None:
    """Among many contents some end in CR by chance; none is written so, and all come back."""
    before = laid_out(document("id"))
    for number in range(300):
        content = hashlib.sha512(bytes([number % 251])).digest() * (1 + number // 50)
        imprint = replace(IMPRINT, number="N" * (1 + number % 90))
        after = conforming(before, imprint, [replace(FILES[0], content=content)])
        assert b"\r\nendstream" not in after
        assert attachments_of(after) == {FILES[0].name: content}


def picture(mode: str, kind: str) -> bytes:
    """A small picture with colours of this mode."""
    out = io.BytesIO()
    Image.new(mode, (40, 40)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("L", "PNG"), ("RGB", "JPEG")])
def test_a_document_with_a_logo_keeps_both(mode: str, kind: str) -> None:
    """Pictures, see-through ones too, and on a ground of their own."""
    body = (
        '<h1>A</h1><img src="asset:gambar" alt="Lambang"><div style="background-image: '
        'url(asset:gambar); height: 90mm; opacity: .4"></div>'
    )
    content = conforming(laid_out(page(body), picture=picture(mode, kind)), IMPRINT, [])
    for profile in ("ua1", "3a"):
        assert validator.validate_pdf_bytes(content, profile=profile).failures == []


def test_a_picture_in_colours_of_presses_is_refused() -> None:
    """The message says how to save it."""
    body = '<h1>A</h1><img src="asset:gambar" alt="Lambang">'
    content = laid_out(page(body), picture=picture("CMYK", "JPEG"))
    with pytest.raises(ConformanceError, match="Save the picture as PNG"):
        conforming(content, IMPRINT, [])


def test_a_document_without_tags_is_refused() -> None:
    """Another variant of the layout engine cannot be made conforming afterwards."""
    with pytest.raises(ConformanceError, match="no tags"):
        conforming(laid_out(page("<h1>A</h1>"), None), IMPRINT, [])
