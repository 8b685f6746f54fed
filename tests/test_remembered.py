"""An evaluation can be scored again exactly, whatever facts and rules came after it."""

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import Evaluation, Evidence, Quarter, Tier, writing
from monev.errors import ArchiveError, UsageError
from monev.known import Child, KnownFacts, PastAction, ReportDue, facts_known
from monev.remembered import beside_of, is_remembered, keep_rules, known_at, rules_at
from monev.rubric import load_rubric
from monev.scoring import score
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.evaluations import evaluated
from tests.facts import REGIONS, fact
from tests.rubric.broken import altered, rules_copied

QUARTER = Quarter(2024, 3)
CHILD = Child("36.72", "Kota Contoh", True, Decimal("61.428571428571428571428571"), "Cukup", 2)


@pytest.fixture
def workspace(example: Workspace, tmp_path: Path) -> Workspace:
    """A workspace of its own with the packaged example."""
    shutil.copytree(example.store.root, tmp_path / "w")
    return open_workspace(Settings(workspace=tmp_path / "w"))


def again(workspace: Workspace, evaluation: Evaluation) -> Decimal | None:
    """Score from what was remembered."""
    return score(
        known_at(workspace, evaluation), rules_at(workspace, evaluation), evaluation.mode
    ).score


def test_a_score_is_remade_after_facts_and_rules_have_changed(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Facts known in time but collected later, other rules and another mode make new revisions.

    Each of the three is scored again from memory to the digit that was filed.
    """
    first = evaluated(workspace, "36.72", QUARTER)
    assert is_remembered(first)
    digest = "a" * 64
    answer = fact(
        "attestation", item="ptsp", answer="sistem", evidence_sha256=digest, day=date(2024, 9, 1)
    )
    _evidence(workspace, digest)
    workspace.store.save_reading("later", [answer], [])
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/K2.yaml", "sistem: 100", "sistem: 90")
    changed = replace(workspace, rubric=load_rubric(folder))
    second = evaluated(changed, "36.72", QUARTER)
    assert second.score != first.score
    assert second.rubric_sha256 != first.rubric_sha256
    assert again(changed, first) == first.score
    assert again(changed, second) == second.score
    assert len(second.fact_ids or []) == len(first.fact_ids or []) + 1
    settings = workspace.settings.model_copy(update={"mode": "indikatif"})
    third = evaluated(replace(changed, settings=settings), "36.72", QUARTER)
    assert [one.mode for one in (first, second, third)] == ["ketat", "ketat", "indikatif"]
    assert [one.revision for one in (first, second, third)] == [1, 2, 3]
    assert third.reason == "data atau aturan berubah"
    assert again(changed, third) == third.score != second.score


def _evidence(workspace: Workspace, digest: str) -> None:
    with writing(workspace.store.engine) as session:
        session.add(
            Evidence(
                sha256=digest,
                source_id="uji",
                file_name="uji.xlsx",
                media_type="x",
                size_bytes=1,
                received_at=workspace.now(),
            )
        )


def test_what_stood_beside_the_facts_comes_back(workspace: Workspace) -> None:
    """Kab/kota, reports due and past actions are the same values, decimals and days included."""
    known = KnownFacts(
        REGIONS["provinsi"],
        QUARTER,
        children=(CHILD, replace(CHILD, code="36.73", score=None, regulation_tier=Tier.PRESS)),
        reports_due=(ReportDue("2024-Q2", date(2024, 7, 10), None),),
        past_actions=(
            PastAction("a1", "A1", "regulasi", "x", "y", date(2024, 12, 31), "2024-Q1", 1),
        ),
    )
    evaluation = _filed(known, workspace)
    found = known_at(workspace, evaluation)
    assert found.children == known.children
    assert found.reports_due == known.reports_due
    assert found.past_actions == known.past_actions


def test_money_spent_after_the_end_is_taken_off_again(workspace: Workspace) -> None:
    """A realisation of October is no fact of September, the first time and again."""
    digest = "b" * 64
    _evidence(workspace, digest)
    line = fact(
        "budget",
        allocation_idr=100,
        realised_idr=60,
        realised_on=date(2024, 10, 2),
        evidence_sha256=digest,
    )
    workspace.store.save_reading("x", [line], [])
    stored = [one for one in workspace.store.facts_of("36.72") if one.evidence_sha256 == digest]
    known = facts_known(workspace.register.regions["36.72"], QUARTER, stored)
    found = known_at(workspace, _filed(known, workspace))
    assert [one.model_dump() for one in found.all] == [one.model_dump() for one in known.all]
    assert found.budget[0].realised_idr is None
    assert found.budget[0].allocation_idr == 100


def _filed(known: KnownFacts, workspace: Workspace) -> Evaluation:
    """An evaluation as the database would hand it back, of which only the memory matters."""
    keep_rules(workspace, workspace.rubric)
    return Evaluation(
        region_code=known.region.code if known.region.code in workspace.register.regions else "36",
        quarter=str(known.quarter),
        revision=1,
        reason="uji",
        mode="ketat",
        rubric_profile="bawaan",
        rubric_version="1",
        inputs_sha256="x",
        rubric_sha256=workspace.rubric.sha256,
        fact_ids=[one.fact_id for one in known.all],
        beside=json.loads(json.dumps(beside_of(known))),
        completeness=Decimal(1),
        score_low=Decimal(0),
        score_high=Decimal(0),
        provisional=False,
        scorecard={},
        created_at=workspace.now(),
    )


def test_rules_are_kept_once(workspace: Workspace) -> None:
    """Rules that judge again find their book there, first use unchanged, by part of its hash."""
    keep_rules(workspace, workspace.rubric)
    (book,) = workspace.store.rule_books()
    keep_rules(workspace, workspace.rubric)
    workspace.store.keep_rule_book(book.model_copy(update={"first_used_at": workspace.now()}))
    assert [one.first_used_at for one in workspace.store.rule_books()] == [book.first_used_at]
    assert workspace.store.rule_books(book.sha256[:6]) == [book]
    assert workspace.store.rule_books("%") == []


def test_a_revision_from_before_says_that_it_is(workspace: Workspace) -> None:
    """Nothing is guessed for a revision whose rules and facts were not kept."""
    known = facts_known(workspace.register.regions["36.72"], QUARTER, [])
    old = _filed(known, workspace)
    old.rubric_sha256 = old.fact_ids = old.beside = None
    assert not is_remembered(old)
    with pytest.raises(UsageError, match="before facts and rules were remembered"):
        known_at(workspace, old)
    with pytest.raises(UsageError, match="before facts and rules were remembered"):
        rules_at(workspace, old)


def test_a_lost_fact_or_book_is_named(workspace: Workspace) -> None:
    """What an evaluation rests on is never silently left out when it is scored again."""
    known = facts_known(workspace.register.regions["36.72"], QUARTER, [])
    old = _filed(known, workspace)
    old.fact_ids, old.rubric_sha256 = ["f" * 32], "0" * 64
    with pytest.raises(ArchiveError, match="fact ffffffff"):
        known_at(workspace, old)
    with pytest.raises(ArchiveError, match="rule book 00000000"):
        rules_at(workspace, old)


def test_a_mode_that_is_none_is_refused_at_once(tmp_path: Path) -> None:
    """A misspelt mode never falls back to the rubric's own."""
    with pytest.raises(UsageError, match="MONEV_MODE is 'longgar'; write ketat or indikatif"):
        open_workspace(Settings(workspace=tmp_path / "w", mode="longgar"))
    assert not (tmp_path / "w").exists()
