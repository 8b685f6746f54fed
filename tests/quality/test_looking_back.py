"""How far back a rule looks: what a report of its own year judged is not told for ever."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import Fact, Quarter
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
    "regulation": {"instrument": "perwal", "stage": 8, "status": "berlaku"},
}
ABOVE = comparison("active_persons", "'<='", "eligible_persons")


def rules(folder: Path, years: str) -> list[QualityRule]:
    """One rule that looks back so many years; without a number for ever."""
    asked = f"    looks_back_years: {years}\n" if years else ""
    return loaded(folder, ABOVE.replace("    arguments:\n", f"{asked}    arguments:\n", 1))


def too_many(day: date, **more: Any) -> Fact:
    """More insured than there are, on a day."""
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


def test_years_are_counted_and_never_negative(tmp_path: Path) -> None:
    """A rule that looks forward is refused, with its place in the file."""
    with pytest.raises(CatalogueError, match=r"uji\.yaml:\d+.*looks_back_years"):
        rules(tmp_path, "-1")


def test_what_holds_until_repealed_is_never_too_old() -> None:
    """Of five kinds the old ones are left out; a regulation of 2019 still holds."""
    old, new = date(2022, 6, 30), date(2024, 6, 30)
    facts = [fact(kind, day=day, **values) for kind, values in KINDS.items() for day in (old, new)]
    everything = known(facts, Quarter(2024, 3))
    assert len(everything.all) == 12
    kept = speaking_since(everything, 2023)
    assert {one.kind: one for one in everything.all}.keys() == {one.kind for one in kept.all}
    assert len(kept.regulations) == 2
    assert len(kept.all) == 7


def test_series_of_the_catalogue_look_at_all_of_the_past() -> None:
    """What compares with a region's own history or its peers has no such limit; sums have."""
    limits = {one.check: one.looks_back_years for one in load_quality_rules()}
    for name in ("series_break", "jump", "outlier"):
        assert limits.pop(name) is None
    assert limits["compare"] == limits["parts_to_total"] == limits["ratio_range"] == 1
