"""Scorecard -> what may be printed -> PDF -> filed. Nothing that is scored is calculated here."""

from monev.reports import archive
from monev.reports.explain import explain_text
from monev.reports.render import RenderedPdf, render_pdf, warm_up
from monev.reports.revision import changes_between
from monev.reports.view import ReportView, build_view

__all__ = [
    "RenderedPdf",
    "ReportView",
    "archive",
    "build_view",
    "changes_between",
    "explain_text",
    "render_pdf",
    "warm_up",
]
