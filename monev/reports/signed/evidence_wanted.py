"""Which documents a region still has to hand in, for what it did not answer or did not prove."""

from dataclasses import dataclass
from datetime import date

from monev.prospect import Prospect
from monev.scorecard import IndicatorScore, Scorecard


@dataclass(frozen=True)
class WantedDocument:
    """Evidence that is still to be handed in for an indicator.

    `agency` is empty and `deadline` null where no recommendation asks for it.
    """

    indicator: IndicatorScore
    agency: str
    deadline: date | None


def evidence_wanted(card: Scorecard, prospect: Prospect) -> list[WantedDocument]:
    """Return the documents for indicators without data and for statements that count in part."""
    asked = {one.indicator: (one.agency, one.deadline) for one in card.actions}
    asked |= {one.indicator: (one.agency, one.deadline) for one in prospect.data_wanted}
    return [
        WantedDocument(one, *asked.get(one.id, ("", None)))
        for one in card.indicators
        if one.status == "data_tidak_tersedia" or _capped(one)
    ]


def _capped(one: IndicatorScore) -> bool:
    return one.cap is not None and one.points is not None and one.points > one.cap
