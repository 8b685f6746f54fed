"""Objections: who may file and decide, what is refused, and what acceptance adds to the books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from models import ObjectionAction, Participation, Tier
from monev.arrival import Document
from monev.assess_region import known_of
from monev.collect_region import collect_document
from monev.collected import Collected
from monev.evaluate_region import rerun_region
from monev.objection_facts import Correction, correction_facts, foreseen
from monev.objection_numbers import printed_values
from monev.objection_rules import Actor, ObjectionRefusedError, due_day
from monev.objection_states import ObjectionState
from monev.objections import accept, begin_rerun, decline, withdraw
from monev.rubric import rules_in_force
from monev.scoring.budget_lines import budget_in_force
from monev.scoring.reading import Question
from monev.who_entered import entered_by
from monev.workspace import Workspace, reading_room
from tests.arrivals import arrived
from tests.evaluations import filed, told
from tests.facts import fact
from tests.objections import (
    ANI,
    BUDI,
    CITRA,
    CONTESTED,
    DEWI,
    IN_TIME,
    NANI,
    NEIGHBOUR,
    PDF,
    QUARTER,
    TOO_LATE,
    contest,
    copied,
    evaluated_at,
    paper,
    value_of,
)
from tests.workbooks import instrument

WHY = "surat resmi memuat angka per 30 September"
TODAY = Correction("halaman 2", IN_TIME.date())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two evaluated regions, to be copied."""
    root = tmp_path_factory.mktemp("keberatan") / "asal"
    evaluated_at(root)
    return root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    """A copy for one test, three days before the cut-off."""
    return copied(made, tmp_path / "salinan", IN_TIME)


def refused(code: str, step: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    """Hold a step to its refusal."""
    with pytest.raises(ObjectionRefusedError) as caught:
        step(*arguments, **named)
    assert caught.value.code == code


def test_an_objection_keeps_what_was_seen_and_what_is_said_instead(workspace: Workspace) -> None:
    """Printed value with its cell, claim as typed and as read, document, and the day of answer."""
    one = contest(workspace, "61,5 %")
    objection = one.objection
    assert (objection.printed_value, objection.printed_raw) == ("53", "53")
    assert objection.printed_locator == "kliping-2024.csv baris 11, kolom value"
    assert (objection.claimed_raw, objection.claimed_value) == ("61,5 %", "61.5")
    assert objection.indicator == "C1, C2"
    assert objection.due_on == date(2024, 10, 21)
    assert workspace.store.content_of(objection.document_sha256) == PDF
    assert (one.filed.by, one.filed.through, one.state) == ("ani", "uji", ObjectionState.OPEN)
    assert workspace.store.objections_of(CONTESTED, "2024-Q3") == [one]
    assert workspace.store.objections_of(NEIGHBOUR) == []


def test_an_answer_is_due_after_ten_working_days() -> None:
    """Saturdays, Sundays and holidays do not count: Christmas and its joint leave fall between."""
    assert due_day(date(2024, 10, 7)) == date(2024, 10, 21)
    assert due_day(date(2024, 12, 20)) > date(2025, 1, 3)


@pytest.mark.parametrize("actor", [BUDI, DEWI])
def test_only_the_region_or_its_coordinator_contests(workspace: Workspace, actor: Actor) -> None:
    """A neighbour's office and an administrator are refused."""
    refused("not_yours", contest, workspace, actor=actor)
    assert contest(workspace, actor=CITRA).filed.by == "citra"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("reason", {"reason": "salah"}),
        ("reason", {"reason": "x" * 501}),
        ("superseded", {"revision": 2}),
        ("same_value", {"text": "53,0"}),
        ("unread", {"text": "banyak"}),
        ("unread", {"text": "Rp61"}),
        ("unread", {"text": ""}),
        ("unread", {"text": "-"}),
        ("unread", {"text": "6" * 81}),
    ],
)
def test_a_claim_that_says_nothing_is_refused(
    workspace: Workspace, code: str, changed: dict[str, Any]
) -> None:
    """Reason, revision and value are asked for, and nothing is filed."""
    refused(code, contest, workspace, **changed)
    assert workspace.store.objections() == []


def test_a_value_has_one_open_objection(workspace: Workspace) -> None:
    """A second one has to wait for the answer, another value has not."""
    first = contest(workspace)
    refused("open_already", contest, workspace, "62")
    contest(workspace, "2.000", value=value_of(workspace, "C5", "active_persons"))
    decline(workspace, first.number, CITRA, "surat tidak menyebut angka itu")
    assert contest(workspace, "62").is_open


def test_only_the_revision_in_force_is_contested(workspace: Workspace) -> None:
    """Once a newer one is filed, the earlier one can no longer be contested."""
    filed(workspace, CONTESTED, QUARTER)
    refused("superseded", contest, workspace)
    assert contest(workspace, revision=2).objection.revision == 2


def test_only_another_coordinator_decides(workspace: Workspace) -> None:
    """Neither an office, an administrator nor whoever filed it; the nation's coordinator may."""
    one = contest(workspace, actor=CITRA)
    for actor, code in ((ANI, "not_yours"), (DEWI, "not_yours"), (CITRA, "same_person")):
        refused(code, decline, workspace, one.number, actor, WHY)
        refused(code, accept, workspace, one.number, actor, WHY, TODAY)
    spelt = Actor(" CITRA ", CITRA.areas)
    refused("same_person", decline, workspace, one.number, spelt, WHY)
    assert decline(workspace, one.number, NANI, WHY).state is ObjectionState.DECLINED


def test_whoever_laid_the_document_in_does_not_decide(workspace: Workspace) -> None:
    """The same bytes came by another way from the coordinator."""
    content = instrument()
    settings = workspace.settings.model_copy(update={"person": "citra"})
    own = replace(workspace, settings=settings)
    collect_document(own, reading_room(), Document(content, arrived("a.xlsx")), Collected())
    one = contest(workspace, document=paper(content, "b.xlsx"))
    refused("entered", accept, workspace, one.number, CITRA, WHY)
    assert accept(workspace, one.number, NANI, WHY).state is ObjectionState.ACCEPTED


def test_it_is_decided_once_and_with_a_reason(workspace: Workspace) -> None:
    """A short reason decides nothing; what is decided is neither decided nor withdrawn again."""
    one = contest(workspace)
    refused("reason", decline, workspace, one.number, CITRA, "tidak")
    refused("reason", accept, workspace, one.number, CITRA, " ", TODAY)
    declined = decline(workspace, one.number, CITRA, WHY)
    assert declined.answer is not None
    assert (declined.answer.text, declined.answer.by) == (WHY, "citra")
    refused("decided", accept, workspace, one.number, CITRA, WHY, TODAY)
    refused("decided", withdraw, workspace, one.number, ANI)
    refused("unknown", decline, workspace, 99, CITRA, WHY)
    refused("not_accepted", begin_rerun, workspace, one.number, CITRA)


def test_a_region_may_take_it_back(workspace: Workspace) -> None:
    """Its office may, a neighbour's may not, and then nobody decides any more."""
    one = contest(workspace)
    refused("not_yours", withdraw, workspace, one.number, BUDI)
    assert withdraw(workspace, one.number, ANI).state is ObjectionState.WITHDRAWN
    refused("decided", decline, workspace, one.number, CITRA, WHY)


def test_declining_changes_nothing(workspace: Workspace) -> None:
    """No fact, no run, no revision."""
    before = workspace.store.facts_mark()
    decline(workspace, contest(workspace).number, CITRA, WHY)
    assert workspace.store.facts_mark() == before
    assert workspace.store.runs_of("2024-Q3") == []


def test_the_place_in_the_document_has_to_be_named(workspace: Workspace) -> None:
    """Without a page there is no way back; and nothing was public tomorrow."""
    one = contest(workspace)
    refused("place", accept, workspace, one.number, CITRA, WHY)
    refused("place", accept, workspace, one.number, CITRA, WHY, Correction(" ", IN_TIME.date()))
    ahead = Correction("halaman 2", date(2024, 10, 8))
    refused("future", accept, workspace, one.number, CITRA, WHY, ahead)


def test_acceptance_adds_a_statement_with_its_document(workspace: Workspace) -> None:
    """The old one stays; the new one names document, page, who accepted and from when it counts."""
    one = contest(workspace, "61,5")
    ahead = foreseen(
        workspace,
        one.objection,
        correction_facts(workspace, one.objection, TODAY),
    )
    accepted = accept(workspace, one.number, CITRA, WHY, TODAY)
    assert accepted.answer is not None
    facts = {fact.fact_id: fact for fact in workspace.store.facts_of(CONTESTED)}
    new, rest = (facts[name] for name in accepted.answer.fact_ids.split())
    assert isinstance(new, Participation)
    assert isinstance(rest, Participation)
    assert one.objection.fact_id in facts
    assert (rest.tier, rest.coverage_pct, rest.change_value) == (Tier.PRESS, None, 6)
    assert (str(new.coverage_pct), new.change_value) == ("61.5", None)
    assert (new.tier, new.known_on) == (Tier.DOCUMENT, IN_TIME.date())
    assert new.evidence_sha256 == one.objection.document_sha256
    assert new.cell("coverage_pct").locator == "surat.pdf, halaman 2"
    assert new.note == f"koreksi atas keberatan {one.number}", "names of accounts stay in the steps"
    assert ahead.counts
    assert [change.indicator for change in ahead.changes] == ["C2"]
    filed(workspace, CONTESTED, QUARTER)
    after = workspace.store.current_evaluation(CONTESTED, "2024-Q3")
    assert after is not None
    assert value_of(workspace, "C1", "coverage_pct").value == "61.5"
    assert after.score == ahead.after
    assert one.objection.fact_id not in (after.fact_ids or [])
    assert {new.fact_id, rest.fact_id} <= set(after.fact_ids or [])


def test_a_correction_after_the_cut_off_is_told_and_does_not_count(
    made: Path, tmp_path: Path
) -> None:
    """Known too late it changes nothing, unless its document was public before, which is told."""
    workspace = copied(made, tmp_path / "salinan", TOO_LATE)
    one = contest(workspace)

    def counts(known_on: date) -> bool:
        facts = correction_facts(workspace, one.objection, Correction("1", known_on))
        return foreseen(workspace, one.objection, facts).counts

    assert not counts(TOO_LATE.date())
    assert counts(date(2024, 10, 1))
    accept(workspace, one.number, CITRA, WHY, Correction("halaman 1", TOO_LATE.date()))
    filed(workspace, CONTESTED, QUARTER)
    assert value_of(workspace, "C1", "coverage_pct").value == "53"


def test_what_the_press_said_beside_it_gains_no_rank(workspace: Workspace) -> None:
    """Only the contested field is lifted by the document; the rise stays the paper's own."""
    one = contest(workspace)
    new, rest = correction_facts(workspace, one.objection, TODAY)
    assert set(new.cells) == {"coverage_pct"}
    assert (set(rest.cells), rest.tier) == ({"change_value"}, Tier.PRESS)
    assert rest.known_on == new.known_on, "before that day the whole statement counts"


def test_a_correction_takes_the_place_of_what_it_corrects(workspace: Workspace) -> None:
    """A budget that was handed in too low counts as corrected, not as the lower of two readings."""
    told(workspace, CONTESTED, [fact("budget", allocation_idr=100)])
    filed(workspace, CONTESTED, QUARTER)
    printed = value_of(workspace, "B1", "allocation_idr")
    assert printed.value == "100"
    one = contest(workspace, "250", value=printed, revision=2)
    same_tier = Correction("halaman 1", IN_TIME.date(), Tier.INSTRUMENT)
    accept(workspace, one.number, CITRA, WHY, same_tier)
    filed(workspace, CONTESTED, QUARTER)
    assert value_of(workspace, "B1", "allocation_idr").value == "250"
    assert one.objection.fact_id in {line.fact_id for line in workspace.store.facts_of(CONTESTED)}


@pytest.mark.parametrize("files", ["bb", "bc", "bcd", "bcde"])
def test_a_list_is_corrected_as_a_whole(workspace: Workspace, files: str) -> None:
    """What the same file or another agency's lists stays; neither copy nor sum comes back."""
    naker, dinsos, both = (
        fact("budget", allocation_idr=amount, agency=agency, listing="DPA", account_code="5.1")
        for agency, amount in (("Disnaker", 600), ("Dinsos", 300), ("", 900))
    )
    for line, file in zip((naker, dinsos, naker, both), files, strict=False):
        told(workspace, CONTESTED, [line], file * 64)
    filed(workspace, CONTESTED, QUARTER)
    evaluation = workspace.store.current_evaluation(CONTESTED, str(QUARTER))
    assert evaluation is not None
    printed = next(one for one in printed_values(evaluation) if one.value == "600")
    one = contest(workspace, "650", value=printed, revision=2)
    accept(workspace, one.number, CITRA, WHY, Correction("halaman 1", IN_TIME.date()))
    region = workspace.register.regions[CONTESTED]
    known = known_of(workspace, region, QUARTER)
    question = Question(known, rules_in_force(workspace.rubric, region.kind, QUARTER.end))
    assert sorted(each.allocation_idr or 0 for each in budget_in_force(question)) == [300, 650]


def test_a_document_that_is_read_counts_by_its_own_rules(workspace: Workspace) -> None:
    """An instrument is collected as if laid in by the office, once, and no value is typed in."""
    one = contest(workspace, document=paper(instrument(), "instrumen.xlsx"))
    assert one.objection.document_source == "instrument"
    accepted = accept(workspace, one.number, CITRA, WHY)
    assert accepted.answer is not None
    assert accepted.answer.fact_ids == ""
    begin_rerun(workspace, one.number, CITRA)
    (receipt,) = workspace.store.receipts("2024-Q3", CONTESTED, "instrument")
    assert (receipt.received_by, receipt.sha256) == ("ani", one.objection.document_sha256)


def test_a_run_is_linked_both_ways_and_tried_again_only_where_it_failed(
    workspace: Workspace,
) -> None:
    """The line of the ledger names the objection, the objection its run."""
    one = contest(workspace)
    refused("not_accepted", begin_rerun, workspace, one.number, CITRA)
    accept(workspace, one.number, CITRA, WHY, TODAY)
    refused("not_yours", begin_rerun, workspace, one.number, ANI)
    run_id = begin_rerun(workspace, one.number, CITRA)
    refused("run_already", begin_rerun, workspace, one.number, CITRA)
    run = workspace.store.run(run_id)
    assert run is not None
    assert run.reason == f"keberatan {one.number} diterima: {WHY}"
    workspace.store.end_run(run_id, IN_TIME, None, error="disk penuh")
    again = begin_rerun(workspace, one.number, CITRA)
    standing = workspace.store.objection(one.number)
    assert standing is not None
    assert standing.run is not None
    assert standing.run.run_id == again
    assert [step.action for step in standing.steps] == [
        ObjectionAction.FILED,
        ObjectionAction.ACCEPTED,
        ObjectionAction.RUN,
        ObjectionAction.RUN,
    ]
    rerun_region(workspace, again)
    finished = workspace.store.objection(one.number)
    assert finished is not None
    assert finished.revision == 2
    assert finished.state is ObjectionState.ACCEPTED


def test_the_clock_is_the_workspace(workspace: Workspace) -> None:
    """Steps carry the moment of the workspace's clock."""
    moment: datetime = contest(workspace).filed.at
    assert moment == IN_TIME


def test_a_second_correction_waits_until_the_first_is_contested(workspace: Workspace) -> None:
    """Built from what the first has taken away, it would bring that back."""
    first = contest(workspace)
    rise = value_of(workspace, "C2", "change_value")
    second = contest(workspace, "9", value=rise)
    accept(workspace, first.number, CITRA, WHY, TODAY)
    before = workspace.store.facts_mark()
    refused("corrected_already", accept, workspace, second.number, CITRA, WHY, TODAY)
    assert workspace.store.facts_mark() == before


def test_whoever_filed_or_accepted_has_entered_something(workspace: Workspace) -> None:
    """In every later revision too, whoever asked for that."""
    one = contest(workspace)
    accept(workspace, one.number, CITRA, WHY, TODAY)
    filed(workspace, CONTESTED, QUARTER)
    current = {
        code: revision
        for code, revision in workspace.store.current_revisions(str(QUARTER)).items()
        if code == CONTESTED
    }
    found = entered_by(workspace, QUARTER, current)
    assert found["ani"][CONTESTED] == f"filed objection {one.number} of {CONTESTED}"
    assert found["citra"][CONTESTED] == f"accepted objection {one.number} of {CONTESTED}"
