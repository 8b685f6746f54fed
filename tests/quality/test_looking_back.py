"""How far back a rule looks: what was told in its time and decides nothing is not told again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import Fact, Quarter
from monev.assess_region import files_behind
from monev.errors import CatalogueError
from monev.quality import QualityRule, check, load_quality_rules
from monev.quality.fact_shapes import judged_still
from tests.facts import fact, known, scored
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
FOR_EVER = {"V04", "V08", "V09", "V17", "V18", "V19"}
"""Series, peers, and readings that need what a target was set on."""


def rules(folder: Path, years: str) -> list[QualityRule]:
    """One rule that looks back so many years; without a number for ever."""
    asked = f"    looks_back_years: {years}\n" if years else ""
    return loaded(folder, ABOVE.replace("    arguments:\n", f"{asked}    arguments:\n", 1))


def too_many(day: date, **more: Any) -> Fact:
    """More insured than there are, on a day, and told on it unless said otherwise."""
    counts = {"active_persons": 2, "eligible_persons": 1}
    return fact("participation", day=day, segment="SEMUA", **counts, **more)


@pytest.mark.parametrize(("years", "told"), [("", 4), ("0", 1), ("1", 2), ("2", 3)])
def test_a_rule_looks_back_so_many_years(tmp_path: Path, years: str, told: int) -> None:
    """31 December lies in its year and 1 January in the next one, whatever the quarter."""
    days = [date(2021, 12, 31), date(2022, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    facts = [too_many(day) for day in days]
    for number in (1, 4):
        given = known(facts, Quarter(2024, number))
        assert len(check(given, rules(tmp_path, years), PACKAGE_IDR)) == told


def test_what_came_in_late_is_told_once_it_is_there(tmp_path: Path) -> None:
    """A figure of 2021 that was handed in in 2024 is judged in 2024 and 2025, and then no more."""
    late = too_many(date(2021, 12, 31), known_on=date(2024, 2, 1))
    told = {
        year: len(check(known([late], Quarter(year, 2)), rules(tmp_path, "1"), PACKAGE_IDR))
        for year in (2023, 2024, 2025, 2026)
    }
    assert told == {2023: 0, 2024: 1, 2025: 1, 2026: 0}


def test_what_the_score_rests_on_is_never_too_old(tmp_path: Path) -> None:
    """A rise is measured from a figure of two years before: more insured than there are, and told.

    Without that figure nothing rests on the file, and it is settled.
    """
    base = fact(
        "participation",
        day=date(2022, 12, 31),
        segment="SEMUA",
        active_persons=900,
        eligible_persons=500,
        definition="peserta aktif",
    )
    newest = fact(
        "participation",
        day=date(2023, 12, 31),
        segment="SEMUA",
        active_persons=300,
        eligible_persons=500,
        definition="peserta aktif",
    )
    given, limited = known([base, newest], Quarter(2024, 3)), rules(tmp_path, "1")
    card = scored([base, newest], quarter=Quarter(2024, 3))
    assert base.evidence_sha256 in files_behind(card)
    (found,) = check(given, limited, PACKAGE_IDR, files=files_behind(card))
    assert found.evidence_sha256 == base.evidence_sha256
    assert check(given, limited, PACKAGE_IDR) == []


def test_years_are_never_negative(tmp_path: Path) -> None:
    """A rule that looks forward is refused, with its place in the file."""
    with pytest.raises(CatalogueError, match=r"uji\.yaml:\d+.*looks_back_years"):
        rules(tmp_path, "-1")


def test_what_holds_until_repealed_is_never_settled() -> None:
    """Of five kinds the old ones are left out; a regulation still holds."""
    old, new = date(2022, 6, 30), date(2024, 6, 30)
    facts = [fact(kind, day=day, **values) for kind, values in KINDS.items() for day in (old, new)]
    everything = known(facts, Quarter(2024, 3))
    assert len(everything.all) == 12
    kept = judged_still(everything, 2023, ())
    assert {one.kind for one in kept.all} == set(KINDS)
    assert len(kept.regulations) == 2
    assert len(kept.all) == 7


def test_each_rule_of_the_catalogue_says_how_far_it_looks() -> None:
    """Figures by themselves one year, a balance between two closings two, series for ever."""
    found = {one.id: one.looks_back_years for one in load_quality_rules()}
    expected = dict.fromkeys(found, 1) | dict.fromkeys(FOR_EVER) | {"V02": 2}
    assert found == expected
