"""A change of score, split into what made it: data, rules, method and peers, with no residual.

Pure arithmetic on what two evaluations knew and judged by, and lists of what differs (`changes`).
Remembering that, and saying it in words, is for others.
"""

from monev.attribution.corners import Basis, differing, mixed
from monev.attribution.rounding import apportioned
from monev.attribution.shapley import Split, shapley
from monev.attribution.split import TOTAL, scored, split

__all__ = [
    "TOTAL",
    "Basis",
    "Split",
    "apportioned",
    "differing",
    "mixed",
    "scored",
    "shapley",
    "split",
]
