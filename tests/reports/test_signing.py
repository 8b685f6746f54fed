"""What an office fills in: strict in shape, and nothing that could harm a page gets through."""

import datetime
import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from examples import __file__ as examples_file
from monev.errors import CatalogueError, UsageError
from monev.reports.pdf.render import FACES, face
from monev.reports.signed.signing import (
    MOST_BYTES,
    UNPRINTABLE,
    LetterFields,
    MinutesFields,
    Person,
    read_fields,
)

EXAMPLES = Path(examples_file).parent
NIP = "198001012005011001"


def letter(folder: Path, text: str) -> LetterFields:
    """The fields of a letter written as YAML."""
    path = folder / "isian.yaml"
    path.write_text(text, encoding="utf-8")
    return read_fields(path, LetterFields)


def fault(folder: Path, text: str) -> CatalogueError:
    """The error that a file of a letter's fields is refused with."""
    with pytest.raises(CatalogueError) as caught:
        letter(folder, text)
    return caught.value


@pytest.mark.parametrize(
    ("name", "shape"),
    [("berita-acara.yaml", MinutesFields), ("surat-pengantar.yaml", LetterFields)],
)
def test_examples_can_be_read_and_name_nobody(
    name: str, shape: type[MinutesFields] | type[LetterFields]
) -> None:
    """The examples fit their shapes; every name in them is an example's, and no NIP is given."""
    text = (EXAMPLES / name).read_text("utf-8")
    names = [line.partition("name:")[2] for line in text.splitlines() if " name:" in line]
    assert names
    assert all("Contoh" in one for one in names)
    filled = read_fields(EXAMPLES / name, shape)
    people = _persons(filled)
    assert people
    assert {one.nip for one in people} == {""}


def _persons(filled: MinutesFields | LetterFields) -> list[Person]:
    if isinstance(filled, LetterFields):
        return [filled.signer]
    return [*filled.visitors.people, *filled.hosts.people]


def test_an_empty_file_and_empty_keys_are_blanks(tmp_path: Path) -> None:
    """Nothing filled in is no error: it is written by hand later."""
    assert letter(tmp_path, "") == LetterFields()
    assert letter(tmp_path, "number:\ndate:\nsigner:\ncopies:\n") == LetterFields()
    assert letter(tmp_path, "signer:\n  name:\n  nip:\n") == LetterFields()


def test_blanks_and_line_ends_become_one_blank(tmp_path: Path) -> None:
    """A folded text of YAML is one line on paper."""
    found = letter(tmp_path, "subject: |\n  satu\n   dua\t tiga\n")
    assert found.subject == "satu dua tiga"


@pytest.mark.parametrize("written", [NIP, f'"{NIP}"', '"19800101 200501 1 001"'])
def test_a_nip_has_18_digits_in_any_grouping(written: str, tmp_path: Path) -> None:
    """A NIP may be written with or without blanks and is printed in its groups."""
    found = letter(tmp_path, f"signer:\n  nip: {written}\n")
    assert found.signer.nip == NIP
    assert found.signer.nip_grouped == "19800101 200501 1 001"


@pytest.mark.parametrize("written", ["1980", f"{NIP}0", '"19800101200501100A"', "-5"])
def test_another_nip_is_refused_with_its_line(written: str, tmp_path: Path) -> None:
    """A NIP of another shape is refused; the message points at its line."""
    error = fault(tmp_path, f'number: "1"\nsigner:\n  nip: {written}\n')
    assert (error.line, error.where) == (3, "signer.nip")


@pytest.mark.parametrize("written", ["2024-10-10", '"2024-10-10"'])
def test_a_day_is_read(written: str, tmp_path: Path) -> None:
    """A day may stand between quotes or not."""
    assert letter(tmp_path, f"date: {written}").date == datetime.date(2024, 10, 10)


@pytest.mark.parametrize(
    "written", ["20241010", "2024-10-10 10:00:00", '"10 Oktober 2024"', "1024-10-10", "[]"]
)
def test_what_is_no_day_is_refused(written: str, tmp_path: Path) -> None:
    """A bare number would be taken for seconds; nothing is guessed."""
    assert fault(tmp_path, f"date: {written}").where == "date"


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """The loader's own complaint comes as ours, with the file and the cure."""
    with pytest.raises(UsageError, match=r"isian\.yaml: .*write a day that exists"):
        letter(tmp_path, "date: 2024-02-30")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("nomor: x", "nomor"),
        ("signer:\n  jabatan:\n", "signer.jabatan"),
        ("number: 007", "number"),
        ("number: [a]", "number"),
        ("signer: seseorang", "signer"),
        ("- a", ""),
        ("enclosures:\n  - title:\n", "enclosures.0.title"),
        ("enclosures:\n  - {title: a, pages: 0}", "enclosures.0.pages"),
        ("enclosures:\n  - {title: a, pages: '3'}", "enclosures.0.pages"),
        (f"subject: {'x' * 10_000}", "subject"),
        (f"signer:\n  name: {'x' * 121}", "signer.name"),
        (f"copies: [{', '.join('a' * 13)}]", "copies"),
    ],
)
def test_unknown_keys_long_and_other_values_are_refused(
    text: str, where: str, tmp_path: Path
) -> None:
    """Whatever does not fit is named by its key; ten thousand letters reach no page."""
    assert fault(tmp_path, text).where == where


@pytest.mark.parametrize(
    "letters", ["\u202eabc", "عربي", "\u200b", "\ud7ff", "漢", "😀", "\u00ad", "ſ"]
)
def test_letters_that_cannot_be_printed_or_seen_are_refused(letters: str, tmp_path: Path) -> None:
    """What turns a line round, is not seen, or has no shape in our faces is refused by its code."""
    error = fault(tmp_path, f'signer:\n  name: "a {letters} b"\n')
    assert (error.line, error.where) == (2, "signer.name")
    assert f"U+{ord(letters[0]):04X}" in str(error)


def test_the_faces_print_every_letter_that_is_let_through() -> None:
    """No letter that is accepted comes out as an empty box."""
    accepted = {code for code in range(32, 0x3000) if not UNPRINTABLE.search(chr(code))}
    for name in FACES:
        shapes = TTFont(io.BytesIO(face(name))).getBestCmap()
        assert accepted <= set(shapes), name


@pytest.mark.parametrize("content", [b"\xff\xfe", b"number: \x07", b"#" * (MOST_BYTES + 1)])
def test_a_file_that_is_no_plain_text_is_refused(content: bytes, tmp_path: Path) -> None:
    """Other encodings, control characters and huge files never reach the parser."""
    path = tmp_path / "isian.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="isian"):
        read_fields(path, LetterFields)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """Who names no file is sent to the examples."""
    with pytest.raises(UsageError, match="copy one of the examples"):
        read_fields(tmp_path / "tidak-ada.yaml", MinutesFields)
