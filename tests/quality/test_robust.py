"""Outliers by median and MAD: the arithmetic, the peers, the region's own history."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact, Finding
from monev.quality import check, load_quality_rules, peer_measures
from monev.quality.robust import modified_z
from tests.facts import fact, known
from tests.quality.declared import PACKAGE_IDR

RULES = load_quality_rules()
FACTOR = Decimal("0.6745")
values = st.decimals(min_value=0, max_value=10**9, places=2)


def outliers(facts: Sequence[Fact], **peers: Sequence[Decimal]) -> list[Finding]:
    """What the packaged rules V18 and V19 find."""
    found = check(known(facts), RULES, PACKAGE_IDR, peers)
    return [one for one in found if one.rule in ("V18", "V19")]


def coverage(pct: object, **more: Any) -> Fact:
    """The coverage of all workers."""
    return fact("participation", segment="SEMUA", coverage_pct=pct, **more)


def quarters(*counts: int) -> list[Fact]:
    """One count of members a quarter, the last one on the quarter's end."""
    days = [date(2024 - at // 4, 9 - 3 * (at % 4), 1) if at % 4 < 3 else None for at in range(99)]
    used = [day for day in days if day is not None][: len(counts)]
    return [
        fact("participation", segment="PU", active_persons=persons, as_of=day)
        for persons, day in zip(reversed(counts), used, strict=True)
    ]


def test_the_textbook_score() -> None:
    """Median 45, MAD 20: 150 lies 0,6745 x 105 / 20 = 3,54 away, just beyond 3,5."""
    others = [Decimal(n) for n in (10, 20, 30, 40, 50, 60, 70, 80)]
    assert modified_z(Decimal(150), others, FACTOR, "skip") == FACTOR * 105 / 20


def test_mad_of_zero_is_said_explicitly() -> None:
    """Five of eight alike: nothing by `skip`, the mean deviation otherwise; all alike: nothing."""
    others = [Decimal(n) for n in (10, 10, 10, 10, 10, 12, 14, 20)]
    assert modified_z(Decimal(99), others, FACTOR, "skip") is None
    assert modified_z(Decimal(99), others, FACTOR, "mean_deviation") == Decimal(89) / (
        Decimal("1.253314") * 2
    )
    same = [Decimal(10)] * 8
    for when_same in ("skip", "mean_deviation"):
        assert modified_z(Decimal(99), same, FACTOR, when_same) is None


@given(st.lists(values, max_size=7), values)
def test_never_with_fewer_than_eight(others: list[Decimal], value: Decimal) -> None:
    """Seven peers prove nothing, however far away they lie."""
    assert modified_z(value, others, FACTOR, "mean_deviation") is None
    assert outliers([coverage(100)], V18=others) == []


@given(st.lists(values, min_size=8, max_size=20))
def test_the_median_itself_is_no_outlier(others: list[Decimal]) -> None:
    """A value in the middle of its peers is never far from them."""
    middle = sorted(others)[len(others) // 2]
    score = modified_z(middle, others, FACTOR, "skip")
    assert score is None or abs(score) <= FACTOR


@given(st.lists(values, min_size=8, max_size=20), values, values)
def test_further_away_scores_higher(others: list[Decimal], value: Decimal, more: Decimal) -> None:
    """The score grows with the value and turns its sign with the side."""
    one = modified_z(value, others, FACTOR, "mean_deviation")
    other = modified_z(value + more, others, FACTOR, "mean_deviation")
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert other >= one


PEERS = [Decimal(n) for n in (30, 31, 32, 33, 34, 35, 36, 37)]


def test_peers() -> None:
    """95% among peers between 30 and 37 is told with median and score; 40% is not."""
    (found,) = outliers([coverage(95)], V18=PEERS)
    assert (found.rule, found.stated, found.computed) == ("V18", 95, Decimal("33.5"))
    assert "median 33,5% 8 daerah sebanding (skor 20,7)" in found.message_id
    assert outliers([coverage(40)], V18=PEERS) == []
    assert outliers([coverage(95)]) == []


def test_the_measure_may_be_worked_out() -> None:
    """A workbook states no percentage, but members and workers: the measure is their share."""
    counted = fact("participation", segment="SEMUA", active_persons=95, eligible_persons=100)
    assert peer_measures(known([counted]), RULES) == {"V18": 95}
    (found,) = outliers([counted], V18=PEERS)
    assert found.place == counted.cell("active_persons").locator


def test_peer_measures_are_of_the_newest_day() -> None:
    """A region hands its peers its newest coverage, and nothing where it states none."""
    facts = [coverage(20, as_of=date(2023, 9, 30)), coverage(30)]
    assert peer_measures(known(facts), RULES) == {"V18": 30}
    assert peer_measures(known([]), RULES) == {}
    paid = coverage(80, payer="APBD")
    assert peer_measures(known([paid]), RULES) == {}


def test_own_history() -> None:
    """A tenfold count after eight quiet days is told; with seven days before it is not."""
    quiet = [1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070]
    (found,) = outliers(quarters(*quiet, 10700))
    assert (found.rule, found.stated) == ("V19", 10700)
    assert "8 posisi sebelumnya" in found.message_id
    assert outliers(quarters(*quiet[1:], 10700)) == []
    assert outliers(quarters(*quiet, 1080)) == []


@pytest.mark.parametrize("definition", ["", "basis lain"])
def test_history_of_another_definition_does_not_count(definition: str) -> None:
    """Eight days counted in another way are no history of the newest one."""
    facts = quarters(1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070)
    newest = fact("participation", segment="PU", active_persons=9999, definition=definition)
    assert bool(outliers([*facts, newest])) == (definition == "")
