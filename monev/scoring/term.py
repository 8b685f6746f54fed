"""Numbers that remember how they came about: every sum of a formula explains itself.

A `Term` is an exact fraction with the operation that made it. Formulas reckon with terms as with
numbers; `Sum` writes a finished one down as an expression over named inputs (`m1 / (m2 * p1)`),
as the same sum in figures, and with the list of what the names stand for. No rule lives here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.trace import Counted, Input, NamedStep, ParameterUse

MARKS_OF_WORKING = 6
"""Decimal places printed in the arithmetic; scores themselves are never rounded."""
ADDING, MULTIPLYING, WHOLE = 1, 2, 3
STRENGTH = {"+": ADDING, "-": ADDING, "*": MULTIPLYING, "/": MULTIPLYING}
SIGNS = {"+": "+", "-": "-", "*": "x", "/": "/"}

Leaf = Input | ParameterUse | Counted


@dataclass(frozen=True)
class Term:
    """An exact number and its origin: a leaf, a literal, a named step, or an operation on parts."""

    value: Fraction
    sign: str = ""
    parts: tuple["Term", ...] = ()
    leaf: Leaf | None = None
    title: str = ""
    counted_of: tuple[Input, ...] = ()

    def inputs(self) -> Iterator[Input]:
        """Yield the inputs of the sum, as often as they stand in it."""
        if isinstance(self.leaf, Input):
            yield self.leaf
        yield from self.counted_of
        for part in self.parts:
            yield from part.inputs()

    def __add__(self, other: "Term") -> "Term":
        return Term(self.value + other.value, "+", (self, other))

    def __sub__(self, other: "Term") -> "Term":
        return Term(self.value - other.value, "-", (self, other))

    def __mul__(self, other: "Term") -> "Term":
        return Term(self.value * other.value, "*", (self, other))

    def __truediv__(self, other: "Term") -> "Term":
        """Divide; ZeroDivisionError where a formula did not rule a zero out."""
        return Term(self.value / other.value, "/", (self, other))


def literal(number: Fraction | Decimal | int) -> Term:
    """Return a plain number of the rule itself, such as the twelve months of a year."""
    return Term(Fraction(number))


def of_input(source: Input) -> Term:
    """Return what a source stated, as a number; a word counts as its `worth`."""
    worth = source.worth if source.worth is not None else Decimal(source.value)
    return Term(Fraction(worth), leaf=source)


def of_parameter(use: ParameterUse) -> Term:
    """Return a dated number of the rules."""
    return Term(Fraction(use.value), leaf=use)


def counted(title: str, items: Iterable[str], inputs: Iterable[Input]) -> Term:
    """Return how many items there are, with what was counted and the inputs that show them."""
    listed = list(items)
    leaf = Counted(title=title, value=len(listed), items=listed)
    return Term(Fraction(len(listed)), leaf=leaf, counted_of=tuple(inputs))


def named(title: str, term: Term) -> Term:
    """Return the term as a step of its own, printed on its own line under `title`.

    `title` is a key of the report's wording.
    """
    return Term(term.value, "step", (term,), title=title)


def total(terms: Iterable[Term]) -> Term:
    """Return the sum; zero for nothing at all.

    Halves are added to halves, so that the lines of a large budget nest a few levels deep only;
    written down it is the same sum.
    """
    listed = list(terms)
    if not listed:
        return literal(0)
    while len(listed) > 1:
        pairs = zip(listed[::2], listed[1::2], strict=False)
        odd = listed[len(listed) // 2 * 2 :]
        listed = [*(one + other for one, other in pairs), *odd]
    return listed[0]


def at_least(term: Term, mark: Fraction | Decimal | int) -> Term:
    """Return one where the term reaches the mark, else zero."""
    reached = Fraction(1 if term.value >= Fraction(mark) else 0)
    return Term(reached, "atleast", (term, literal(mark)))


@dataclass
class Sum:
    """Writes terms down; inputs, parameters, counts and steps get names in order of appearance."""

    inputs: list[Input] = field(default_factory=list)
    parameters: list[ParameterUse] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
    steps: list[NamedStep] = field(default_factory=list)
    _names: dict[object, str] = field(default_factory=dict)

    def expression(self, term: Term) -> str:
        """Return the sum over names, for a program: `m1 / (m2 * p1)`."""
        return self._written(term, figures=False)

    def figures(self, term: Term) -> str:
        """Return the same sum in figures with its result, for a person: `1 / (2 x 3) = 0.5`."""
        worked = self._written(term, figures=True)
        result = shown(term.value)
        return worked if worked == result else f"{worked} = {result}"

    def told(self, source: Input) -> str:
        """Name an input, also one that only stands beside the sum; once named it keeps its name."""
        return self._name(("m", source.fact or source.locator, source.name), source)

    def rule(self, use: ParameterUse) -> str:
        """Name a parameter, also one that only sets a condition; once named it keeps its name."""
        return self._name(("p", use.name, use.since), use)

    def _written(self, term: Term, *, figures: bool) -> str:
        if term.sign == "step":
            name = self._step(term)
            return shown(term.value) if figures else name
        if term.sign == "atleast":
            one, mark = (self._written(part, figures=figures) for part in term.parts)
            return f"({one} >= {mark})" if figures else f"atleast({one}, {mark})"
        if term.parts:
            return self._operation(term, figures=figures)
        if term.leaf is None:
            return shown(term.value) if figures else _digits(term.value)
        name = self._leaf(term)
        return shown(term.value) if figures else name

    def _operation(self, term: Term, *, figures: bool) -> str:
        left, right = term.parts
        mine = STRENGTH[term.sign]
        first = self._written(left, figures=figures)
        second = self._written(right, figures=figures)
        if STRENGTH.get(left.sign, WHOLE) < mine:
            first = f"({first})"
        weaker = STRENGTH.get(right.sign, WHOLE) < mine
        bound = STRENGTH.get(right.sign, WHOLE) == mine and term.sign in "-/"
        if weaker or bound or (figures and right.value < 0 and not right.parts):
            second = f"({second})"
        sign = SIGNS[term.sign] if figures else term.sign
        return f"{first} {sign} {second}"

    def _leaf(self, term: Term) -> str:
        if isinstance(term.leaf, Input):
            return self.told(term.leaf)
        if isinstance(term.leaf, ParameterUse):
            return self.rule(term.leaf)
        leaf = term.leaf
        assert isinstance(leaf, Counted)  # noqa: S101 - the last kind of leaf there is
        of = [self.told(one) for one in term.counted_of]
        return self._name(
            ("k", leaf.title, tuple(leaf.items), tuple(of)), leaf.model_copy(update={"of": of})
        )

    def _name(self, key: tuple[object, ...], leaf: Leaf) -> str:
        known = self._names.get(key)
        if known is not None:
            return known
        match leaf:
            case Input():
                name = f"m{len(self.inputs) + 1}"
                self.inputs.append(leaf.model_copy(update={"id": name}))
            case ParameterUse():
                name = f"p{len(self.parameters) + 1}"
                self.parameters.append(leaf.model_copy(update={"id": name}))
            case Counted():
                name = f"k{len(self.counts) + 1}"
                self.counts.append(leaf.model_copy(update={"id": name}))
        self._names[key] = name
        return name

    def _step(self, term: Term) -> str:
        expression = self.expression(term.parts[0])
        key = ("s", term.title, expression)
        known = self._names.get(key)
        if known is None:
            known = f"s{len(self.steps) + 1}"
            self._names[key] = known
            self.steps.append(
                NamedStep(
                    id=known,
                    title=term.title,
                    expression=expression,
                    arithmetic=self.figures(term.parts[0]),
                    value=as_decimal(term.value),
                )
            )
        return known


def _digits(number: Fraction) -> str:
    """Write a literal so that a program reads the same number."""
    decimal = as_decimal(number)
    return format(decimal, "f") if Fraction(decimal) == number else f"({number})"


def shown(number: Fraction | Decimal) -> str:
    """Print a number of the arithmetic with a point, at most six decimals, no exponent."""
    decimal = as_decimal(Fraction(number))
    wide = Context(prec=max(decimal.adjusted(), 0) + MARKS_OF_WORKING + 2)
    text = format(decimal.quantize(Decimal(1).scaleb(-MARKS_OF_WORKING), context=wide), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
