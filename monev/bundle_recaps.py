"""What a bundle must hold beside its evaluations, so that its recaps can be summed up elsewhere.

The revisions a recap printed, the outcomes of the quarter before, who had handed in or was
excused by then, and the files that say how much a kab/kota weighs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from models import NATION, Document, Evaluation, Quarter, Waiver
from monev.books_then import BooksThen
from monev.comparison_facts import comparison_facts
from monev.filed_recaps import (
    documents_in,
    filed_recaps,
    half_yearly,
    members_of,
    scopes_of,
)
from monev.hand_ins import REPORT_DUTY
from monev.recap_moments import moments_of
from monev.remade import TWO_QUARTERS, FiledRecap
from monev.remembered import children_at
from monev.workspace import Workspace

TRACES = ("scorecard", "profile", "prospect", "beside", "told", "fact_ids")


@dataclass
class RecapsBoxed:
    """Recaps with all they rest on; `left_out` says of which there is one, and why it is not here.

    `outcomes` are evaluations of the quarter before as plain values, without their traces.
    """

    recaps: list[FiledRecap] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    evaluations: dict[int, Evaluation] = field(default_factory=dict)
    outcomes: dict[int, dict[str, Any]] = field(default_factory=dict)
    waivers: dict[int, Waiver] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)


def box_recaps(workspace: Workspace, quarter: Quarter, codes: Iterable[str]) -> RecapsBoxed:
    """Return the newest recaps of the scopes whose members are all in `codes`.

    Those of scopes that have only some of their members there, and those whose evaluations cannot
    be determined, are left out and told.
    """
    whole, partly = scopes_of(workspace, codes)
    boxed = RecapsBoxed()
    for recap in filed_recaps(workspace, partly, quarter):
        why = "it prints governments that are not in the bundle"
        boxed.left_out[_number(workspace, recap)] = why
    report = half_yearly(workspace, quarter) if NATION in whole else None
    if report is not None:
        boxed.left_out[report.number] = TWO_QUARTERS
    recaps = filed_recaps(workspace, whole, quarter)
    for recap, moment in zip(recaps, moments_of(workspace, recaps), strict=True):
        if isinstance(moment, str):
            boxed.left_out[_number(workspace, recap)] = moment
        else:
            boxed.recaps.append(recap)
            boxed.documents += documents_in(workspace, recap)
            _add(boxed, workspace, recap, moment)
    return boxed


def _number(workspace: Workspace, recap: FiledRecap) -> str:
    return documents_in(workspace, recap)[0].number


def _add(boxed: RecapsBoxed, workspace: Workspace, recap: FiledRecap, moment: datetime) -> None:
    """Add what one recap rests on."""
    books = BooksThen(workspace.store, moment, members_of(workspace, NATION))
    members, quarter = members_of(workspace, recap.scope), Quarter.parse(recap.quarter)
    evaluations = books.current_evaluations(recap.quarter, members)
    boxed.evaluations |= {one.evaluation_id or 0: one for one in evaluations}
    for one in books.current_outcomes(str(quarter.previous()), members):
        told = one.model_dump(mode="json", exclude=set(TRACES))
        boxed.outcomes[one.evaluation_id or 0] = told | {"scorecard": {}}
    boxed.waivers |= {
        one.waiver_id or 0: one
        for one in books.waivers()
        if one.rule == REPORT_DUTY and one.region_code in members
    }
    handed_in = books.submissions(recap.quarter)
    of_members = [one for one in handed_in if one.region_code in members]
    # That reports had begun to come is printed too: one of anybody's says it.
    boxed.evidence |= {one.sha256 for one in of_members or handed_in[:1]}
    boxed.evidence |= _weighing(replace(workspace, store=books), quarter, evaluations, members)


def _weighing(
    then: Workspace, quarter: Quarter, evaluations: Sequence[Evaluation], members: Sequence[str]
) -> set[str]:
    """Return the files that say what kab/kota weigh whose province's evaluation does not."""
    known = {
        one.region_code: {child.code for child in children_at(one)}
        for one in evaluations
        if len(one.region_code) == 2 and one.beside is not None
    }
    codes = [one for one in members if one not in known.get(one[:2], set()) and len(one) > 2]
    facts = comparison_facts(then, quarter, codes=codes).facts if codes else {}
    return {one.evidence_sha256 for those in facts.values() for one in those}
