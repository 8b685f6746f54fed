"""Which budget lines count: one whole listing of the fiscal year, never two added up."""

from datetime import date

from models import Fact
from monev.rubric import rules_in_force
from monev.scoring.budget_lines import budget_in_force, spending_of
from monev.scoring.reading import Question
from tests.facts import QUARTER, REGIONS, fact, facts_known, packaged_rubric

SPRING, SUMMER, AUTUMN = date(2024, 2, 1), date(2024, 7, 1), date(2024, 9, 20)


def line(listing: str, amount: int | None, day: date = SPRING, **values: object) -> Fact:
    """A budget line of the manpower agency in a listing, as a document of `day`."""
    stated = {"agency": "Disnaker", "group_code": "BPU-RENTAN", **values}
    return fact("budget", day=day, listing=listing, allocation_idr=amount, **stated)


def asked(*facts: Fact) -> Question:
    """The question of the third quarter of 2024 over these facts."""
    known = facts_known(REGIONS["kota"], QUARTER, facts)
    return Question(known, rules_in_force(packaged_rubric(), "kota", QUARTER.end))


def amounts(*facts: Fact) -> list[int | None]:
    """The allocations that count, in order."""
    return sorted(one.allocation_idr or 0 for one in budget_in_force(asked(*facts)))


def test_two_listings_of_one_budget_are_never_added_up() -> None:
    """An instrument and a DPA tell of the same money: one of them counts, as a whole."""
    instrument = [
        line("Instrumen", 600, persons=5, months=7),
        line("Instrumen", 400, persons=3, months=7, agency="Dinsos"),
    ]
    dpa = [
        line("DPA", 600, tier="dokumen_resmi"),
        line("DPA", 450, tier="dokumen_resmi", agency="Dinas Sosial"),
    ]
    assert amounts(*instrument, *dpa) == [400, 600]


def test_a_revision_replaces_the_listing_before_it_as_a_whole() -> None:
    """A line that the revised budget has dropped is gone, not kept from the older one."""
    first = [line("DPA murni", 600), line("DPA murni", 200, agency="Dinsos")]
    revised = [line("DPA perubahan", 900, SUMMER, stage="APBD-P")]
    assert amounts(*first, *revised) == [900]


def test_a_shift_within_the_budget_replaces_it_too() -> None:
    """Two listings of one stage: the one known last stands."""
    shifted = [line("DPA pergeseran 1", 700, SUMMER)]
    assert amounts(line("DPA", 600), *shifted) == [700]


def test_the_latest_stage_stands_even_where_an_older_listing_says_more() -> None:
    """A changed budget is the budget, also while nobody has said yet whom it insures."""
    telling = line("Instrumen", 600, AUTUMN, persons=5, months=7)
    assert amounts(telling, line("DPA-P", 900, SUMMER, stage="APBD-P")) == [900]


def test_sub_activities_of_one_account_stand_side_by_side() -> None:
    """Two sub-activities with one account are two lines, not versions of one another."""
    both = [line("DPA", 600, sub_activity="a"), line("DPA", 300, sub_activity="b")]
    assert amounts(*both) == [300, 600]


def test_a_press_figure_is_not_added_to_a_listing() -> None:
    """What a newspaper says of the budget is no further line of it."""
    press = line("", 5_000, AUTUMN, tier="media", agency="")
    assert amounts(line("DPA", 600), press) == [600]


def test_single_statements_are_put_together() -> None:
    """Without any listing, statements of different agencies add up, the newest of each."""
    told = [line("", 600), line("", 650, SUMMER), line("", 100, agency="Dinsos")]
    assert amounts(*told) == [100, 650]


def test_payments_of_the_year_tell_the_spending_of_a_listing_without_any() -> None:
    """A listing of payments stands in for the spending, and adds no allocation."""
    dpa = line("DPA", 600)
    paid = line("Realisasi", None, AUTUMN, realised_idr=150, realised_on=AUTUMN)
    question = asked(dpa, paid)
    lines = budget_in_force(question)
    assert [one.allocation_idr for one in lines] == [600]
    assert [one.realised_idr for one in spending_of(question, lines)] == [150]


def test_spending_stated_for_some_lines_only_is_not_known() -> None:
    """Half a statement is no statement: missing is never zero."""
    lines = [line("LRA", 600, realised_idr=10), line("LRA", 200, agency="Dinsos")]
    paid = line("Realisasi", None, AUTUMN, realised_idr=150)
    question = asked(*lines, paid)
    assert spending_of(question, budget_in_force(question)) == []
