"""The charts of documents about one region: values of a dossier, worded and handed to `charts`."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from models import Quarter
from monev.dossier import Dossier, PastScore
from monev.profile import RegulationRow
from monev.reports.charts import (
    Bar,
    Instrument,
    QuarterScore,
    Stretch,
    palette,
    quarter_trend,
    score_bars,
    stage_ladders,
)
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.reports.words.wording import vocabulary
from monev.scorecard import Scorecard

MOST_LADDERS = 4


def underline(pct: Decimal) -> Markup:
    """Return the style of a cell whose lower edge is drawn up to a percentage (0-100)."""
    end = min(max(pct, Decimal(0)), Decimal(100)).quantize(Decimal("0.1"))
    bar = f"linear-gradient(to right,{palette.BAR}fe {end}%,{palette.SOFT}fe {end}%)"
    return Markup(f"background:{bar} 0 100%/100% 1.8pt no-repeat")  # noqa: S704 - digits only


def pillar_chart(card: Scorecard, speech: Speech) -> Markup:
    """Draw the pillars' scores with their bounds."""
    none = said("drawn_none", speech.language)
    bars = []
    told = []
    for one in card.pillars:
        name = f"{one.id}  {speech.of(one.title)}"
        printed = none if one.score is None else speech.score(one.score)
        bars.append(Bar(name, one.score, one.low, one.high, printed))
        key = "drawn_unscored" if one.score is None else "drawn_pillar"
        bounds = {"low": speech.score(one.low), "high": speech.score(one.high)}
        told.append(said(key, speech.language, name=name, score=printed, **bounds))
    alt = said("drawn_pillars", speech.language, pillars="; ".join(told))
    return score_bars(bars, alt, language=speech.language)


def regulation_chart(rows: Sequence[RegulationRow], speech: Speech) -> Markup:
    """Draw how far the foremost regulations have come; an unknown one is a dashed ladder."""
    shown = [one for one in rows if one.stage < 9][:MOST_LADDERS]
    words = {number: speech.stage(number) for number in vocabulary().stages}
    told = [
        said(
            "drawn_rule",
            speech.language,
            name=_named(one),
            stage=one.stage,
            word=speech.stage(one.stage),
        )
        for one in shown
    ]
    rules = "; ".join(told) or said("drawn_no_rule", speech.language)
    alt = said("drawn_ladder", speech.language, rules=rules)
    ladders = [Instrument(_named(one) if len(shown) > 1 else "", one.stage) for one in shown]
    return stage_ladders(ladders or [Instrument("", None)], words, alt)


def _named(row: RegulationRow) -> str:
    return f"{row.instrument} {row.number}/{row.year}" if row.number else row.instrument


def trend_chart(dossier: Dossier, speech: Speech) -> Markup:
    """Draw the total by quarter up to this one; empty where there is no earlier quarter.

    Quarters that nobody evaluated stay open; a line joins what the same rules scored.
    """
    history = dossier.told.history
    if not history:
        return Markup("")
    outcomes = [*history, dossier.present]
    axis = _quarters(Quarter.parse(history[0].quarter), dossier.quarter)
    places = {str(one): place for place, one in enumerate(axis)}
    stretches: list[Stretch] = []
    for number, (_, group) in enumerate(groupby(outcomes, key=lambda one: one.rules)):
        scores = [
            QuarterScore(places[one.quarter], one.score, one.score_low, one.score_high)
            for one in group
            if one.score is not None
        ]
        note = said("drawn_cut", speech.language) if number else ""
        if scores:
            stretches.append(Stretch(scores, note if stretches else ""))
    alt = trend_words(outcomes, speech)
    newest = "" if dossier.card.score is None else speech.score(dossier.card.score)
    names = [f"{one.roman} {one.year}" for one in axis]
    return quarter_trend(names, stretches, alt, newest=newest, language=speech.language)


def _quarters(first: Quarter, last: Quarter) -> list[Quarter]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].next())
    return found


def trend_words(outcomes: Sequence[PastScore], speech: Speech) -> str:
    """Return a trend in words: every quarter with its score and bounds."""
    told = [
        said(
            "drawn_quarter",
            speech.language,
            quarter=Quarter.parse(one.quarter).label_in(speech.language),
            score=speech.score(one.score),
            low=speech.score(one.score_low),
            high=speech.score(one.score_high),
        )
        for one in outcomes
    ]
    return said("drawn_trend", speech.language, quarters="; ".join(told))
