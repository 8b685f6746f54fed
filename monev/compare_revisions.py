"""Two revisions of one region: their change of score, split exactly into what made it.

Nothing is stored and nothing printed; a revision that cannot be scored again exactly is not split.
"""

from decimal import Decimal
from fractions import Fraction

from models import Evaluation, Quarter, Region
from monev.attribution import TOTAL, Basis, Split, apportioned, differing, scored, split
from monev.attribution.changes import (
    PLACES,
    beside_changed,
    children_changed,
    findings_changed,
    mode_changed,
    printed_score,
)
from monev.attribution.fact_changes import facts_changed
from monev.difference import (
    FACTORS,
    Difference,
    Factor,
    FactorShare,
    FindingChange,
    Moved,
    Reason,
    Side,
)
from monev.errors import ArchiveError, CatalogueError, UsageError
from monev.remembered import is_remembered, known_at, rules_at
from monev.rubric import changes_in_force, method_changes
from monev.wording import Wording
from monev.workspace import Workspace


def revision_of(workspace: Workspace, region: Region, stated: str) -> Evaluation:
    """Return the evaluation that `2024-Q3` (the current revision) or `2024-Q3@1` names.

    Raises UsageError for a text that names no quarter, and for a revision that is not there.
    """
    text, at, number = stated.partition("@")
    try:
        quarter = Quarter.parse(text)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if at and not number.isdecimal():
        raise UsageError(f"{stated!r} found; write the revision as a number: {quarter}@1")
    if at:
        found = workspace.store.evaluation_of(region.code, str(quarter), int(number))
    else:
        found = workspace.store.current_evaluation(region.code, str(quarter))
    if found is None:
        has = [
            f"{one.quarter}@{one.revision}" for one in workspace.store.evaluations_of(region.code)
        ]
        listed = ", ".join(sorted(has)) or "none yet"
        raise UsageError(f"{region.code} {region.name} has no {stated}; it has {listed}")
    return found


def compare_revisions(
    workspace: Workspace, region: Region, before: Evaluation, after: Evaluation
) -> Difference:
    """Return the change of score from one revision to the other, split where that is exact.

    Factors and arithmetic are those of `monev.attribution` (Shapley 1953, Shorrocks 2013).
    """
    total = None
    if before.score is not None and after.score is not None:
        total = Fraction(after.score) - Fraction(before.score)
    old, new = printed_score(before.score), printed_score(after.score)
    plain = Difference(
        region_code=region.code,
        region_name=region.name,
        before=_side(before),
        after=_side(after),
        total=None if total is None else _decimal(total),
        total_exact=None if total is None else str(total),
        printed_before=old,
        printed_after=new,
        printed_total=None if old is None or new is None else new - old,
        findings=_errors_changed(workspace, before, after),
    )
    if total is None:
        return plain.model_copy(update={"reason": "no_score"})
    if not (is_remembered(before) and is_remembered(after)):
        return plain.model_copy(update={"reason": "not_remembered"})
    try:
        first, second = _basis(workspace, before), _basis(workspace, after)
        found, detail = _repeated(first, before) or _repeated(second, after), ""
    except (ArchiveError, CatalogueError) as error:
        found, detail = "not_repeated", str(error)
    if found:
        return plain.model_copy(update={"reason": found, "detail": detail})
    return _split(plain, first, second)


def _split(plain: Difference, before: Basis, after: Basis) -> Difference:
    made = split(before, after)
    if made is None:
        return plain.model_copy(update={"reason": "no_order"})
    parts = [made.shares.get(factor, {}).get(TOTAL, Fraction(0)) for factor in FACTORS]
    printed = apportioned(parts, plain.printed_total or Decimal(0), PLACES)
    return plain.model_copy(
        update={
            "shares": [
                _share(factor, made, rounded, before, after)
                for factor, rounded in zip(FACTORS, printed, strict=True)
            ],
            "orders": made.orders,
            "orders_used": made.orders_used,
        }
    )


def _share(
    factor: Factor, made: Split, printed: Decimal, before: Basis, after: Basis
) -> FactorShare:
    values = made.shares.get(factor, {})
    exact = values.get(TOTAL, Fraction(0))
    titles = {rule.indicator.id: rule.indicator.title for rule in before.rules.rules}
    titles |= {rule.indicator.id: rule.indicator.title for rule in after.rules.rules}
    moved = [(name, points) for name, points in values.items() if name != TOTAL and points]
    share = FactorShare(
        factor=factor,
        differs=factor in differing(before, after),
        exact=str(exact),
        points=_decimal(exact),
        printed=printed,
        moved=[
            Moved(
                indicator=name,
                title=titles.get(name, Wording(id=name, en=name)),
                points=_decimal(points),
            )
            for name, points in sorted(moved, key=lambda one: (-abs(one[1]), one[0]))
        ],
    )
    match factor:
        case "data":
            told: dict[str, object] = {
                "facts": list(facts_changed(before.known, after.known)),
                "rules": list(beside_changed(before.known, after.known)),
            }
        case "rule":
            told = {"rules": changes_in_force(before.rules, after.rules)}
        case "method":
            told = {
                "rules": [*mode_changed(before, after), *method_changes(before.rules, after.rules)]
            }
        case "peers":
            told = {"children": list(children_changed(before.known.children, after.known.children))}
    return share.model_copy(update=told)


def _basis(workspace: Workspace, evaluation: Evaluation) -> Basis:
    return Basis(known_at(workspace, evaluation), rules_at(workspace, evaluation), evaluation.mode)


def _errors_changed(
    workspace: Workspace, before: Evaluation, after: Evaluation
) -> list[FindingChange] | None:
    """Return errors that count in one of two revisions; null where quarters differ."""
    if before.quarter != after.quarter:
        return None
    old, new = (workspace.store.findings_of(one.evaluation_id or 0) for one in (before, after))
    return list(findings_changed(old, new))


def _repeated(basis: Basis, evaluation: Evaluation) -> Reason:
    """Say nothing where scoring again gives the filed score to the digit, else the reason."""
    again = scored(basis)
    same = again is not None and again[TOTAL] == Fraction(evaluation.score or 0)
    return "" if same else "not_repeated"


def _side(evaluation: Evaluation) -> Side:
    return Side(
        quarter=evaluation.quarter,
        revision=evaluation.revision,
        score=evaluation.score,
        completeness=evaluation.completeness,
        band=evaluation.band,
        provisional=evaluation.provisional,
        mode=evaluation.mode,
        rubric_profile=evaluation.rubric_profile,
        rubric_version=evaluation.rubric_version,
    )


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
