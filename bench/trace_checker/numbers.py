"""The arithmetic of a trace: exact fractions, expressions, scales and means. No indicator here."""

import ast
import operator
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

Value = Fraction | str
Pairs = Sequence[tuple[Fraction, Fraction]]
FULL, NONE = Fraction(100), Fraction(0)
PRINTED = Context(prec=28, rounding=ROUND_HALF_EVEN)
INSIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)
SIGNS: Mapping[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
ENDS = {"linear": ("floor", "target"), "goalposts": ("minimum", "maximum")}


def is_number(text: str) -> bool:
    """Say whether a text is a plain decimal."""
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def rounded(value: Fraction) -> Decimal:
    """Return a fraction as it is printed: 28 significant digits, half even."""
    return PRINTED.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown(value: Fraction) -> str:
    """Return a number as the printed arithmetic has it, with at most six decimals."""
    text = format(round(rounded(value), 6), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def evaluated(text: str, numbers: Mapping[str, Fraction]) -> Fraction:
    """Return what an expression comes to, exactly; ValueError for what the grammar has not."""

    def of(node: ast.AST) -> Fraction:
        match node:
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                return Fraction(SIGNS[type(sign)](of(left), of(right)))
            case ast.UnaryOp(op=ast.USub(), operand=one):
                return -of(one)
            case ast.Name(id=name):
                return numbers[name]
            case ast.Constant():
                return Fraction(text[node.col_offset : node.end_col_offset])
            case ast.Call(func=ast.Name(id="atleast"), args=[one, mark], keywords=[]):
                return Fraction(1 if of(one) >= of(mark) else 0)
        raise ValueError(f"not of the grammar: {text}")

    try:
        return of(ast.parse(text, mode="eval").body)
    except SyntaxError as error:
        raise ValueError(f"not of the grammar: {text}") from error


def figures(text: str, numbers: Mapping[str, Fraction], result: Fraction) -> str:
    """Return an expression as it is printed for people, with its result behind it."""

    def figure(found: re.Match[str]) -> str:
        before, name = found.groups(default="")
        value = numbers[name] if name in numbers else Fraction(name)
        below = value < 0 and before and not name.startswith("s")
        return f"{before}({shown(value)})" if below else before + shown(value)

    worked = re.sub(r"([-+*/] )?\b([mpks]\d+|\d+(?:\.\d+)?)", figure, text).replace(" * ", " x ")
    worked = re.sub(r"atleast\((.*?), (.*?)\)", r"(\1 >= \2)", worked)
    return worked if worked == shown(result) else f"{worked} = {shown(result)}"


def points(value: Value, rule: Mapping[str, Any]) -> Fraction:
    """Return the points of a value on a scale, 0 to 100; ValueError where it has none."""
    ((kind, scale),) = rule.items()
    if kind == "steps":
        return Fraction(scale[value])
    if kind == "boolean":
        yes, no = value == 1 or value in scale["yes"], value == 0 or value in scale["no"]
        if not yes and not no:
            raise ValueError(f"neither yes nor no: {value}")
        return Fraction(scale["points_yes" if yes else "points_no"])
    if isinstance(value, str):
        raise ValueError(f"{kind} asks for a number, found {value}")
    if kind == "brackets":
        return next(Fraction(one["points"]) for one in scale if _within(value, one))
    if kind == "distance_to_target":
        target = Fraction(scale["target"])
        if scale["direction"] == "less":
            return FULL if value <= target else FULL * target / value
        return min(max(FULL * value / target, NONE), FULL)
    start, end = (Fraction(scale[name]) for name in ENDS[kind])
    if kind == "goalposts" and scale["direction"] == "less":
        start, end = end, start
    if scale.get("transform") != "log":
        return min(max(FULL * (value - start) / (end - start), NONE), FULL)
    low, held, high = (_log(min(max(one, min(start, end)), max(start, end)))
                       for one in (start, value, end))  # fmt: skip
    part, whole = INSIDE.subtract(held, low), INSIDE.subtract(high, low)
    return _settled(INSIDE.divide(INSIDE.multiply(Decimal(100), part), whole))


def _within(value: Fraction, bracket: Mapping[str, str]) -> bool:
    low, high = bracket.get("from"), bracket.get("below")
    return (low is None or Fraction(low) <= value) and (high is None or value < Fraction(high))


def mean(pairs: Pairs, method: str) -> Fraction | None:
    """Return the weighted mean of (value, weight), None where nothing weighs anything."""
    live = [pair for pair in pairs if pair[1] > 0]
    if not live:
        return None
    values, over = [value for value, _ in live], sum(weight for _, weight in live)
    if method == "weakest":
        return min(values)
    if method == "arithmetic":
        return sum(value * weight for value, weight in live) / Fraction(over)
    if method not in ("geometric", "harmonic"):
        raise ValueError(f"no mean {method}")
    if min(values) == 0:
        return NONE
    if method == "harmonic":
        return over / sum((weight / value for value, weight in live), NONE)
    if len(set(values)) == 1:
        return values[0]
    logs = [INSIDE.multiply(_decimal(weight / over), _log(value)) for value, weight in live]
    total = Decimal(0)
    for one in logs:
        total = INSIDE.add(total, one)
    return _settled(INSIDE.exp(total))


def _decimal(value: Fraction) -> Decimal:
    return INSIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


def _log(value: Fraction) -> Decimal:
    return INSIDE.ln(_decimal(value))


def _settled(value: Decimal) -> Fraction:
    """Round what is not rational once, to what is printed; later sums take it so."""
    return Fraction(PRINTED.plus(value))
