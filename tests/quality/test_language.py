"""The rule language: operators, missing values, tolerances, names, filters and sums."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import Fact, Finding
from monev.quality.compare import Comparison, holds
from monev.quality.expressions import parse
from monev.quality.terms import Missing, side
from tests.facts import fact
from tests.quality.declared import comparison, finds, loaded


def counted(**values: Any) -> Fact:
    """A count of all workers."""
    return fact("participation", **{"segment": "SEMUA", **values})


def one(folder: Path, text: str, *facts: Fact) -> Finding | None:
    """The finding of the one rule, if any."""
    found = finds(loaded(folder, text), *facts)
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("operator", "holding"),
    [("==", "e"), ("!=", "lg"), ("<", "l"), ("<=", "le"), (">", "g"), (">=", "ge")],
)
def test_every_operator(tmp_path: Path, operator: str, holding: str) -> None:
    """Each operator holds for less, equal and greater exactly as it is written."""
    text = comparison("active_persons", f'"{operator}"', "eligible_persons")
    for word, active in (("l", 9), ("e", 10), ("g", 11)):
        broken = one(tmp_path, text, counted(active_persons=active, eligible_persons=10))
        assert (broken is None) == (word in holding), (operator, active)


# left stated, right stated -> is 1 + 1 == 5 told? (a missing value counts as 0 where not skipped)
TRUTH: list[tuple[Missing, tuple[int | None, int | None], bool]] = [
    ("skip_if_any", (1, 1), True),
    ("skip_if_any", (1, None), False),
    ("skip_if_any", (None, None), False),
    ("skip_if_all", (1, 1), True),
    ("skip_if_all", (1, None), True),
    ("skip_if_all", (None, None), False),
    ("never_skip", (1, 1), True),
    ("never_skip", (1, None), True),
    ("never_skip", (None, None), True),
]


@pytest.mark.parametrize(("missing", "parts", "told"), TRUTH)
def test_missing_values(
    tmp_path: Path, missing: Missing, parts: tuple[int | None, int | None], told: bool
) -> None:
    """What a missing value does to its side, as the validation rules of DHIS2 have it."""
    text = comparison(
        "active_persons + uncovered_persons",
        "==",
        "5",
        f"missing: {missing}\nat: active_persons",
    )
    found = one(tmp_path, text, counted(active_persons=parts[0], uncovered_persons=parts[1]))
    assert (found is not None) == told
    if found is not None:
        assert ("tidak dinyatakan" in found.message_id) == (None in parts)


def test_a_missing_value_is_no_zero_in_the_finding(tmp_path: Path) -> None:
    """With never_skip it is compared as 0, but told as missing and without a difference."""
    text = comparison("active_persons", '">="', "5", "missing: never_skip")
    found = one(tmp_path, text, counted(active_persons=None, eligible_persons=10))
    assert found is not None
    assert (found.stated, found.computed, found.difference) == (None, 5, None)
    assert found.message_id.startswith("tidak dinyatakan 5 orang")
    assert "hanya dalam pembandingan ini dihitung 0" in found.message_id
    assert "not stated: active members" in found.message_en
    assert found.place.endswith("eligible_persons") or "Berkas" in found.place


def test_each_side_may_have_its_own_strategy(tmp_path: Path) -> None:
    """The left side counts as 0, while a missing right side still skips the rule."""
    more = "missing: {left: never_skip, right: skip_if_any}"
    text = comparison("active_persons", '">="', "eligible_persons", more)
    assert one(tmp_path, text, counted(eligible_persons=1)) is not None
    assert one(tmp_path, text, counted(coverage_pct=5)) is None


@pytest.mark.parametrize(
    ("left", "right", "compulsory", "exclusive"),
    [
        (1, 1, False, True),
        (1, None, True, False),
        (None, 1, True, False),
        (None, None, False, False),
    ],
)
def test_pairs(
    tmp_path: Path, left: int | None, right: int | None, compulsory: bool, exclusive: bool
) -> None:
    """A compulsory pair is broken by one of two values, an exclusive pair by both."""
    item = counted(active_persons=left, eligible_persons=right, coverage_pct=1)
    for operator, told in (("compulsory_pair", compulsory), ("exclusive_pair", exclusive)):
        text = comparison("active_persons", operator, "eligible_persons")
        assert (one(tmp_path, text, item) is not None) == told


def test_a_pair_names_what_is_missing(tmp_path: Path) -> None:
    """The sentence of a broken pair says which value is not there, in words."""
    text = comparison("active_persons", "compulsory_pair", "eligible_persons")
    found = one(tmp_path, text, counted(active_persons=3))
    assert found is not None
    assert found.message_id.endswith("jumlah pekerja (basis)")


def test_a_pair_over_several_fields(tmp_path: Path) -> None:
    """By skip_if_all one stated field makes a side stated, by skip_if_any all of them must be."""
    left, item = "active_persons + uncovered_persons", counted(active_persons=1)
    for missing, told in (("skip_if_all", True), ("skip_if_any", False)):
        more = f"missing: {missing}\nat: active_persons"
        text = comparison(left, "compulsory_pair", "eligible_persons", more)
        assert (one(tmp_path, text, item) is not None) == told


def test_division_by_zero_is_not_computable(tmp_path: Path) -> None:
    """A base of 0 gives no percentage, whatever happens to missing values."""
    for missing in ("skip_if_any", "skip_if_all", "never_skip"):
        text = comparison(
            "coverage_pct", "==", "active_persons / eligible_persons", f"missing: {missing}"
        )
        item = counted(coverage_pct=5, active_persons=5, eligible_persons=0)
        assert one(tmp_path, text, item) is None


def test_tolerance_is_the_wider_of_amount_and_share(tmp_path: Path) -> None:
    """10 persons or 1% of the stated 2.000: 20 may be missing, 21 may not."""
    more = "tolerance: {absolute: 10, relative: 0.01}"
    text = comparison("active_persons", "==", "eligible_persons", more)
    assert one(tmp_path, text, counted(active_persons=2000, eligible_persons=2020)) is None
    assert one(tmp_path, text, counted(active_persons=2000, eligible_persons=2021)) is not None
    assert one(tmp_path, text, counted(active_persons=100, eligible_persons=110)) is None


def test_arithmetic_is_exact() -> None:
    """A tenth and two tenths are three tenths, and thirds add up to one."""
    tenths = Comparison(left="0.1 + 0.2", operator="==", right="0.3", at="x")
    thirds = Comparison(left="1/3 + 1/3 + 1/3", operator="==", right="1", at="x")
    for item in (tenths, thirds):
        left, right = (side(parse(text), {}, "skip_if_any") for text in (item.left, item.right))
        assert left.value == right.value
        assert holds(item, left, right)


def test_a_value_beyond_all_bounds_is_not_computable(tmp_path: Path) -> None:
    """A product that no report could print skips the rule and stops nothing."""
    text = comparison("active_persons", "==", "active_persons" + " * 999999999999999999" * 5)
    assert one(tmp_path, text, counted(active_persons=5)) is None


def test_signs_and_brackets() -> None:
    """Brackets and signs bind as in school."""
    assert parse("-(2 + 3) * 4 / 8 - +1").value({}) == Decimal("-3.5")


def test_a_number_written_with_a_point_keeps_its_digits() -> None:
    """The smallest digit of a literal counts, also where a float would print an exponent."""
    value = parse("0.000001 + 999999999.000001").value({})
    assert value is not None
    assert value * 10**6 == 999999999000002


def test_where_filters(tmp_path: Path) -> None:
    """A value, one of several, and none of several."""
    facts = [
        counted(segment=code, active_persons=1, eligible_persons=0) for code in ("PU", "BPU", "PMI")
    ]
    for where, number in (("PU", 1), ("[PU, PMI]", 2), ("{not: PU}", 2), ("{not: [PU, BPU]}", 1)):
        text = comparison(
            "active_persons", "<=", "eligible_persons", f"where: {{segment: {where}}}"
        )
        assert len(finds(loaded(tmp_path, text), *facts)) == number


SUMS = """names:
  parts: {sum: active_persons, where: {segment: {not: SEMUA}}}
  groups: {count: active_persons, where: {segment: {not: SEMUA}}}
where: {segment: SEMUA}
"""


def stated(segment: str, persons: int, title: str = "A") -> Fact:
    """A count of one group in one paper."""
    return fact("participation", segment=segment, active_persons=persons, source_title=title)


def test_sums_stay_within_one_statement(tmp_path: Path) -> None:
    """Groups of another paper are not added, and no group means nothing to compare."""
    text = comparison("active_persons", "==", "parts", SUMS)
    assert one(tmp_path, text, stated("SEMUA", 3), stated("PU", 1), stated("BPU", 2)) is None
    found = one(tmp_path, text, stated("SEMUA", 3), stated("PU", 1), stated("BPU", 2, "B"))
    assert found is not None
    assert found.computed == 1
    assert one(tmp_path, text, stated("SEMUA", 3), stated("BPU", 2, "B")) is None


def test_sums_count_nobody_twice(tmp_path: Path) -> None:
    """Fishers are vulnerable workers are workers without wages: only the widest group counts."""
    text = comparison("active_persons", "==", "parts", SUMS)
    nested = [stated("BPU", 5), stated("BPU-RENTAN", 4), stated("BPU-NELAYAN", 3), stated("PU", 5)]
    assert one(tmp_path, text, stated("SEMUA", 10), *nested) is None


def test_a_group_stated_twice_is_not_added_up(tmp_path: Path) -> None:
    """Which of two counts of one group to add would be a guess."""
    text = comparison("active_persons", "==", "parts", SUMS)
    assert one(tmp_path, text, stated("SEMUA", 9), stated("PU", 1), stated("PU", 2)) is None


def test_a_count_is_a_number_even_of_nothing(tmp_path: Path) -> None:
    """No group at all is a count of 0, while a sum of nothing is missing."""
    text = comparison("active_persons", '">"', "groups", SUMS)
    assert one(tmp_path, text, stated("SEMUA", 0)) is not None


def test_the_package_is_a_name(tmp_path: Path) -> None:
    """The monthly package in force can stand in any expression."""
    text = comparison("allocation_idr", "==", "persons * package_idr", each="budget")
    line = fact("budget", allocation_idr=33_600, persons=2)
    assert one(tmp_path, text, line) is None


def test_further_comparisons_are_told_one_at_a_time(tmp_path: Path) -> None:
    """The first comparison that is broken is told, at its own field."""
    text = comparison(
        "active_persons",
        "<=",
        "eligible_persons",
        "also:\n  - {left: coverage_pct, operator: <=, right: 100}",
    )
    both = one(tmp_path, text, counted(active_persons=2, eligible_persons=1, coverage_pct=200))
    assert both is not None
    assert both.subject == "participation.active_persons"
    second = one(tmp_path, text, counted(active_persons=1, eligible_persons=1, coverage_pct=200))
    assert second is not None
    assert (second.subject, second.unit) == ("participation.coverage_pct", "%")
