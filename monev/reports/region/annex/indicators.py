"""Rows of indicators and of the figures they rest on, for files and sheets.

Figures are those of the trace, not rounded; only shares become percent, as reports print them.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from monev.reports.region.annex.words import Row, annex_words
from monev.reports.region.view import RegionView
from monev.reports.tabular import Content
from monev.reports.words import names
from monev.reports.words.sentences import said
from monev.reports.words.speech import SHARES, Speech, shortened
from monev.scorecard import IndicatorScore, Input
from monev.units import unit_word

PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
LONGEST = 30_000
"""Letters of a sum that a cell of a workbook can hold; a longer one loses its middle terms."""


def indicator_rows(view: RegionView) -> Iterable[Row]:
    """Return one row per indicator of the rubric, in its order, also where there is no data."""
    words, speech = annex_words(), view.speech
    pillars = {one.id: f"{one.id} {speech.of(one.title)}" for one in view.card.pillars}
    for one in view.card.indicators:
        value, unit = _measured(one, speech)
        yield {
            "kode": one.id,
            "judul": speech.of(one.title),
            "pilar": pillars.get(one.pillar, one.pillar),
            "bobot": one.weight,
            "bobot_efektif": one.effective_weight,
            "status": words.said("statuses", one.status, speech),
            "ukuran": value,
            "satuan": unit,
            "skor": one.score if one.status == "dinilai" else None,
            "terendah": one.low if one.status != "tidak_berlaku" else None,
            "tertinggi": one.high if one.status != "tidak_berlaku" else None,
            "sebelum_batas": one.points,
            "batas": one.cap,
            "alasan": speech.word("reasons", one.reason) if one.reason else None,
            "hitungan": _arithmetic(one, speech),
        }


def _measured(one: IndicatorScore, speech: Speech) -> tuple[Content, Content]:
    """Return a value with its unit: a category in words, a share in percent, else the number."""
    if one.value is None:
        return None, None
    if one.unit == "kategori":
        return speech.word("categories", one.value), None
    value = Decimal(one.value)
    if one.unit in SHARES:
        return value * 100, "%"
    return value, unit_word(one.unit, value, speech.language)


def _arithmetic(one: IndicatorScore, speech: Speech) -> Content:
    """Return how a value came about: the rows of the decision table that held, or the sum."""
    language = speech.language
    if one.decisions:
        told = [
            said(
                "decided",
                language,
                answers=speech.answers(rule.answers),
                outcome=speech.word("categories", rule.outcome),
            )
            for rule in one.decisions
        ]
        return "; ".join(told)
    if one.unit == "kategori" and one.value is not None:
        return said("answered", language, outcome=speech.word("categories", one.value))
    whole = speech.sum(one.arithmetic)
    if len(whole) > LONGEST:
        whole = speech.sum(shortened(one.arithmetic, language))
    return whole or None


def origin_rows(view: RegionView) -> Iterable[Row]:
    """Return one row per figure, printed or too old to be, with its file, cell and day."""
    language, speech = view.language, view.speech
    for used in view.used:
        one = used.source
        value = figure_of(one, speech)
        yield {
            "dipakai": names.uses(used.used_in, language),
            "medan": speech.field(one.name),
            "nilai": value,
            "satuan": _unit(one, value, speech),
            "tertulis": one.raw or None,
            "judul": names.source_title(one.source_title, one.source_publisher, language),
            "penerbit": one.source_publisher,
            "sha256": one.evidence_sha256 or None,
            "letak": names.place(one.locator, one.source_publisher, language),
            "diketahui": one.known_on,
            "dasar": speech.word("bases", one.known_basis) or None,
            "jenis": speech.word("tiers", one.tier),
            "catatan": one.note or None,
        }


def _unit(one: Input, value: Content, speech: Speech) -> Content:
    if not isinstance(value, Decimal) or not one.unit:
        return None
    return unit_word(one.unit, value, speech.language)


def figure_of(one: Input, speech: Speech) -> Content:
    """Return what was stated as a number or a day where it is one, else in words.

    Digits that would not be written the same (`007`) are a code and stay as they stand; the stage
    of a rule is a code with a word.
    """
    if not one.name.endswith(".stage"):
        if PLAIN.fullmatch(one.value):
            return Decimal(one.value)
        with suppress(ValueError):
            return date.fromisoformat(one.value)
        with suppress(InvalidOperation):
            Decimal(one.value)
            return one.value
    return speech.stated(one)
