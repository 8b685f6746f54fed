"""The filters of report templates: printing of values, and words for codes, in Indonesian."""

from typing import Any

from monev import printing
from monev.reports.speech import Speech, shortened
from monev.reports.wording import vocabulary


def filters() -> dict[str, Any]:
    """Return the filters templates may use: printing of values, and words for codes."""
    words, speech = vocabulary(), Speech("id")
    return {
        "angka": printing.number,
        "bertanda": printing.signed,
        "polos": printing.plain,
        "rupiah": printing.rupiah,
        "rupiah_ringkas": printing.rupiah_short,
        "persen": printing.percent,
        "nilai": printing.score,
        "tanggal": printing.day,
        "besaran": printing.quantity,
        "alasan": lambda code: words.reasons[code].id,
        "kategori": lambda code: speech.word("categories", code),
        "tahap": lambda code: words.stages[code].id,
        "status_kewajiban": lambda code: words.duty_statuses[code].id,
        "sebab": lambda code: words.causes[code].id,
        "jenis_sumber": lambda code: words.tiers[code].id,
        "dasar_tanggal": lambda code: words.bases[code].id,
        "keparahan": lambda code: words.severities[code].id,
        "medan": speech.field,
        "ukuran": speech.measured,
        "masukan": speech.stated,
        "angka_indonesia": speech.sum,
        "ringkas": lambda arithmetic: speech.sum(shortened(arithmetic)),
        "langkah": lambda key: speech.word("steps", key),
        "butir": speech.listed,
        "cacah": lambda key: speech.word("counts", key),
        "catatan": lambda key: speech.word("notes", key),
        "jawaban": speech.answers,
    }
