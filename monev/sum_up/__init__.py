"""Current evaluations -> the recap of a province or of the nation, or of the nation in a half-year.

Reads the store and counts; evaluates nothing and prints nothing. Only evaluations of the asked
quarter enter; the quarter before is looked at for the change alone.
"""

from monev.sum_up.nation import sum_up_nation
from monev.sum_up.province import sum_up_province
from monev.sum_up.semester import sum_up_semester

__all__ = ["sum_up_nation", "sum_up_province", "sum_up_semester"]
