"""Data that are missing: what they could move, never what they will; and what keeps a band."""

from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.counterfactual.aims import bands_of
from monev.counterfactual.options_people import without_counts
from monev.counterfactual.rescoring import FULL, ZERO, Rescoring
from monev.counterfactual.scene import Scene
from monev.counterfactual.sentences import filled
from monev.counterfactual.steps import deadline
from monev.prospect import DataWanted, Keeper
from monev.scorecard import IndicatorScore
from monev.wording import Wording


def data_wanted(scene: Scene, rescoring: Rescoring) -> list[DataWanted]:
    """Return what is asked for: the heaviest gaps first, then what is known only in part."""
    missing = [one for one in scene.card.indicators if one.status == "data_tidak_tersedia"]
    missing.sort(key=lambda one: (-one.effective_weight, one.id))
    partly = [one for one in scene.card.indicators if _open(one)]
    uncounted = {
        lever.indicator
        for lever in scene.levers.levers
        if lever.change == "insure" and without_counts(scene, lever)
    }
    words = scene.levers.words
    known = {one.id for one in (*missing, *partly)}
    told = [one for one in scene.card.indicators if one.id in uncounted - known]
    asked = [
        *((one, words.ask, ZERO, FULL) for one in missing),
        *((one, words.partly_known, *_bounds(rescoring, one)) for one in partly),
        *((one, words.persons_not_stated, *_bounds(rescoring, one)[:1] * 2) for one in told),
    ]
    return [_wanted(scene, rescoring, *one) for one in asked]


def _bounds(rescoring: Rescoring, row: IndicatorScore) -> tuple[Fraction, Fraction]:
    """Return the points of an indicator as scored, and at the better reading of what is known."""
    judged = rescoring.base[row.id]
    return judged.score or ZERO, judged.high


def _open(row: IndicatorScore) -> bool:
    return row.status == "dinilai" and row.score is not None and row.high > row.score


def _wanted(
    scene: Scene,
    rescoring: Rescoring,
    row: IndicatorScore,
    words: Wording,
    worst: Fraction,
    best: Fraction,
) -> DataWanted:
    advice = scene.rules.advice_for(row.id)
    low, high = _gain(rescoring, row, worst), _gain(rescoring, row, best)
    return DataWanted(
        indicator=row.id,
        sentence=filled(words, title=row.title, evidence=row.evidence_wanted),
        reason=row.reason,
        gain_low=as_decimal(low),
        gain_high=as_decimal(high),
        completeness=_share(scene, row) if row.status == "data_tidak_tersedia" else Decimal(0),
        agency=advice.agency,
        deadline=deadline(scene, advice.deadline),
        deadline_title=scene.rules.deadline(advice.deadline).title,
    )


def _gain(rescoring: Rescoring, row: IndicatorScore, points: Fraction) -> Fraction:
    """Return what the total would move by if the answer were worth so many points."""
    return rescoring.total_with(row.id, points) - rescoring.outcome({}).total


def _share(scene: Scene, row: IndicatorScore) -> Decimal:
    asked = [one for one in scene.card.indicators if one.status != "tidak_berlaku"]
    whole = sum((Fraction(one.effective_weight) for one in asked), Fraction(0))
    return as_decimal(Fraction(row.effective_weight) / whole) if whole else Decimal(0)


def data_up_to(scene: Scene, threshold: Decimal) -> list[str]:
    """Return the fewest answers that lift completeness (0-1) to a threshold, the heaviest first."""
    reached = Fraction(scene.card.completeness)
    asked: list[str] = []
    missing = [one for one in scene.card.indicators if one.status == "data_tidak_tersedia"]
    for one in sorted(missing, key=lambda row: (-row.effective_weight, row.id)):
        if reached >= Fraction(threshold):
            break
        asked.append(one.id)
        reached += Fraction(_share(scene, one))
    return asked


def kept_by(scene: Scene, rescoring: Rescoring) -> list[Keeper]:
    """Return the indicators each of which alone, brought to nothing, would cost the band."""
    card = scene.card
    if card.band is None or card.score is None:
        return []
    bands = bands_of(scene.rules)
    titles = [one.title.id for one in bands]
    place = titles.index(card.band)
    edge = Fraction(bands[place].at_least)
    gates = {
        gate.indicator: gate.id
        for gate in scene.rules.gates
        if titles.index(gate.band_at_most) > place
    }
    keepers = []
    for row in card.indicators:
        if row.status != "dinilai" or row.score is None:
            continue
        without = Fraction(card.score) + _gain(rescoring, row, Fraction(0))
        if without < edge or row.id in gates:
            keepers.append(
                Keeper(
                    indicator=row.id,
                    score_without=as_decimal(without),
                    gate=gates.get(row.id, ""),
                )
            )
    return keepers
