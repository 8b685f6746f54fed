"""Evaluations as rows that other programs read: one shape for the API, CSV files and SQLite.

What a revision's status is, what its rows hold, and the quarterly package of what is published.
Who may read what is for the edges; nothing is calculated here.
"""

from monev.open_data.package import OPEN_KINDS, OpenPackage, open_package, published_quarters
from monev.open_data.rows import (
    document_id,
    document_rows,
    evaluation_row,
    finding_rows,
    id_of,
    indicator_detail,
    indicator_rows,
    region_row,
    tiers_of,
)
from monev.open_data.shapes import (
    DocumentRow,
    EvaluationRow,
    FindingRow,
    IndicatorDetail,
    IndicatorRow,
    RegionRow,
    Source,
)
from monev.open_data.sqlite_file import write_sqlite
from monev.open_data.standing import Stand, Status, stands_of

__all__ = [
    "OPEN_KINDS",
    "DocumentRow",
    "EvaluationRow",
    "FindingRow",
    "IndicatorDetail",
    "IndicatorRow",
    "OpenPackage",
    "RegionRow",
    "Source",
    "Stand",
    "Status",
    "document_id",
    "document_rows",
    "evaluation_row",
    "finding_rows",
    "id_of",
    "indicator_detail",
    "indicator_rows",
    "open_package",
    "published_quarters",
    "region_row",
    "stands_of",
    "tiers_of",
    "write_sqlite",
]
