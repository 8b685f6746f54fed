"""Which budget lines count: one whole listing of the fiscal year, never two added up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models import Fact
from monev.rubric import rules_in_force
from monev.scoring.budget_lines import alone, budget_in_force, spending_of
from monev.scoring.reading import Question
from tests.facts import QUARTER, REGIONS, fact, facts_known, packaged_rubric

JKK, JKM = "5.1.02.02.02.0006", "5.1.02.02.02.0007"
ONE_FILE, OTHER_FILE = "1" * 64, "2" * 64
SPRING, SUMMER, AUTUMN = date(2024, 2, 1), date(2024, 7, 1), date(2024, 9, 20)


def line(listing: str, amount: int | None, day: date = SPRING, **values: object) -> Fact:
    """A budget line of the manpower agency in a listing, as a document of `day` in one file."""
    stated = {"agency": "Disnaker", "group_code": "BPU-RENTAN", "evidence_sha256": ONE_FILE}
    stated |= {"account_code": JKK} | values
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


def test_a_copy_is_known_whatever_the_capitals() -> None:
    """One export writes DINAS SOSIAL and the other Dinas Sosial."""
    again = copy_of(line("DPA", 600, agency="DINAS  SOSIAL"))
    assert amounts(line("DPA", 600, agency="Dinas Sosial"), *again) == [600]


def test_files_that_name_no_agency_are_added_up() -> None:
    """Each may be that of a unit of its own: nothing says that they list the same money."""
    units = [line("DPA", 600, agency=""), *copy_of(line("DPA", 300, agency=""))]
    assert amounts(*units) == [300, 600]


def test_of_consolidated_reports_up_to_two_days_the_later_stands() -> None:
    """Two LRA of the whole government, received together, are one budget and not two."""
    june, now = (
        line("LRA", 600, agency="", realised_idr=day, realised_on=date(2024, day, 30))
        for day in (6, 9)
    )
    (found,) = budget_in_force(asked(june, *copy_of(now)))
    assert found.realised_idr == 9
    other = line("LRA", 300, agency="", realised_idr=9, realised_on=date(2024, 9, 30))
    assert amounts(june, *copy_of(other)) == [300, 600]
    less = line("LRA", 600, agency="", realised_idr=5, realised_on=date(2024, 9, 30))
    assert amounts(june, *copy_of(less)) == [600, 600]
    longer = line("LRA", 50, agency="", account_code=JKM)
    assert amounts(june, *copy_of(now, longer)) == [50, 600, 600]


CONSOLIDATED = {"agency": "", "evidence_sha256": "3" * 64}
OF_AGENCIES = [line("LRA", 600), *copy_of(line("LRA", 300, agency="Dinsos"))]


@pytest.mark.parametrize("day", [SPRING - timedelta(days=9), SPRING])
def test_a_consolidated_report_is_not_added_to_those_of_agencies(day: date) -> None:
    """The parts say more where they are the whole; where one is missing, they are not."""
    assert amounts(*OF_AGENCIES, line("LRA", 900, day, **CONSOLIDATED)) == [300, 600]
    assert amounts(*OF_AGENCIES, line("LRA", 950, day, **CONSOLIDATED)) == [950]


def test_a_newer_consolidated_report_stands_and_a_small_one_does_not() -> None:
    """A file that names no agency and lists less is not the whole, and nobody knows whose it is."""
    assert amounts(*OF_AGENCIES, line("LRA", 900, SUMMER, **CONSOLIDATED)) == [900]
    assert amounts(*OF_AGENCIES, line("LRA", 50, SUMMER, **CONSOLIDATED)) == [300, 600]
    other = line("LRA", 50, SUMMER, account_code=JKM, **CONSOLIDATED)
    assert amounts(*OF_AGENCIES, other) == [50, 300, 600]


def test_a_consolidated_report_saved_twice_counts_once() -> None:
    """Each of the two is the sum of the agencies, and so they are one."""
    again = line("LRA", 950, **CONSOLIDATED | {"evidence_sha256": "4" * 64})
    assert amounts(*OF_AGENCIES, line("LRA", 950, **CONSOLIDATED), again) == [950]


def test_what_somebody_does_about_a_part_is_not_undone_by_the_sum() -> None:
    """Steps are reckoned on the parts alone."""
    left = alone(asked(*OF_AGENCIES, line("LRA", 900, **CONSOLIDATED)).known).budget
    assert {one.agency for one in left} == {"Disnaker", "Dinsos"}


def test_an_export_without_sub_activities_is_not_added_to_one_with_them() -> None:
    """What an agency spends on one account by sub-activity, and once more in one line."""
    parts = [line("DPA", 600, sub_activity="a"), line("DPA", 300, sub_activity="b")]
    assert amounts(*parts, *copy_of(line("DPA", 900))) == [300, 600]
    assert amounts(*parts, *copy_of(line("DPA", 700, SUMMER))) == [700]
    assert amounts(*parts, *copy_of(line("DPA", 80, agency="Dinsos"))) == [80, 300, 600]


def test_a_line_without_a_name_beside_others_in_one_file_is_its_own_money() -> None:
    """The reader has seen the column and found the cell blank; it is no total of the others."""
    file = [line("DPA", 600, sub_activity="a"), line("DPA", 50, account_code=JKM)]
    other = [line("DPA", 90, sub_activity="b", account_code=JKM)]
    assert amounts(*file, *copy_of(*other)) == [50, 90, 600]
    file = [line("DPA", 600), line("DPA", 50, account_code=JKM, agency="")]
    other = [line("DPA", 40, account_code=JKM, agency="Dinsos")]
    assert amounts(*file, *copy_of(*other)) == [40, 50, 600]


@pytest.mark.parametrize(
    "other",
    [
        [line("DPA", 700, agency="", evidence_sha256="3" * 64)],
        [line("DPA", 700, SUMMER, evidence_sha256="3" * 64)],
        [line("DPA", n, sub_activity=str(n), evidence_sha256="3" * 64) for n in (200, 400)],
    ],
)
def test_what_is_left_of_a_list_in_two_forms_is_one_list(other: list[Fact]) -> None:
    """A file that named an agency only where it does not count is one that names none."""
    facts = [
        *(line("DPA", 600), line("DPA", 50, account_code=JKM, agency="")),
        *copy_of(line("DPA", 40, account_code=JKM, agency="Dinsos")),
        *other,
    ]
    question = asked(*facts)
    left = alone(question.known)
    assert alone(left) is left
    again = budget_in_force(replace(question, known=left))
    assert sorted(one.fact_id for one in again) == sorted(
        one.fact_id for one in budget_in_force(question)
    )


def test_parts_of_parts_are_not_counted_twice() -> None:
    """A consolidated report is held against each agency once, whatever forms its own files have."""
    own = [line("LRA", n, sub_activity=str(n)) for n in (600, 300)]
    whole = line("LRA", 1_000, **CONSOLIDATED)
    assert amounts(*own, *copy_of(line("LRA", 900)), whole) == [1_000]


def test_a_consolidated_report_whose_spending_lies_ahead_is_the_same_budget() -> None:
    """As of September the report of October is an allocation without spending."""
    now = line("LRA", 600, agency="", realised_idr=9, realised_on=date(2024, 9, 30))
    ahead = line("LRA", 600, agency="", realised_idr=10, realised_on=date(2024, 10, 5))
    (found,) = budget_in_force(asked(now, *copy_of(ahead)))
    assert found.realised_idr == 9


def test_payments_do_not_take_the_place_of_a_single_statement() -> None:
    """A list of payments states no allocation, however new it is."""
    paid = line("Realisasi", None, AUTUMN, realised_idr=150, realised_on=AUTUMN)
    assert amounts(line("", 600), paid) == [600]


def test_a_copy_does_not_decide_between_lists() -> None:
    """Saved twice a DPA of Rp600 is no DPA of Rp1.200 beside an LRA of Rp900."""
    dpa, lra = line("DPA", 600), line("LRA", 900, evidence_sha256="3" * 64)
    assert amounts(dpa, lra) == amounts(dpa, *copy_of(dpa), lra) == [600]


def test_a_copy_without_the_amount_says_less() -> None:
    """A line that leaves the allocation out is not one of Rp0."""
    assert amounts(line("LRA", 600), *copy_of(line("LRA", None, realised_idr=5))) == [600]


def test_of_two_reports_of_one_list_the_later_day_stands() -> None:
    """Realised by 30 June and by 30 September, both received on one day."""
    june = line("LRA", 600, realised_idr=200, realised_on=date(2024, 6, 30))
    now = line("LRA", 600, realised_idr=400, realised_on=date(2024, 9, 30))
    shifted = line("LRA", 700, realised_idr=400, realised_on=date(2024, 9, 30))
    for pair in ((june, *copy_of(now)), (now, *copy_of(june)), (june, *copy_of(shifted))):
        (found,) = budget_in_force(asked(*pair))
        assert found.realised_idr == 400


def test_payments_exported_month_by_month_are_added_up() -> None:
    """Three files, each with the last payment of its month: Rp30 and not Rp10, nor a copy more."""
    days = [date(2024, month, 20) for month in (1, 2, 3)]
    months = [
        line("Realisasi", None, AUTUMN, realised_idr=10, realised_on=day, evidence_sha256=file * 64)
        for day, file in zip(days, "345", strict=True)
    ]
    question = asked(line("DPA", 600), *months, *copy_of(months[2]))
    found = spending_of(question, budget_in_force(question))
    assert [one.realised_idr for one in found] == [10, 10, 10]


def test_payments_that_bear_no_day_are_added_up() -> None:
    """Nothing says that two files tell of the same payments."""
    paid = line("Realisasi", None, AUTUMN, realised_idr=10)
    question = asked(line("DPA", 600), paid, *copy_of(paid))
    assert len(spending_of(question, budget_in_force(question))) == 2


def test_without_copies_the_outcome_is_the_same() -> None:
    """What a what-if step changes is the line that counts, and no copy of it stands in the way."""
    dpa = [line("DPA", 600, realised_idr=90), line("DPA", 300, agency="Dinsos", realised_idr=10)]
    question = asked(*dpa, *copy_of(*dpa))
    left = alone(question.known)
    assert len(left.budget) == 2
    assert alone(left) is left
    kept = {one.fact_id for one in budget_in_force(replace(question, known=left))}
    assert kept == {one.fact_id for one in budget_in_force(question)}


def test_lines_of_other_years_decide_nothing() -> None:
    """What-if steps are reckoned without them, and come out as with them."""
    older = [line(f"DPA {year}", 900, fiscal_year=year) for year in (2021, 2022, 2023)]
    question = asked(*older, line("DPA", 600))
    left = alone(question.known)
    assert [one.fiscal_year for one in left.budget] == [2024]
    assert budget_in_force(replace(question, known=left)) == budget_in_force(question)


def test_files_of_several_agencies_make_up_one_list() -> None:
    """A DPA is exported agency by agency: what only one file lists is added."""
    assert amounts(line("DPA", 600), *copy_of(line("DPA", 200, agency="Dinsos"))) == [200, 600]


def test_payments_saved_twice_are_paid_once() -> None:
    """Of two exports of one day the one that tells of less spending stands."""
    dpa = line("DPA", 600)
    paid = line("Realisasi", None, AUTUMN, realised_idr=150, realised_on=AUTUMN)
    more = line("Realisasi", None, AUTUMN, realised_idr=170, realised_on=AUTUMN)
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
