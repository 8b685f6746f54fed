"""File an objection to one value of a report, and accept, decline or withdraw it; each a step.

Nothing is repaired: acceptance adds a statement with its document, or has the document read the
ordinary way, and then only that region is evaluated again. Who is signed in, and how it is shown,
belong to the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models import Fact, Objection, ObjectionAction, ObjectionStep, Quarter, Region, Role
from models.quarter import JAKARTA
from monev.approval_rules import person_key
from monev.areas import Area
from monev.errors import NotationError
from monev.objection_facts import Correction, contested_fact, correction_facts
from monev.objection_numbers import printed_value, read_claim, same_value, words_for, written
from monev.objection_papers import Paper, keep_paper, take_in
from monev.objection_rules import (
    Actor,
    ObjectionRefusedError,
    due_day,
    may_answer,
    may_contest,
    require_open,
    require_reason,
    why_not_decide,
)
from monev.objection_states import ObjectionStanding, set_aside
from monev.rerun_progress import open_line, progress_of
from monev.sources.personal import masked
from monev.workspace import Workspace

LONGEST_PLACE = 100


@dataclass(frozen=True)
class Claim:
    """What is contested (statement and field of a revision), what is said instead, and why."""

    quarter: str
    revision: int
    fact_id: str
    field: str
    text: str
    reason: str


def file_objection(
    workspace: Workspace, region: Region, actor: Actor, claim: Claim, paper: Paper
) -> ObjectionStanding:
    """File an objection against a value of the revision in force, and keep its document.

    Raises ObjectionRefusedError where somebody may not, where a newer revision is in force, where
    the value is none of it or is contested already, and where claim or reason say nothing new.
    """
    if not may_contest(actor, region):
        raise ObjectionRefusedError(
            "not_yours", f"{actor.name} is neither the office nor coordinator of {region.code}"
        )
    require_reason(claim.reason)
    with workspace.store.alone(_key(region.code, claim.quarter)):
        objection = _contested(workspace, region, claim, paper)
        keep_paper(workspace, paper)
        step = _step(workspace, 0, 1, ObjectionAction.FILED, actor, claim.reason)
        return workspace.store.file_objection(objection, step)


def accept(
    workspace: Workspace, number: int, actor: Actor, reason: str, read: Correction | None = None
) -> ObjectionStanding:
    """Accept an objection with a reason; `begin_rerun` then has the region evaluated again.

    `read` says how the coordinator read a document that no source reads; the correction is filed
    with the step. Raises ObjectionRefusedError as `decline` does, and where `read` is missing.
    """
    standing = _decidable(workspace, number, actor, reason)
    objection, facts = standing.objection, list[Fact]()
    if not objection.document_source:
        _require_place(workspace, read)
        _require_uncorrected(workspace, objection)
        facts = correction_facts(workspace, objection, read) if read else []
    step = _step(workspace, number, _next(standing), ObjectionAction.ACCEPTED, actor, reason)
    step.place = read.place.strip() if read and not objection.document_source else ""
    step.fact_ids = " ".join(one.fact_id for one in facts)
    return _taken(workspace, step, facts)


def decline(workspace: Workspace, number: int, actor: Actor, reason: str) -> ObjectionStanding:
    """Decline an objection with a reason; nothing else changes.

    Raises ObjectionRefusedError where it was decided before, where somebody may not decide or had
    a hand in it, and for a missing reason.
    """
    standing = _decidable(workspace, number, actor, reason)
    step = _step(workspace, number, _next(standing), ObjectionAction.DECLINED, actor, reason)
    return _taken(workspace, step)


def withdraw(
    workspace: Workspace, number: int, actor: Actor, reason: str = ""
) -> ObjectionStanding:
    """Take an open objection back: whoever filed it, or the office of the region.

    A coordinator who did not file it decides it, with a reason; nobody else ends it.
    """
    standing = found(workspace, number)
    region = workspace.register.regions[standing.objection.region_code]
    own = person_key(actor.name) == person_key(standing.filed.by)
    if not (may_contest(actor, region) and (own or Area(Role.OFFICE, region.code) in actor.areas)):
        raise ObjectionRefusedError("not_yours", f"{actor.name} may not withdraw it")
    require_open(standing)
    step = _step(workspace, number, _next(standing), ObjectionAction.WITHDRAWN, actor, reason)
    return _taken(workspace, step)


def begin_rerun(workspace: Workspace, number: int, actor: Actor) -> int:
    """Open a line of the ledger for an accepted objection and return its number.

    A document that a source reads is taken in before. May be repeated where a run failed. Raises
    ObjectionRefusedError where nothing was accepted, or a run is under way or has ended well.
    """
    standing = found(workspace, number)
    objection, answer = standing.objection, standing.answer
    region = workspace.register.regions[objection.region_code]
    if not may_answer(actor, region):
        raise ObjectionRefusedError("not_yours", f"{actor.name} does not coordinate {region.code}")
    if answer is None or answer.action is not ObjectionAction.ACCEPTED:
        raise ObjectionRefusedError("not_accepted", f"objection {number} was not accepted")
    already = ObjectionRefusedError("run_already", f"objection {number} has its run already")
    if standing.revision or (standing.run and not progress_of(workspace, standing.run, None).over):
        raise already
    if objection.document_source:
        take_in(workspace, objection, standing.filed.by)
    quarter = Quarter.parse(objection.quarter)
    reason = f"keberatan {number} diterima: {answer.text}"
    line = open_line(workspace, region, quarter, reason, actor.name, None)
    if not line.fresh:
        raise already
    step = _step(workspace, number, _next(standing), ObjectionAction.RUN, actor, "")
    step.run_id = line.run.run_id
    workspace.store.take_objection_step(step)
    return line.run.run_id or 0


def _require_uncorrected(workspace: Workspace, objection: Objection) -> None:
    """Refuse to correct a statement, or a line of a listing, in whose place another stands already.

    The second correction would be built from what the first one has taken away.
    """
    code = objection.region_code
    earlier = workspace.store.objections_of(code)
    if objection.fact_id in set_aside(earlier, workspace.store.facts_of(code), date.max):
        raise ObjectionRefusedError(
            "corrected_already",
            f"another objection to the statement of objection {objection.objection_id} was "
            "accepted; decline this one, and let the region contest the corrected value",
        )


def found(workspace: Workspace, number: int) -> ObjectionStanding:
    """Return an objection as it stands; ObjectionRefusedError where there is none."""
    standing = workspace.store.objection(number)
    if standing is None:
        raise ObjectionRefusedError("unknown", f"there is no objection {number}")
    return standing


def _contested(workspace: Workspace, region: Region, claim: Claim, paper: Paper) -> Objection:
    evaluation = workspace.store.current_evaluation(region.code, claim.quarter)
    if evaluation is None or evaluation.revision != claim.revision:
        now = "none" if evaluation is None else f"revision {evaluation.revision}"
        raise ObjectionRefusedError(
            "superseded", f"revision {claim.revision} is contested, in force is {now}; look again"
        )
    printed = printed_value(evaluation, claim.fact_id, claim.field)
    if printed is None:
        raise ObjectionRefusedError("no_value", f"revision {claim.revision} rests on no such value")
    open_ones = _open(workspace.store.objections_of(region.code, claim.quarter))
    if (claim.fact_id, claim.field) in open_ones:
        raise ObjectionRefusedError("open_already", "this value is contested already; see there")
    objection = Objection(
        region_code=region.code,
        quarter=claim.quarter,
        revision=evaluation.revision,
        evaluation_id=evaluation.evaluation_id or 0,
        indicator=", ".join(printed.indicators),
        fact_id=printed.fact_id,
        fact_kind=printed.kind,
        field=printed.field,
        unit=printed.unit,
        printed_value=printed.value,
        printed_raw=printed.source.raw,
        printed_locator=printed.source.locator,
        printed_sha256=printed.source.evidence_sha256,
        claimed_raw=claim.text.strip(),
        claimed_value="",
        document_sha256=paper.sha256,
        document_name=paper.name,
        document_source=paper.source,
        due_on=due_day(workspace.now().astimezone(JAKARTA).date()),
    )
    words = words_for(f"{printed.kind}.{printed.field}", contested_fact(workspace, objection))
    try:
        value = read_claim(f"{printed.kind}.{printed.field}", claim.text, words)
    except NotationError as error:
        raise ObjectionRefusedError("unread", str(error)) from error
    objection.claimed_value = written(value)
    if same_value(objection.claimed_value, objection.printed_value):
        raise ObjectionRefusedError("same_value", f"{claim.text} is what the report says already")
    return objection


def _open(standings: Iterable[ObjectionStanding]) -> set[tuple[str, str]]:
    return {(one.objection.fact_id, one.objection.field) for one in standings if one.is_open}


def _decidable(workspace: Workspace, number: int, actor: Actor, reason: str) -> ObjectionStanding:
    standing = found(workspace, number)
    if code := why_not_decide(workspace, standing, actor):
        raise ObjectionRefusedError(code, f"{actor.name} may not decide objection {number}: {code}")
    require_reason(reason)
    return standing


def _require_place(workspace: Workspace, read: Correction | None) -> None:
    if read is None or not 1 <= len(read.place.strip()) <= LONGEST_PLACE:
        raise ObjectionRefusedError("place", "name the page or cell in which the value stands")
    if read.known_on > workspace.now().astimezone(JAKARTA).date():
        raise ObjectionRefusedError("future", f"{read.known_on} lies ahead; it was not public yet")


def _next(standing: ObjectionStanding) -> int:
    return standing.steps[-1].number + 1


def _step(
    workspace: Workspace, number: int, at: int, action: ObjectionAction, actor: Actor, text: str
) -> ObjectionStep:
    return ObjectionStep(
        objection_id=number,
        number=at,
        action=action,
        by=actor.name,
        through=actor.through,
        text=masked(" ".join(text.split()))[0],
        at=workspace.now(),
    )


def _taken(
    workspace: Workspace, step: ObjectionStep, facts: Sequence[Fact] = ()
) -> ObjectionStanding:
    workspace.store.take_objection_step(step, facts)
    return found(workspace, step.objection_id)


def _key(code: str, quarter: str) -> str:
    return f"keberatan {code} {quarter}"
