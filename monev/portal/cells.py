"""The inputs of an indicator for a page: what was stated, in which words, in which cell.

How they became points is for `derivation`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from models import Tier
from monev.dossier import PRESS
from monev.reports.words.names import place, source_title
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import Input

HASH_SHOWN = 12
STATED = "tercetak"


@dataclass(frozen=True)
class Stated:
    """One input as its source stated it: its name in sums, what it is, the raw text, the place.

    `fact` and `key` name the statement and its field for whoever wants to contest the value.
    """

    id: str
    fact: str
    key: str
    field: str
    value: str
    raw: str
    place: str
    note: str


@dataclass(frozen=True)
class Source:
    """One file with what was read from it; `doubt` is `press`, `simulated`, or empty."""

    title: str
    publisher: str
    known_on: str
    tier: str
    doubt: str
    sha256: str
    stated: tuple[Stated, ...] = field(default=())


def doubt_of(inputs: Sequence[Input]) -> str:
    """Return the worst that rests beneath some inputs: `simulated`, `press`, or nothing to say."""
    tiers = {one.tier for one in inputs}
    if Tier.SIMULATED in tiers:
        return "simulated"
    return "press" if PRESS & tiers else ""


def sources_of(inputs: Sequence[Input], speech: Speech) -> list[Source]:
    """Return the inputs in their order, each file named once above those that came from it."""
    found = []
    for _, group in groupby(inputs, key=_of_source):
        own = list(group)
        one = own[0]
        basis = "" if one.known_basis == STATED else f" ({speech.word('bases', one.known_basis)})"
        found.append(
            Source(
                title=source_title(one.source_title, one.source_publisher, speech.language),
                publisher=one.source_publisher,
                known_on=f"{speech.day(one.known_on)}{basis}",
                tier=speech.word("tiers", one.tier),
                doubt=doubt_of(own),
                sha256=one.evidence_sha256[:HASH_SHOWN],
                stated=tuple(_stated(each, speech) for each in own),
            )
        )
    return found


def _of_source(one: Input) -> tuple[object, ...]:
    return (
        *(one.source_title, one.source_publisher, one.known_on, one.known_basis),
        *(one.tier, one.evidence_sha256),
    )


def _stated(one: Input, speech: Speech) -> Stated:
    value = speech.stated(one)
    if one.worth is not None:
        value += said("worth", speech.language, worth=speech.figure(one.worth))
    raw = " ".join(one.raw.split()) if one.evidence_sha256 else ""
    return Stated(
        id=one.id,
        fact=one.fact,
        key=one.name,
        field=speech.field(one.name),
        value=value,
        raw="" if raw == value else raw,
        place=place(one.locator, one.source_publisher, speech.language),
        note=one.note,
    )
