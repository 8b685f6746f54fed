"""What became of earlier recommendations, and what would bring the next band."""

from collections.abc import Sequence
from decimal import Decimal

from monev.prospect import DataWanted, Prospect, Step
from monev.reports.explanation.page import heading, wrapped
from monev.reports.explanation.totals import band_name
from monev.reports.words.names import advised
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import FollowUp, Scorecard


def follow_up_lines(card: Scorecard, speech: Speech) -> list[str]:
    """Return every earlier recommendation with its state, and when it counts as closed."""
    if not card.follow_up:
        return []
    lines = heading("follow_up", speech.language)
    for one in card.follow_up:
        lines += _followed(one, speech)
    return lines


def _followed(one: FollowUp, speech: Speech) -> list[str]:
    language = speech.language
    status = speech.word("follow_up_statuses", one.status)
    if one.since:
        status += said("since", language, quarter=one.since)
    lines = wrapped(
        said("followed", language, id=one.id, indicator=one.indicator, status=status), "", "  "
    )
    key = "advised" if one.text_en else "advised_in_indonesian"
    lines += wrapped(said(key, language, text=advised(one, language)), "  ", "  ")
    lines += wrapped(_by_whom(one, speech), "  ", "  ")
    if one.done_at is None:
        return lines
    score = said("missing", language) if one.score is None else speech.points(one.score)
    key = "done_with_data" if one.asks_for_data else "done_when"
    mark = speech.points(one.done_at)
    told = said(key, language, indicator=one.indicator, mark=mark, score=score)
    return [*lines, *wrapped(told, "  ", "  ")]


def prospect_lines(prospect: Prospect, card: Scorecard, speech: Speech) -> list[str]:
    """Return the steps to the next band, their cost, and the data that are asked for."""
    lines = [*heading("prospect", speech.language), *wrapped(speech.of(prospect.note))]
    lines += _package(prospect, card, speech)
    lines += _steps("single", prospect.single, card, speech)
    lines += _data(prospect, speech)
    if prospect.kept_by:
        lines += ["", *heading("keepers", speech.language, "-")]
        for one in prospect.kept_by:
            score = speech.points(one.score_without)
            told = said("keeper", speech.language, indicator=one.indicator, score=score)
            lines += wrapped(told, "- ")
    return lines


def _data(prospect: Prospect, speech: Speech) -> list[str]:
    if not prospect.data_wanted:
        return []
    lines = ["", *heading("data", speech.language, "-")]
    for asked in prospect.data_wanted:
        lines += _wanted(asked, speech)
    for key in ("data_for_band", "data_for_final"):
        wanted: list[str] = getattr(prospect, key)
        if wanted:
            lines += wrapped(said(key, speech.language, indicators=", ".join(wanted)))
    return lines


def _package(prospect: Prospect, card: Scorecard, speech: Speech) -> list[str]:
    lines = _steps("package", prospect.package, card, speech)
    if not lines:
        return []
    language, told = speech.language, []
    if prospect.package_amount_idr is not None:
        amount = speech.rupiah(prospect.package_amount_idr)
        told.append(said("package_cost", language, amount=amount))
    if prospect.score_after is not None:
        score, band = speech.points(prospect.score_after), prospect.band_after
        told.append(
            said("package_after", language, score=score, band=band_name(card.frame, band, speech))
        )
    told.append(said(_proof(prospect), language))
    return [*lines, *wrapped(" ".join(told))]


def _proof(prospect: Prospect) -> str:
    if prospect.minimal:
        return "cheapest"
    return "cheapest_whole" if prospect.minimal_whole else "not_proven"


def _steps(key: str, steps: Sequence[Step], card: Scorecard, speech: Speech) -> list[str]:
    if not steps:
        return []
    lines = ["", *heading(key, speech.language, "-")]
    for number, one in enumerate(steps, start=1):
        lines += _step(number, one, card, speech)
    return lines


def _step(number: int, one: Step, card: Scorecard, speech: Speech) -> list[str]:
    language, first = speech.language, f"{number}. "
    hang = " " * len(first)
    told = said(
        "step",
        language,
        sentence=f"{speech.of(one.sentence)} ({one.indicator})",
        gain=speech.points(one.gain),
    )
    band = band_name(card.frame, one.band_after, speech)
    after = said("step_after", language, score=speech.points(one.score_after), band=band)
    lines = wrapped(told, first, hang)
    lines += wrapped(_quantity(one, speech), hang)
    lines += _cost(one, hang, speech)
    lines += wrapped(after, hang)
    who = _by_whom(one, speech)
    return [*lines, *wrapped(f"{who} ({speech.of(one.deadline_title)})", hang)]


def _by_whom(one: FollowUp | Step | DataWanted, speech: Speech) -> str:
    agency, deadline = speech.word("agencies", one.agency), speech.day(one.deadline)
    return said("by_whom", speech.language, agency=agency, deadline=deadline)


def _quantity(one: Step, speech: Speech) -> str:
    amounts = [speech.figure(Decimal(value)) for value in (one.quantity, one.most)]
    return said(
        "step_of",
        speech.language,
        quantity=amounts[0],
        unit=speech.of(one.unit),
        most=amounts[1],
    )


def _cost(one: Step, hang: str, speech: Speech) -> list[str]:
    """Return the cost written out where it is a product; its sentence names it in any case."""
    factors = one.amount_arithmetic.partition(" = ")[0]
    if not one.amount_idr or " " not in factors:
        return []
    told = said(
        "cost",
        speech.language,
        arithmetic=speech.sum(factors),
        amount=speech.rupiah(one.amount_idr),
        note=speech.of(one.amount_note),
    )
    return wrapped(told, hang)


def _wanted(one: DataWanted, speech: Speech) -> list[str]:
    language = speech.language
    told = said(
        "wanted",
        language,
        sentence=speech.of(one.sentence).rstrip("."),
        indicator=one.indicator,
        low=speech.points(one.gain_low),
        high=speech.points(one.gain_high),
    )
    return [*wrapped(told, "- "), *wrapped(_by_whom(one, speech), "  ")]
