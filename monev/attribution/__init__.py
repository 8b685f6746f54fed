"""A change of score, split into what made it: data, rules, method and peers, with no residual.

Pure arithmetic on what two evaluations knew and judged by. Remembering that, and saying in words
what differs, is for others.
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
