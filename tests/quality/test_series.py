"""A region against its own past: broken series (V08) and jumps (V17)."""

from datetime import date
from typing import Any

from models import Fact, Finding
from monev.quality import check, load_quality_rules
from tests.facts import as_tier, fact, known
from tests.quality.declared import PACKAGE_IDR

RULES = load_quality_rules()
BEFORE = date(2024, 6, 30)


def findings(*facts: Fact) -> dict[str, Finding]:
    """The findings of V08 and V17 by rule; each at most once."""
    found = [
        one for one in check(known(list(facts)), RULES, PACKAGE_IDR) if one.rule in ("V08", "V17")
    ]
    assert len({one.rule for one in found}) == len(found)
    return {one.rule: one for one in found}


def coverage(pct: int, **more: Any) -> Fact:
    """The coverage of all workers."""
    return fact("participation", segment="SEMUA", coverage_pct=pct, **more)


def test_a_jump_is_told_at_the_newer_figure() -> None:
    """From 30% to 60% in a quarter asks for a second look; to 40% does not."""
    newer = coverage(60)
    found = findings(coverage(30, as_of=BEFORE), newer)["V17"]
    assert (found.stated, found.computed, found.difference) == (60, 30, -30)
    assert found.place == newer.cell("coverage_pct").locator
    assert "cakupan pada 30 September 2024 dinyatakan 60%, pada 30 Juni 2024 30%" in (
        found.message_id
    )
    assert findings(coverage(30, as_of=BEFORE), coverage(40)) == {}


def test_a_fall_is_a_jump_too() -> None:
    """Kalimantan Tengah: 52,92% in one paper, 37% some months later."""
    assert set(findings(coverage(53, as_of=BEFORE), coverage(37))) == {"V17"}


def test_v08_another_definition_breaks_the_series() -> None:
    """Between two definitions no jump is told, only that they are not the same."""
    facts = [
        coverage(30, as_of=BEFORE, definition="Angkatan kerja"),
        coverage(60, definition="Penduduk bekerja"),
    ]
    found = findings(*facts)
    assert set(found) == {"V08"}
    assert "definisi berubah dari “Angkatan kerja” menjadi “Penduduk bekerja”" in (
        found["V08"].message_id
    )


def test_v08_the_same_definition_in_other_letters_is_the_same() -> None:
    """Capitals, spaces and the order of parts change nothing."""
    facts = [
        coverage(30, as_of=BEFORE, definition="Angkatan kerja; UCJ"),
        coverage(60, definition="ucj;  angkatan  KERJA"),
    ]
    assert set(findings(*facts)) == {"V17"}


def test_a_definition_that_one_side_does_not_state_is_no_break_and_no_comparison() -> None:
    """Nobody knows whether it changed: neither a break nor a jump can be said."""
    assert findings(coverage(30, as_of=BEFORE, definition="UCJ"), coverage(60)) == {}


def test_v08_another_denominator_breaks_the_series() -> None:
    """Jawa Tengah: 12,8 million workers in one statement, 15 million in the next."""
    was = coverage(35, as_of=BEFORE, eligible_persons=12_800_000)
    now = coverage(60, eligible_persons=15_000_000)
    found = findings(was, now)
    assert set(found) == {"V08"}
    assert (found["V08"].stated, found["V08"].computed) == (15_000_000, 12_800_000)
    assert found["V08"].place == now.cell("eligible_persons").locator
    near = coverage(36, eligible_persons=12_900_000)
    assert findings(was, near) == {}


def test_members_jump_by_half_and_by_a_hundred() -> None:
    """Small groups may double; large ones may not grow by more than half in one step."""

    def members(persons: int, day: date) -> Fact:
        return fact("participation", segment="PU", active_persons=persons, as_of=day)

    newest = date(2024, 9, 30)
    assert findings(members(40, BEFORE), members(120, newest)) == {}
    assert set(findings(members(4000, BEFORE), members(6001, newest))) == {"V17"}
    assert findings(members(4000, BEFORE), members(6000, newest)) == {}


def test_days_too_far_apart_are_not_compared() -> None:
    """Two years may change a lot, and what happened long ago is no news of this quarter."""
    assert findings(coverage(30, as_of=date(2022, 9, 30)), coverage(60)) == {}
    old = [coverage(30, as_of=date(2021, 6, 30)), coverage(60, as_of=date(2021, 9, 30))]
    assert findings(*old) == {}


def test_of_two_sources_the_nearer_one_makes_the_series() -> None:
    """A paper's odd figure of the same day does not make a jump out of a quiet series."""
    odd = as_tier([coverage(90)], "media")
    assert findings(coverage(30, as_of=BEFORE), *odd, coverage(31)) == {}


def test_different_groups_are_different_series() -> None:
    """Wage earners are not compared with all workers, nor one payer with another."""
    other = fact("participation", segment="PU", coverage_pct=90)
    paid = coverage(90, payer="APBD")
    assert findings(coverage(30, as_of=BEFORE), other, paid) == {}
