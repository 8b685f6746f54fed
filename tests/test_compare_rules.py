"""A change of rules, tried on a province and its kab/kota before it is in force."""

from decimal import Decimal
from pathlib import Path

import pytest

from models import Evidence, Quarter, writing
from monev.assess_region import assess
from monev.compare_rules import RegionUnderBoth, RulesCompared, compare_rules, rubric_named
from monev.errors import UsageError
from monev.remembered import keep_rules
from monev.rubric import load_rubric
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.facts import with_values
from tests.rubric.broken import altered, rules_copied
from tests.scoring.best_region import excellent

QUARTER = Quarter(2024, 3)
PROVINCE = "36"
DIGEST = "a" * 64


@pytest.fixture(scope="module")
def banten(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Every government of Banten at its target in everything; nobody else is known."""
    workspace = open_workspace(Settings(workspace=tmp_path_factory.mktemp("banten")))
    below = workspace.register.children(PROVINCE)
    with writing(workspace.store.engine) as session:
        session.add(
            Evidence(
                sha256=DIGEST,
                source_id="uji",
                file_name="uji.xlsx",
                media_type="x",
                size_bytes=1,
                received_at=workspace.now(),
            )
        )
    told = [
        with_values(one, region_code=code, evidence_sha256=DIGEST)
        for code in (PROVINCE, *(one.code for one in below))
        for one in excellent()
    ]
    workspace.store.save_reading("uji", told, [])
    return workspace


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Rules in which a province is asked for kab/kota that score 99 or more."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/P2.yaml", "at_least: 55", "at_least: 99")
    return folder


def compared(workspace: Workspace, first: str, second: str) -> RulesCompared:
    """Hold two rubrics together by their names."""
    one, other = rubric_named(workspace, first), rubric_named(workspace, second)
    return compare_rules(workspace, QUARTER, one, other)


def of(found: RulesCompared, code: str) -> RegionUnderBoth:
    """One region of a comparison."""
    return next(one for one in found.regions if one.region.code == code)


def test_a_province_follows_its_kabkota(banten: Workspace, rules: Path, tmp_path: Path) -> None:
    """Kab/kota that fall below the mark under the new rules take P2 of their province with them.

    C2 with 20 points costs a kota 2.5 of its points (weight 5, half of it); below 99 none of them
    counts for the province, which loses its P2 (weight 3) on top of its own 2.5.
    """
    stricter = tmp_path / "stricter"
    stricter.mkdir()
    rules_copied(stricter)
    altered(stricter, "indicators/P2.yaml", "at_least: 55", "at_least: 99")
    altered(stricter, "indicators/C2.yaml", "target: 10", "target: 20")
    found = compared(banten, str(rules), str(stricter))
    assert len(found.regions) == 9
    assert found.without_data == 546 - 9
    kota = of(found, "36.72")
    assert (kota.before, kota.after, kota.change) == (100, Decimal("97.5"), Decimal("-2.5"))
    province = of(found, PROVINCE)
    assert province.before is not None
    assert province.change < kota.change
    assert found.regions[0] == province
    assert found.counts["down"] == 9


def test_the_preview_is_what_the_evaluation_then_says(banten: Workspace) -> None:
    """What was shown before the change is what is scored after it."""
    found = compared(banten, "bawaan", "kenaikan_20")
    settings = banten.settings.model_copy(update={"profile": "kenaikan_20"})
    changed = open_workspace(settings, migrate=False)
    for code in ("36.72", "36.03"):
        card = assess(changed, changed.register.regions[code], QUARTER).scorecard
        assert (card.score, card.band) == (of(found, code).after, of(found, code).band_after)
        assert card.rubric_version.startswith("kenaikan_20-1.0+")


def test_nothing_differs_between_the_same_rules(banten: Workspace) -> None:
    """Held against themselves, no rule and no region differs; all are counted as unchanged."""
    found = compared(banten, "bawaan", "bawaan")
    assert found.rules == ()
    assert not any(one.differs for one in found.regions)
    assert found.counts == {"up": 0, "down": 0, "unchanged": 9, "band_changed": 0}


def test_other_bands_alone_change_no_score(banten: Workspace) -> None:
    """With the bands of Permendagri 86/2017 every band is another word for the same score."""
    found = compared(banten, "bawaan", "predikat_86_2017")
    assert {one.change for one in found.regions} == {0}
    assert found.counts["band_changed"] == 9
    assert of(found, "36.72").band_after == "Sangat Tinggi"


def test_the_changed_rules_are_told_with_before_and_after(banten: Workspace) -> None:
    """Indicator, key, before, after: in the words of the rubric."""
    (change,) = compared(banten, "bawaan", "kenaikan_20").rules
    assert change.subject == "C2 Kenaikan cakupan dalam setahun"
    assert change.key == "skala, sejak 2021-03-25, linear, target"
    assert (change.before, change.after) == ("10", "20")


def test_rules_that_came_or_went_are_told(banten: Workspace) -> None:
    """A band that is gone has no after, a new one no before."""
    found = compared(banten, "bawaan", "predikat_86_2017").rules
    told = {(one.subject, one.key): (one.before, one.after) for one in found}
    bands = "predikat sejak 2021-03-25"
    assert told[bands, "predikat, Baik, mulai dari"] == ("70", None)
    assert told[bands, "predikat, Tinggi, mulai dari"] == (None, "76")


def test_a_kept_book_is_named_by_its_first_digits(banten: Workspace, tmp_path: Path) -> None:
    """Rules that once judged can be held against today's; too few digits are refused."""
    folder = rules_copied(tmp_path)
    altered(folder, "rubric.yaml", "    cap: 50", "    cap: 40")
    old = load_rubric(folder)
    keep_rules(banten, old)
    assert rubric_named(banten, old.sha256[:8]) == old
    with pytest.raises(UsageError, match="is no folder, profile or rule book"):
        rubric_named(banten, old.sha256[:3])


def test_digits_that_fit_two_books_are_refused(banten: Workspace) -> None:
    """Which of two books is meant is asked, not guessed."""
    for tail in ("1", "2"):
        keep_rules(banten, load_rubric().model_copy(update={"sha256": "abcdef" + tail * 58}))
    with pytest.raises(UsageError, match="fits several rule books: abcdef111111, abcdef222222"):
        rubric_named(banten, "abcdef")
