"""What regions are grouped and weighed by, and what is not taken for it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models import Fact, Quarter, Region
from monev.comparison_facts import ComparisonFacts, comparison_facts
from monev.errors import CatalogueError
from monev.rank_regions import Asked, rank_regions
from monev.ranking import load_league_settings
from monev.ranking.settings import Theme
from monev.sources.reading import make_fact
from monev.workspace import Workspace
from tests.facts import REGIONS, fact
from tests.ranking.filed import file_cards
from tests.ranking.tables import all_points

QUARTER = Quarter(2024, 3)
MEASURE = "kapasitas_fiskal"


def statistic(measure: str, value: str, year: int = 2023, **more: Any) -> Fact:
    """A yearly figure of a region."""
    values = {
        "region_code": "36.72",
        "evidence_sha256": "0" * 64,
        "tier": "dokumen_resmi",
        "known_on": date(year + 1, 2, 1),
        "measure": measure,
        "span_start": date(year, 1, 1),
        "span_end": date(year, 12, 31),
        "value": value,
        "cells": {"value": {"locator": "B2", "raw": value}},
    }
    return make_fact("statistic", values | more)


def region(code: str, population: int | None = None) -> Region:
    """A region of the register with this code."""
    whole = REGIONS["kota"].model_dump() | {"code": code, "population_persons": population}
    return Region.model_validate(whole)


def test_the_newest_stated_group_counts_and_an_index_is_no_group() -> None:
    """Of two years the newer group; a figure without a group in words leaves it unknown."""
    told = [
        statistic(MEASURE, "1.9", 2022, dimension="Sedang"),
        statistic(MEASURE, "2.4", 2023, dimension="Tinggi"),
    ]
    assert ComparisonFacts({"36.72": told}, MEASURE).fiscal_group(region("36.72")) == "Tinggi"
    bare = ComparisonFacts({"36.72": [statistic(MEASURE, "2.4")]}, MEASURE)
    assert bare.fiscal_group(region("36.72")) is None
    assert bare.fiscal_group(region("36.71")) is None


def test_persons_are_those_that_are_stated() -> None:
    """Employed persons of the whole count, parts of them do not; population is the register's."""
    told = [
        statistic("penduduk_bekerja", "200000", 2022),
        statistic("penduduk_bekerja", "210000", 2023),
        statistic("penduduk_bekerja", "90000", 2023, dimension="Perempuan"),
    ]
    found = ComparisonFacts({"36.72": told}, MEASURE)
    regions = [region("36.72", 450000), region("36.71")]
    assert found.persons(regions) == {
        "36.72": {"penduduk_bekerja": 210000, "penduduk": 450000},
        "36.71": {},
    }


@pytest.mark.parametrize(
    ("definition", "bases"), [("basis penduduk bekerja", 2), ("basis angkatan kerja", 0)]
)
def test_bases_of_two_definitions_do_not_weigh_together(definition: str, bases: int) -> None:
    """Workers that coverage is measured against weigh only where all are defined alike."""

    def stated(text: str) -> list[Fact]:
        return [fact("participation", segment="SEMUA", eligible_persons=100, definition=text)]

    found = ComparisonFacts(
        {"36.71": stated("basis penduduk bekerja"), "36.72": stated(definition)}, MEASURE
    )
    persons = found.persons([region("36.71"), region("36.72")])
    assert sum("basis_pekerja" in one for one in persons.values()) == bases


def test_what_is_known_after_the_cut_off_does_not_count(example: Workspace) -> None:
    """Of the published example only what was out by the due date of the quarter is read."""
    early = comparison_facts(example, Quarter(2021, 2), MEASURE).facts
    late = comparison_facts(example, Quarter(2025, 4), MEASURE).facts
    assert sum(map(len, early.values())) < sum(map(len, late.values()))
    by = Quarter(2025, 4).due_date
    assert all(one.known_on <= by for facts in late.values() for one in facts)


def test_a_theme_the_rubric_does_not_know_is_refused(tmp_path: Path) -> None:
    """A theme with a pillar that is not in the rubric would rank nobody: it is said instead."""
    place = file_cards(tmp_path / "workspace", {"36.71": all_points("50")})
    packaged = load_league_settings()
    slip = Theme.model_validate(
        {"id": "x", "title": packaged.stated, "pillars": ["Z"], "reference": "usulan"}
    )
    settings = packaged.model_copy(update={"themes": [slip]})
    with pytest.raises(CatalogueError, match="'Z'"):
        rank_regions(place, Asked(QUARTER, theme="x"), settings)
    place.store.engine.dispose()
