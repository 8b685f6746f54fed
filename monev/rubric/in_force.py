"""The rules of one day: which scale, weight, band and parameter held then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from monev.errors import CatalogueError
from monev.rubric.shapes import (
    Advice,
    AggregationRule,
    Bands,
    Dated,
    Deadline,
    Duty,
    EvidenceRule,
    Gate,
    Indicator,
    MissingRule,
    Parameter,
    Rubric,
    Scale,
    TargetFamily,
)
from monev.wording import Wording

Value = TypeVar("Value", bound=Dated)


@dataclass(frozen=True)
class RuleOfIndicator:
    """An indicator with the weight and scale in force for one kind of government."""

    indicator: Indicator
    weight: Decimal
    weight_reference: str
    scale: Scale


@dataclass(frozen=True)
class ParameterInForce:
    """A parameter with the value that holds on a day; family and due day for targets alone."""

    id: str
    value: Decimal
    from_: date
    reference: str
    family: TargetFamily | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class RulesInForce:
    """Everything that judges one kind of government on one day."""

    rubric: Rubric
    day: date
    kind: str
    rules: tuple[RuleOfIndicator, ...]
    bands: Bands
    missing: MissingRule
    evidence: EvidenceRule
    aggregation: AggregationRule

    @property
    def pillars(self) -> list[tuple[str, Wording]]:
        """Pillars that carry weight for this kind of government, in printed order."""
        used = {rule.indicator.pillar for rule in self.rules}
        return [(one.id, one.title) for one in self.rubric.head.pillars if one.id in used]

    @property
    def gates(self) -> list[Gate]:
        """Ceilings on the band."""
        return self.rubric.head.gates

    @property
    def duties(self) -> list[Duty]:
        """All duties; those of another kind of government are reported as not applicable."""
        return self.rubric.duties

    def parameter(self, name: str) -> ParameterInForce | None:
        """Return the parameter on the day, or None where none was in force or it was abolished.

        Raises CatalogueError when no parameter of that name exists at all.
        """
        for parameter in self.rubric.parameters:
            if parameter.id == name:
                return _parameter_in_force(parameter, self.day)
        raise CatalogueError("parameters", 1, name, "no parameter of that name; add it with a date")

    @property
    def national_targets(self) -> list[ParameterInForce]:
        """The targets of the nation that were known on the day and not yet past, by due day."""
        found = [
            value
            for one in self.rubric.parameters
            if one.family is not None and (value := _parameter_in_force(one, self.day)) is not None
        ]
        return sorted(found, key=lambda one: (one.due_on or one.from_, one.id))

    @property
    def package_idr(self) -> int | None:
        """The monthly BPU package (JKK + JKM) in force in rupiah, None where none is."""
        parts = [self.parameter(name) for name in ("iuran_jkk_bpu_idr", "iuran_jkm_bpu_idr")]
        return int(sum(one.value for one in parts if one)) if all(parts) else None

    def advice_for(self, indicator: str) -> Advice:
        """Return what to do about an indicator."""
        return next(one for one in self.rubric.advice if one.indicator == indicator)

    def deadline(self, name: str) -> Deadline:
        """Return a window of the budget calendar."""
        return next(one for one in self.rubric.deadlines if one.id == name)


def rules_in_force(rubric: Rubric, kind: str, day: date) -> RulesInForce:
    """Return the rules for `kind` (provinsi, kabupaten, kota) on `day`.

    Raises CatalogueError when the rubric had nothing in force then.
    """
    rules = []
    for indicator in rubric.indicators:
        weights, scale = _in_force(indicator.weights, day), _in_force(indicator.scale, day)
        if weights is None or scale is None:
            continue
        weight: Decimal = getattr(weights, kind)
        if weight > 0:
            rules.append(RuleOfIndicator(indicator, weight, weights.reference, scale))
    head = rubric.head
    return RulesInForce(
        rubric=rubric,
        day=day,
        kind=kind,
        rules=tuple(rules),
        bands=_needed(head.bands, day, "bands"),
        missing=_needed(head.missing, day, "missing"),
        evidence=_needed(head.evidence, day, "evidence"),
        aggregation=_needed(head.aggregation, day, "aggregation"),
    )


def _parameter_in_force(parameter: Parameter, day: date) -> ParameterInForce | None:
    found = _in_force(parameter.values, day)
    if found is None or found.value is None:
        return None
    return ParameterInForce(
        id=parameter.id,
        value=found.value,
        from_=found.from_,
        reference=found.reference,
        family=parameter.family,
        due_on=found.due_on,
    )


def _in_force(values: Sequence[Value], day: date) -> Value | None:
    return next((value for value in values if value.holds_on(day)), None)


def _needed(values: Sequence[Value], day: date, key: str) -> Value:
    value = _in_force(values, day)
    if value is None:
        raise CatalogueError("rubric.yaml", 1, key, f"nothing in force on {day}; date a value")
    return value
