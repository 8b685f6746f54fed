"""What an evaluation knew and judged by, written down when it is filed and made again later.

Scoring again is for others; here is only what they need for it.
"""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from models import Evaluation, Quarter, RuleBook
from monev.errors import ArchiveError, UsageError
from monev.known import Child, KnownFacts, PastAction, ReportDue, facts_known
from monev.rubric import Rubric, RulesInForce, from_content, rules_in_force, to_content
from monev.workspace import Workspace

_CHILDREN = TypeAdapter(tuple[Child, ...])
_REPORTS_DUE = TypeAdapter(tuple[ReportDue, ...])
_PAST_ACTIONS = TypeAdapter(tuple[PastAction, ...])


def beside_of(known: KnownFacts) -> dict[str, Any]:
    """Return what was known beside the facts as plain values: decimals and days as text."""
    return {
        "children": _CHILDREN.dump_python(known.children, mode="json"),
        "reports_due": _REPORTS_DUE.dump_python(known.reports_due, mode="json"),
        "past_actions": _PAST_ACTIONS.dump_python(known.past_actions, mode="json"),
    }


def children_at(evaluation: Evaluation) -> tuple[Child, ...]:
    """Return the kab/kota a province's evaluation knew of; none where that was not kept."""
    return () if evaluation.beside is None else _children(evaluation.beside)


def _children(beside: dict[str, Any]) -> tuple[Child, ...]:
    return _CHILDREN.validate_python(beside["children"])


def keep_rules(workspace: Workspace, rubric: Rubric) -> None:
    """Keep the rules under their hash; rules that are kept already stay as they are."""
    if workspace.store.rule_book(rubric.sha256) is not None:
        return
    workspace.store.keep_rule_book(
        RuleBook(
            sha256=rubric.sha256,
            profile=rubric.head.profile,
            version=rubric.version,
            content=to_content(rubric),
            first_used_at=workspace.now(),
        )
    )


def is_remembered(evaluation: Evaluation) -> bool:
    """Say whether the evaluation was filed together with its rules and the ids of its facts."""
    kept = (evaluation.rubric_sha256, evaluation.fact_ids, evaluation.beside)
    return all(one is not None for one in kept)


def known_at(workspace: Workspace, evaluation: Evaluation) -> KnownFacts:
    """Return exactly what the evaluation knew, whatever has been collected since.

    Raises UsageError for a revision that is older than the keeping of this, and ArchiveError
    where a fact it rests on is no longer there as it was.
    """
    if evaluation.fact_ids is None or evaluation.beside is None:
        raise UsageError(f"{_named(evaluation)} was filed before facts and rules were remembered")
    kept = {one.fact_id: one for one in workspace.store.facts_of(evaluation.region_code)}
    lost = [name for name in evaluation.fact_ids if name not in kept]
    if lost:
        raise ArchiveError(f"{_named(evaluation)} rests on fact {lost[0]}, which is not kept")
    beside = evaluation.beside
    known = replace(
        facts_known(
            workspace.register.regions[evaluation.region_code],
            Quarter.parse(evaluation.quarter),
            [kept[name] for name in evaluation.fact_ids],
            _children(beside),
        ),
        reports_due=_REPORTS_DUE.validate_python(beside["reports_due"]),
        past_actions=_PAST_ACTIONS.validate_python(beside["past_actions"]),
    )
    if [one.fact_id for one in known.all] != evaluation.fact_ids:
        raise ArchiveError(f"{_named(evaluation)}: its facts no longer count as they did then")
    return known


def rules_at(workspace: Workspace, evaluation: Evaluation) -> RulesInForce:
    """Return the rules by which the evaluation judged, whatever the catalogue says today.

    Raises UsageError for a revision that is older than the keeping of rules, ArchiveError where
    the book is gone, and CatalogueError where this version of Monev cannot read it.
    """
    if evaluation.rubric_sha256 is None:
        raise UsageError(f"{_named(evaluation)} was filed before facts and rules were remembered")
    book = workspace.store.rule_book(evaluation.rubric_sha256)
    if book is None:
        short = evaluation.rubric_sha256[:8]
        raise ArchiveError(f"{_named(evaluation)} judged by rule book {short}, which is not kept")
    region = workspace.register.regions[evaluation.region_code]
    day = Quarter.parse(evaluation.quarter).end
    return rules_in_force(from_content(book.content), region.kind, day)


def _named(evaluation: Evaluation) -> str:
    return f"{evaluation.region_code} {evaluation.quarter} revision {evaluation.revision}"
