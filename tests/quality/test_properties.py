"""What holds for all figures: a sum that matches is never told, one that does not always is."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models import Fact
from monev.quality import check, load_quality_rules
from monev.quality.expressions import LARGEST, Exact, ExpressionFault, parse
from monev.quality.quotients import lies_within
from monev.quality.terms import fully_stated, side
from tests.facts import fact, known
from tests.quality.declared import PACKAGE_IDR

RULES = load_quality_rules()
GROUPS = ("PU", "RTRW", "KEBERSIHAN", "BPU", "JAKON", "PMI")
NESTED = ("BPU-KADER", "BPU-RENTAN", "BPU-NELAYAN")
persons = st.integers(min_value=0, max_value=10**8)
counts = st.lists(persons, min_size=2, max_size=len(GROUPS))


def rules_that_find(*facts: Fact) -> set[str]:
    """The ids of the rules that find something."""
    return {one.rule for one in check(known(list(facts)), RULES, PACKAGE_IDR)}


def stated(segment: str, active: int, **more: Any) -> Fact:
    """A count of one paper, paid by the region."""
    values = {"payer": "APBD", "source_title": "Satu naskah", **more}
    return fact("participation", segment=segment, active_persons=active, **values)


def groups(parts: list[int]) -> list[Fact]:
    """Groups that lie beside each other."""
    return [stated(code, active) for code, active in zip(GROUPS, parts, strict=False)]


@given(counts, st.lists(persons, max_size=3))
def test_a_matching_sum_is_never_told(parts: list[int], nested: list[int]) -> None:
    """Parts and their total agree, whatever groups within the groups are listed as well."""
    assume(len(parts) >= 4 or not nested)  # BPU, in which the others are counted, is listed
    inner = [stated(code, active) for code, active in zip(NESTED, nested, strict=False)]
    assert "V01" not in rules_that_find(stated("SEMUA", sum(parts)), *groups(parts), *inner)


@given(counts, st.integers(min_value=1, max_value=10**6), st.sampled_from((-1, 1)))
def test_a_sum_beyond_tolerance_is_always_told(parts: list[int], off: int, sign: int) -> None:
    """Told exactly where the distance exceeds both 50 persons and 1% of the headline."""
    headline = sum(parts) + sign * off
    assume(headline >= 0)
    told = "V01" in rules_that_find(stated("SEMUA", headline), *groups(parts))
    assert told == (off > max(Decimal(50), Decimal(headline) / 100))


@given(persons, persons, st.integers(min_value=-(10**6), max_value=10**6))
def test_remainders_are_exact(stay: int, left: int, off: int) -> None:
    """V02 has no tolerance: one person too many is told."""
    rest = stated("SEMUA", max(stay + off, 0), scope="tanpa_adhoc")
    told = "V02" in rules_that_find(rest, stated("RTRW", stay), stated("ADHOC-KPU", left))
    assert told == (max(stay + off, 0) != stay)


@given(st.integers(1, 10**8), st.integers(1, 10**8), st.decimals(-3, 3, places=3))
def test_percentages(active: int, base: int, off: Decimal) -> None:
    """V03 is told exactly beyond half a point."""
    true = Decimal(100) * active / base
    said = (true + off).quantize(Decimal("0.001"))
    assume(said >= 0)
    share = fact(
        "participation",
        segment="PU",
        active_persons=active,
        eligible_persons=base,
        coverage_pct=said,
    )
    assert ("V03" in rules_that_find(share)) == (
        abs(said * base - 100 * active) > base / Decimal(2)
    )


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_divisibility(months: int, rest: int) -> None:
    """V07: whole person-months are silent, everything else is told."""
    paid = months * PACKAGE_IDR + rest
    told = "V07" in rules_that_find(fact("contribution", contribution_idr=paid))
    assert told == (paid % PACKAGE_IDR != 0)


SIGNS = st.sampled_from("+-*/")
numbers = st.integers(0, 999).map(str)
formulas = st.recursive(
    numbers,
    lambda inner: st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=12,
)


@settings(max_examples=200)
@given(formulas)
def test_arithmetic_agrees_with_exact_fractions(formula: str) -> None:
    """The evaluator gives what fractions give; None where they divide by 0 or leave all bounds."""

    exact = re.sub(r"(\d+)", r"F(\1)", formula)
    try:
        expected = eval(exact, {"F": Fraction})
    except ZeroDivisionError:
        expected = None
    if expected is not None and abs(expected) >= LARGEST:
        expected = None
    assert parse(formula).value({}) == expected


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text at all makes the reader fail in another way than by refusing it."""

    try:
        expression = parse(text)
    except ExpressionFault as fault:
        assert str(fault)
    else:
        expression.value(dict.fromkeys(expression.names, parse("1").value({}) or 1))


exact: st.SearchStrategy[Exact] = st.one_of(
    st.integers(-(10**9), 10**9), st.fractions(-(10**6), 10**6, max_denominator=1000)
)
bounds = st.fractions(0, 100, max_denominator=100)


@given(exact, exact, bounds, bounds)
def test_a_range_is_held_without_dividing(
    value: Exact, divisor: Exact, low: Fraction, high: Fraction
) -> None:
    """As the quotient itself says, also below zero and on the bounds."""
    assume(divisor != 0)
    assert lies_within(value, divisor, low, high) == (low <= Fraction(value, divisor) <= high)
    on_it = Fraction(value, divisor)
    assert lies_within(value, divisor, on_it, on_it)


@given(
    st.sampled_from(["a", "a * b", "a / b - c", "2", "c / (a - b)", "a * a * a"]),
    st.fixed_dictionaries({name: st.none() | exact for name in "abc"}),
)
def test_what_is_fully_stated_is_what_a_skipping_side_says(
    text: str, values: dict[str, Exact | None]
) -> None:
    """The short way and the long one agree: on a missing name, on zero, on a number too far."""
    expression = parse(text)
    assert fully_stated(expression, values) == side(expression, values, "skip_if_any").value
