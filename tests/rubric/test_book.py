"""Rules that are written down and read again are the same rules, to the last decimal."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.rubric import Rubric, from_content, load_rubric, to_content
from tests.facts import packaged_rubric
from tests.rubric.broken import altered, rules_copied


def there_and_back(rubric: Rubric) -> Rubric:
    """Write a rubric as the database keeps it, and read it."""
    return from_content(json.loads(json.dumps(to_content(rubric))))


def test_the_packaged_rules_come_back_equal() -> None:
    """Everything is the same: bands, scales, dates, references, segments, version."""
    rubric = packaged_rubric()
    again = there_and_back(rubric)
    assert again == rubric
    assert again.version == rubric.version
    assert again.segments.titles() == rubric.segments.titles()


def test_decimals_keep_every_digit(tmp_path: Path) -> None:
    """52.15 and 28 digits come back as they were written, never by way of a binary fraction."""
    folder = rules_copied(tmp_path)
    altered(folder, "parameters/targets.yaml", "value: 52.15", "value: 52.150001")
    rubric = load_rubric(folder)
    again = there_and_back(rubric)
    values = {one.id: one.values[0].value for one in again.parameters}
    assert values["target_ucj_nasional"] == Decimal("52.150001")
    assert there_and_back(again) == rubric


def test_a_book_from_before_advice_had_english_is_read() -> None:
    """Its Indonesian sentences are the same; there is no English, and none is made up."""
    rubric = packaged_rubric()
    content = to_content(rubric)
    for one in content["advice"]:
        one["unmet"], one["missing"] = one["unmet"]["id"], one["missing"]["id"]
    again = from_content(content)
    for old, new in zip(again.advice, rubric.advice, strict=True):
        assert (old.unmet.id, old.missing.id) == (new.unmet.id, new.missing.id)
        assert (old.unmet.en, old.missing.en) == ("", "")
    assert there_and_back(again) == again


def test_arguments_keep_their_types() -> None:
    """A decimal, a day, a text and a nested list of a formula's arguments stay what they were."""
    rubric = packaged_rubric()
    arguments = {
        "share": Decimal("0.70"),
        "since": date(2024, 1, 1),
        "word": "0.70",
        "of": [1, "a"],
    }
    arguments["deep"] = {"decimal": [Decimal(1)]}
    first = rubric.indicators[0].model_copy(update={"arguments": arguments})
    changed = rubric.model_copy(update={"indicators": [first, *rubric.indicators[1:]]})
    again = there_and_back(changed).indicators[0].arguments
    assert again == arguments
    assert isinstance(again["share"], Decimal)
    assert isinstance(again["word"], str)


def test_a_book_this_version_cannot_read_is_refused_by_name() -> None:
    """Rules of another shape are not read half: the message names the book and the key."""
    content = to_content(packaged_rubric())
    content["indicators"][0]["weights"][0]["benua"] = "1"
    with pytest.raises(CatalogueError, match=r"rule book [0-9a-f]{8}.*weights\.0\.benua"):
        from_content(content)
