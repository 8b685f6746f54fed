"""What our own books know better than anybody's answer: reports received, advice followed."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

from models import Attestation, Quarter, Tier
from monev.known import PastAction, ReportDue
from monev.scoring.answers import STALE, worse_and_better
from monev.scoring.follow_up import followed_up, was_due
from monev.scoring.formulas_attested import ratio_of
from monev.scoring.reading import (
    Measured,
    Missing,
    NotApplicable,
    Question,
    Reading,
    after_others,
    formula,
    stated,
)
from monev.scoring.spans import YEAR, months_before
from monev.scoring.term import counted, literal, of_input
from monev.trace import Input

OURS = "Monev"


@formula
def reporting_timeliness(question: Question) -> Reading:
    """Reports on time plus half of the late ones, out of those due this year. Source: rubric G1.

    Our receipts decide; a report that a waiver excuses counts only if it came. Where no report of
    the year was ever taken in here, the region's own counts stand in, if they are not older than
    `months_at_most`.
    """
    if not question.known.reports_due:
        return _by_own_count(question)
    due = [one for one in question.known.reports_due if one.handed_in_on or one.still_out]
    if not due:
        return NotApplicable("tidak_ada_yang_dihitung")
    inputs = [_receipt(one) for one in due]
    pairs = list(zip(due, inputs, strict=True))
    came = [(one, made) for one, made in pairs if one.handed_in_on is not None]
    on_time = [pair for pair in came if pair[0].on_time]
    late = [pair for pair in came if pair not in on_time]
    all_due = counted("laporan_jatuh_tempo", [one.quarter for one in due], inputs)
    early = counted("laporan_tepat_waktu", *_listed(on_time))
    half = counted("laporan_terlambat", *_listed(late))
    return Measured((early + half / literal(2)) / all_due)


def _listed(pairs: list[tuple[ReportDue, Input]]) -> tuple[list[str], list[Input]]:
    return [one.quarter for one, _ in pairs], [made for _, made in pairs]


def _receipt(one: ReportDue) -> Input:
    came = one.handed_in_on.isoformat() if one.handed_in_on else "belum diterima"
    return Input(
        name="report.handed_in_on",
        value=came,
        unit="",
        raw=came,
        locator=one.place or f"belum ada tanda terima laporan {one.quarter}",
        evidence_sha256=one.evidence_sha256,
        source_title=f"Tanda terima laporan {one.quarter}",
        source_publisher=OURS,
        known_on=one.handed_in_on or one.due_on,
        known_basis="tercetak",
        tier=Tier.EVALUATION,
    )


def _by_own_count(question: Question) -> Reading:
    on_time, late = (
        question.known.standing_answers(str(question.arguments[name]))
        for name in ("on_time", "late")
    )
    told = tuple(stated(one, "count") for one in on_time if one.count is not None)
    if not _all_count(on_time) or not _all_count(late) or not all(one.total for one in on_time):
        return Missing("tanda_terima_tidak_ada", told)
    oldest = months_before(
        question.known.quarter.end, int(question.arguments.get("months_at_most", YEAR))
    )
    if min(on_time[0].as_of, late[0].as_of) < oldest:
        return Missing(STALE, told)
    pairs = list(product(on_time, late))
    totals = tuple(stated(one, "total") for one in on_time)
    if any((one.count or 0) + (other.count or 0) > (one.total or 0) for one, other in pairs):
        return Missing("hitungan_melebihi_total", (*told, *totals))
    if any(other.total not in (None, one.total) for one, other in pairs):
        return Missing("jawaban_bertentangan", (*told, *totals))
    return worse_and_better(
        (of_input(stated(one, "count")) + of_input(stated(other, "count")) / literal(2))
        / of_input(stated(one, "total"))
        for one, other in pairs
    )


def _all_count(answers: Sequence[Attestation]) -> bool:
    """Say whether there are answers and every one states a count."""
    return bool(answers) and all(one.count is not None for one in answers)


@after_others
@formula
def recommendations_closed(question: Question) -> Reading:
    """Recommendations closed, out of those due by the quarter's cut-off. Source: rubric G4.

    Our own follow-up decides: the deadlines of this year, and what is overdue from before. Where
    none of ours was due yet, the region's own matrix stands in.
    """
    own = str(question.arguments["own"])
    known = question.known
    became = {
        one.id: followed_up(one, question.scores, question.rules, known.quarter)
        for one in known.past_actions
        if one.indicator != own and was_due(one, known.quarter)
    }
    due = [one for one in known.past_actions if became.get(one.id, "gugur") != "gugur"]
    if not due:
        return ratio_of(question, known.standing_answers(str(question.arguments["item"])))
    inputs = {
        one.id: _advised(one, _told(question.scores.get(one.indicator)), known.quarter)
        for one in due
    }
    closed = [name for name in inputs if became[name] == "selesai"]
    done = counted("rekomendasi_selesai", closed, [inputs[name] for name in closed])
    asked = counted("rekomendasi_jatuh_tempo", list(inputs), list(inputs.values()))
    return Measured(done / asked)


def _told(score: Decimal | None) -> str:
    return "data belum tersedia" if score is None else format(score, "f")


@lru_cache(maxsize=4096)
def _advised(one: PastAction, score: str, quarter: Quarter) -> Input:
    """Return what decides about one recommendation: the score of this quarter, or its closing.

    Kept, because every what-if step asks for all of them again and moves few scores. The score
    comes as it is written: 50 and 50.0 are equal, and are not printed alike.
    """
    found_in = one.found_in or one.issued_in
    given = f"rekomendasi {one.id} dalam hasil monev {found_in} revisi {one.revision}"
    if one.closed_in:
        now, decided = "selesai", f"selesai menurut evaluasi {one.closed_in}"
    else:
        now = score
        decided = f"nilai {one.indicator} menurut evaluasi {quarter} ini"
    return Input(
        name="recommendation.score",
        value=now,
        unit="",
        raw=now,
        locator=f"{given}; {decided}",
        evidence_sha256="",
        source_title=f"Hasil monev {found_in}",
        source_publisher=OURS,
        known_on=Quarter.parse(found_in).due_date,
        known_basis="tercetak",
        tier=Tier.EVALUATION,
    )
