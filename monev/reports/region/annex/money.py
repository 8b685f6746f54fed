"""Rows of budget lines, with what is missing in each said in words."""

from collections.abc import Iterable

from monev.profile import BudgetRow
from monev.reports.region.annex.words import Row, annex_words
from monev.reports.region.view import RegionView
from monev.reports.tabular import Content
from monev.reports.words import names

ASKED = ("pagu", "realisasi", "orang", "bulan")


def budget_rows(view: RegionView) -> Iterable[Row]:
    """Return one row per budget line; what is missing stays empty and is named in its status."""
    words, language, speech = annex_words(), view.language, view.speech
    for one in view.profile.budget:
        figures: dict[str, Content] = {
            "pagu": one.allocation_idr,
            "realisasi": one.realised_idr,
            "orang": one.persons,
            "bulan": one.months,
        }
        source = one.source
        stage = words.stages.get(one.stage)
        yield {
            "perangkat": one.agency or words.said("remarks", "not_stated", speech),
            "kelompok": names.group_title(one.group_code, language),
            "dana": names.group_title(one.funding_source, language),
            "tahap": one.stage if stage is None else speech.of(stage),
            **figures,
            "kebutuhan": one.need_idr,
            "status": _status(one, figures, view),
            "judul": names.source_title(source.source_title, source.source_publisher, language),
            "diketahui": source.known_on,
            "letak": names.place(source.locator, source.source_publisher, language),
        }


def _status(one: BudgetRow, figures: Row, view: RegionView) -> str:
    words, speech = annex_words(), view.speech
    columns = words.tables["anggaran"].columns
    missing = [speech.of(columns[key]) for key in ASKED if key in columns and figures[key] is None]
    told = []
    if missing:
        told.append(words.said("remarks", "missing", speech, columns=", ".join(missing)))
    if one.need_idr is None:
        told.append(words.said("remarks", "no_need", speech))
    return "; ".join(told) or words.said("remarks", "complete", speech)
