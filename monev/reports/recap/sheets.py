"""The rows of a recap's workbook and of the files inside its PDF: complete and not rounded.

What sheets and columns are called is data in `catalogue/recap.yaml`.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from monev.recap import NationRecap, Outcome, ProvinceRecap, RecapRow
from monev.reports.pdf.attachment import Attachment
from monev.reports.recap.tables_of_many import carried, sheets_of
from monev.reports.recap.view import RecapView
from monev.reports.recap.words import recap_words
from monev.reports.region.annex.words import Row
from monev.reports.tabular import Content, Sheet

CARRIED = "hasil"
"""The table that travels inside the PDF."""


def recap_sheets(view: RecapView, notes: Sequence[str]) -> list[Sheet]:
    """Return the sheets of a recap's workbook, each with the notes above it."""
    return sheets_of(recap_words().tables, _tables(view), notes, view.speech)


def recap_attachments(view: RecapView) -> tuple[Attachment, ...]:
    """Return the results as CSV."""
    return carried(recap_words().tables[CARRIED], result_rows(view), view.speech)


def _tables(view: RecapView) -> dict[str, Iterable[Row]]:
    found: dict[str, Iterable[Row]] = {
        "hasil": result_rows(view),
        "pilar": _pillar_rows(view),
        "kewajiban": _duty_rows(view),
    }
    if isinstance(view.recap, NationRecap):
        found["provinsi"] = _province_rows(view, view.recap)
        found["terdepan"] = _leading_rows(view, view.recap)
    return found


def governments(view: RecapView) -> list[RecapRow]:
    """Return every government of a recap, a province's own first."""
    own = [view.recap.own] if isinstance(view.recap, ProvinceRecap) else []
    return [*own, *view.rows]


def result_rows(view: RecapView) -> Iterable[Row]:
    """Return one row per government; who was not evaluated has a status and no figures."""
    speech = view.speech
    for one in governments(view):
        told = _told(view, one.outcome)
        yield {
            **told,
            "kode": one.region_code,
            "daerah": one.name,
            "jenis": speech.word("kinds", one.kind),
            "provinsi": one.province_code,
            "zona": speech.word("island_zones", one.island_zone),
            "laporan": view.standing(one) or None,
            "keterangan": view.why_waiting(one) if one.outcome is None else told["keterangan"],
        }


def _told(view: RecapView, one: Outcome | None) -> dict[str, Content]:
    words, speech = recap_words(), view.speech
    columns = list(words.tables["hasil"].columns)
    if one is None:
        status = words.said("statuses", "belum_dievaluasi", speech)
        return {**dict.fromkeys(columns), "status": status}
    place, money, advice = one.place, one.budget, one.advice
    answer = "ya" if one.in_force else "belum"
    key = "tidak_diperingkat" if one.unranked else "dievaluasi"
    return {
        "status": words.said("statuses", key, speech),
        "keterangan": speech.of(one.unranked) if one.unranked else None,
        "revisi": one.revision,
        "nilai": one.score,
        "terendah": one.score_low,
        "tertinggi": one.score_high,
        "predikat": view.band(one.band) if one.band else None,
        "sementara": words.said("answers", "ya", speech) if one.band and one.provisional else None,
        "kelengkapan": one.completeness * 100,
        "peringkat": place.rank if place else None,
        "dari": place.of if place else None,
        "peringkat_atas": place.low if place else None,
        "peringkat_bawah": place.high if place else None,
        "sebelumnya": one.move.before,
        "perubahan": one.move.points,
        "regulasi": speech.word("categories", one.regulation) if one.regulation else None,
        "berlaku": None if one.in_force is None else words.said("answers", answer, speech),
        "anggaran": speech.word("categories", money.planned) if money.planned else None,
        "pagu": money.allocation_idr,
        "serapan": money.absorption_pct,
        "lewat": advice.overdue,
        "terbuka": advice.open,
        "baru": advice.new,
        "selesai": advice.done,
    }


def _pillar_rows(view: RecapView) -> Iterable[Row]:
    titles = view.rules.pillars
    for one in governments(view):
        for pillar, score in one.outcome.pillars.items() if one.outcome else ():
            name = f"{pillar} {view.speech.of(titles[pillar])}" if pillar in titles else pillar
            yield {"kode": one.region_code, "daerah": one.name, "pilar": name, "nilai": score}


def _duty_rows(view: RecapView) -> Iterable[Row]:
    for one in governments(view):
        for duty, status in one.outcome.duties.items() if one.outcome else ():
            yield {
                "kode": one.region_code,
                "daerah": one.name,
                "kewajiban": duty,
                "status": view.speech.word("duty_statuses", status),
            }


def _province_rows(view: RecapView, recap: NationRecap) -> Iterable[Row]:
    for one in recap.provinces:
        together, reporting = one.together, one.kabkota.reporting
        yield {
            "kode": one.code,
            "daerah": one.name,
            "jumlah": one.kabkota.of,
            "dievaluasi": one.kabkota.evaluated,
            "diketahui": together.known if together else None,
            "rata": together.mean if together else None,
            "tertimbang": together.weighted if together else None,
            "dasar": view.speech.of(together.basis_title) if together else None,
            "kelengkapan": _opened(view, reporting.completeness_pct),
            "ketepatan": _opened(view, reporting.timeliness_pct),
            "berlaku": one.kabkota.in_force,
            "regulasi_diketahui": one.kabkota.regulation_known,
        }


def _opened(view: RecapView, share: Decimal | None) -> Decimal | None:
    return share if view.recap.reports_opened else None


def _leading_rows(view: RecapView, recap: NationRecap) -> Iterable[Row]:
    speech = view.speech
    for lead in recap.leading:
        group = "kinds" if lead.group in recap.kinds else "island_zones"
        for code in lead.codes:
            yield {
                "tema": speech.of(recap.themes[lead.theme]),
                "kelompok": speech.word(group, lead.group),
                "dibandingkan": lead.of,
                "kode": code,
                "daerah": view.named[code].name,
                "nilai": lead.score,
            }
