"""Scorecard -> what may be printed -> PDF -> filed. Nothing that is scored is calculated here.

The layout engine takes seconds to load and is therefore asked for by name:
`monev.reports.render`.
"""

from monev.reports import archive
from monev.reports.explanation import explain_text
from monev.reports.revision import changes_between
from monev.reports.view import ReportView, build_view

__all__ = [
    "ReportView",
    "archive",
    "build_view",
    "changes_between",
    "explain_text",
]
