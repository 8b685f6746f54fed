"""The derivation of one indicator as text: a heading, its lines in 80 columns, and its inputs."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter

from monev.printing import Language
from monev.reports.explanation.derivation import Derived, derivation
from monev.reports.explanation.inputs import source_lines
from monev.reports.explanation.page import LABEL, labelled, wrapped
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore, Scorecard


def indicator_lines(row: IndicatorScore, card: Scorecard, speech: Speech) -> list[str]:
    """Return everything that leads from the inputs of one indicator to its points."""
    lines = wrapped(f"{row.id} {speech.of(row.title)}: {_outcome(row, speech)}", "", "   ")
    for key, group in groupby(derivation(row, card, speech), attrgetter("key")):
        if key == "result" and row.status == "dinilai":
            continue  # the heading says it
        lines += LAYOUTS.get(key, _plain)(key, list(group), speech.language)
    return lines + source_lines(row.inputs, speech)


def _outcome(row: IndicatorScore, speech: Speech) -> str:
    if row.status == "dinilai" and row.score is not None:
        return speech.points(row.score)
    key = "not_applicable" if row.status == "tidak_berlaku" else "missing"
    return said(key, speech.language)


def _plain(key: str, group: list[Derived], language: Language) -> list[str]:
    return labelled(key, _texts(group), language)


def _each_labelled(key: str, group: list[Derived], language: Language) -> list[str]:
    return [line for one in group for line in labelled(key, one.texts, language)]


def _hanging(key: str, group: list[Derived], language: Language) -> list[str]:
    return labelled(key, _texts(group), language, rest=2)


def _steps(key: str, group: list[Derived], language: Language) -> list[str]:
    return [line for one in group for line in _over_figures(key, one, language, rest=0, figures=20)]


def _sum(key: str, group: list[Derived], language: Language) -> list[str]:
    return [
        line for one in group for line in _over_figures(key, one, language, rest=2, figures=LABEL)
    ]


def _over_figures(
    key: str, one: Derived, language: Language, *, rest: int, figures: int
) -> list[str]:
    """Return a name or a sum with its figures below it, so many columns in."""
    written, reckoned = one.texts
    below = wrapped(reckoned, " " * figures, " " * (figures + 2))
    return [*labelled(key, written, language, rest=rest), *below]


def _texts(group: list[Derived]) -> Iterator[str]:
    return (text for one in group for text in one.texts)


LAYOUTS: dict[str, Callable[[str, list[Derived], Language], list[str]]] = {
    "note": _each_labelled,
    "count": _hanging,
    "parameter": _hanging,
    "step": _steps,
    "sum": _sum,
    "better": _sum,
}
"""How the lines of a label are laid out where they do not simply stand below each other."""
