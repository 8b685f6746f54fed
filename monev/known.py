"""What counts for one region and quarter: in force at its end, known by its cut-off.

Takes and returns values. Judging what is known is left to quality and scoring.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from models import (
    Attestation,
    BudgetLine,
    ContextEvent,
    Contribution,
    Fact,
    Participation,
    Quarter,
    Region,
    Regulation,
    Statistic,
    Target,
    Tier,
)

Stated = TypeVar("Stated", bound=Fact)
ROOMS = ("budget", "regulations", "participation", "contributions", "attestations", "targets")
"""The fields of `KnownFacts` with the facts that scoring looks at."""


@dataclass(frozen=True)
class Child:
    """What a province knows of one of its kab/kota: null where nothing was evaluated.

    `regulation_tier` is the farthest kind of source that its answer about regulation rests on.
    `completeness` (0-1), `rules` (profile, version, mode) and `persons` (pairs of a basis and how
    many it counts there) are told beside scores and decide none, so they make no child another.
    """

    code: str
    name: str
    regulation_in_force: bool | None
    score: Decimal | None
    band: str | None = None
    revision: int | None = None
    regulation_tier: Tier = Tier.EVALUATION
    completeness: Decimal | None = field(default=None, compare=False)
    rules: tuple[str, ...] = field(default=(), compare=False)
    persons: tuple[tuple[str, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class ReportDue:
    """One quarterly report of the region that was due, by our own receipts.

    `handed_in_on` is null where none had come by the cut-off; `place` names the receipt. A report
    that is `excused` by a waiver is expected only in that it counts once it has come.
    `on_time_until` is named where the report came after a due day on which offices were closed,
    and by the working day until which it is on time; null everywhere else.
    """

    quarter: str
    due_on: date
    handed_in_on: date | None
    evidence_sha256: str = ""
    place: str = ""
    excused: bool = False
    on_time_until: date | None = None

    @property
    def on_time(self) -> bool:
        """Whether it came, and by the last day on time."""
        last = self.on_time_until or self.due_on
        return self.handed_in_on is not None and self.handed_in_on <= last

    @property
    def still_out(self) -> bool:
        """Whether it is expected and has not come."""
        return self.handed_in_on is None and not self.excused


@dataclass(frozen=True)
class PastAction:
    """A recommendation of an earlier quarter, as the last evaluation before this one left it.

    `found_in` and `revision` name that evaluation; `closed_in` is the quarter that found it done,
    empty while it is open. `text_en` is told beside `text` and makes it no other recommendation.
    """

    id: str
    indicator: str
    cause: str
    agency: str
    text: str
    deadline: date
    issued_in: str
    revision: int
    asks_for_data: bool = False
    found_in: str = ""
    closed_in: str = ""
    text_en: str = field(default="", compare=False)


@dataclass(frozen=True)
class KnownFacts:
    """The facts of one region as of a quarter, in a fixed order; `too_late` were set aside."""

    region: Region
    quarter: Quarter
    budget: tuple[BudgetLine, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    participation: tuple[Participation, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    targets: tuple[Target, ...] = ()
    context: tuple[ContextEvent, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    children: tuple[Child, ...] = ()
    reports_due: tuple[ReportDue, ...] = ()
    past_actions: tuple[PastAction, ...] = ()
    too_late: tuple[Fact, ...] = field(default=(), compare=False)

    @property
    def all(self) -> tuple[Fact, ...]:
        """Every fact that counts."""
        return (
            *self.budget,
            *self.regulations,
            *self.participation,
            *self.contributions,
            *self.attestations,
            *self.targets,
            *self.context,
            *self.statistics,
        )

    @property
    def tiers(self) -> set[Tier]:
        """The kinds of source the evaluation rests on."""
        return {fact.tier for fact in self.all}

    def attestation(self, item: str) -> Attestation | None:
        """Return the newest answer to one item, the nearer source first on the same day."""
        return next(iter(self.standing_answers(item)), None)

    def standing_answers(self, item: str) -> list[Attestation]:
        """Return the newest answers to one item, of the nearest kind of source on that day.

        More than one where sources of the same kind contradict each other on the same day; what
        is then scored is for the formula to say.
        """
        answers = self._answers.get(item)
        if answers is None:
            return []
        last = max((one.as_of, -one.tier.rank) for one in answers)
        standing = [one for one in answers if (one.as_of, -one.tier.rank) == last]
        return sorted(standing, key=lambda one: one.fact_id)

    @cached_property
    def budget_of_year(self) -> tuple[BudgetLine, ...]:
        """The budget lines of the quarter's fiscal year, in their order.

        Kept, as `figures_of` are: several indicators ask for them, some of them twice.
        """
        return tuple(one for one in self.budget if one.fiscal_year == self.quarter.year)

    def figures_of(self, segment: str) -> Sequence[Participation]:
        """Return what was stated of a segment's participation, in order."""
        return self._figures.get(segment, ())

    @cached_property
    def _figures(self) -> dict[str, list[Participation]]:
        return _grouped(self.participation, lambda one: one.segment)

    @cached_property
    def _answers(self) -> dict[str, list[Attestation]]:
        return _grouped(self.attestations, lambda one: one.item)

    @cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """Where each fact that scoring looks at stands, by its id: the field here, and its place.

        Kept, because what-if steps look up the facts they change some hundred times.
        """
        return {
            fact.fact_id: (room, at)
            for room in ROOMS
            for at, fact in enumerate(getattr(self, room))
        }


def _grouped(facts: Sequence[Stated], name: Callable[[Stated], str]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = {}
    for one in facts:
        found.setdefault(name(one), []).append(one)
    return found


def facts_known(
    region: Region,
    quarter: Quarter,
    facts: Sequence[Fact],
    children: Sequence[Child] = (),
    cut_off: date | None = None,
) -> KnownFacts:
    """Split facts into those that count for the quarter and those that came too late.

    A fact counts when it was known by the cut-off, which is the quarter's due date unless another
    day is asked for, and speaks of a day that is not after the quarter's end: a rule enacted on
    1 October is not a rule of the third quarter. Money spent after the end is taken off a budget
    line, whose allocation still counts.
    """
    by = cut_off or quarter.due_date
    kept: list[Fact] = []
    late: list[Fact] = []
    for fact in facts:
        (kept if counts(fact, quarter, by) else late).append(fact)
    kept.sort(key=lambda fact: (fact.known_on, fact.fact_id))
    return KnownFacts(
        region=region,
        quarter=quarter,
        budget=tuple(_as_spent(one, quarter.end) for one in kept if isinstance(one, BudgetLine)),
        regulations=tuple(one for one in kept if isinstance(one, Regulation)),
        participation=tuple(one for one in kept if isinstance(one, Participation)),
        contributions=tuple(one for one in kept if isinstance(one, Contribution)),
        attestations=tuple(one for one in kept if isinstance(one, Attestation)),
        targets=tuple(one for one in kept if isinstance(one, Target)),
        context=tuple(one for one in kept if isinstance(one, ContextEvent)),
        statistics=tuple(one for one in kept if isinstance(one, Statistic)),
        children=tuple(sorted(children, key=lambda child: child.code)),
        too_late=tuple(late),
    )


def counts(fact: Fact, quarter: Quarter, by: date) -> bool:
    """Say whether a fact was known by the day `by` and speaks of a day that the quarter knows."""
    if fact.known_on > by:
        return False
    match fact:
        case Regulation():
            return fact.stage_on <= quarter.end
        case Participation() | Attestation():
            return fact.as_of <= quarter.end
        case Contribution():
            return fact.span_end <= quarter.end
        case ContextEvent():
            return fact.happened_on is None or fact.happened_on <= quarter.end
        case Statistic():
            return fact.span_start <= quarter.end
        case BudgetLine():
            return fact.fiscal_year <= quarter.year
        case _:
            return True


def _as_spent(line: BudgetLine, end: date) -> BudgetLine:
    if line.realised_on is None or line.realised_on <= end:
        return line
    spent = {"realised_idr": None, "realised_on": None}
    cells = {name: cell for name, cell in line.cells.items() if name not in spent}
    return line.model_copy(update={**spent, "cells": cells})
