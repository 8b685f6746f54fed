"""Notes to the figures: the document they belong to, how they came about, how to verify them."""

from collections.abc import Iterable

from models import DocumentKind
from monev.printing import plain
from monev.reports.kinds import document_number
from monev.reports.region.annex.words import Row, annex_words
from monev.reports.region.view import RegionView
from monev.reports.tabular import Content
from monev.reports.words.names import band_in

STRICT = "ketat"


def note_rows(view: RegionView) -> Iterable[Row]:
    """Return the notes in the order in which the catalogue lists them."""
    told = {**_document(view), **_outcome(view), **_explained(view)}
    subjects = annex_words().notes
    return [{"hal": view.speech.of(subjects[key]), "isi": told[key]} for key in subjects]


def heading_notes(view: RegionView) -> list[str]:
    """Return what stands above each table: the document, the quarter, where figures come from."""
    head = f"{number_of(view)} · {view.region.name} · {view.quarter.label_in(view.language)}"
    return [head, *_origins(view), annex_words().said("texts", "proposal", view.speech)]


def number_of(view: RegionView) -> str:
    """Return the number of the report in the view's language."""
    dossier = view.dossier
    return document_number(
        DocumentKind.REGION_REPORT,
        dossier.region.code,
        str(dossier.quarter),
        dossier.revision,
        view.language,
    )


def _document(view: RegionView) -> dict[str, Content]:
    return {
        "region": view.region.name,
        "code": view.region.code,
        "period": view.quarter.label_in(view.language),
        "position": view.quarter.end,
        "cutoff": view.quarter.due_date,
        "number": number_of(view),
        "revision": view.dossier.revision,
        "rubric": view.speech.of(view.told.rubric_title),
        "rubric_version": view.card.rubric_version,
        "mode": view.speech.word("mode_names", view.card.mode),
        "inputs": view.dossier.inputs_sha256,
    }


def _outcome(view: RegionView) -> dict[str, Content]:
    card, words, speech = view.card, annex_words(), view.speech
    band = band_in(card, view.language)
    if band is None:
        reason = speech.word("reasons", card.band_reason)
        band = words.said("texts", "no_band", speech, reason=reason)
    elif card.provisional:
        band = words.said("texts", "provisional", speech, band=band)
    none = words.said("texts", "no_score", speech)
    return {
        "score": none if card.score is None else card.score,
        "low": card.score_low,
        "high": card.score_high,
        "band": band,
        "completeness": card.completeness * 100,
    }


def _explained(view: RegionView) -> dict[str, Content]:
    words, speech = annex_words(), view.speech
    absence = "absence_strict" if view.card.mode == STRICT else "absence_open"
    cap = plain(view.card.evidence_cap, language=view.language)
    trace = f"{speech.of(words.trace.file)}.json"
    return {
        "origin": " ".join(_origins(view)) or words.said("texts", "submitted", speech),
        "proposal": words.said("texts", "proposal", speech),
        "method": words.said("texts", "method", speech),
        "absence": words.said("texts", absence, speech),
        "bounds": words.said("texts", "bounds", speech),
        "cap": words.said("texts", "cap", speech, cap=cap),
        "verify": words.said("texts", "verify", speech, trace=trace),
    }


def _origins(view: RegionView) -> list[str]:
    words, told = annex_words(), view.told
    origins = (("simulated", told.simulated), ("press", told.from_press))
    return [words.said("texts", key, view.speech) for key, holds in origins if holds]
