"""Scorecard -> what may be printed -> paper, page or workbook -> filed. Nothing is scored here.

The layout engine takes seconds to load and is therefore asked for by name:
`monev.reports.pdf.render`.
"""

from monev.reports import archive
from monev.reports.explanation import explain_text
from monev.reports.words.revision import changes_between

__all__ = ["archive", "changes_between", "explain_text"]
