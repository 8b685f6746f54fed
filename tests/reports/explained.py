"""Scorecards of every sort to be explained, and their explanations. What they say is tested."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from monev.known import KnownFacts, PastAction, ReportDue
from monev.printing import Language
from monev.reports.explanation import explain_text
from monev.reports.words.wording import vocabulary
from monev.rubric import rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from monev.units import units
from monev.wording import Wording
from tests.facts import QUARTER, fact, known, packaged_rubric, scored
from tests.scoring.rich_regions import KINDS, children_of, facts_of

LANGUAGES: tuple[Language, ...] = get_args(Language)
SCORING = Path(__file__).parents[2] / "monev" / "scoring"
LEGAL = {
    *("perda", "perkada", "rkpd", "apbd", "bpu", "jkk", "jkm", "inpres", "kab", "kota", "asn"),
    *("dbh", "sawit"),
}
"""Terms of Indonesian law that English keeps."""
ALSO_ENGLISH = {"data", "a", "total", "score", "status", "monev"}
MARCH, JULY = date(2024, 4, 9), date(2024, 7, 12)
REPORTS = (
    ReportDue("2024-Q1", date(2024, 4, 10), MARCH, "a" * 64, "surat masuk 3"),
    ReportDue("2024-Q2", date(2024, 7, 10), JULY, "b" * 64, "surat masuk 9"),
    ReportDue("2024-Q3", date(2024, 10, 10), None),
)


def word_lists() -> dict[str, list[Wording]]:
    """Every list of words by its name, units among them."""
    lists = {"units": list[Wording](units().values())}
    for name in type(vocabulary()).model_fields:
        found = getattr(vocabulary(), name)
        lists[name] = found if isinstance(found, list) else list(found.values())
    return lists


def advice(name: str, indicator: str, due: date, *, data: bool = False) -> PastAction:
    """A recommendation of the first quarter that was open in the second."""
    given = ("regulasi", "Bagian Hukum", "Tetapkan regulasi daerah.", due, "2024-Q1", 1)
    return PastAction(name, indicator, *given, asks_for_data=data, found_in="2024-Q2")


ADVICE = (
    advice("x/01", "A1", date(2024, 7, 10)),
    advice("x/02", "K2", date(2024, 7, 10)),
    advice("x/03", "B1", date(2024, 12, 31)),
    advice("x/04", "P1", date(2024, 7, 10)),
    advice("x/05", "C6", date(2024, 7, 10), data=True),
)


def rich_facts(kind: str) -> KnownFacts:
    """All that a rich region knows, our own books among it."""
    found = known(facts_of(kind), QUARTER, kind, children_of(kind))
    return replace(found, reports_due=REPORTS, past_actions=ADVICE)


@cache
def rich(kind: str, mode: str = "ketat") -> Scorecard:
    """The scorecard of a rich region."""
    rules = rules_in_force(packaged_rubric(), kind, QUARTER.end)
    return score(rich_facts(kind), rules, mode)


@cache
def poor(mode: str = "ketat") -> Scorecard:
    """A region of which the press alone tells, with one answer that does not apply."""
    told: dict[str, Any] = {"tier": "media"}
    return scored(
        [
            fact("regulation", instrument="Perwal", stage=8, status="berlaku", **told),
            fact("participation", segment="SEMUA", coverage_pct=53, change_value=6, **told),
            fact("attestation", item="punya_bumd", answer="tidak"),
        ],
        mode=mode,
    )


def told(card: Scorecard, language: Language = "id", **more: Any) -> str:
    """The explanation of a stored scorecard."""
    return explain_text(card.model_dump(mode="json"), language=language, **more)


def joined(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def cards() -> Iterator[Scorecard]:
    """Every sort of scorecard."""
    for mode in ("ketat", "indikatif"):
        yield from (rich(kind, mode) for kind in KINDS)
        yield poor(mode)
    yield scored([])
