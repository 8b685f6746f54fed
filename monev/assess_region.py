"""One region as of a quarter: what is known, what is wrong with it, what it scores.

Nothing is printed or filed here; `evaluate_region` does that with the outcome.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from models import Evaluation, Finding, Quarter, Region, Severity, Tier
from monev import quality
from monev.comparison_facts import comparison_facts
from monev.dossier import PastScore
from monev.hand_ins import hand_in_of
from monev.known import Child, KnownFacts, PastAction, ReportDue, facts_known
from monev.own_books import history_of, past_actions, reports_due
from monev.rubric import RulesInForce, rules_in_force
from monev.scorecard import IndicatorScore, Scorecard
from monev.scoring import score
from monev.standing_facts import gone_of, standing_among, standing_of
from monev.standing_findings import excuse, file_findings
from monev.submissions import HandIn, Overtaken
from monev.trajectory import load_trajectory_settings
from monev.workspace import Workspace

RULES_IN_FORCE_A1 = {"keduanya_berlaku", "perda_berlaku", "perkada_berlaku"}


@dataclass(frozen=True)
class Assessment:
    """What is known, found and scored, before anything is printed."""

    known: KnownFacts
    rules: RulesInForce
    findings: list[Finding]
    scorecard: Scorecard
    hand_in: HandIn
    history: list[PastScore] = field(default_factory=list)


def assess(workspace: Workspace, region: Region, quarter: Quarter, mode: str = "") -> Assessment:
    """Return findings and scorecard of one region; stores nothing.

    A finding of severity galat that nobody has excused makes the band provisional.
    """
    gone = gone_of(workspace, region.code, quarter.due_date)
    known = known_of(workspace, region, quarter, gone)
    rules = rules_in_force(workspace.rubric, region.kind, quarter.end)
    findings = quality.check(
        known,
        workspace.quality_rules,
        rules.package_idr,
        peers_of(workspace, region, quarter),
    )
    findings += file_findings(workspace, region.code, quarter, gone)
    excuse(findings, workspace.store.waivers(region.code), quarter)
    open_errors = any(one.severity == Severity.ERROR and not one.waiver for one in findings)
    card = score(known, rules, mode, open_errors)
    return Assessment(
        known=known,
        rules=rules,
        findings=findings,
        scorecard=card,
        hand_in=hand_in_of(workspace, region, quarter),
        history=history_of(workspace, region.code, quarter),
    )


def known_of(
    workspace: Workspace, region: Region, quarter: Quarter, gone: Overtaken | None = None
) -> KnownFacts:
    """Return what counts for a region and quarter.

    A hand-in replaced by a later one does not, nor what an accepted objection has corrected.

    `gone` is what counts no longer, where it was looked up already.
    """
    facts = standing_of(workspace, region.code, quarter.due_date, gone=gone)
    known = facts_known(region, quarter, facts, children_of(workspace, region, quarter))
    return replace(
        known,
        reports_due=reports_due(workspace, region, quarter),
        past_actions=past_actions(workspace, region, quarter),
    )


def peers_of(
    workspace: Workspace, region: Region, quarter: Quarter
) -> dict[str, Sequence[Decimal]]:
    """Return the measures of all other governments of the same kind, by quality rule."""
    values: dict[str, list[Decimal]] = {}
    for code, measures in measures_of_all(workspace, quarter).items():
        if code != region.code and workspace.register.regions[code].kind == region.kind:
            for rule, value in measures.items():
                values.setdefault(rule, []).append(value)
    return dict(values)


def measures_of_all(workspace: Workspace, quarter: Quarter) -> dict[str, dict[str, Decimal]]:
    """Return what the outlier rules measure of every government, by region code.

    Of statements that stand by the quarter's cut-off. Kept for as long as nothing new is stored,
    because every region asks for it.
    """
    store, asked = workspace.store, quality.peer_facts(workspace.quality_rules)
    kinds = {one.kind for one in asked}
    mark = (str(quarter), store.facts_mark(kinds), store.newest_landed())
    if workspace.measures.get("mark") != mark:
        stated = [fact for one in asked for fact in store.facts_having(one.kind, one.having)]
        alone = {fact.fact_id: fact for fact in stated}.values()
        found: dict[str, dict[str, Decimal]] = {}
        for code, facts in standing_among(workspace, alone, quarter.due_date).items():
            if code not in workspace.register.regions:
                continue  # figures of the nation belong to no peer
            known = facts_known(workspace.register.regions[code], quarter, facts)
            if measures := quality.peer_measures(known, workspace.quality_rules):
                found[code] = measures
        workspace.measures.update(mark=mark, found=found)
    return workspace.measures["found"]  # type: ignore[no-any-return]


def children_of(workspace: Workspace, region: Region, quarter: Quarter) -> list[Child]:
    """Return what the current evaluations say of a province's kab/kota; unknown stays unknown."""
    if region.kind != "provinsi":
        return []
    regions = workspace.register.children(region.code)
    codes = [one.code for one in regions]
    evaluated = workspace.store.current_evaluations(str(quarter), codes)
    current = {one.region_code: one for one in evaluated}
    facts = comparison_facts(workspace, quarter, codes=codes)
    persons = facts.persons(regions)
    return [
        replace(
            _child(one, current.get(one.code)), persons=tuple(sorted(persons[one.code].items()))
        )
        for one in regions
    ]


def _child(region: Region, evaluation: Evaluation | None) -> Child:
    if evaluation is None:
        return Child(region.code, region.name, None, None)
    card = Scorecard.model_validate(evaluation.scorecard)
    a1 = next((one for one in card.indicators if one.id == "A1"), None)
    known = a1 is not None and a1.status == "dinilai"
    return Child(
        code=region.code,
        name=region.name,
        regulation_in_force=a1.value in RULES_IN_FORCE_A1 if known and a1 else None,
        score=evaluation.score,
        band=evaluation.band,
        revision=evaluation.revision,
        regulation_tier=farthest_tier(a1),
        completeness=evaluation.completeness,
        rules=(evaluation.rubric_profile, evaluation.rubric_version, evaluation.mode),
    )


def farthest_tier(row: IndicatorScore | None) -> Tier:
    """Return the farthest kind of source behind an indicator that its cap tells of."""
    if row is None or row.cap is None:
        return Tier.EVALUATION
    return max((Tier(one.tier) for one in row.inputs), key=lambda one: one.rank)


def inputs_hash(found: Assessment) -> str:
    """Return the SHA-256 over all that the outcome depends on: facts, rules and findings.

    Which revision an earlier recommendation was read from does not count: filing the same outcome
    once more changes nothing for the quarters after it.
    """
    over_time = load_trajectory_settings()
    content = {
        "region": found.known.region.model_dump(mode="json"),
        "quarter": str(found.known.quarter),
        "mode": found.scorecard.mode,
        "rubric": found.rules.rubric.sha256,
        "facts": [fact.fact_id for fact in found.known.all],
        "children": [
            [
                *(one.code, one.regulation_in_force, _text(one.score), one.band),
                *(one.regulation_tier, _text(one.completeness), one.rules, one.persons),
            ]
            for one in found.known.children
        ],
        "trajectory": [str(over_time.denominator_share), over_time.least_days],
        "reports_due": [_listed(one) for one in found.known.reports_due],
        "past_actions": [_listed(replace(one, revision=0)) for one in found.known.past_actions],
        "history": [one.model_dump_json(exclude={"revision"}) for one in found.history],
        "hand_in": [str(one) for one in (found.hand_in.standing, found.hand_in.below)],
        "findings": [
            [one.rule, one.severity, one.place, one.subject, _text(one.stated), one.waiver]
            for one in found.findings
        ],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _listed(one: ReportDue | PastAction) -> list[str]:
    """Return the values of one entry; a last day on time that never moved adds nothing."""
    values = {each.name: getattr(one, each.name) for each in fields(one) if each.compare}
    if values.get("on_time_until", "") is None:
        del values["on_time_until"]
    return [str(value) for value in values.values()]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
