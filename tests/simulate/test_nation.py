"""The nation for checks and benches: real readers, one story, the same facts from the cache."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from bench.nation import (
    facts_of_nation,
    known_facts,
    region_by_region,
    rules_by_kind,
    scorecards,
    small_nation,
)
from models import Fact, Quarter, Tier
from monev.errors import MonevError
from monev.register import load_register
from monev.scorecard import Scorecard
from monev.scoring import score
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from tests.facts import packaged_rubric, row

SEED = 2
QUARTERS = (Quarter(2024, 2), Quarter(2024, 3))
PROVINCE = "34"
CODES = small_nation(PROVINCE)

Told = Mapping[str, list[Fact]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the facts of this module are kept."""
    return tmp_path_factory.mktemp("nation")


@pytest.fixture(scope="module")
def told(folder: Path) -> Told:
    """Two quarters of a small province, read from its papers."""
    return facts_of_nation(SEED, QUARTERS, CODES, workers=1, cache_folder=folder)


@pytest.fixture(scope="module")
def cards(told: Told) -> dict[str, Scorecard]:
    """The scorecards of the later quarter."""
    return scorecards(told, QUARTERS[1], packaged_rubric())


def test_every_government_that_was_asked_for_has_its_facts(told: Told) -> None:
    """The province and its five kab/kota, each with facts of its own and of simulation only."""
    assert list(told) == CODES == [PROVINCE, *(f"34.0{n}" for n in range(1, 5)), "34.71"]
    for code, facts in told.items():
        assert {one.region_code for one in facts} == {code}
        assert {one.tier for one in facts} == {Tier.SIMULATED}
        assert len({one.fact_id for one in facts}) == len(facts) > 20


def test_kept_facts_are_the_facts_that_were_read(told: Told, folder: Path) -> None:
    """From the cache the same facts in the same order, all at once or one region at a time."""
    assert len(list(folder.iterdir())) == 1
    assert facts_of_nation(SEED, QUARTERS, CODES, cache_folder=folder) == told
    backwards = list(region_by_region(SEED, QUARTERS, CODES[::-1], cache_folder=folder))
    assert backwards == list(told.items())[::-1]


def test_a_part_is_the_same_part_of_the_whole(told: Told) -> None:
    """One region read alone, without a cache, is told as it is among the others."""
    code = CODES[-1]
    assert facts_of_nation(SEED, QUARTERS, [code], workers=1) == {code: told[code]}


def test_papers_are_known_from_the_day_they_came(told: Told) -> None:
    """What was handed in after the due date counts in no earlier quarter, and does in the next."""
    regions, shapes = load_register().regions, load_shapes()
    earlier, later = QUARTERS
    for code, facts in told.items():
        day = World(SEED, regions[code], shapes).handed_in_on(earlier)
        then, now = known_facts(told, code, earlier), known_facts(told, code, later)
        stated = [one for one in then.participation if one.as_of == earlier.end]
        in_time = day is not None and day <= earlier.due_date
        assert bool(stated) is in_time, code
        assert {one.fact_id for one in then.all} <= {one.fact_id for one in facts}
        assert len(now.all) >= len(then.all)


def test_provinces_are_scored_by_the_cards_of_their_kabkota(
    told: Told, cards: dict[str, Scorecard]
) -> None:
    """P1 and P2 count the five kab/kota as their own cards in this quarter say."""
    assert list(cards)[-1] == PROVINCE
    below = [cards[code] for code in CODES[1:]]
    reached = [one for one in below if one.band and one.score is not None and one.score >= 55]
    assert Fraction(row(cards[PROVINCE], "P2").value or "") == Fraction(len(reached), 5)
    ruled = [one for one in below if (row(one, "A1").value or "").endswith("_berlaku")]
    assert Fraction(row(cards[PROVINCE], "P1").value or "") == Fraction(len(ruled), 5) > 0


def test_a_province_without_its_kabkota_knows_nothing_of_them(told: Told) -> None:
    """Asked for alone, its kab/kota are unknown, and no share of them is made up."""
    alone = scorecards({PROVINCE: told[PROVINCE]}, QUARTERS[1], packaged_rubric())
    assert row(alone[PROVINCE], "P1").status == "data_tidak_tersedia"


def test_each_card_is_that_of_its_known_facts(told: Told, cards: dict[str, Scorecard]) -> None:
    """The cards are what scoring says of the known facts, nothing added."""
    rules = rules_by_kind(packaged_rubric(), QUARTERS[1])
    for code, card in cards.items():
        known = known_facts(told, code, QUARTERS[1], cards)
        assert score(known, rules[known.region.kind]) == card


def test_receipts_decide_who_reported_in_time(told: Told) -> None:
    """With the seed, G1 counts the receipts: on time whole, late half, out of those due."""
    with_receipts = scorecards(told, QUARTERS[1], packaged_rubric(), seed=SEED)
    regions, shapes = load_register().regions, load_shapes()
    for code, card in with_receipts.items():
        world, points = World(SEED, regions[code], shapes), Fraction(0)
        for due in (Quarter(2024, number) for number in (1, 2, 3)):
            day = world.handed_in_on(due)
            if day is not None and day <= QUARTERS[1].due_date:
                points += Fraction(1 if day <= due.due_date else Fraction(1, 2))
        assert abs(Fraction(row(card, "G1").points or 0) - points / 3 * 100) < Fraction(1, 10**20)


def test_an_unknown_province_is_refused() -> None:
    """A code that is no province's is refused by name, not an empty nation."""
    with pytest.raises(MonevError, match="99"):
        small_nation("99")
