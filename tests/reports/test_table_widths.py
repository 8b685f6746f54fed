"""Columns of fixed width hold what stands in them, however long the amounts are."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from models import DocumentKind
from monev.dossier import Dossier
from monev.printing import Language
from monev.reports.issuer import Issuer
from monev.reports.region.budget import BudgetTables
from monev.reports.region.paper import region_paper
from monev.workspace import Workspace
from tests.reports.every_paper import LANGUAGES, Worlds, every_paper, worlds_in
from tests.reports.laid_out import Words, words_of
from tests.reports.regions import REGIONS, region

OTHERS = [one for one in DocumentKind if one is not DocumentKind.REGION_REPORT]
SLACK_MM = 0.3
BEHIND = {"DATA SIMULASI", "SIMULATED DATA"}
"""The mark that lies behind a page, across whatever stands there."""


def overlapping(words: list[Words]) -> list[tuple[str, str]]:
    """Return the runs of words that stand on one line of one sheet and over each other."""
    lines: dict[tuple[int, float], list[Words]] = defaultdict(list)
    for one in words:
        if one.text.strip() and one.left >= 0 and one.text.strip() not in BEHIND:
            lines[one.sheet, round(one.bottom, 1)].append(one)
    found = []
    for line in lines.values():
        line.sort(key=lambda one: one.left)
        found += [
            (one.text, after.text)
            for one, after in pairwise(line)
            if after.left < one.right - SLACK_MM
        ]
    return found


def with_amounts(dossier: Dossier, amount_idr: int) -> Dossier:
    """The dossier with this allocation and spending in each budget line."""
    told = {"allocation_idr": amount_idr, "realised_idr": amount_idr - 1}
    lines = [one.model_copy(update=told) for one in dossier.profile.budget]
    return replace(dossier, profile=dossier.profile.model_copy(update={"budget": lines}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_no_words_stand_over_others(name: str, language: Language, example: Workspace) -> None:
    """In a report of each kind of region every cell keeps its words, in either language."""
    paper = region_paper(DocumentKind.REGION_REPORT, region(name, example), language, Issuer())
    words = words_of(paper)
    assert len(words) > 200
    assert overlapping(words) == []


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """What recaps are made of."""
    return worlds_in(tmp_path_factory.mktemp("worlds"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OTHERS)
def test_no_document_sets_words_over_others(
    kind: DocumentKind, language: Language, example: Workspace, worlds: Worlds
) -> None:
    """In every other kind of document neither a cell nor a head of a column runs into the next."""
    words = words_of(every_paper(kind, "simulated", language, example, worlds))
    assert len(words) > 50
    assert overlapping(words) == []


@pytest.mark.parametrize(("amount_idr", "width_pct"), [(10**9, 12), (10**12, 15), (10**16, 18)])
def test_long_amounts_get_wider_columns(
    amount_idr: int, width_pct: int, example: Workspace
) -> None:
    """Ten milliard, ten billion, and what no treasury holds: each stays within its column."""
    dossier = with_amounts(region("rich", example), amount_idr)
    assert BudgetTables(dossier.profile.budget).amount_width_pct == width_pct
    paper = region_paper(DocumentKind.REGION_REPORT, dossier, "id", Issuer())
    words = [one for one in words_of(paper) if one.sheet < 6]
    assert overlapping(words) == []
