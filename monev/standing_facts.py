"""Which stored statements stand by a day: what was replaced, overtaken or corrected does not.

Facts stay in the books for ever. What a quarter makes of those that stand is for `known`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from models import FACT_TYPES, Fact
from monev.objection_states import ObjectionStanding, set_aside
from monev.submissions import Landed, Overtaken, Submission, overtaken, replaced
from monev.workspace import Workspace


def gone_of(workspace: Workspace, code: str, by: date) -> Overtaken:
    """Return what counts no longer of a region's files: replaced hand-ins, and what was overtaken.

    Only what came by the day `by` takes the place of anything.
    """
    store = workspace.store
    return _gone(store.submissions(code=code), store.landed(code), by)


def standing_of(
    workspace: Workspace,
    code: str,
    by: date,
    kinds: Iterable[str] = FACT_TYPES,
    gone: Overtaken | None = None,
    *,
    contested: bool = True,
) -> list[Fact]:
    """Return the facts of a region that stand, of these kinds, in a fixed order.

    Also those that became known after the day: what counts by it is for whoever asks. `gone` is
    what counts no longer, where it was looked up already; without `contested`, objections are not
    looked at.
    """
    stated = workspace.store.facts_of(code, kinds)
    corrected = workspace.store.objections_of(code) if contested else ()
    return _standing(stated, gone or gone_of(workspace, code, by), corrected, by)


def standing_among(
    workspace: Workspace, facts: Iterable[Fact], by: date, *, contested: bool = True
) -> dict[str, list[Fact]]:
    """Return those of the facts that stand, by region and in their order: many regions at once.

    As `standing_of`. What a correction stands in place of must be among them with it.
    """
    stated: dict[str, list[Fact]] = {}
    for fact in facts:
        stated.setdefault(fact.region_code, []).append(fact)
    corrected: dict[str, list[ObjectionStanding]] = {}
    for each in workspace.store.objections() if contested else ():
        corrected.setdefault(each.objection.region_code, []).append(each)
    gone = gone_among(workspace, stated, by)
    return {
        code: _standing(own, gone[code], corrected.get(code, ()), by)
        for code, own in stated.items()
    }


def gone_among(workspace: Workspace, codes: Collection[str], by: date) -> dict[str, Overtaken]:
    """Return what counts no longer of each of many regions, as `gone_of`.

    The code of nobody is empty: what came for no region in particular.
    """
    handed_in: dict[str, list[Submission]] = {}
    for one in workspace.store.submissions():
        handed_in.setdefault(one.region_code, []).append(one)
    landed = workspace.store.landed_for(codes)
    return {code: _gone(handed_in.get(code, ()), landed[code], by) for code in codes}


def _gone(handed_in: Iterable[Submission], landed: Iterable[Landed], by: date) -> Overtaken:
    void = overtaken(landed, by)
    return Overtaken(void.sha256 | replaced(handed_in, by), void.batches)


def _standing(
    stated: list[Fact], gone: Overtaken, objections: Iterable[ObjectionStanding], by: date
) -> list[Fact]:
    corrected = set_aside(objections, stated, by)
    return [
        fact
        for fact in stated
        if fact.evidence_sha256 not in gone.sha256 and fact.fact_id not in corrected
    ]
