"""Why a score changed from one revision to another: exact shares, and in words what differs."""

from decimal import Decimal
from fractions import Fraction

import pytest

from models import Quarter
from monev.cli.diff import difference_text
from monev.compare_revisions import compare_revisions, revision_of
from monev.difference import Difference, FactorShare
from monev.errors import UsageError
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.evaluations import filed, told
from tests.facts import fact
from tests.scoring.best_region import excellent

THIRD, FOURTH = Quarter(2024, 3), Quarter(2024, 4)
PROVINCE = "36"


@pytest.fixture(scope="module")
def banten(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Banten in two quarters: a province, its kab/kota, and everything about it changes.

    In the third quarter one answer of the province is known and three quarters of its kab/kota;
    in the fourth all facts, all kab/kota with a rule, another profile and another mode.
    """
    workspace = open_workspace(Settings(workspace=tmp_path_factory.mktemp("banten")))
    below = [one.code for one in workspace.register.children(PROVINCE)]
    for code in below[:6]:
        told(workspace, code, [one for one in excellent() if one.kind != "regulation"])
        filed(workspace, code, THIRD)
    told(workspace, PROVINCE, excellent()[:12])
    filed(workspace, PROVINCE, THIRD)
    settings = workspace.settings.model_copy(update={"profile": "kenaikan_20", "mode": "indikatif"})
    later = open_workspace(settings, migrate=False)
    for code in below:
        told(later, code, [one for one in excellent() if one.kind in {"regulation", "attestation"}])
        filed(later, code, FOURTH)
    told(later, PROVINCE, excellent()[12:])
    filed(later, PROVINCE, FOURTH)
    filed(workspace, "36.72", FOURTH)
    return workspace


@pytest.fixture
def change(banten: Workspace) -> Difference:
    """The change of the province from the third to the fourth quarter."""
    return compared(banten, PROVINCE, "2024-Q3", "2024-Q4")


def compared(workspace: Workspace, code: str, before: str, after: str) -> Difference:
    """Compare two revisions of a region by their names."""
    region = workspace.register.regions[code]
    old, new = (revision_of(workspace, region, one) for one in (before, after))
    return compare_revisions(workspace, region, old, new)


def share(found: Difference, factor: str) -> FactorShare:
    """One factor of a comparison."""
    return next(one for one in found.shares if one.factor == factor)


def test_the_shares_add_up_to_the_change_exactly(change: Difference) -> None:
    """With all four factors changed nothing is left over, in fractions and in print."""
    assert change.reason == ""
    assert all(one.differs for one in change.shares)
    assert change.total_exact is not None
    total = Fraction(change.total_exact)
    assert sum(Fraction(one.exact) for one in change.shares) == total
    assert (change.before.score, change.after.score) != (None, None)
    assert total == Fraction(change.after.score or 0) - Fraction(change.before.score or 0)
    assert sum(one.printed for one in change.shares) == change.printed_total
    assert change.printed_total == (change.printed_after or 0) - (change.printed_before or 0)
    assert (change.orders, change.orders_used) == (24, 24)


def test_every_factor_says_what_differs(change: Difference) -> None:
    """New facts with their cell, changed rules, the mode, and each of the kab/kota."""
    data = share(change, "data")
    assert {one.side for one in data.facts} == {"new"}
    assert len(data.facts) == len(excellent()) - 12
    assert all(one.source_title and one.locator for one in data.facts)
    assert ("triwulan", "2024-Q3", "2024-Q4") in {
        (one.subject, one.before, one.after) for one in data.rules
    }
    assert "C2 Kenaikan cakupan dalam setahun" in {
        one.subject for one in share(change, "rule").rules
    }
    assert ("mode", "ketat", "indikatif") in {
        (one.subject, one.before, one.after) for one in share(change, "method").rules
    }
    peers = share(change, "peers")
    assert len(peers.children) == 8
    assert {one.before is None for one in peers.children} == {True, False}
    moved = {one.indicator for one in peers.moved}
    assert {"P1", "P2"} <= moved <= {"P1", "P2", "G4"}  # G4 asks what became of advice on P1


def test_the_largest_move_stands_first(change: Difference) -> None:
    """Indicators of a factor stand in the order of what they moved, and add up to it."""
    for one in change.shares:
        sizes = [abs(moved.points) for moved in one.moved]
        assert sizes == sorted(sizes, reverse=True)
        assert abs(sum(moved.points for moved in one.moved) - one.points) < Decimal("1e-20")


def test_the_way_back_is_the_same_with_the_other_sign(banten: Workspace) -> None:
    """From the later to the earlier revision facts are gone instead of new."""
    back = compared(banten, PROVINCE, "2024-Q4", "2024-Q3")
    there = compared(banten, PROVINCE, "2024-Q3", "2024-Q4")
    for factor in ("data", "rule", "method", "peers"):
        assert Fraction(share(back, factor).exact) == -Fraction(share(there, factor).exact)
    assert {one.side for one in share(back, "data").facts} == {"gone"}


def test_a_kota_has_no_peers(banten: Workspace) -> None:
    """Only a province depends on the scores of others."""
    found = compared(banten, "36.72", "2024-Q4@1", "2024-Q4@2")
    assert found.reason == ""
    assert not share(found, "peers").differs
    assert not share(found, "data").differs
    assert share(found, "peers").exact == "0"
    assert {one.factor for one in found.shares if one.differs} == {"rule", "method"}


def test_a_revision_held_against_itself_has_no_change(banten: Workspace) -> None:
    """Four shares of exactly nothing, and nothing to tell."""
    found = compared(banten, PROVINCE, "2024-Q3", "2024-Q3")
    assert found.total_exact == "0"
    assert [(one.exact, one.printed, one.differs) for one in found.shares] == [("0", 0, False)] * 4


def test_the_text_fits_a_screen_and_tells_every_factor(change: Difference) -> None:
    """Eighty columns, all four factors with their printed share, and the sum below them."""
    lines = list(difference_text(change))
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    for name in ("Data", "Aturan", "Metode", "Kab/kota", "Jumlah"):
        assert f"\n{name}" in text
    assert "fakta baru:" in text
    assert "lagi (lihat --json)" in text
    assert "36.01 Kabupaten Pandeglang" in text


def test_no_score_on_one_side_is_said_in_words(banten: Workspace) -> None:
    """A region of which nothing was known has no change, so none is printed."""
    filed(banten, "11", THIRD)
    told(banten, "11", [fact("attestation", item="ptsp", answer="sop")])
    filed(banten, "11", THIRD)
    found = compared(banten, "11", "2024-Q3@1", "2024-Q3@2")
    assert (found.reason, found.total, found.printed_total) == ("no_score", None, None)
    assert found.shares == []
    text = " ".join(" ".join(difference_text(found)).split())
    assert "tanpa nilai ->" in text
    assert "Tidak ada angka yang dibuat" in text
    assert "perubahan" not in text


def test_a_score_that_is_not_repeated_is_not_split(banten: Workspace) -> None:
    """Where scoring again gives another score than was filed, honest shares are not possible."""
    region = banten.register.regions["36.72"]
    old, new = (revision_of(banten, region, f"2024-Q4@{n}") for n in (1, 2))
    new = new.model_copy(update={"score": (new.score or Decimal(0)) - Decimal("0.0001")})
    found = compare_revisions(banten, region, old, new)
    assert (found.reason, found.shares) == ("not_repeated", [])
    assert found.total is not None


def test_a_lost_book_is_told(banten: Workspace) -> None:
    """A revision whose rules are gone has its total, and the reason with the book's name."""
    region = banten.register.regions["36.72"]
    old, new = (revision_of(banten, region, f"2024-Q4@{n}") for n in (1, 2))
    new = new.model_copy(update={"rubric_sha256": "0" * 64})
    found = compare_revisions(banten, region, old, new)
    assert found.reason == "not_repeated"
    assert "rule book 00000000" in found.detail


def test_a_revision_is_named_by_quarter_and_number(banten: Workspace) -> None:
    """Without a number the current revision is meant; any way to write a quarter will do."""
    region = banten.register.regions["36.72"]
    assert revision_of(banten, region, "2024-Q4").revision == 2
    assert revision_of(banten, region, "TW IV 2024@1").revision == 1
    with pytest.raises(UsageError, match="has no 2024-Q4@3; it has 2024-Q3@1, 2024-Q4@1"):
        revision_of(banten, region, "2024-Q4@3")
