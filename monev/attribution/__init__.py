"""A change of score, split into what made it: data, rules, method and peers, with no residual.

Pure arithmetic on what two evaluations knew and judged by. Remembering that, and saying in words
what differs, is for others.
"""

from monev.attribution.corners import Basis, differing, mixed, scored
from monev.attribution.rounding import apportioned
from monev.attribution.shapley import Split, shapley
from monev.attribution.split import TOTAL, contributions, split

__all__ = [
    "TOTAL",
    "Basis",
    "Split",
    "apportioned",
    "contributions",
    "differing",
    "mixed",
    "scored",
    "shapley",
    "split",
]
