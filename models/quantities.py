"""Which quantity a fact states, of which day, and who states it: what makes two figures one.

Read by whoever holds figures against each other. Which of two counts is decided elsewhere.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Any

from models.facts import Fact

Key = tuple[Any, ...]

BUDGET_STAGES = ("RKPD", "APBD", "APBD-P")
"""The stages of a budget, each of which replaces the one before."""

DAYS: dict[str, tuple[str, ...]] = {
    "participation": ("as_of",),
    "budget": ("fiscal_year",),
    "contribution": ("span_start", "span_end"),
    "attestation": ("as_of",),
    "target": ("due_on",),
    "regulation": ("stage_on",),
    "context": ("happened_on",),
    "statistic": ("span_start", "span_end"),
}
"""The fields that say which day, span or year a fact speaks of."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "participation": ("segment", "payer", "scope", "definition"),
    "budget": (
        "stage",
        "agency",
        "account_code",
        "sub_activity",
        "group_code",
        "funding_source",
    ),
    "contribution": ("group_code", "payer"),
    "attestation": ("item",),
    "target": ("family", "group_code"),
    "regulation": ("instrument", "number", "year"),
    "context": ("category", "text"),
    "statistic": ("measure", "dimension", "unit", "definition"),
}
"""The fields that, with the day, say which quantity a figure is."""

LONGEST_KEPT = 200
"""Letters of a text that is kept beside its folded form; a file may hold texts of any length."""


def source_of(fact: Fact) -> Key:
    """Return what tells one source from another: title and publisher, or else the file."""
    if fact.source_title:
        return (fact.source_title, fact.source_publisher)
    return (fact.evidence_sha256,)


def day_of(fact: Fact) -> Key:
    """Return the day, span or year the fact speaks of."""
    return tuple([getattr(fact, name) for name in DAYS[fact.kind]])


def last_day(fact: Fact) -> date:
    """Return the last day the fact speaks of; a fiscal year ends on 31 December."""
    last = day_of(fact)[-1]
    return last if isinstance(last, date) else date(int(last), 12, 31)


def subject_of(fact: Fact, without: tuple[str, ...] = ()) -> Key:
    """Return which quantity of its day the fact speaks of, texts folded."""
    return tuple([folded(getattr(fact, name)) for name in _naming(fact.kind, without)])


def money_of(line: Fact) -> Key:
    """Return which piece of money of its year a budget line speaks of, at whatever stage."""
    return subject_of(line, ("stage",))


@cache
def _naming(kind: str, without: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in SUBJECTS[kind] if name not in without)


def folded(value: Any) -> Any:
    """Return a text without its capitals and double spaces; other values as they are."""
    if not isinstance(value, str):
        return value
    return _folded(value) if len(value) <= LONGEST_KEPT else _folded.__wrapped__(value)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Texts of facts are mostly codes, and each is asked for by many rules."""
    return " ".join(text.split()).casefold()
