"""Rows of what is to be done and of what was found wrong with the data."""

from collections.abc import Iterable

from models import Finding
from monev.reports.region.annex.words import Row, annex_words
from monev.reports.region.view import RegionView
from monev.reports.words import names
from monev.scorecard import Action, FollowUp
from monev.units import unit_word


def advice_rows(view: RegionView) -> Iterable[Row]:
    """Return this quarter's recommendations, then those of earlier ones that are none of them.

    An earlier one that stands keeps its number among this quarter's; closed ones, lapsed ones, and
    deeds that are open while their data are asked for follow.
    """
    earlier = {one.id: one for one in view.earlier.all}
    for action in view.card.actions:
        yield _given(action, earlier.pop(action.id, None), view)
    for past in earlier.values():
        yield _past(past, view)


def _given(one: Action, before: FollowUp | None, view: RegionView) -> Row:
    speech, language = view.speech, view.language
    new = annex_words().said("remarks", "new", speech)
    return {
        "nomor": one.id,
        "indikator": one.indicator,
        "sebab": speech.word("causes", one.cause),
        "instansi": speech.word("agencies", one.agency),
        "tindakan": names.advised(one, language),
        "tenggat": one.deadline,
        "dasar_tenggat": names.deadline_title(one, language),
        "kebutuhan": one.amount_idr,
        "hitungan": speech.sum(one.amount_arithmetic) or None,
        "kenaikan": one.gain,
        "triwulan": one.issued_in or str(view.quarter),
        "pemeriksaan": one.next_check,
        "status": new if before is None else speech.word("follow_up_statuses", before.status),
        "sejak": None if before is None else before.since or None,
    }


def _past(one: FollowUp, view: RegionView) -> Row:
    speech, language = view.speech, view.language
    return {
        "nomor": one.id,
        "indikator": one.indicator,
        "sebab": speech.word("causes", one.cause),
        "instansi": speech.word("agencies", one.agency),
        "tindakan": names.advised(one, language),
        "tenggat": one.deadline,
        "dasar_tenggat": None,
        "kebutuhan": None,
        "hitungan": None,
        "kenaikan": None,
        "triwulan": one.issued_in,
        "pemeriksaan": None,
        "status": speech.word("follow_up_statuses", one.status),
        "sejak": one.since or None,
    }


def finding_rows(view: RegionView) -> Iterable[Row]:
    """Return the findings, the gravest first; figures stay empty where a finding has none."""
    return [_finding(one, view) for one in view.findings]


def _finding(one: Finding, view: RegionView) -> Row:
    words, speech, language = annex_words(), view.speech, view.language
    figures = (one.stated, one.computed, one.difference)
    known = next((each for each in figures if each is not None), None)
    return {
        "aturan": one.rule,
        "tingkat": speech.word("severities", one.severity.value),
        "catatan": names.message(one, language),
        "letak": names.place(one.place, language=language) or None,
        "dinyatakan": one.stated,
        "dihitung": one.computed,
        "selisih": one.difference,
        "satuan": None if known is None else unit_word(one.unit, known, language) or None,
        "dikecualikan": one.waiver or words.said("remarks", "standing", speech),
        "sha256": one.evidence_sha256 or None,
    }
