"""Arithmetic of the rule language: text in, a checked tree, exact values out.

Numbers, names and + - * / with brackets, nothing else: no calls, attributes, powers or texts.
Which names exist, and what a missing value does to a rule, is decided elsewhere.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from operator import itemgetter

Exact = int | Fraction
"""An exact number. Most figures are whole, and Python reckons much faster with those."""
Reckoning = Callable[[Mapping[str, Exact]], Exact]
"""A sum taken apart: values by name in, the exact value out."""

LONGEST = 200
LARGEST = 10**24
"""A value beyond this is no amount, count or share that a report could print."""

_LITERAL = re.compile(r"\d{1,18}|\d{1,9}\.\d{1,6}")
"""As many digits as a float keeps exactly: what the loader of YAML or Python read is as written."""


def divided(value: Exact, divisor: Exact) -> Fraction:
    """Return an exact quotient; raises ZeroDivisionError."""
    return Fraction(value, divisor)


_SIGNS: dict[type[ast.operator], Callable[[Exact, Exact], Exact]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: divided,
}
_NAMES_OF_NODES = {
    "Call": "a call",
    "Attribute": "an attribute (a point between names)",
    "Subscript": "a subscript",
    "Compare": "a comparison (write it in 'operator')",
    "BoolOp": "and/or",
    "IfExp": "if/else",
    "Lambda": "a lambda",
    "JoinedStr": "a text",
    "NamedExpr": "an assignment",
}
ALLOWED = "write numbers, names of fields, + - * / and brackets only"


class ExpressionFault(ValueError):
    """The text is no expression of the language; says which part and what may stand there."""


@dataclass(frozen=True)
class Expression:
    """A checked expression; `names` are those it uses, in the order in which they first stand."""

    text: str
    names: tuple[str, ...]
    bare_name: str
    """The name, where the expression is nothing but one name; otherwise empty."""
    _reckon: Reckoning = field(repr=False, compare=False)

    def value(self, values: Mapping[str, Exact]) -> Exact | None:
        """Return the exact value, or None where it is not computable.

        That is where it would divide by zero, or lie at or beyond `LARGEST`. Every name must have
        a value; KeyError otherwise.
        """
        try:
            value = self._reckon(values)
        except ZeroDivisionError:
            return None
        return value if -LARGEST < value < LARGEST else None


@cache
def parse(text: str) -> Expression:
    """Return the expression that `text` writes; raises ExpressionFault for anything else.

    Literals are read from their digits, so that `0.1` is exactly a tenth.
    """
    if len(text) > LONGEST:
        raise ExpressionFault(f"{len(text)} characters found, at most {LONGEST} expected")
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionFault(f"{text!r} is no arithmetic; {ALLOWED}") from error
    _inspect(body, text.strip())
    names = dict.fromkeys(_names(body))
    bare = body.id if isinstance(body, ast.Name) else ""
    return Expression(text, tuple(names), bare, _reckoning(body))


def _inspect(node: ast.expr, text: str) -> None:
    match node:
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            _inspect(left, text)
            _inspect(right, text)
        case ast.BinOp(op=sign):
            what = "a power (**)" if isinstance(sign, ast.Pow) else f"{type(sign).__name__}"
            raise ExpressionFault(f"{what} found in {text!r}; {ALLOWED}")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            _inspect(operand, text)
        case ast.Name():
            pass
        case ast.Constant() if _LITERAL.fullmatch(_written(node, text)):
            pass
        case ast.Constant():
            raise ExpressionFault(
                f"{_written(node, text)!r} found, a plain number of at most 18 digits (9 and 6 "
                f"about a point) expected, such as 0.5; {ALLOWED}"
            )
        case _:
            kind = type(node).__name__
            raise ExpressionFault(f"{_NAMES_OF_NODES.get(kind, kind)} found in {text!r}; {ALLOWED}")


def _written(node: ast.Constant, text: str) -> str:
    return ast.get_source_segment(text, node) or ""


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case ast.UnaryOp(operand=operand):
            yield from _names(operand)
        case ast.Name(id=name):
            yield name


def _reckoning(node: ast.expr) -> Reckoning:
    """Return the sum as a function of its names, so that a rule is taken apart only once."""
    match node:
        case ast.BinOp(left=left, op=sign, right=right):
            apply, first, second = _SIGNS[type(sign)], _reckoning(left), _reckoning(right)
            return lambda values: apply(first(values), second(values))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = _reckoning(operand)
            return lambda values: -positive(values)
        case ast.UnaryOp(operand=operand):
            return _reckoning(operand)
        case ast.Name(id=name):
            return itemgetter(name)
        case ast.Constant(value=number):
            # `_inspect` let plain digits through only; repr of such a float reads back as written.
            literal = Fraction(repr(number))
            whole: Exact = literal.numerator if literal.denominator == 1 else literal
            return lambda _: whole
    raise AssertionError(f"{ast.dump(node)} was let through by the inspection")
