"""What an indicator carries of the total, and which weights were handed on to it."""

from decimal import Decimal

from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore, PillarScore, Scorecard

NOT_ASKED = "tidak_berlaku"


def weight_words(row: IndicatorScore, card: Scorecard, speech: Speech) -> str:
    """Return the weight, and how it became what is carried where something does not apply."""
    language = speech.language
    own = said(
        "weight",
        language,
        weight=speech.points(row.weight),
        reference=speech.reference(row.weight_reference or "-"),
    )
    if row.status == NOT_ASKED:
        empty = row.pillar in empty_pillars(card)
        return said("no_weight_pillar" if empty else "no_weight", language, weight=own)
    pillar = next((one for one in card.pillars if one.id == row.pillar), None)
    if pillar is None or row.effective_weight == row.weight:
        return own
    within = asked_weight(card, row.pillar)
    figures = [speech.points(one) for one in (row.weight, pillar.effective_weight, within)]
    sum_ = f"{figures[0]} × {figures[1]} / {figures[2]}"
    carried = speech.points(row.effective_weight)
    reasons = _reasons(row, card, pillar, speech)
    told = said("weight_carried", language, carried=carried, sum=sum_)
    return f"{own}{told} ({'; '.join(reasons)})" if reasons else own + told


def asked_weight(card: Scorecard, pillar: str) -> Decimal:
    """Return the nominal weight of what is asked within a pillar."""
    return sum(
        (one.weight for one in card.indicators if one.pillar == pillar and one.status != NOT_ASKED),
        Decimal(0),
    )


def empty_pillars(card: Scorecard) -> list[str]:
    """Return the pillars that bear a weight but in which nothing applies."""
    return [one.id for one in card.pillars if one.weight and not asked_weight(card, one.id)]


def _reasons(
    row: IndicatorScore, card: Scorecard, pillar: PillarScore, speech: Speech
) -> list[str]:
    idle = [
        one.id
        for one in card.indicators
        if one.pillar == row.pillar and one.status == NOT_ASKED and one.weight
    ]
    reasons = []
    if idle:
        reasons.append(said("handed_in_pillar", speech.language, indicators=", ".join(idle)))
    if pillar.effective_weight != pillar.weight and empty_pillars(card):
        names = ", ".join(empty_pillars(card))
        reasons.append(said("handed_by_pillars", speech.language, pillars=names))
    return reasons
