"""Every worked case of the catalogue comes out as it was reckoned by hand."""

from collections import Counter
from decimal import Decimal

import pytest

from models import Quarter
from monev.rubric import rules_in_force
from monev.scorecard import IndicatorScore, Scorecard
from monev.scoring import profile
from tests.facts import known, packaged_rubric, row, scored
from tests.scoring.cases import Case, Expected, ExpectedIndicator, all_cases, printed

CASES = all_cases()


def _named(file: str, case: Case) -> object:
    return pytest.param(case, id=f"{file}:{case.id}")


@pytest.mark.parametrize("case", [_named(file, case) for file, case in CASES])
def test_a_case_comes_out_as_reckoned(case: Case) -> None:
    """Scores, statuses, gates, duties and band are those that the rubric's text gives by hand."""
    quarter = Quarter.parse(case.quarter)
    facts, children = case.made_facts(), case.made_children()
    card = scored(facts, quarter, case.kind, children=children)
    for name, wanted in case.expect.indicators.items():
        _compare(row(card, name), wanted)
    _compare_whole(card, case.expect)
    if case.expect.target_families is not None:
        rules = rules_in_force(packaged_rubric(), case.kind, quarter.end)
        lines = profile(known(facts, quarter, case.kind, children), rules).targets
        assert [line.family for line in lines if line.source is None] == case.expect.target_families


def _compare(found: IndicatorScore, wanted: Decimal | str | ExpectedIndicator) -> None:
    if isinstance(wanted, Decimal):
        wanted = ExpectedIndicator(status="dinilai", score=wanted)
    elif isinstance(wanted, str):
        wanted = ExpectedIndicator.model_validate({"status": wanted})
    if wanted.status is not None:
        assert found.status == wanted.status, found
    if wanted.value is not None:
        assert found.value == wanted.value
    for key in ("score", "low", "high", "cap", "effective_weight"):
        expected: Decimal | None = getattr(wanted, key)
        if expected is not None:
            _same(getattr(found, key), expected, f"{found.id}.{key}")


def _compare_whole(card: Scorecard, wanted: Expected) -> None:
    for key in wanted.model_fields_set & {"score", "score_low", "score_high", "completeness"}:
        _same(getattr(card, key), getattr(wanted, key), key)
    for key in wanted.model_fields_set & {"band", "provisional"}:
        assert getattr(card, key) == getattr(wanted, key), key
    if wanted.gates is not None:
        assert [gate.id for gate in card.gates] == wanted.gates
    statuses = {duty.id: duty.status for duty in card.duties}
    assert {duty: statuses[duty] for duty in wanted.duties} == wanted.duties
    pillars = {pillar.id: pillar.score for pillar in card.pillars}
    for pillar, expected in wanted.pillars.items():
        _same(pillars[pillar], expected, pillar)
    assert not {one.id for one in card.indicators} & set(wanted.absent)


def _same(found: Decimal | None, expected: Decimal | None, what: str) -> None:
    if found is None or expected is None:
        assert found is expected, what
    else:
        assert printed(found, expected) == expected, f"{what}: {found} found"


def test_every_case_has_its_own_name() -> None:
    """A case is spoken of by its id, so no two may share one."""
    assert [
        name for name, times in Counter(case.id for _, case in CASES).items() if times > 1
    ] == []


def test_every_indicator_has_a_case_with_a_score() -> None:
    """No indicator goes unreckoned: each one is scored in at least one case."""
    scored_ones = {
        name
        for _, case in CASES
        for name, wanted in case.expect.indicators.items()
        if not isinstance(wanted, str)
    }
    assert {one.id for one in packaged_rubric().indicators} - scored_ones == set()
