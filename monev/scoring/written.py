"""Judged indicators written down as a trace: names for inputs, the sum, what stands beside it.

Nothing is judged here. Numbers are rounded once, to 28 significant digits.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from monev.composite.precision import as_decimal
from monev.composite.scales import OneValueScale, described
from monev.scorecard import IndicatorScore
from monev.scoring.indicator import Judged
from monev.scoring.reading import Decided, Measured, Missing, NotApplicable
from monev.scoring.term import Sum, Term
from monev.trace import Decision


def indicator_score(one: Judged, weight: Fraction) -> IndicatorScore:
    """Return the trace of one indicator; `weight` is what it carries in the total, of 100."""
    rule, indicator = one.rule, one.rule.indicator
    shared: dict[str, Any] = {
        "id": indicator.id,
        "pillar": indicator.pillar,
        "title": indicator.title,
        "duty": indicator.duty,
        "evidence_wanted": indicator.evidence,
        "unit": indicator.unit,
        "weight": rule.weight,
        "weight_reference": rule.weight_reference,
        "effective_weight": as_decimal(weight),
        "status": one.status,
        "formula": indicator.formula,
        "arguments": plain(indicator.arguments),
        "scale": described(rule.scale),
        "scale_rule": scale_rule(rule.scale),
        "scale_reference": rule.scale.reference,
        "points": _decimal(one.points),
        "cap": _decimal(one.cap),
        "score": _decimal(one.score),
        "low": as_decimal(one.low),
        "high": as_decimal(one.high),
    }
    sheet = Sum()
    content = _reading(one, sheet)
    for use in one.consulted:
        sheet.rule(use)
    return IndicatorScore(**shared, **content, parameters=sheet.parameters)


def _reading(one: Judged, sheet: Sum) -> dict[str, Any]:
    match one.reading:
        case Measured():
            return _measured(one.reading, sheet)
        case Missing() | NotApplicable():
            for source in one.reading.inputs:
                sheet.told(source)
            return {"reason": one.reading.reason, "inputs": sheet.inputs}


def _measured(reading: Measured, sheet: Sum) -> dict[str, Any]:
    content: dict[str, Any] = {"note": reading.note, "arithmetic": reading.text}
    if isinstance(reading.value, Term):
        content["expression"] = sheet.expression(reading.value)
        content["arithmetic"] = sheet.figures(reading.value)
    if isinstance(reading.best, Term):
        content["best_expression"] = sheet.expression(reading.best)
        content["best_arithmetic"] = sheet.figures(reading.best)
    for source in reading.told:
        sheet.told(source)
    return content | {
        "value": _value(reading.value),
        "best_value": _value(reading.best),
        "decisions": [_decision(each, sheet) for each in reading.decisions],
        "inputs": sheet.inputs,
        "counts": sheet.counts,
        "steps": sheet.steps,
    }


def _decision(one: Decided, sheet: Sum) -> Decision:
    return Decision(
        answers=dict(one.answers),
        outcome=one.outcome,
        of=[sheet.told(source) for source in one.inputs],
    )


def _value(value: Term | str | None) -> str | None:
    if isinstance(value, Term):
        return format(as_decimal(value.value), "f")
    return value


def _decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else as_decimal(number)


def scale_rule(scale: OneValueScale) -> dict[str, Any]:
    """Return a scale as plain values: its method and what that needs."""
    content = scale.model_dump(by_alias=True, exclude_none=True)
    return {key: plain(value) for key, value in content.items() if key not in _OF_TIME}


_OF_TIME = {"from", "until", "reference"}


def plain(value: Any) -> Any:
    """Return data of the rules with its decimals as digits, as they stand in JSON."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return format(value, "f") if isinstance(value, Decimal) else value
