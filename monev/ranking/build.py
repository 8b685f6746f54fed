"""Regions of one kind -> one league table: who is ranked, where, and how far that may move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.league import Draws, FactorShare, League, LeagueRow, UnrankedRow
from monev.printing import percent
from monev.ranking.draws import Choice, Ranks, rank_draws
from monev.ranking.entrants import (
    Entrant,
    Judged,
    filled,
    judge,
    ranks_of,
    rules_of_most,
    told_reason,
)
from monev.ranking.grid import Grid, grid_of
from monev.ranking.settings import FACTORS, LeagueSettings, Theme
from monev.ranking.summary import (
    intervals,
    outranking,
    share_of_variance,
    shares_at_most,
    variance,
)
from monev.wording import Wording

TOP = 3
HUNDRED = 100


@dataclass(frozen=True)
class Question:
    """What a league is asked for. Null `draws` and `seed` are those of the settings.

    `no_rank_below` and `provisional_below` are the rubric's shares of known weight (0-1).
    """

    quarter: str
    kind: str
    theme: Theme
    no_rank_below: Decimal
    provisional_below: Decimal
    draws: int | None = None
    seed: int | None = None
    island_zone: str | None = None
    fiscal_group: str | None = None
    province_code: str | None = None


def build_league(
    entrants: Sequence[Entrant],
    question: Question,
    settings: LeagueSettings,
    not_evaluated: Sequence[str] = (),
) -> League | None:
    """Return the league of these regions, or None where there are none.

    The order in which regions are given changes nothing. Regions scored under another rubric or
    mode than most are not ranked: their scores are no points on the same scale.
    """
    if not entrants:
        return None
    rules = rules_of_most(entrants)
    found = [
        judge(one, question.theme, question.no_rank_below)
        for one in sorted(entrants, key=lambda each: each.code)
    ]
    found = [
        one if one.entrant.rules == rules else replace(one, reason="rubrik_berbeda")
        for one in found
    ]
    ranked = [one for one in found if not one.reason]
    drawn = _drawn(question, settings)
    rows, factors = _rows(ranked, question, settings, drawn)
    profile, version, mode = rules
    return League(
        quarter=question.quarter,
        theme=question.theme.id,
        title=question.theme.title,
        theme_reference=question.theme.reference,
        kind=question.kind,
        island_zone=question.island_zone,
        fiscal_group=question.fiscal_group,
        province_code=question.province_code,
        rubric_profile=profile,
        rubric_version=version,
        mode=mode,
        drawn=drawn,
        rows=rows,
        unranked=[_unranked(one, question, settings) for one in found if one.reason],
        not_evaluated=sorted(not_evaluated),
        factors=factors,
        notes=_notes(rows, settings),
    )


def choice_of(settings: LeagueSettings) -> Choice:
    """Return what may vary, as the catalogue has it."""
    doubt = settings.doubt
    ways = {"rubrik", *doubt.normalisations}
    return Choice(
        weight_shift=float(doubt.weight_shift),
        normalisations=len(ways) if doubt.normalisations else 1,
        means=tuple(dict.fromkeys(doubt.aggregations)),
        data=doubt.data,
    )


def _drawn(question: Question, settings: LeagueSettings) -> Draws:
    doubt = settings.doubt
    draws = question.draws if question.draws is not None else doubt.draws
    return Draws(
        draws=draws,
        draws_per_factor=min(draws, doubt.draws_per_factor),
        seed=question.seed if question.seed is not None else doubt.seed,
        weight_shift=doubt.weight_shift,
        normalisations=list(doubt.normalisations),
        aggregations=list(doubt.aggregations),
        reference=doubt.reference,
    )


def _rows(
    ranked: Sequence[Judged], question: Question, settings: LeagueSettings, drawn: Draws
) -> tuple[list[LeagueRow], list[FactorShare]]:
    if not ranked:
        return [], []
    choice = choice_of(settings)
    grid = grid_of(ranked, settings.doubt.normalisations)
    ranks = rank_draws(grid, choice, drawn.draws, drawn.seed)
    places = ranks_of([one.points for one in ranked])
    order = sorted(range(len(ranked)), key=lambda at: (places[at], ranked[at].entrant.code))
    spans, first, top = intervals(ranks), shares_at_most(ranks, 1), shares_at_most(ranks, TOP)
    above = outranking(ranks, order)
    rows = []
    for at, over in zip(order, above, strict=True):
        one, card = ranked[at].entrant, ranked[at].entrant.card
        rows.append(
            LeagueRow(
                rank=places[at],
                tied=places.count(places[at]) > 1,
                region_code=one.code,
                name=one.name,
                kind=one.kind,
                province_code=one.province_code,
                island_zone=one.island_zone,
                fiscal_group=one.fiscal_group,
                revision=one.revision,
                score=_decimal(ranked[at].score),
                score_low=_decimal(ranked[at].low),
                score_high=_decimal(ranked[at].high),
                band=card.band,
                provisional=card.provisional
                or ranked[at].completeness < Fraction(question.provisional_below),
                completeness=_decimal(ranked[at].completeness),
                interval=spans[at],
                leads_share=first[at],
                top3_share=top[at],
                outranks_next_share=over,
            )
        )
    return rows, _factors(grid, choice, ranks, settings, drawn)


def _decimal(value: Fraction | None) -> Decimal:
    return as_decimal(value or Fraction(0))


def _factors(
    grid: Grid, choice: Choice, ranks: Ranks, settings: LeagueSettings, drawn: Draws
) -> list[FactorShare]:
    together = variance(ranks)
    shares = []
    for factor in FACTORS:
        alone = rank_draws(grid, choice.only(factor), drawn.draws_per_factor, drawn.seed)
        shares.append(
            FactorShare(
                factor=factor,
                title=settings.factors[factor],  # type: ignore[index]  # FACTORS are its keys
                share=share_of_variance(variance(alone), together),
            )
        )
    return shares


def _unranked(judged: Judged, question: Question, settings: LeagueSettings) -> UnrankedRow:
    one = judged.entrant
    return UnrankedRow(
        region_code=one.code,
        name=one.name,
        revision=one.revision,
        completeness=_decimal(judged.completeness),
        reason=judged.reason,
        told=told_reason(judged, settings, question.no_rank_below),
    )


def _notes(rows: Sequence[LeagueRow], settings: LeagueSettings) -> list[Wording]:
    """Say whether the leader can be told apart from the next, in both languages."""
    if len(rows) < 2:
        return []
    leader, after = rows[0], rows[1]
    if leader.tied:
        names = ", ".join(one.name for one in rows if one.rank == leader.rank)
        return [filled(settings.notes["seri"], {"names": names})]
    share, needed = leader.outranks_next_share or Decimal(0), settings.doubt.separable_from
    words = {
        "first": leader.name,
        "next": after.name,
        "share": percent(HUNDRED * share),
        "leads": percent(HUNDRED * leader.leads_share),
        "needed": percent(HUNDRED * needed),
    }
    if share < needed:
        return [filled(settings.notes["tidak_terpisahkan"], words)]
    notes = [filled(settings.notes["terpisahkan"], words)]
    if leader.leads_share < needed:
        notes.append(filled(settings.notes["tidak_pasti"], words))
    return notes
