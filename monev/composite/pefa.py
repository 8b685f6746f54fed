"""Letter grades A to D combined as PEFA does: M1 (weakest link) and M2 (averaging by table).

Ordinal: letters are never turned into numbers and never added up with points. The conversion table
is for the dimensions of one indicator and not for totals over indicators (PEFA Handbook, Volume II,
section 2.2).
"""

from collections.abc import Sequence
from typing import Literal

from monev.errors import MonevError

Method = Literal["pefa_m1", "pefa_m2"]
LETTERS = "DCBA"
GRADES = ("D", "D+", "C", "C+", "B", "B+", "A")
"""Every combined grade, the lowest first."""

INSUFFICIENT = "D*"
"""A dimension that could not be scored for lack of information; it combines like D."""

NOT_APPLICABLE = "NA"
NOT_USED = "NU"
KNOWN = (*"ABCD", INSUFFICIENT, NOT_APPLICABLE, NOT_USED)

TABLE = {
    2: "DD D|DC D+|DB C|DA C+|CC C|CB C+|CA B|BB B|BA B+|AA A",
    3: "DDD D|DDC D+|DDB D+|DDA C|DCC D+|DCB C|DCA C+|DBB C+|DBA B|DAA B|CCC C|CCB C+|CCA B|"
    "CBB B|CBA B|CAA B+|BBB B|BBA B+|BAA A|AAA A",
    4: "DDDD D|DDDC D|DDDB D+|DDDA D+|DDCC D+|DDCB D+|DDCA C|DDBB C|DDBA C+|DDAA C+|DCCC D+|"
    "DCCB C|DCCA C+|DCBB C+|DCBA C+|DCAA B|DBBB C+|DBBA B|DBAA B|DAAA B+|CCCC C|CCCB C+|CCCA C+|"
    "CCBB C+|CCBA B|CCAA B|CBBB B|CBBA B|CBAA B+|CAAA B+|BBBB B|BBBA B+|BBAA B+|BAAA A|AAAA A",
}
"""Dimensions (in any order, here the lowest first) -> grade, for 2, 3 and 4 dimensions.

Reference: PEFA, Framework for assessing public financial management, 2016, conversion table for
scoring indicators with the averaging method. Written down without a copy of that page at hand;
checked by what a second source says of it (same table in 2011 and 2016; 20% of the entries for
three dimensions lie above the average rounded to half a grade). Compare it with the page before a
grade is published.
"""

CONVERSION = {
    dimensions: grade
    for row in TABLE.values()
    for dimensions, grade in (entry.split() for entry in row.split("|"))
}


class GradeError(MonevError):
    """A grade that is none, or dimensions that the method has no answer for."""


def combined(grades: Sequence[str], method: Method) -> str:
    """Return the grade of one indicator from those of its dimensions (`KNOWN`).

    D* counts as D and leaves no asterisk; dimensions that are not applicable are left out as if
    they did not exist, and NA is the result where none is left. NU says that a whole indicator was
    not used and is the result where all dimensions have it; beside scored ones it is refused.
    Raises GradeError also for an unknown letter and, under M2, for more than four dimensions.

    Source: PEFA Handbook, Volume II, Fieldguide, sections 2.1 and 2.2.
    """
    for grade in grades:
        if grade not in KNOWN:
            raise GradeError(f"found the grade {grade!r}; expected one of {', '.join(KNOWN)}")
    used = [grade for grade in grades if grade != NOT_USED]
    if grades and not used:
        return NOT_USED
    if len(used) < len(grades):
        raise GradeError("NU beside other grades: an indicator is used whole or not at all")
    scored = sorted((grade[0] for grade in used if grade != NOT_APPLICABLE), key=LETTERS.index)
    if not scored:
        return NOT_APPLICABLE
    return _weakest_link(scored) if method == "pefa_m1" else _averaged(scored)


def _weakest_link(rising: list[str]) -> str:
    """The lowest grade, with a plus where any other dimension is higher."""
    return rising[0] + ("+" if rising[-1] != rising[0] else "")


def _averaged(rising: list[str]) -> str:
    if len(rising) == 1:
        return rising[0]
    if len(rising) > max(TABLE):
        raise GradeError(
            f"{len(rising)} dimensions; the table of M2 knows 2 to {max(TABLE)}. Split the group."
        )
    return CONVERSION["".join(rising)]
