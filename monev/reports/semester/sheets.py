"""Rows of the half-yearly report's workbook and of the file inside its PDF: complete, unrounded.

What sheets and columns are called is data in `catalogue/semester.yaml`.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from monev.recap import DutyCount, Outcome, ProvinceLine
from monev.reports.pdf.attachment import Attachment
from monev.reports.recap.tables_of_many import carried, sheets_of
from monev.reports.recap.words import recap_words
from monev.reports.region.annex.words import Row
from monev.reports.semester.quarter import QuarterEnd
from monev.reports.semester.view import SemesterView
from monev.reports.semester.words import semester_words
from monev.reports.tabular import Content, Sheet
from monev.semester_recap import SemesterRow

CARRIED = "daerah"
"""The table that travels inside the PDF."""
PLACES = ("awal", "akhir")
"""How columns of the first and of the last quarter end."""
STATES = {"terpenuhi": "met", "sebagian": "partly", "belum": "unmet", "tanpa_data": "unknown"}


def semester_sheets(view: SemesterView, notes: Sequence[str]) -> list[Sheet]:
    """Return the sheets of the workbook, each with the notes above it."""
    words = semester_words().tables
    return sheets_of(words, _tables(view), notes, view.speech, **_quarters(view))


def semester_attachments(view: SemesterView) -> tuple[Attachment, ...]:
    """Return the results as CSV."""
    words = semester_words().tables[CARRIED]
    return carried(words, government_rows(view), view.speech, **_quarters(view))


def _quarters(view: SemesterView) -> dict[str, str]:
    """Return what headings call the two quarters."""
    first, last = view.ends
    return {"first": first.short, "last": last.short}


def _tables(view: SemesterView) -> dict[str, Iterable[Row]]:
    return {
        "ringkasan": _overview_rows(view),
        "daerah": government_rows(view),
        "kewajiban": _duty_rows(view),
        "status": _status_rows(view),
        "provinsi": _province_rows(view),
        "regulasi": _enacted_rows(view),
        "kendala": _obstacle_rows(view),
    }


def _overview_rows(view: SemesterView) -> Iterable[Row]:
    first, last = (one.measures for one in view.ends)
    for key in semester_words().measures:
        yield {"ukuran": view.measure(key), "awal": first.get(key), "akhir": last.get(key)}


def government_rows(view: SemesterView) -> Iterable[Row]:
    """Return one row per government; a quarter without an evaluation of it has no figures."""
    speech = view.speech
    for one in view.rows:
        told, advice = one.move.points, one.last.advice if one.last else None
        yield {
            "kode": one.region_code,
            "daerah": one.name,
            "jenis": speech.word("kinds", one.kind),
            "provinsi": one.province_code,
            "zona": speech.word("island_zones", one.island_zone),
            "diketahui": view.known_word(one.known),
            "perubahan": told,
            "keterangan": view.last.why_still(one.move) if told is None else None,
            **_at(view, one, 0),
            **_at(view, one, 1),
            "serapan_akhir": one.last.budget.absorption_pct if one.last else None,
            "lewat": advice.overdue if advice else None,
            "terbuka": advice.open if advice else None,
            "baru": advice.new if advice else None,
            "selesai": advice.done if advice else None,
        }


def _at(view: SemesterView, row: SemesterRow, place: int) -> dict[str, Content]:
    """Return what one quarter says of a government."""
    end, outcome = view.ends[place], (row.first, row.last)[place]
    opened = end.told.reports_opened
    standing = recap_words().said("standings", row.hand_ins[place].value, view.speech)
    found = {"laporan": standing if opened else None, **_told(view, end, outcome)}
    return {f"{name}_{PLACES[place]}": value for name, value in found.items()}


def _told(view: SemesterView, end: QuarterEnd, one: Outcome | None) -> dict[str, Content]:
    names = ("nilai", "predikat", "sementara", "kelengkapan", "regulasi", "anggaran", "pagu")
    if one is None or end.view is None:
        return dict.fromkeys((*names, "revisi"))
    speech, budget = view.speech, one.budget
    yes = recap_words().said("answers", "ya", speech)
    return {
        "nilai": one.score,
        "predikat": end.view.band(one.band) if one.band else None,
        "sementara": yes if one.band and one.provisional else None,
        "kelengkapan": one.completeness * 100,
        "regulasi": speech.word("categories", one.regulation) if one.regulation else None,
        "anggaran": speech.word("categories", budget.planned) if budget.planned else None,
        "pagu": budget.allocation_idr,
        "revisi": one.revision,
    }


def _duty_rows(view: SemesterView) -> Iterable[Row]:
    for one in view.recap.duties:
        yield {
            "kewajiban": one.id,
            "judul": view.speech.of(one.title),
            **_counted(one.first, "awal"),
            **_counted(one.last, "akhir"),
            "dibandingkan": one.compared,
            "membaik": one.better if one.compared else None,
            "memburuk": one.worse if one.compared else None,
            "diketahui": one.found,
            "hilang": one.lost,
        }


def _counted(count: DutyCount | None, place: str) -> dict[str, Content]:
    return {
        f"{name}_{place}": None if count is None else getattr(count, state)
        for name, state in STATES.items()
    }


def _status_rows(view: SemesterView) -> Iterable[Row]:
    for row in view.rows:
        before, after = ((one.duties if one else {}) for one in (row.first, row.last))
        for duty in sorted({*before, *after}):
            yield {
                "kode": row.region_code,
                "daerah": row.name,
                "kewajiban": duty,
                "awal": _status(view, before.get(duty)),
                "akhir": _status(view, after.get(duty)),
            }


def _status(view: SemesterView, status: str | None) -> str | None:
    return None if status is None else view.speech.word("duty_statuses", status)


def _province_rows(view: SemesterView) -> Iterable[Row]:
    for line in view.provinces:
        row: dict[str, Content] = {
            "kode": line.code,
            "daerah": line.name,
            "jumlah": line.kabkota.of,
            "perubahan": view.named[line.code].move.points,
        }
        for end, place in zip(view.ends, PLACES, strict=True):
            own, counted = end.own(line.code), _line(end.line(line.code))
            on_time = view.on_time(end, line.code) if line.together else None
            found = {"nilai": own.score if own else None, "tepat": on_time, **counted}
            row |= {f"{name}_{place}": value for name, value in found.items()}
        yield row


def _line(line: ProvinceLine | None) -> dict[str, Content]:
    if line is None:
        names = ("dievaluasi", "rata", "tertimbang", "berlaku", "diketahui")
        return dict.fromkeys(names)
    mean: Decimal | None = line.together.mean if line.together else None
    return {
        "dievaluasi": line.kabkota.evaluated,
        "rata": mean,
        "tertimbang": line.together.weighted if line.together else None,
        "berlaku": line.kabkota.in_force,
        "diketahui": line.kabkota.regulation_known,
    }


def _enacted_rows(view: SemesterView) -> Iterable[Row]:
    for one in view.recap.enacted:
        yield {
            "kode": one.region_code,
            "daerah": view.named[one.region_code].name,
            "jenis": one.instrument,
            "nomor": one.number or None,
            "tahun": one.year,
            "judul": one.title,
            "sejak": one.since,
            "sumber": view.speech.word("tiers", one.tier.value),
        }


def _obstacle_rows(view: SemesterView) -> Iterable[Row]:
    for end in view.ends:
        for one in end.recap.asked if end.recap else ():
            yield {
                "triwulan": end.quarter.label_in(view.language),
                "indikator": one.indicator,
                "judul": view.speech.of(one.title),
                "data": one.data,
                "hasil": one.deed,
            }
