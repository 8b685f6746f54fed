"""Levers on answers and counts of the instrument: decrees, meetings, reports, follow-up."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from models import Attestation, Tier
from monev.counterfactual.levers import Lever
from monev.counterfactual.prices import price_of
from monev.counterfactual.scene import NOTHING, Option, Scene
from monev.known import KnownFacts
from monev.prospect import Change
from monev.wording import Wording


def answer(scene: Scene, lever: Lever) -> list[Option]:
    """Climb the ladder of an item that was answered below its top; what was not asked stays so."""
    fact = scene.known.attestation(lever.item)
    if scene.row(lever.indicator) is None or fact is None or not fact.answer:
        return []
    if fact not in scene.behind(lever.indicator, Attestation):
        return []
    place = lever.ladder.index(fact.answer) if fact.answer in lever.ladder else -1
    above = lever.ladder[place + 1 :]
    if not above:
        return []
    tier = full_tier(scene, fact.tier)

    def changes(quantity: int) -> list[Change]:
        return [
            Change(kind="jawab", fact_id=fact.fact_id, text=above[quantity - 1], field=tier.value)
        ]

    def detail(quantity: int) -> Wording:
        return lever.labels.get(above[quantity - 1], NOTHING)

    return [_option(scene, lever, fact, len(above), changes, detail)]


def full_tier(scene: Scene, tier: Tier) -> Tier:
    """Return the tier of a deed and its document: as before where that was evidence enough."""
    return tier if tier in scene.rules.evidence.full_tiers else Tier.INSTRUMENT


def count(scene: Scene, lever: Lever) -> list[Option]:
    """Do more of what is counted: up to its total, or to the number that the rubric asks for."""
    fact = scene.known.attestation(lever.item)
    if scene.row(lever.indicator) is None or fact is None or fact.count is None:
        return []
    most: Any = fact.total
    if lever.up_to:
        most = scene.rule(lever.indicator).indicator.arguments
        for key in lever.up_to:
            most = most[key]
    if most is None:
        return []
    limit = int((Decimal(most) - fact.count).to_integral_value(ROUND_CEILING))
    if limit <= 0:
        return []

    def changes(quantity: int) -> list[Change]:
        more = min(Decimal(quantity), Decimal(most) - (fact.count or 0))
        return [Change(kind="tambah", fact_id=fact.fact_id, field="count", amount=more)]

    return [_option(scene, lever, fact, limit, changes)]


def report_next(scene: Scene, lever: Lever) -> list[Option]:
    """Hand in the next reports on time: each is one more due and one more on time.

    What was late stays late. Our own receipts decide where there are any. Source of the duty: SE
    Mendagri 842.2/5193/SJ.
    """
    if scene.row(lever.indicator) is None:
        return []
    due = scene.known.reports_due
    on_time = None if due else scene.known.attestation(lever.item)
    if on_time is None or on_time.count is None or on_time.total in (None, on_time.count):
        on_time = None
    if on_time is None and all(one.on_time for one in due):
        return []

    def changes(quantity: int) -> list[Change]:
        more = Decimal(quantity)
        made = [Change(kind="laporan", text="berikut", amount=more)]
        if on_time is not None:
            made += [
                Change(kind="tambah", fact_id=on_time.fact_id, field=name, amount=more)
                for name in ("count", "total")
            ]
        return made

    def due_day(quantity: int) -> date:
        quarter = scene.known.quarter
        for _ in range(quantity):
            quarter = quarter.next()
        return quarter.due_date

    option = _option(scene, lever, on_time, lever.at_most, changes)
    return [replace(option, due=due_day)]


def report_late(scene: Scene, lever: Lever) -> list[Option]:
    """Hand in reports that are still out; they count as late."""
    if scene.row(lever.indicator) is None:
        return []
    own = not scene.known.reports_due
    late = scene.known.attestation(lever.item) if own else None
    on_time = scene.known.attestation(lever.of) if own else None
    limit = _still_out(scene.known, late, on_time)
    if limit <= 0:
        return []

    def changes(quantity: int) -> list[Change]:
        more = Decimal(quantity)
        made = [Change(kind="laporan", text="terlambat", amount=more)]
        if late is not None:
            made.append(Change(kind="tambah", fact_id=late.fact_id, field="count", amount=more))
        return made

    return [_option(scene, lever, late, limit, changes)]


def _still_out(known: KnownFacts, late: Attestation | None, on_time: Attestation | None) -> int:
    if late is not None and on_time is not None:
        return int((on_time.total or 0) - (on_time.count or 0) - (late.count or 0))
    return sum(one.still_out for one in known.reports_due)


def _option(
    scene: Scene,
    lever: Lever,
    fact: Attestation | None,
    limit: int,
    changes: Any,
    detail: Any = None,
) -> Option:
    return Option(
        lever=lever,
        limit=limit,
        changes=changes,
        price=price_of(scene, lever),
        detail=detail or (lambda _: NOTHING),
        inputs=() if fact is None else scene.inputs_of(fact, lever.indicator),
    )
