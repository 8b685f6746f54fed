"""A scale in words, and how the value of an indicator was placed on it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore

Ends = tuple[Decimal, Decimal]


def scale_words(row: IndicatorScore, speech: Speech) -> str:
    """Return the scale in words with its reference; what it was described as where it is older."""
    rule, language = row.scale_rule, speech.language
    reference = speech.reference(row.scale_reference)
    ends = _ends(rule)
    if ends is not None:
        key = "logarithmic" if _of(rule, "goalposts").get("transform") == "log" else "linear"
        floor, target = (speech.figure(one) for one in ends)
        return said(key, language, floor=floor, target=target, reference=reference)
    if "distance_to_target" in rule:
        target = speech.figure(Decimal(str(_of(rule, "distance_to_target")["target"])))
        return said("distance", language, target=target, reference=reference)
    rows = _rows(rule, speech)
    if not rows:
        return f"{row.scale} [{reference}]"
    return said("table", language, rows="; ".join(rows), reference=reference)


def _of(rule: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = rule.get(name) or {}
    return found


def _ends(rule: Mapping[str, Any]) -> Ends | None:
    """Return the values worth 0 and 100 points of a scale that runs between two ends."""
    linear, posts = _of(rule, "linear"), _of(rule, "goalposts")
    if linear:
        return Decimal(str(linear["floor"])), Decimal(str(linear["target"]))
    if posts:
        low, high = Decimal(str(posts["minimum"])), Decimal(str(posts["maximum"]))
        return (low, high) if posts.get("direction", "more") == "more" else (high, low)
    return None


def _rows(rule: Mapping[str, Any], speech: Speech) -> list[str]:
    """Return the rows of a scale that is a table, categories or spans with their points."""
    steps = _of(rule, "steps")
    if steps:
        best_first = sorted(steps.items(), key=lambda pair: -Decimal(str(pair[1])))
        return [
            f"{speech.word('categories', name)} {_points(of, speech)}" for name, of in best_first
        ]
    if "boolean" in rule:
        own = _of(rule, "boolean")
        pairs = (("ya", own.get("points_yes", 100)), ("tidak", own.get("points_no", 0)))
        return [f"{speech.word('categories', word)} {_points(of, speech)}" for word, of in pairs]
    return [
        said(
            "bracket",
            speech.language,
            span=_span(one, speech),
            points=_points(one["points"], speech),
        )
        for one in rule.get("brackets") or []
    ]


def _points(value: object, speech: Speech) -> str:
    return speech.points(Decimal(str(value)))


def _span(one: Mapping[str, Any], speech: Speech) -> str:
    start, end = one.get("from"), one.get("below")
    lower = "" if start is None else f">= {speech.figure(Decimal(str(start)))}"
    upper = "" if end is None else f"< {speech.figure(Decimal(str(end)))}"
    return " ".join(one for one in (lower, upper) if one)


def placed(row: IndicatorScore, speech: Speech) -> str:
    """Return how the value became points, as a sum where there is one to redo."""
    points = speech.points(row.points or Decimal(0))
    if row.unit == "kategori" or row.value is None:
        word = speech.measured(row.value, row.unit)
        return said("placed", speech.language, value=word, points=points)
    value = Decimal(row.value)
    return _line(row, value, points, speech) or said(
        "placed", speech.language, value=speech.figure(value), points=points
    )


def _line(row: IndicatorScore, value: Decimal, points: str, speech: Speech) -> str | None:
    ends = _ends(row.scale_rule)
    if ends is None or _of(row.scale_rule, "goalposts").get("transform") == "log":
        return None
    floor, target = ends
    rising = target > floor
    own, low, high = (speech.figure(one) for one in (value, floor, target))
    less = f"({low})" if floor < 0 else low
    if (value >= target) is rising or value == target:
        return said("reaches_target", speech.language, value=own, target=high, points=points)
    if (value <= floor) is rising or value == floor:
        return said("below_floor", speech.language, value=own, floor=low, points=points)
    if floor == 0:
        return f"{own} / {high} × 100 = {points}"
    return f"({own} - {less}) / ({high} - {less}) × 100 = {points}"
