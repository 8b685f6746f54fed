"""The filters of report templates: printing of values, and words for codes, in one language."""

from collections.abc import Callable
from functools import partial
from typing import Any

from monev import printing
from monev.printing import Language
from monev.reports.words import names
from monev.reports.words.speech import Speech, shortened
from monev.reports.words.wording import vocabulary
from monev.scorecard import Frame

PRINTED: dict[str, Callable[..., str]] = {
    "angka": printing.number,
    "bertanda": printing.signed,
    "polos": printing.plain,
    "rupiah": printing.rupiah,
    "rupiah_ringkas": printing.rupiah_short,
    "persen": printing.percent,
    "nilai": printing.score,
    "tanggal": printing.day,
    "besaran": printing.quantity,
    "kelompok": names.group_title,
    "triwulan": names.quarter_label,
    "rekomendasi": names.advised,
    "nama_tenggat": names.deadline_title,
    "pesan": names.message,
    "statistik": names.figure_title,
    "peristiwa": names.event_text,
    "dipakai_pada": names.uses,
    "judul_sumber": names.source_title,
    "lembar": names.sheet,
    "letak": names.place,
}
"""Functions that take the language as `language`."""
CLOSED = {
    "alasan": "reasons",
    "tahap": "stages",
    "status_kewajiban": "duty_statuses",
    "sebab": "causes",
    "jenis_sumber": "tiers",
    "dasar_tanggal": "bases",
    "keparahan": "severities",
    "status_tindak_lanjut": "follow_up_statuses",
    "jenis_daerah": "kinds",
    "kepala_daerah": "heads",
    "mode": "mode_names",
}
"""Lists of all there is: an unknown code is an error."""
OPEN = {
    "kategori": "categories",
    "langkah": "steps",
    "cacah": "counts",
    "catatan": "notes",
    "instansi": "agencies",
    "pulau": "island_zones",
    "keluarga": "families",
    "tafsir": "readings",
    "rincian": "dimensions",
    "jenis_peristiwa": "events",
    "definisi": "texts",
    "alasan_revisi": "revision_reasons",
}
"""Lists beside which a file may name others: those are printed as they are."""


def filters(language: Language = "id") -> dict[str, Any]:
    """Return the filters templates may use, all of one language."""
    speech = Speech(language)
    return {
        **{name: partial(printed, language=language) for name, printed in PRINTED.items()},
        **{name: _of_closed(group, speech) for name, group in CLOSED.items()},
        **{name: partial(speech.word, group) for name, group in OPEN.items()},
        "predikat": _band(language),
        "teks": speech.of,
        "medan": speech.field,
        "ukuran": speech.measured,
        "masukan": speech.stated,
        "angka_indonesia": speech.sum,
        "ringkas": lambda arithmetic: speech.sum(shortened(arithmetic, language)),
        "butir": speech.listed,
        "jawaban": speech.answers,
        "rujukan": speech.reference,
    }


def _of_closed(group: str, speech: Speech) -> Callable[[Any], str]:
    return lambda code: speech.of(getattr(vocabulary(), group)[code])


def _band(language: Language) -> Callable[..., str]:
    def band(title: str, frame: Frame | None = None) -> str:
        return names.band_title(title, language, frame)

    return band
