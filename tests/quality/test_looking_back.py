"""How far back a note looks: made on recent figures, not repeated in every later report."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import Fact, Quarter
from monev.check_file import rule_findings
from monev.errors import CatalogueError
from monev.quality import QualityRule, check, load_quality_rules
from monev.quality.fact_shapes import speaking_since
from tests.facts import fact, known
from tests.quality.declared import PACKAGE_IDR, comparison, loaded

KINDS: dict[str, dict[str, Any]] = {
    "participation": {"segment": "SEMUA", "active_persons": 1},
    "budget": {"allocation_idr": 1},
    "contribution": {"contribution_idr": 1},
    "attestation": {"item": "tindak_lanjut", "answer": "ya"},
    "target": {"coverage_pct": 50},
    "regulation": {"instrument": "Perwal", "stage": 8, "status": "berlaku"},
}
ABOVE = comparison("active_persons", "'<='", "eligible_persons")


def rules(folder: Path, years: str, severity: str = "info") -> list[QualityRule]:
    """One rule that looks back so many years; without a number for ever."""
    asked = f"    looks_back_years: {years}\n" if years else ""
    text = ABOVE.replace("severity: peringatan", f"severity: {severity}")
    return loaded(folder, text.replace("    arguments:\n", f"{asked}    arguments:\n", 1))


def too_many(day: date) -> Fact:
    """More insured than there are, on a day."""
    counts = {"active_persons": 2, "eligible_persons": 1}
    return fact("participation", day=day, segment="SEMUA", **counts)


@pytest.mark.parametrize(("years", "told"), [("", 4), ("0", 1), ("1", 2), ("2", 3)])
def test_a_note_looks_back_so_many_years(tmp_path: Path, years: str, told: int) -> None:
    """31 December lies in its year and 1 January in the next one, whatever the quarter."""
    days = [date(2021, 12, 31), date(2022, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    facts = [too_many(day) for day in days]
    for number in (1, 4):
        given = known(facts, Quarter(2024, number))
        assert len(check(given, rules(tmp_path, years), PACKAGE_IDR)) == told


@pytest.mark.parametrize("severity", ["peringatan", "galat"])
def test_what_asks_for_more_than_a_look_is_never_too_old(tmp_path: Path, severity: str) -> None:
    """An old figure may be what a rise is measured from: only a note may leave it out."""
    with pytest.raises(CatalogueError, match=rf"uji\.yaml:\d+.*{severity} by compare found"):
        rules(tmp_path, "1", severity)


def test_two_sources_are_never_too_old_for_each_other(tmp_path: Path) -> None:
    """What holds statements against each other would see one of them alone."""
    text = """rules:
  - id: T02
    check: same_quantity
    severity: info
    looks_back_years: 1
    title: {id: Uji, en: Test}
    arguments: {within: two_sources, quantities: {participation: [active_persons]}}
    message: {id: "{stated}", en: "{stated}"}
"""
    with pytest.raises(CatalogueError, match="info by same_quantity found"):
        loaded(tmp_path, text)


def test_years_are_never_negative(tmp_path: Path) -> None:
    """A rule that looks forward is refused, with its place in the file."""
    with pytest.raises(CatalogueError, match=r"uji\.yaml:\d+.*looks_back_years"):
        rules(tmp_path, "-1")


def test_what_holds_until_repealed_stays() -> None:
    """Of five kinds the old ones are left out; a regulation still holds."""
    old, new = date(2022, 6, 30), date(2024, 6, 30)
    facts = [fact(kind, day=day, **values) for kind, values in KINDS.items() for day in (old, new)]
    everything = known(facts, Quarter(2024, 3))
    assert len(everything.all) == 12
    kept = speaking_since(everything, 2023)
    assert {one.kind for one in kept.all} == set(KINDS)
    assert len(kept.regulations) == 2
    assert len(kept.all) == 7


def test_two_notes_of_the_catalogue_are_limited() -> None:
    """Claims beside contributions, and rates, add a line per statement; nothing else is limited."""
    limited = {one.id: one.looks_back_years for one in load_quality_rules()}
    assert {name: years for name, years in limited.items() if years is not None} == {
        "V05": 1,
        "V07": 1,
    }


def test_a_file_is_checked_as_a_whole() -> None:
    """Who checks a file of old figures hears all that is noted on it."""
    old = fact("contribution", day=date(2019, 6, 30), contribution_idr=100, claims_idr=40)
    found = rule_findings([old], Quarter(2024, 3), date(2024, 10, 1))
    assert "V05" in {one.rule for one in found}
    given = known([old], Quarter(2024, 3))
    assert "V05" not in {one.rule for one in check(given, load_quality_rules(), PACKAGE_IDR)}
