"""The inputs of one indicator: what was stated, in which words, where, by whom, and since when."""

import re
from collections.abc import Sequence
from itertools import groupby

from monev.reports.explanation.page import label, wrapped
from monev.reports.words.names import place, source_title
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import Input

HASH_SHOWN = 12
RUN_WORTH_FOLDING = 6
RUN = re.compile(r"m\d+(?: \+ m\d+)+")
COMPARED = re.compile(r"atleast\(([^,]+), ([^)]+)\)")
STATED = "tercetak"


def source_lines(inputs: Sequence[Input], speech: Speech) -> list[str]:
    """Return the inputs, each file named once above those that came from it."""
    lines: list[str] = []
    for _, group in groupby(inputs, key=_source_key):
        own = list(group)
        head = _source(own[0], speech)
        if not lines:
            lines = [f"  {label('inputs', speech.language)}"]
        lines += wrapped(head, "    ", "    ")
        for one in own:
            lines += wrapped(_stated(one, speech), "      ", "        ")
    return lines


def _source_key(one: Input) -> tuple[object, ...]:
    return (
        *(one.source_title, one.source_publisher, one.known_on, one.known_basis),
        *(one.tier, one.evidence_sha256),
    )


def _source(one: Input, speech: Speech) -> str:
    basis = "" if one.known_basis == STATED else f" ({speech.word('bases', one.known_basis)})"
    proof = said("own_proof", speech.language)
    if one.evidence_sha256:
        proof = said("proof", speech.language, hash=one.evidence_sha256[:HASH_SHOWN])
    return said(
        "source",
        speech.language,
        title=source_title(one.source_title, one.source_publisher, speech.language),
        publisher=one.source_publisher,
        day=speech.day(one.known_on),
        basis=basis,
        tier=speech.word("tiers", one.tier),
        proof=proof,
    )


def _stated(one: Input, speech: Speech) -> str:
    language, value = speech.language, speech.stated(one)
    raw = " ".join(one.raw.split()) if one.evidence_sha256 else ""
    key = "as_written" if raw == value else "input"
    field = speech.field(one.name) + (":" if value[:1].isalpha() and one.unit != "Rp" else "")
    text = said(key, language, id=one.id, field=field, value=value, raw=raw)
    if one.worth is not None:
        text += said("worth", language, worth=speech.figure(one.worth))
    if raw and raw != value:
        text += said("raw", language, raw=raw)
    if one.locator:
        where = place(one.locator, one.source_publisher, language)
        text += said("place", language, place=where)
    return text + (said("remark", language, note=one.note) if one.note else "")


def names_written(expression: str, speech: Speech) -> str:
    """Return an expression as people write it, long runs of inputs as `m1 + ... + m86`."""
    compared = COMPARED.sub(r"(\1 >= \2)", expression)
    return RUN.sub(lambda found: _folded(found.group()), speech.sum(compared))


def _folded(run: str) -> str:
    numbers = [int(name[1:]) for name in run.split(" + ")]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if in_order and len(numbers) >= RUN_WORTH_FOLDING:
        return f"m{numbers[0]} + ... + m{numbers[-1]}"
    return run


def names_listed(names: Sequence[str]) -> str:
    """Return names as `m1, m2` or `m1 ... m14` where they follow each other.

    Inputs of the first version of the trace bear no names; then there is nothing to list.
    """
    names = [name for name in names if name]
    numbers = [int(name[1:]) for name in names]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    if in_order and len(numbers) >= RUN_WORTH_FOLDING:
        return f"{names[0]} ... {names[-1]}"
    return ", ".join(names)
