"""The list of seeded errors, and the way one is put into papers."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from monev.simulate.manifest import Expected
from monev.simulate.papers import Papers

Change = Callable[[Papers, Random], list[Expected]]
"""Changes papers and returns the findings that must come; nothing changed where none are."""


@dataclass(frozen=True)
class SeededError:
    """One error. A `counted` one shows only in papers that count for the quarter."""

    change: Change
    counted: bool


ERRORS: dict[str, SeededError] = {}
"""Every seeded error by its name."""


def seeded(kind: str, *, counted: bool = False) -> Callable[[Change], Change]:
    """Offer a change as a seeded error.

    `counted` marks errors that only a quality rule can find: facts of late papers do not count
    for the quarter, so that no rule looks at them.
    """

    def offer(change: Change) -> Change:
        ERRORS[kind] = SeededError(change, counted)
        return change

    return offer


def spoil(papers: Papers, kind: str, throw: Random) -> bool:
    """Put one error into papers and say whether it fits them; raises KeyError for no such kind."""
    error = ERRORS[kind]
    if error.counted and papers.late:
        return False
    found = error.change(papers, throw)
    papers.expected += [one.model_copy(update={"error": kind}) for one in found]
    return bool(found)
