"""Any table of units scored by any rubric file: rubric and table in, scores, bands and ranks out.

Knows neither facts, law nor regions. The arithmetic is in `monev.composite`; how a rubric is
written is told in docs/rubric-language.md.
"""

from monev.score_table.load import read_rubric
from monev.score_table.results import ScoredTable, ScoredUnit
from monev.score_table.score import score_table
from monev.score_table.table import read_table

__all__ = ["ScoredTable", "ScoredUnit", "read_rubric", "read_table", "score_table"]
