"""Two revisions of one region: their change of score, split exactly into what made it.

Nothing is stored and nothing printed; a revision that cannot be scored again exactly is not split.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from models import Evaluation, Fact, Quarter, Region
from monev.attribution import TOTAL, Basis, Split, apportioned, differing, scored, split
from monev.difference import (
    FACTORS,
    Difference,
    FactChange,
    Factor,
    FactorShare,
    Moved,
    Reason,
    RuleChange,
    Side,
)
from monev.errors import ArchiveError, CatalogueError, UsageError
from monev.known import Child, KnownFacts
from monev.remembered import is_remembered, known_at, rules_at
from monev.rubric import changes_in_force, method_changes
from monev.wording import Wording
from monev.workspace import Workspace

PLACES = 2
"""Decimals of the printed shares."""


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
    old, new = _printed(before.score), _printed(after.score)
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
                "facts": list(_facts(before.known, after.known)),
                "rules": list(_beside(before.known, after.known)),
            }
        case "rule":
            told = {"rules": changes_in_force(before.rules, after.rules)}
        case "method":
            told = {"rules": [*_mode(before, after), *method_changes(before.rules, after.rules)]}
        case "peers":
            told = {"children": list(_children(before.known.children, after.known.children))}
    return share.model_copy(update=told)


def _facts(before: KnownFacts, after: KnownFacts) -> Iterable[FactChange]:
    old = {one.fact_id: one for one in before.all}
    new = {one.fact_id: one for one in after.all}
    for fact in new.values():
        if fact.fact_id not in old:
            yield _fact(fact, gone=False)
    for fact in old.values():
        if fact.fact_id not in new:
            yield _fact(fact, gone=True)


def _fact(fact: Fact, *, gone: bool) -> FactChange:
    cell = next(iter(sorted(fact.cells)), "")
    return FactChange(
        fact_id=fact.fact_id,
        side="gone" if gone else "new",
        kind=fact.kind,
        source_title=fact.source_title,
        locator=fact.cell(cell).locator if cell else "",
        known_on=fact.known_on,
    )


def _beside(before: KnownFacts, after: KnownFacts) -> Iterable[RuleChange]:
    """What differs beside the facts: the quarter itself, reports due, recommendations."""
    pairs = (
        ("triwulan", str(before.quarter), str(after.quarter)),
        ("laporan jatuh tempo", _reports(before), _reports(after)),
        ("rekomendasi lalu", str(len(before.past_actions)), str(len(after.past_actions))),
    )
    for subject, old, new in pairs:
        if old != new:
            yield RuleChange(subject=subject, key="", before=old, after=new)


def _reports(known: KnownFacts) -> str:
    came = sum(one.handed_in_on is not None for one in known.reports_due)
    return f"{came} dari {len(known.reports_due)} diterima"


def _mode(before: Basis, after: Basis) -> Iterable[RuleChange]:
    if before.mode != after.mode:
        yield RuleChange(subject="mode", key="", before=before.mode, after=after.mode)


def _children(before: Iterable[Child], after: Iterable[Child]) -> Iterable[RuleChange]:
    old, new = ({one.code: one for one in side} for side in (before, after))
    for code in sorted(old.keys() | new.keys()):
        one, other = old.get(code), new.get(code)
        if one != other:
            name = next(each.name for each in (other, one) if each is not None)
            yield RuleChange(
                subject=f"{code} {name}", key="nilai", before=_outcome(one), after=_outcome(other)
            )


def _outcome(child: Child | None) -> str | None:
    if child is None or child.revision is None:
        return None
    score = _printed(child.score)
    told = "tanpa nilai" if score is None else str(score).replace(".", ",")
    rule = {True: "regulasi berlaku", False: "belum ada regulasi berlaku", None: ""}
    parts = [told, child.band or "", rule[child.regulation_in_force], f"revisi {child.revision}"]
    return ", ".join(part for part in parts if part)


def _basis(workspace: Workspace, evaluation: Evaluation) -> Basis:
    return Basis(known_at(workspace, evaluation), rules_at(workspace, evaluation), evaluation.mode)


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
        band=evaluation.band,
        mode=evaluation.mode,
        rubric_profile=evaluation.rubric_profile,
        rubric_version=evaluation.rubric_version,
    )


def _printed(score: Decimal | None) -> Decimal | None:
    return None if score is None else score.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
