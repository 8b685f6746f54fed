"""Editions: what decides a document beside its figures, kept whole and found whole."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from models import Edition
from monev.edition import (
    Box,
    edition_at_hand,
    keep_edition,
    lay_out,
    letterhead_in,
    opened_box,
    versions_at_hand,
    versions_changed,
)
from monev.errors import ArchiveError
from monev.reports.issuer import Issuer
from monev.settings import Settings
from monev.workspace import open_workspace


def edition(box: Box, sha256: str = "", **versions: str) -> Edition:
    """A kept edition of these files."""
    return Edition(
        sha256=sha256 or box.sha256,
        content=box.packed(),
        versions={**versions_at_hand(), **versions},
    )


def test_an_edition_holds_rules_words_looks_and_letterhead() -> None:
    """Every file of catalogue and templates is in it; nothing that Python compiled."""
    members = edition_at_hand(Issuer()).members
    assert {name.partition("/")[0] for name in members} == {
        "catalogue",
        "report_templates",
        "letterhead.json",
    }
    for name in ("catalogue/rubric.yaml", "report_templates/laporan/document.html"):
        assert members[name]
    assert not [name for name in members if "__pycache__" in name]


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    """Packed, kept, opened and laid out, each file has its bytes and the letterhead its words."""
    issuer = replace(Issuer(), address="Jalan Contoh 1", logo=b"\x89PNG\r\n\x1a\n")
    box = edition_at_hand(issuer)
    again = opened_box(edition(box))
    assert again.members == box.members
    lay_out(again, tmp_path)
    assert letterhead_in(tmp_path) == issuer
    assert (tmp_path / "catalogue/rubric.yaml").read_bytes() == box.members["catalogue/rubric.yaml"]


def test_the_hash_tells_files_from_each_other_and_not_how_they_are_packed() -> None:
    """A byte, a name or a letterhead more is another edition; another compression is not."""
    box = Box({"a": b"1", "b": b"2"})
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w", zipfile.ZIP_STORED) as target:
        for name, content in box.members.items():
            target.writestr(name, content)
    kept = edition(box)
    kept.content = loose.getvalue()
    assert opened_box(kept).sha256 == box.sha256
    others = [{"a": b"1", "b": b"3"}, {"a": b"12", "b": b""}, {"a": b"1", "c": b"2"}, {"a": b"1"}]
    assert len({Box(one).sha256 for one in others} | {box.sha256}) == 5
    letterheads = {edition_at_hand(one).sha256 for one in (Issuer(), Issuer(place="Serang"))}
    assert len(letterheads) == 2


def test_a_changed_file_is_refused() -> None:
    """An edition whose files are not those it was kept with says so and is not used."""
    with pytest.raises(ArchiveError, match="a file in it was changed"):
        opened_box(edition(Box({"a": b"2"}), Box({"a": b"1"}).sha256))
    broken = edition(Box({"a": b"2"}))
    broken.content = broken.content[:-30]
    with pytest.raises(ArchiveError, match="cannot be read"):
        opened_box(broken)


@pytest.mark.parametrize("name", ["../out", "/etc/out", "catalogue/../../out"])
def test_no_file_leaves_the_folder(name: str, tmp_path: Path) -> None:
    """A name that leads out of the folder stops the laying out."""
    with pytest.raises(ArchiveError, match="leads out of its folder"):
        lay_out(Box({name: b"x"}), tmp_path / "here")
    assert not (tmp_path / "out").exists()


def test_an_edition_is_kept_once(tmp_path: Path) -> None:
    """Keeping it again keeps the first, with its first day and the versions of that day."""
    workspace = open_workspace(Settings(workspace=tmp_path))
    first = keep_edition(workspace)
    kept = workspace.store.edition(first)
    assert kept is not None
    assert keep_edition(workspace) == first == opened_box(kept).sha256
    again = workspace.store.edition(first)
    assert again is not None
    assert again.first_used_at == kept.first_used_at
    assert again.versions["weasyprint"]


def test_versions_that_changed_are_named() -> None:
    """What another version made is told with both."""
    box = Box({"a": b"1"})
    assert versions_changed(edition(box)) == []
    (told,) = versions_changed(edition(box, weasyprint="69.0"))
    assert told.startswith("weasyprint 69.0 then, ")
