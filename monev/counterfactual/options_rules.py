"""Levers on regulation: bring a rule into force, complete its substance. And on evidence."""

from models import Fact, Regulation
from monev.counterfactual.levers import Lever
from monev.counterfactual.options_answers import full_tier
from monev.counterfactual.prices import price_of
from monev.counterfactual.scene import Option, Scene
from monev.prospect import Change
from monev.wording import Wording

IN_FORCE = 8
WITHDRAWN = 9


def enact(scene: Scene, lever: Lever) -> list[Option]:
    """Bring a rule into force: first the head's rule, then the act; a draft before a new one."""
    row = scene.row(lever.indicator)
    if row is None or (row.points or 0) >= 100:
        return []
    kinds = scene.levers
    head = kinds.head_rules[scene.known.region.kind]
    in_force = {one.instrument for one in scene.known.regulations if _in_force(one)}
    rungs: list[tuple[str, Regulation | None]] = []
    act = _draft(scene, set(kinds.acts))
    rule = _draft(scene, set(kinds.head_rules.values()))
    if not in_force & set(kinds.head_rules.values()) and (rule is not None or act is None):
        rungs.append((rule.instrument if rule is not None else head, rule))
    if not in_force & set(kinds.acts):
        rungs.append((act.instrument if act is not None else kinds.acts[0], act))
    if not rungs:
        return []

    def changes(quantity: int) -> list[Change]:
        name, draft = rungs[quantity - 1]
        if draft is None:
            return [Change(kind="terbitkan", text=name)]
        tier = full_tier(scene, draft.tier)
        return [Change(kind="terbitkan", fact_id=draft.fact_id, text=name, field=tier.value)]

    def detail(quantity: int) -> Wording:
        name, draft = rungs[quantity - 1]
        if draft is None:
            return Wording(id=f"{name} baru", en=f"a new {name}")
        called = kinds.drafts.get(name, f"Rancangan {name}")
        title = f" “{draft.title}”" if draft.title else ""
        return Wording(id=f"{called}{title}", en=f"the draft {name}{title}")

    used = [draft for _, draft in rungs if draft is not None]
    return [
        Option(
            lever=lever,
            limit=len(rungs),
            changes=changes,
            price=price_of(scene, lever),
            detail=detail,
            inputs=tuple(one for draft in used for one in scene.inputs_of(draft, "A1")),
        )
    ]


def _in_force(one: Regulation) -> bool:
    return one.stage == IN_FORCE and one.status == "berlaku"


def _draft(scene: Scene, instruments: set[str]) -> Regulation | None:
    """Return the draft that has come farthest; a withdrawn or refused one is none."""
    drafts = [
        one
        for one in scene.known.regulations
        if one.instrument in instruments
        and 0 < one.stage < WITHDRAWN
        and one.status != "tidak_berlaku"
        and not _in_force(one)
    ]
    return max(drafts, key=lambda one: (one.stage, one.stage_on, one.fact_id), default=None)


def substance(scene: Scene, lever: Lever) -> list[Option]:
    """Add items of substance that no rule in force holds, in the order of the rubric."""
    row = scene.row(lever.indicator)
    stating = scene.behind(lever.indicator, Regulation, "regulation.substance")
    if row is None or not stating:
        return []
    held = {item for one in stating for item in one.substance or ()}
    wanted = scene.rule(lever.indicator).indicator.arguments["items"]
    lacking = [str(item) for item in wanted if item not in held]
    if not lacking:
        return []
    rule = max(stating, key=lambda one: (one.stage_on, one.fact_id))

    def changes(quantity: int) -> list[Change]:
        return [Change(kind="muatan", fact_id=rule.fact_id, items=lacking[:quantity])]

    def detail(quantity: int) -> Wording:
        named = [scene.levers.items.get(one, Wording(id=one, en=one)) for one in lacking[:quantity]]
        return Wording(id=", ".join(one.id for one in named), en=", ".join(one.en for one in named))

    return [
        Option(
            lever=lever,
            limit=len(lacking),
            changes=changes,
            price=price_of(scene, lever),
            detail=detail,
            inputs=scene.inputs_of(rule, lever.indicator),
        )
    ]


def evidence(scene: Scene, lever: Lever) -> list[Option]:
    """Hand in the document behind an indicator whose points are cut for want of it.

    The value stays as stated; whether the document says the same is for the region to show.
    """
    full = set(scene.rules.evidence.full_tiers)
    asked = {one.indicator.id for one in scene.rules.rules}
    bare = {
        name: [one for one in scene.behind(name, Fact) if one.tier not in full] for name in asked
    }
    return [
        _evidenced(scene, lever, row.id, bare)
        for row in scene.card.indicators
        if row.cap is not None and (row.points or 0) > row.cap and bare.get(row.id)
    ]


def _evidenced(scene: Scene, lever: Lever, indicator: str, bare: dict[str, list[Fact]]) -> Option:
    facts = bare[indicator]
    ids = {one.fact_id for one in facts}
    moves = sorted(name for name, own in bare.items() if ids & {one.fact_id for one in own})
    advice = scene.rules.advice_for(indicator)
    title = scene.rule(indicator).indicator.title
    rules = {"A1", "A2", "A3"} & {one.indicator.id for one in scene.rules.rules}
    touched = rules if any(isinstance(one, Regulation) for one in facts) else set()
    return Option(
        id=f"{indicator}_{lever.id}",
        lever=lever.model_copy(update={"agency": advice.agency, "deadline": advice.deadline}),
        indicator=indicator,
        moves=tuple(sorted({*moves, *touched})),
        limit=1,
        changes=lambda _: [Change(kind="bukti", fact_id=one.fact_id) for one in facts],
        price=price_of(scene, lever),
        detail=lambda _: title,
        inputs=tuple(one for fact in facts for one in scene.inputs_of(fact, indicator)),
    )
