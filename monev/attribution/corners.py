"""Two evaluations and everything between them: some factors as before, the others as after.

*data* are facts, the quarter, reports due and past recommendations; *rule* are weights, scales,
parameters, bands and the cap in force; *method* is the mode, and what absence and aggregation do;
*peers* are a province's kab/kota.
"""

from dataclasses import dataclass, replace
from typing import Any

from monev.difference import Factor
from monev.known import KnownFacts
from monev.rubric import RulesInForce

METHOD_RULES = ("missing", "aggregation")
"""Fields of the rules in force that say how to reckon rather than what is expected."""


@dataclass(frozen=True)
class Basis:
    """What one score rests on; `mode` is *ketat* or *indikatif*."""

    known: KnownFacts
    rules: RulesInForce
    mode: str


def mixed(before: Basis, after: Basis, changed: frozenset[str]) -> Basis:
    """Return the basis in which the factors of `changed` are as after and all others as before."""

    def side(factor: Factor) -> Basis:
        return after if factor in changed else before

    method = side("method")
    reckoning: dict[str, Any] = {name: getattr(method.rules, name) for name in METHOD_RULES}
    return Basis(
        known=replace(side("data").known, children=side("peers").known.children),
        rules=replace(side("rule").rules, **reckoning),
        mode=method.mode,
    )


def differing(before: Basis, after: Basis) -> tuple[Factor, ...]:
    """Return the factors that are not the same on both sides; only they can have a share."""
    differs: dict[Factor, bool] = {
        "data": _data(before.known) != _data(after.known),
        "rule": _rule(before.rules) != _rule(after.rules),
        "method": _method(before) != _method(after),
        "peers": before.known.children != after.known.children,
    }
    return tuple(factor for factor, one in differs.items() if one)


def _data(known: KnownFacts) -> tuple[Any, ...]:
    facts = tuple(one.fact_id for one in known.all)
    return known.region.code, known.quarter, facts, known.reports_due, known.past_actions


def _rule(rules: RulesInForce) -> tuple[Any, ...]:
    return rules.day, rules.kind, rules.rubric.sha256


def _method(basis: Basis) -> tuple[Any, ...]:
    return basis.mode, *(getattr(basis.rules, name) for name in METHOD_RULES)
