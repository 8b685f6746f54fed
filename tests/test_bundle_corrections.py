"""A revision that rests on an accepted objection travels too, and is made again elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from models import Quarter
from monev.bundle import CORRECTIONS, Bundle, book, opened_bundle, written
from monev.errors import ArchiveError
from monev.evaluate_region import evaluate_region
from monev.make_bundle import make_bundle
from monev.objection_facts import Correction
from monev.objections import accept
from monev.replay_bundle import replay_bundle
from tests.objections import CITRA, CONTESTED, IN_TIME, QUARTER, contest, copied, evaluated_at


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The second revision of a city, for which a coverage was corrected from a document."""
    root = tmp_path_factory.mktemp("koreksi")
    evaluated_at(root / "asal")
    place = copied(root / "asal", root / "w", IN_TIME)
    one = contest(place)
    read = Correction("halaman 2", IN_TIME.date())
    accept(place, one.number, CITRA, "surat resmi memuat angka per 30 September", read)
    evaluate_region(place, CONTESTED, QUARTER)
    found = make_bundle(place, Quarter(2024, 3), [CONTESTED])
    place.store.engine.dispose()
    return opened_bundle(found.packed())


def test_the_correction_and_its_document_are_in_the_box(box: Bundle) -> None:
    """What no program reads travels as it stands, and nothing else of the facts does."""
    kinds = [(one["kind"], one["tier"]) for one in box.rows(CORRECTIONS)]
    assert sorted(kinds) == [("participation", "dokumen_resmi"), ("participation", "media")]
    assert any(one["file_name"] == "surat.pdf" for one in box.rows("evidence"))


def test_it_is_made_again_to_the_same_bytes(box: Bundle, tmp_path: Path) -> None:
    """Elsewhere, from the box alone."""
    (made,) = replay_bundle(box, tmp_path / "w", tmp_path)
    assert (made.code, made.revision, made.differs, made.error) == (CONTESTED, 2, (), "")


def test_a_correction_that_was_changed_is_refused(box: Bundle, tmp_path: Path) -> None:
    """Its id stands for what it says."""
    rows = box.rows(CORRECTIONS)
    rows[0]["note"] = "lain"
    members = {**box.members, book(CORRECTIONS): written(rows)}
    with pytest.raises(ArchiveError, match="something else than its id"):
        replay_bundle(replace(box, members=members), tmp_path / "w", tmp_path)
