"""The words of an explanation: none missing, none half translated, none wider than a page."""

import ast
import re
from collections.abc import Iterator
from typing import get_args

import pytest

from monev.printing import Language
from monev.reports.words.sentences import sentences
from monev.reports.words.wording import vocabulary
from monev.scorecard import FollowUpStatus
from monev.units import units as unit_words
from tests.facts import packaged_rubric
from tests.reports.explained import (
    ALSO_ENGLISH,
    LANGUAGES,
    LEGAL,
    SCORING,
    cards,
    joined,
    told,
    word_lists,
)


def emitted(call: str) -> set[str]:
    """Literal first arguments of a call anywhere in the scoring rooms."""
    found = set()
    for path in SCORING.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call and node.args:
                found |= set(literals(node.args[0]))
    return found


def literals(node: ast.expr) -> Iterator[str]:
    """Text of an argument; of a put-together one every text that fits its pattern is asked for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        pattern = "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )
        fitting = [key for key in vocabulary().counts if re.fullmatch(pattern, key)]
        assert len(fitting) >= 2, pattern
        yield from fitting


@pytest.mark.parametrize(
    ("call", "group"),
    [
        ("named", "steps"),
        ("counted", "counts"),
        ("Missing", "reasons"),
        ("NotApplicable", "reasons"),
    ],
)
def test_every_key_of_the_scoring_rooms_has_words(call: str, group: str) -> None:
    """A step, count or reason that scoring names is printed in words and never as its key."""
    found = emitted(call)
    assert found
    assert found <= set(getattr(vocabulary(), group))


def test_notes_parameters_statuses_and_modes_have_words() -> None:
    """So is every remark, every dated parameter, every fate of advice and every category."""
    notes = {
        part.value
        for path in SCORING.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "note"
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and part.value
    }
    words, rubric = vocabulary(), packaged_rubric()
    assert notes
    assert notes <= set(words.notes)
    assert {one.id for one in rubric.parameters} <= set(words.parameters)
    assert set(get_args(FollowUpStatus)) == set(words.follow_up_statuses)
    steps = [scale.steps or {} for one in rubric.indicators for scale in one.scale]
    assert {name for scale in steps for name in scale} <= set(words.categories)
    units = {one.unit for one in rubric.indicators} - {"bagian", "rasio", "kategori"}
    assert units <= set(unit_words())


def test_no_word_is_missing_or_left_in_the_other_language() -> None:
    """Both languages fill the same places of every sentence, and no text is empty by oversight."""
    for one in (*sentences().labels.values(), *sentences().headings.values()):
        assert one.id
        assert one.en
    for key, one in sentences().sentences.items():
        places = [set(re.findall(r"\{(\w+)\}", text)) for text in (one.id, one.en)]
        assert places[0] - {"roman"} == places[1] - {"number"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_lines_fit_and_no_place_is_left_open(language: Language) -> None:
    """80 columns, no brace unfilled, no key with an underscore beside a file's own words."""
    for card in cards():
        text = told(card, language, name="Kota Contoh", revision=3)
        assert max(len(line) for line in text.splitlines()) <= 80
        assert not re.search(r"\{\w*\}", text)
        spoken = re.sub(r"“[^”]*”|Berkas\s+\d+!\w+", "", joined(text))
        assert re.findall(r"\b[a-z]+_[a-z_]+\b", spoken) == []


def test_english_has_no_indonesian_word() -> None:
    """Nothing is half translated: what is Indonesian stands in quotes or is a term of law."""
    wordings = [one for group in word_lists().values() for one in group]
    wordings += [*sentences().labels.values(), *sentences().sentences.values()]
    told_apart = re.sub(r"\([^)]*\)", "", " ".join(one.en for one in wordings))
    english = set(re.findall(r"[a-z]+", told_apart.lower()))
    titles = [f"{one.title.en} {one.evidence.en}" for one in packaged_rubric().indicators]
    english |= set(re.findall(r"[a-z]+", " ".join(titles).lower()))
    indonesian = set(re.findall(r"[a-z]{3,}", " ".join(one.id for one in wordings).lower()))
    indonesian -= english | LEGAL | ALSO_ENGLISH
    assert {"belum", "pagu", "nilai", "dari", "tidak", "peserta"} <= indonesian
    for card in cards():
        text = re.sub(r"“[^”]*”", "", joined(told(card, "en")))
        for source in (one for each in card.indicators for one in each.inputs):
            text = text.replace(source.source_publisher, "")
        for use in (one for each in card.indicators for one in each.parameters):
            text = text.replace(f"[{use.reference}]", "")
        for office in vocabulary().agencies.values():
            text = text.replace(office.en, "")
        assert set(re.findall(r"[a-z]{3,}", text.lower())) & indonesian == set()
