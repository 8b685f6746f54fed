"""What an accepted objection adds to the books, and what that would change, told before deciding.

The contested statement stays in the books. The correction is a statement of its own, from the
document that was handed in, and counts or does not by the rules for every other one; where it does,
it stands in place of the contested one, beside what that one said of other things.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models import BudgetLine, Cell, Fact, Objection, Quarter, Tier
from models.quantities import money_of
from monev.assess_region import known_of
from monev.errors import ArchiveError
from monev.known import KnownFacts, facts_known
from monev.objection_numbers import READ_AS, read_claim, words_for
from monev.objection_states import in_place_of
from monev.rubric import rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from monev.scoring.budget_lines import once
from monev.sources.reading import make_fact
from monev.standing_facts import standing_of
from monev.workspace import Workspace

TIERS = (Tier.DOCUMENT, Tier.BPJS, Tier.INSTRUMENT)
"""What a document handed in with an objection may be."""

PARTNERS: dict[str, tuple[str, ...]] = {
    "participation.active_persons": ("eligible_persons",),
    "participation.eligible_persons": ("active_persons",),
    "attestation.count": ("total",),
    "attestation.total": ("count",),
}
"""Fields without which the contested one could not be reckoned with; others are not taken over."""
WHOLE = ("budget", "regulation", "contribution")
"""Kinds of which one field means little without the others of its statement."""
STANDS_ALONE = ("regulation.stage",)


@dataclass(frozen=True)
class Correction:
    """How the coordinator read the document: where, of which kind, and since when it was public.

    `known_on` is the day printed on it as that of its publication, or the day of acceptance.
    """

    place: str
    known_on: date
    tier: Tier = Tier.DOCUMENT


@dataclass(frozen=True)
class Change:
    """One indicator before and after, in points; null where it has none."""

    indicator: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Foreseen:
    """What acceptance would do to the score by the rules of today; `counts` tells if anything.

    `cut_off` is the day by which a statement has to be known to count for the quarter.
    """

    counts: bool
    cut_off: date
    before: Decimal | None
    after: Decimal | None
    changes: tuple[Change, ...]


def contested_fact(workspace: Workspace, objection: Objection) -> Fact:
    """Return the statement that is contested; it must be there."""
    for one in workspace.store.facts_of(objection.region_code, [objection.fact_kind]):
        if one.fact_id == objection.fact_id:
            return one
    raise ArchiveError(
        f"objection {objection.objection_id} contests statement {objection.fact_id}, which is not "
        "in the books; restore the database from a backup"
    )


def correction_facts(workspace: Workspace, objection: Objection, read: Correction) -> list[Fact]:
    """Return the statements that acceptance adds; nothing is stored.

    A line of a whole list of budget lines is corrected by a new whole list: two lists are never
    added up. What the contested statement says beside the contested field is taken over only where
    it is needed, each with its old place; what only the press had said gains no rank by that.
    """
    fact = contested_fact(workspace, objection)
    if not (isinstance(fact, BudgetLine) and fact.listing):
        corrected = _corrected(workspace, objection, fact, read)
        return [corrected, *_rest(objection, fact, corrected)]
    listing = f"keberatan {objection.objection_id}"
    lines = _whole_listing(workspace, objection, fact)
    return [_corrected(workspace, objection, one, read, listing=listing) for one in lines]


def _whole_listing(workspace: Workspace, objection: Objection, fact: BudgetLine) -> Sequence[Fact]:
    """Return the lines of a list that stand with the contested one, also those of its other files.

    Where a newer one has replaced the contested line, those of its own file stand instead.
    """
    quarter = Quarter.parse(objection.quarter)
    lines = [
        one
        for one in standing_of(workspace, objection.region_code, quarter.due_date, ["budget"])
        if isinstance(one, BudgetLine) and one.listing == fact.listing
    ]
    as_known = facts_known(workspace.register.regions[objection.region_code], quarter, lines)
    counting = {one.fact_id for one in once([*as_known.budget])}
    standing = [one for one in lines if one.fact_id in counting]
    if fact.fact_id in counting:
        return standing
    own = [one for one in lines if one.evidence_sha256 == fact.evidence_sha256] or [fact]
    money = {money_of(one) for one in own}
    return [*own, *(one for one in standing if money_of(one) not in money)]


def foreseen(workspace: Workspace, objection: Objection, facts: Sequence[Fact]) -> Foreseen:
    """Return what these statements would change for the quarter that was contested."""
    quarter = Quarter.parse(objection.quarter)
    region = workspace.register.regions[objection.region_code]
    known = known_of(workspace, region, quarter)
    contested = contested_fact(workspace, objection)
    counts = all(one.known_on <= quarter.due_date for one in facts)
    gone = {one.fact_id for one in in_place_of(contested, known.all)} if counts else set()
    stated = [one for one in known.all if one.fact_id not in gone]
    counted = facts_known(region, quarter, [*stated, *facts], known.children)
    then = replace(counted, reports_due=known.reports_due, past_actions=known.past_actions)
    rules = rules_in_force(workspace.rubric, region.kind, quarter.end)
    cards = [score(one, rules, workspace.settings.mode) for one in (known, then)]
    return Foreseen(
        counts=_any_in(then, facts),
        cut_off=quarter.due_date,
        before=cards[0].score,
        after=cards[1].score,
        changes=_changes(*cards),
    )


def _any_in(known: KnownFacts, facts: Sequence[Fact]) -> bool:
    counted = {one.fact_id for one in known.all}
    return any(one.fact_id in counted for one in facts)


def _changes(before: Scorecard, after: Scorecard) -> tuple[Change, ...]:
    pairs = zip(before.indicators, after.indicators, strict=True)
    return tuple(
        Change(one.id, one.score, other.score) for one, other in pairs if one.score != other.score
    )


def _corrected(
    workspace: Workspace,
    objection: Objection,
    fact: Fact,
    read: Correction,
    **changes: Any,
) -> Fact:
    name = f"{objection.fact_kind}.{objection.field}"
    full = (
        fact.tier
        in rules_in_force(
            workspace.rubric,
            workspace.register.regions[objection.region_code].kind,
            Quarter.parse(objection.quarter).end,
        ).evidence.full_tiers
    )
    values = fact.model_dump(exclude={"fact_id", "cells"})
    contested = fact.fact_id == objection.fact_id
    taken = set(_measures(fact))  # of any other line of a list all stays
    if contested:
        taken = _taken_over(fact, name, read.tier, full=full)
    for field in _measures(fact):
        if field not in taken and not _required(fact, field):
            values[field] = type(fact).model_fields[field].get_default()
    cells = {
        field: Cell(locator=f"tetap dari {fact.source_title}: {cell['locator']}", raw=cell["raw"])
        for field, cell in fact.cells.items()
        if field in taken
    }
    if contested:
        words = words_for(name, fact)
        values[objection.field] = read_claim(name, objection.claimed_raw, words)
        place = f"{objection.document_name}, {read.place}"
        cells[objection.field] = Cell(locator=place, raw=objection.claimed_raw)
    alone = not taken or name in STANDS_ALONE
    values.update(
        evidence_sha256=objection.document_sha256,
        source_title=f"Keberatan {objection.objection_id}: {objection.document_name}",
        source_publisher=workspace.register.regions[objection.region_code].name,
        tier=read.tier if full or alone else fact.tier,
        known_on=read.known_on,
        known_basis="tercetak",
        approximate=False,
        note=f"koreksi atas keberatan {objection.objection_id}",
        cells={field: cell.model_dump() for field, cell in cells.items()},
        **changes,
    )
    return make_fact(fact.kind, values)


def _rest(objection: Objection, fact: Fact, corrected: Fact) -> list[Fact]:
    """Return what the contested statement says of other things, as a statement of its own.

    It keeps source, places and rank, and is known as late as the correction: before, the whole
    statement counts. Nothing where the correction has taken over all there was.
    """
    left = {
        field
        for field in _measures(fact)
        if field not in corrected.cells and getattr(fact, field) not in (None, "")
    }
    if fact.kind in WHOLE or not left & fact.cells.keys() or _required(fact, objection.field):
        return []
    values = fact.model_dump(exclude={"fact_id", "cells"})
    for field in set(_measures(fact)) - left:
        if not _required(fact, field):
            values[field] = type(fact).model_fields[field].get_default()
    values.update(
        known_on=max(fact.known_on, corrected.known_on),
        note=f"selebihnya dari pernyataan yang dikoreksi atas keberatan {objection.objection_id}",
        cells={field: cell for field, cell in fact.cells.items() if field in left},
    )
    return [make_fact(fact.kind, values)]


def _taken_over(fact: Fact, name: str, tier: Tier, *, full: bool) -> set[str]:
    """Return the fields that stay as they were: all, where none of them gains rank by it."""
    if fact.kind in WHOLE or tier.rank >= fact.tier.rank:
        return {field for field in _measures(fact) if f"{fact.kind}.{field}" != name}
    return set(PARTNERS.get(name, ())) if full else set()


def _measures(fact: Fact) -> list[str]:
    kept = ["substance", "realised_on"]
    named = [name.partition(".")[2] for name in READ_AS if name.startswith(f"{fact.kind}.")]
    return [one for one in (*named, *kept) if one in type(fact).model_fields]


def _required(fact: Fact, field: str) -> bool:
    return bool(type(fact).model_fields[field].is_required())
