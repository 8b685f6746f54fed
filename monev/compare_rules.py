"""Two sets of rules over a whole quarter: who would score otherwise, and by how much.

Asked before a change of rules is put into force. Nothing is stored and nothing printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from models import Quarter, Region
from monev.assess_region import RULES_IN_FORCE_A1, farthest_tier, known_of
from monev.composite.precision import as_decimal
from monev.difference import RuleChange
from monev.errors import UsageError
from monev.known import Child
from monev.rubric import (
    Rubric,
    from_content,
    load_rubric,
    profile_names,
    rule_changes,
    rules_in_force,
)
from monev.scoring import FORMULAS, Verdict, verdict
from monev.scoring.written import indicator_score
from monev.workspace import Workspace

SHORTEST_HASH = 4
"""Digits of a rule book's hash that are asked for at least."""


@dataclass(frozen=True)
class RegionUnderBoth:
    """One region's outcome under the first and the second rules; null where there is none."""

    region: Region
    before: Decimal | None
    after: Decimal | None
    band_before: str | None
    band_after: str | None

    @property
    def change(self) -> Decimal:
        """Points gained under the second rules; 0 where a side has no score."""
        if self.before is None or self.after is None:
            return Decimal(0)
        return self.after - self.before

    @property
    def differs(self) -> bool:
        """Say whether score or band would be another one."""
        return (self.before, self.band_before) != (self.after, self.band_after)


@dataclass(frozen=True)
class RulesCompared:
    """Every region with data, the largest change first, and the rules that make the changes."""

    first: Rubric
    second: Rubric
    rules: tuple[RuleChange, ...]
    regions: tuple[RegionUnderBoth, ...]
    without_data: int

    @property
    def counts(self) -> dict[str, int]:
        """How many go up, down, stay, and change their band."""
        changes = [one.change for one in self.regions]
        return {
            "up": sum(change > 0 for change in changes),
            "down": sum(change < 0 for change in changes),
            "unchanged": sum(change == 0 for change in changes),
            "band_changed": sum(one.band_before != one.band_after for one in self.regions),
        }


def rubric_named(workspace: Workspace, name: str) -> Rubric:
    """Return the rules that a folder, a profile or the first digits of a rule book's hash name.

    Raises UsageError for a name that is none of them or fits several books, CatalogueError for a
    folder whose rules cannot be used.
    """
    if Path(name).is_dir():
        return load_rubric(Path(name), formulas=FORMULAS)
    base = load_rubric(formulas=FORMULAS)
    profiles = [base.head.profile, *profile_names()]
    if name in profiles:
        return load_rubric(profile=name, formulas=FORMULAS)
    hexadecimal = len(name) >= SHORTEST_HASH and set(name) <= set("0123456789abcdef")
    books = workspace.store.rule_books(name) if hexadecimal else []
    if len(books) == 1:
        return from_content(books[0].content)
    if books:
        listed = ", ".join(one.sha256[:12] for one in books)
        raise UsageError(f"{name!r} fits several rule books: {listed}. Write more digits.")
    kept = ", ".join(f"{one.sha256[:8]} ({one.version})" for one in workspace.store.rule_books())
    raise UsageError(
        f"{name!r} is no folder, profile or rule book; profiles: {', '.join(profiles)}; "
        f"rule books kept: {kept or 'none'}"
    )


def compare_rules(
    workspace: Workspace, quarter: Quarter, first: Rubric, second: Rubric
) -> RulesCompared:
    """Score every region with facts known for the quarter by both rules, and hold them together.

    Kab/kota come first: a province knows those of its own as they would be under each rubric.
    """
    with_facts = workspace.store.regions_with_facts()
    governments = workspace.register.governments()
    verdicts: dict[str, tuple[Verdict, Verdict]] = {}
    in_force = {
        kind: [rules_in_force(rubric, kind, quarter.end) for rubric in (first, second)]
        for kind in {one.kind for one in governments}
    }
    without = 0
    for region in sorted(governments, key=lambda one: one.kind == "provinsi"):
        known = None
        if region.code in with_facts:
            known = known_of(workspace, _alone(region), quarter)
        below = workspace.register.children(region.code) if region.kind == "provinsi" else []
        if known is None or not known.all:
            without += 1
            continue
        told = [
            replace(known, region=region, children=_children(below, verdicts, place))
            for place in (0, 1)
        ]
        one, other = (
            verdict(facts, rules, workspace.settings.mode)
            for facts, rules in zip(told, in_force[region.kind], strict=True)
        )
        verdicts[region.code] = (one, other)
    found = [
        _held_together(one, *verdicts[one.code]) for one in governments if one.code in verdicts
    ]
    return RulesCompared(
        first=first,
        second=second,
        rules=tuple(rule_changes(first, second)),
        regions=tuple(sorted(found, key=lambda one: (-abs(one.change), one.region.code))),
        without_data=without,
    )


def _held_together(region: Region, first: Verdict, second: Verdict) -> RegionUnderBoth:
    return RegionUnderBoth(region, _score(first), _score(second), first.band, second.band)


def _score(outcome: Verdict) -> Decimal | None:
    score = outcome.totals.score
    return None if score is None else as_decimal(score)


def _alone(region: Region) -> Region:
    """Return the region as one without kab/kota: theirs are scored here, not looked up."""
    if region.kind != "provinsi":
        return region
    return Region(**{**region.model_dump(), "kind": "kabupaten"})


def _children(
    below: Iterable[Region], verdicts: Mapping[str, tuple[Verdict, Verdict]], place: int
) -> tuple[Child, ...]:
    """Return kab/kota as they stand under the first (0) or the second (1) rules, by code."""
    found = [
        _child(one, verdicts[one.code][place] if one.code in verdicts else None) for one in below
    ]
    return tuple(sorted(found, key=lambda one: one.code))


def _child(region: Region, outcome: Verdict | None) -> Child:
    if outcome is None:
        return Child(region.code, region.name, None, None)
    a1 = next((one for one in outcome.rows if one.rule.indicator.id == "A1"), None)
    row = None if a1 is None else indicator_score(a1, Fraction(a1.rule.weight))
    return Child(
        code=region.code,
        name=region.name,
        regulation_in_force=row.value in RULES_IN_FORCE_A1
        if row is not None and row.status == "dinilai"
        else None,
        score=_score(outcome),
        band=outcome.band,
        regulation_tier=farthest_tier(row),
    )
