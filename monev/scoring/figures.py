"""Published figures about the whole region, told beside the score: the newest of each measure."""

from monev.known import KnownFacts
from monev.profile import FigureRow
from monev.scoring.reading import stated


def figures(known: KnownFacts) -> list[FigureRow]:
    """Return the newest value of every measure and dimension, of the nearest source on one day."""
    newest: dict[tuple[str, str], FigureRow] = {}
    facts = [one for one in known.statistics if one.value is not None]
    for one in sorted(facts, key=lambda fact: (fact.span_end, fact.known_on, -fact.tier.rank)):
        newest[one.measure, one.dimension] = FigureRow(
            measure=one.measure,
            dimension=one.dimension,
            title=one.definition or one.measure.replace("_", " "),
            span_start=one.span_start,
            span_end=one.span_end,
            value=one.value,
            unit=one.unit,
            source=stated(one, "value", one.unit),
        )
    return [newest[key] for key in sorted(newest)]
