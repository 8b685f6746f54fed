"""Decision tables of the rubric: answers in, the outcome of the first row that fits.

A row is `{when: {answer: [allowed, ...]}, gives: outcome}`; a row without conditions always fits.
The tables are data of an indicator (`arguments.table`); what an answer is, a formula finds out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from monev.errors import CatalogueError
from monev.scoring.reading import Decided
from monev.trace import Input

YES, NO, UNKNOWN = "ya", "tidak", "tidak_diketahui"


def decided(
    table: Sequence[Mapping[str, Any]],
    answers: Mapping[str, str],
    inputs: Sequence[Input] = (),
) -> Decided:
    """Return the outcome of the first row whose every condition holds.

    Raises CatalogueError where no row fits: a table has to end with a row for all that is left.
    """
    for row in table:
        wanted: Mapping[str, Sequence[Any]] = row.get("when", {})
        if all(answers.get(name) in [str(one) for one in ok] for name, ok in wanted.items()):
            return Decided(answers, str(row["gives"]), tuple(inputs))
    found = ", ".join(f"{name} {answer}" for name, answer in answers.items())
    raise CatalogueError(
        "indicators", 1, "arguments.table", f"no row fits {found}; end with a row without `when`"
    )


def told_as(said: bool | None) -> str:
    """Return yes, no or unknown as tables write them."""
    return {True: YES, False: NO, None: UNKNOWN}[said]
