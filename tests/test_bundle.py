"""A run in a box: packed without freedom, opened whole or not at all, replayed byte for byte."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import Quarter
from monev.bundle import Bundle, book, opened_bundle, written
from monev.collect_many import collect_folder
from monev.errors import ArchiveError, UsageError
from monev.evaluate_region import evaluate_region
from monev.make_bundle import make_bundle
from monev.replay_bundle import replay_bundle
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
CODES = ("36.72", "64")
SMALL = Bundle({"quarter": "2024-Q3"}, {"evidence/a": b"satu", "evidence/b": b"dua", "c": b""})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A city in its second revision and a province, filed on a day of November 2024."""
    root = tmp_path_factory.mktemp("boxed")
    day = datetime(2024, 11, 1, 9, tzinfo=UTC)
    made = replace(open_workspace(Settings(workspace=root / "w")), now=lambda: day)
    collect_folder(made, packaged_example())
    for code in CODES:
        evaluate_region(made, code, QUARTER)
    inbox = root / "inbox"
    inbox.mkdir()
    row = ["Perwal", "12", 2024, "Jaminan sosial", 8, date(2024, 5, 1), "berlaku", *["ya"] * 8]
    (inbox / "i.xlsx").write_bytes(instrument("36.72", "2024-Q3", regulasi=[row]))
    collect_folder(made, inbox)
    assert evaluate_region(made, "36.72", QUARTER).evaluation.revision == 2
    return made


@pytest.fixture(scope="module")
def box(place: Workspace) -> bytes:
    """Both regions packed."""
    return make_bundle(place, QUARTER, CODES).packed()


def test_the_same_run_is_the_same_box(place: Workspace, box: bytes) -> None:
    """Packing twice gives the same bytes, and opening gives back every member."""
    assert make_bundle(place, QUARTER, CODES).packed() == box
    found = opened_bundle(box)
    assert found.packed() == box
    assert found.about["regions"] == ["36.72", "64"]
    assert [one["revision"] for one in found.rows("evaluation")] == [2, 1, 1]


def test_no_byte_can_be_changed() -> None:
    """Whichever single byte of a box is another, in members, lists or around, it is refused."""
    whole = SMALL.packed()
    assert opened_bundle(whole).members == SMALL.members
    for place in range(len(whole)):
        other = bytearray(whole)
        other[place] ^= 0x55
        with pytest.raises(ArchiveError):
            opened_bundle(bytes(other))


def test_of_a_real_box_too_and_the_member_is_named(box: bytes) -> None:
    """A byte in a kept file, a rule or a template is found, with the name of its member."""
    found = opened_bundle(box)
    for name, content in found.members.items():
        at = box.index(content) + random.Random(name).randrange(len(content))
        other = bytearray(box)
        other[at] ^= 1
        with pytest.raises(ArchiveError, match=name.replace(".", r"\.")):
            opened_bundle(bytes(other))


def test_more_and_less_than_was_packed_is_told(box: bytes) -> None:
    """A cut end, something behind it, a member more, less or twice: none is a bundle."""
    for content in (box[:-1], box + b"\0", b"", b"PK\x05\x06" + b"\0" * 18):
        with pytest.raises(ArchiveError):
            opened_bundle(content)
    fewer = Bundle(SMALL.about, {"c": b""})
    assert opened_bundle(fewer.packed()).members == {"c": b""}


def test_it_is_replayed_to_the_same_bytes(box: bytes, tmp_path: Path) -> None:
    """From the box alone, elsewhere: facts read anew, both regions judged and printed alike."""
    made = replay_bundle(opened_bundle(box), tmp_path / "w", tmp_path)
    assert [(one.code, one.revision, one.differs, one.error) for one in made] == [
        ("36.72", 2, (), ""),
        ("64", 1, (), ""),
    ]
    assert all(one.same and len(one.documents) == 5 for one in made)


def test_an_answer_that_reads_otherwise_is_told(box: bytes, tmp_path: Path) -> None:
    """Who packs another evaluation or other evidence gets a box that opens and does not replay."""
    found = opened_bundle(box)
    rows = found.rows("evaluation")
    rows[0]["scorecard"]["indicators"][0]["score"] = "99"
    members = {**found.members, book("evaluation"): written(rows)}
    made = replay_bundle(replace(found, members=members), tmp_path / "one", tmp_path)
    assert (made[0].differs, made[1].same) == (("scorecard",), True)
    workbook = next(one for one in found.rows("evidence") if one["file_name"] == "i.xlsx")
    members = dict(found.members)
    members[f"evidence/{workbook['sha256']}"] = instrument("36.72", "2024-Q3")
    with pytest.raises(ArchiveError, match="holds other bytes than its name says"):
        replay_bundle(replace(found, members=members), tmp_path / "two", tmp_path)


def test_what_cannot_be_packed_or_unpacked_is_said(place: Workspace, tmp_path: Path) -> None:
    """No evaluation, a kept file that is gone, and a folder that is not empty."""
    with pytest.raises(UsageError, match="evaluate first"):
        make_bundle(place, QUARTER, ["36.71"])
    (tmp_path / "there").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="folder of its own"):
        replay_bundle(SMALL, tmp_path, tmp_path)
    (kept, *_) = opened_bundle(make_bundle(place, QUARTER, ["64"]).packed()).rows("evidence")
    lost = place.store.root / "evidence" / kept["sha256"][:2] / kept["sha256"]
    aside = lost.rename(place.store.root / "aside")
    try:
        with pytest.raises(ArchiveError, match=f"{kept['sha256']} is gone"):
            make_bundle(place, QUARTER, ["64"])
    finally:
        aside.rename(lost)
