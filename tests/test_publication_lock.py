"""Publication keeps a revision, whatever facts, rules and templates do; a re-run corrects it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from models import (
    NATION,
    ApprovalAction,
    ApprovalStep,
    Document,
    DocumentKind,
    Quarter,
    RegionRun,
    RunStatus,
)
from monev.evaluate_many import evaluate_recorded
from monev.evaluate_region import evaluate_region, rerun_region
from monev.held_back import held_back
from monev.recap_many import stale_recaps
from monev.reports.design import design_sha256
from monev.reports.kinds import KINDS
from monev.settings import Settings
from monev.verify_document import Verdict, verify_number
from monev.workspace import Workspace, open_workspace
from tests.evaluations import filed, told
from tests.facts import fact

QUARTER = Quarter(2024, 3)
CODE = "36.72"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which one kota has a fact and an evaluation."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    told(opened, CODE, [fact("participation", segment="SEMUA", active_persons=1000)])
    filed(opened, CODE, QUARTER)
    yield opened
    opened.store.engine.dispose()


def test_a_draft_correction_does_not_supersede_what_is_published(place: Workspace) -> None:
    """To whoever holds the published report it stays genuine until the correction is published."""
    first = place.store.newest_document(DocumentKind.REGION_REPORT, CODE, str(QUARTER))
    assert first is not None
    published(place)
    filed(place, CODE, QUARTER)
    assert verify_number(place, first.number).verdict is Verdict.GENUINE
    published(place, 2)
    assert verify_number(place, first.number).verdict is Verdict.SUPERSEDED


def published(place: Workspace, number: int = 1) -> None:
    """Publish what is in force, past all rules."""
    step = ApprovalStep(
        quarter=str(QUARTER),
        scope="36",
        number=number,
        action=ApprovalAction.PUBLISHED,
        by="nanda",
        at=place.now(),
    )
    current = place.store.current_revisions(str(QUARTER))
    about = place.store.to_approve([one.evaluation_id for one in current.values()])
    place.store.take_steps([(step, about)])


def new_fact(place: Workspace) -> None:
    """Let something become known that was not."""
    told(place, CODE, [fact("participation", segment="SEMUA", active_persons=2000)])


def with_letterhead(place: Workspace, folder: Path) -> Workspace:
    """The same workspace in an office with another letterhead."""
    path = folder / "issuer.yaml"
    path.write_text("office: Kantor Contoh\n", encoding="utf-8")
    return replace(place, settings=place.settings.model_copy(update={"issuer": path}))


@contextmanager
def statements(place: Workspace) -> Iterator[list[str]]:
    """Every statement that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(place.store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(place.store.engine, "before_cursor_execute", note)


def test_a_new_fact_leaves_a_published_revision(place: Workspace) -> None:
    """The regular run keeps revision 1, says that it holds it, and the list names it."""
    published(place)
    assert held_back(place, QUARTER) == []
    new_fact(place)
    outcome = evaluate_region(place, CODE, QUARTER)
    assert (outcome.evaluation.revision, outcome.fresh, outcome.held) == (1, False, True)
    assert outcome.report.revision == 1
    assert held_back(place, QUARTER) == [CODE]
    assert held_back(place, QUARTER, ["36.74"]) == []
    result = evaluate_recorded(place, CODE, QUARTER, "quarterly")
    assert (result.error, result.revision, result.held) == ("", 1, True)
    assert "held" not in result.as_json()


def test_other_rules_and_templates_leave_it_too(place: Workspace, tmp_path: Path) -> None:
    """A changed mode and a changed letterhead are held alike."""
    published(place)
    assert evaluate_region(place, CODE, QUARTER, mode="indikatif").held
    redrawn = with_letterhead(place, tmp_path)
    assert evaluate_region(redrawn, CODE, QUARTER).held
    assert held_back(redrawn, QUARTER) == [CODE]


def test_before_publication_and_in_other_quarters_nothing_is_held(place: Workspace) -> None:
    """A draft follows its facts, and so does the quarter after the published one."""
    new_fact(place)
    assert evaluate_region(place, CODE, QUARTER).fresh
    published(place)
    outcome = evaluate_region(place, CODE, QUARTER.next())
    assert (outcome.evaluation.revision, outcome.fresh, outcome.held) == (1, True, False)


def test_a_correction_is_filed_and_then_held_like_what_it_corrects(place: Workspace) -> None:
    """A re-run with a reason files revision 2 as a draft; regular runs leave that one too."""
    published(place)
    new_fact(place)
    run_id = place.store.start_run(
        RegionRun(
            region_code=CODE,
            quarter=str(QUARTER),
            reason="angka diperbaiki",
            requested_by="dina",
            status=RunStatus.REQUESTED,
            requested_at=place.now(),
        )
    )
    rerun_region(place, run_id)
    (current,) = place.store.current_outcomes(str(QUARTER))
    assert (current.revision, current.reason) == (2, "angka diperbaiki")
    assert place.store.published_in(str(QUARTER))[CODE].revision == 1
    assert held_back(place, QUARTER) == []
    told(place, CODE, [fact("participation", segment="SEMUA", active_persons=3000)])
    outcome = evaluate_region(place, CODE, QUARTER)
    assert (outcome.evaluation.revision, outcome.held) == (2, True)


def test_an_unchanged_region_does_not_ask_for_approvals(place: Workspace) -> None:
    """The lock costs one statement, and only where something has changed."""
    published(place)
    with statements(place) as asked:
        assert not evaluate_region(place, CODE, QUARTER).held
    assert not [one for one in asked if "approv" in one]
    new_fact(place)
    with statements(place) as asked:
        assert evaluate_region(place, CODE, QUARTER).held
    assert len([one for one in asked if "approv" in one]) == 1


def recaps_filed(place: Workspace) -> None:
    """File the recaps of Banten and of the nation as made just now, without their files."""
    rows = [
        Document(
            kind=kind,
            form=form,
            language="id",
            scope=scope,
            period=str(QUARTER),
            revision=1,
            number=f"uji {kind}",
            inputs_sha256="",
            design_sha256=design_sha256(place.issuer),
            path="",
            sha256="",
            size_bytes=0,
            pages=0,
            filed_at=place.now() + timedelta(seconds=1),
        )
        for kind, scope in (
            (DocumentKind.PROVINCE_RECAP, "36"),
            (DocumentKind.NATION_RECAP, NATION),
        )
        for form in KINDS[kind].forms
    ]
    place.store.file_documents(rows)


def test_recaps_of_what_is_published_are_not_drawn_anew(place: Workspace, tmp_path: Path) -> None:
    """A new letterhead renews the recaps of drafts, not of what is published; new figures do."""
    redrawn = with_letterhead(place, tmp_path)
    assert stale_recaps(redrawn, QUARTER) == ["36", NATION]
    recaps_filed(place)
    assert stale_recaps(place, QUARTER) == []
    assert stale_recaps(redrawn, QUARTER) == ["36", NATION]
    published(place)
    assert stale_recaps(redrawn, QUARTER) == []
    later = replace(redrawn, now=lambda: place.now() + timedelta(minutes=1))
    filed(later, CODE, QUARTER)
    assert stale_recaps(later, QUARTER) == ["36", NATION]
