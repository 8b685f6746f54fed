"""One current evaluation -> one row of a recap. Who is placed where is decided before."""

from collections.abc import Mapping

from models import Evaluation, Region
from monev.own_books import NEW, tracked
from monev.recap import Advice, Budgeted, Move, Outcome, RecapRow
from monev.reports.region.budget import BudgetTables
from monev.scorecard import Scorecard
from monev.submissions import Standing
from monev.sum_up.leagues import Placed
from monev.sum_up.reading import Read

IN_FORCE = {"keduanya_berlaku", "perda_berlaku", "perkada_berlaku"}


def row_of(
    region: Region,
    hand_in: Standing,
    read: Read | None,
    placed: Placed,
    before: Mapping[str, Evaluation],
) -> RecapRow:
    """Return the row of a government; `before` are outcomes of the quarter before by code."""
    return RecapRow(
        region_code=region.code,
        name=region.name,
        kind=region.kind,
        province_code=region.province_code,
        island_zone=region.island_zone,
        hand_in=hand_in,
        outcome=None if read is None else _outcome(read, placed, before.get(region.code)),
    )


def _outcome(read: Read, placed: Placed, before: Evaluation | None) -> Outcome:
    card, code = read.card, read.region.code
    regulation = _category(card, "A1")
    money = BudgetTables(read.budget)
    return Outcome(
        revision=read.revision,
        score=card.score,
        score_low=card.score_low,
        score_high=card.score_high,
        band=card.band,
        provisional=card.provisional,
        completeness=card.completeness,
        pillars={one.id: one.score for one in card.pillars if one.weight},
        place=placed.places.get(code),
        unranked=placed.reasons.get(code),
        move=moved(read, before),
        regulation=regulation,
        in_force=regulation in IN_FORCE if regulation else None,
        budget=Budgeted(
            planned=_category(card, "B1"),
            allocation_idr=money.allocation_idr,
            absorption_pct=money.absorption_pct,
        ),
        duties={one.id: one.status for one in card.duties},
        advice=_advice(card),
    )


def moved(read: Read, before: Evaluation | None) -> Move:
    """Return the change of the total.

    It is told only where both quarters were scored by the same rules and got a band.
    """
    if before is None:
        return Move(points=None, reason="belum_dievaluasi")
    if (before.rubric_profile, before.rubric_version, before.mode) != read.rules:
        return Move(points=None, reason="aturan_berbeda")
    now = read.card
    if None in (before.band, now.band) or before.score is None or now.score is None:
        return Move(points=None, reason="tanpa_predikat")
    return Move(
        points=now.score - before.score,
        before=before.score,
        completeness_before=before.completeness,
    )


def _category(card: Scorecard, indicator: str) -> str:
    found = next((one for one in card.indicators if one.id == indicator), None)
    if found is None or found.status != "dinilai":
        return ""
    return found.value or ""


def _advice(card: Scorecard) -> Advice:
    statuses = [one.status for one in tracked(card)]
    return Advice(
        overdue=statuses.count("lewat_tenggat"),
        open=statuses.count("terbuka"),
        new=statuses.count(NEW),
        done=statuses.count("selesai"),
    )
