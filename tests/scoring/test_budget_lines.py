"""Which budget lines count: one whole listing of the fiscal year, never two added up."""

from datetime import date

from models import Fact
from monev.rubric import rules_in_force
from monev.scoring.budget_lines import budget_in_force, spending_of
from monev.scoring.reading import Question
from tests.facts import QUARTER, REGIONS, fact, facts_known, packaged_rubric

ONE_FILE, OTHER_FILE = "1" * 64, "2" * 64
SPRING, SUMMER, AUTUMN = date(2024, 2, 1), date(2024, 7, 1), date(2024, 9, 20)


def line(listing: str, amount: int | None, day: date = SPRING, **values: object) -> Fact:
    """A budget line of the manpower agency in a listing, as a document of `day` in one file."""
    stated = {"agency": "Disnaker", "group_code": "BPU-RENTAN", "evidence_sha256": ONE_FILE}
    stated |= values
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


def copy_of(*lines: Fact) -> list[Fact]:
    """The same lines out of another file: other bytes, and so other facts."""
    other = {"evidence_sha256": OTHER_FILE}
    return [one.model_copy(update=other).identified() for one in lines]


def test_one_dpa_saved_under_two_names_counts_once() -> None:
    """Two lines that look alike are two in each file, and not four."""
    dpa = [line("DPA", 600), line("DPA", 600), line("DPA", 200, agency="Dinsos")]
    assert amounts(*dpa, *copy_of(*dpa)) == [200, 600, 600]


def test_of_two_files_of_one_list_the_smaller_amount_stands() -> None:
    """Nobody says which of two exports of one day is right: neither a sum, nor the larger."""
    dpa, again = [line("DPA", 600), line("DPA", 100)], copy_of(line("DPA", 650))
    assert amounts(*dpa, *again) == [650]
    assert amounts(*dpa, *copy_of(line("DPA", 750))) == [100, 600]


def test_files_of_several_agencies_make_up_one_list() -> None:
    """A DPA is exported agency by agency: what only one file lists is added."""
    assert amounts(line("DPA", 600), *copy_of(line("DPA", 200, agency="Dinsos"))) == [200, 600]


def test_payments_saved_twice_are_paid_once() -> None:
    """Of two exports of one day the one that tells of less spending stands."""
    dpa = line("DPA", 600)
    paid = line("Realisasi", None, AUTUMN, realised_idr=150)
    more = line("Realisasi", None, AUTUMN, realised_idr=170)
    for other, counted in ((paid, 150), (more, 150)):
        question = asked(dpa, paid, *copy_of(other))
        (found,) = spending_of(question, budget_in_force(question))
        assert found.realised_idr == counted


def test_a_copy_that_tells_the_spending_stands_for_one_that_does_not() -> None:
    """Missing is never zero: less is known of the other file, and nothing was said against it."""
    question = asked(line("DPA", 600), *copy_of(line("DPA", 600, realised_idr=90)))
    assert [one.realised_idr for one in budget_in_force(question)] == [90]


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
