"""One region, one quarter: the next band, the steps to it, the data wanted, what keeps the band."""

from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.counterfactual.aims import Aim, bands_of, next_aim
from monev.counterfactual.changes import apply_changes
from monev.counterfactual.levers import check_levers, load_levers
from monev.counterfactual.options import options_of
from monev.counterfactual.package import CheapestPackage
from monev.counterfactual.rescoring import Rescoring
from monev.counterfactual.scene import Scene
from monev.counterfactual.sentences import filled
from monev.counterfactual.steps import package_steps, single_steps
from monev.counterfactual.wanted import data_up_to, data_wanted, kept_by
from monev.known import KnownFacts
from monev.printing import plain
from monev.prospect import Prospect, Step
from monev.rubric import RulesInForce
from monev.scorecard import Scorecard
from monev.scoring.budget_lines import alone
from monev.wording import Wording


def prospect(known: KnownFacts, rules: RulesInForce, card: Scorecard) -> Prospect:
    """Return what would change the outcome of one region: every number by scoring anew.

    `card` is the scorecard of `known` under `rules`, in either mode. Deterministic: no clock, no
    files but the catalogue. Raises CatalogueError where levers and rubric do not fit each other.
    """
    levers = load_levers()
    check_levers(levers, rules.rubric)
    scene = Scene(alone(known), rules, card, levers)
    rescoring = Rescoring(scene, options_of(scene))
    aim = None if card.band is None else next_aim(rules, card.band)
    steps: list[Step] = []
    after, band_after, proof = card.score, card.band, (False, False)
    if aim is not None:
        found = CheapestPackage(rescoring, aim).find()
        if found is not None:
            steps, outcome = package_steps(scene, rescoring, aim, found.chosen)
            after, band_after = as_decimal(outcome.totals.score or Fraction(0)), outcome.band
            proof = (found.minimal, found.minimal_whole)
    amounts = [one.amount_idr for one in steps]
    return Prospect(
        region_code=card.region_code,
        quarter=card.quarter,
        mode=card.mode,
        score=card.score,
        band=card.band,
        band_edge=_edge(rules, card.band),
        next_band=None if aim is None else aim.band,
        next_edge=_edge(rules, None if aim is None else aim.band),
        held_by=_held_by(card, aim),
        note=_note(scene, aim, steps),
        single=single_steps(scene, rescoring, aim),
        package=steps,
        package_amount_idr=_sum(amounts) if steps else None,
        minimal=proof[0],
        minimal_whole=proof[1],
        score_after=after,
        band_after=band_after,
        data_wanted=data_wanted(scene, rescoring),
        data_for_band=data_up_to(scene, rules.missing.no_band_below),
        data_for_final=data_up_to(scene, rules.missing.provisional_below),
        kept_by=kept_by(scene, rescoring),
    )


def apply(known: KnownFacts, step: Step) -> KnownFacts:
    """Return the facts as they would be after a step; the given facts stay as they are.

    Raises UsageError where the step was reckoned for other facts.
    """
    return apply_changes(alone(known), step.changes)


def _edge(rules: RulesInForce, band: str | None) -> Decimal | None:
    return next((one.at_least for one in bands_of(rules) if one.title.id == band), None)


def _held_by(card: Scorecard, aim: Aim | None) -> list[str]:
    return [] if aim is None else [one.id for one in card.gates if one.id in aim.barred_by]


def _sum(amounts: list[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if len(known) == len(amounts) else None


def _note(scene: Scene, aim: Aim | None, steps: list[Step]) -> Wording:
    words = scene.levers.words
    if scene.card.band is None:
        return words.no_band
    if aim is None:
        return words.highest
    titles = {one.title.id: one.title for one in bands_of(scene.rules)}
    edge = _edge(scene.rules, aim.band) or Decimal(0)
    band = titles[aim.band]
    told = words.next_band if steps else words.out_of_reach
    note = filled(told, band=band, edge=Wording(id=plain(edge), en=plain(edge, language="en")))
    held = [one for one in scene.card.gates if one.id in aim.barred_by]
    if not held:
        return note
    reasons = Wording(
        id="; ".join(one.reason.id for one in held), en="; ".join(one.reason.en for one in held)
    )
    barred = filled(words.held, gates=reasons)
    return Wording(id=f"{barred.id} {note.id}", en=f"{barred.en} {note.en}")
