"""Rules that cannot work, or mean harm, are refused when they are read: file, line, key, cure."""

import time
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.quality import load_quality_rules
from tests.quality.declared import comparison, loaded, written

HOSTILE = [
    "().__class__",
    "active_persons.__class__",
    "__import__('os')",
    "__class__",
    "9**9**9",
    "2 ** 3",
    "abs(active_persons)",
    "active_persons[0]",
    "'text'",
    "f'{active_persons}'",
    "b'bytes'",
    "1e999999999",
    "1j",
    "0x10",
    "1_000",
    "True",
    "None",
    "...",
    "active_persons if 1 else 2",
    "active_persons and 1",
    "not active_persons",
    "~1",
    "1 < 2",
    "1 // 2",
    "1 % 2",
    "1 << 99999",
    "1 @ 2",
    "[1, 2]",
    "(1, 2)",
    "{1}",
    "lambda: 1",
    "[x for x in y]",
    "(x := 1)",
    "await x",
    "*x",
    "1; 2",
    "import os",
    "1 +",
    "",
    "9" * 30,
    "1.1234567",
    "(" * 90 + "1" + ")" * 90,
    "-" * 199 + "1",
    "1 + " * 60 + "1",
    "aktif_orang",
    "segment",
    "as_of",
    "fact_id",
    "cells",
]
DEEP_BUT_PLAIN = {"(" * 90 + "1" + ")" * 90, "-" * 199 + "1"}


@pytest.mark.parametrize("expression", [one for one in HOSTILE if one not in DEEP_BUT_PLAIN])
def test_an_expression_that_is_more_than_arithmetic(tmp_path: Path, expression: str) -> None:
    """Whatever is no arithmetic over known numbers is refused at its line, in no time."""
    text = comparison("active_persons", "==", "'" + expression.replace("'", "''") + "'")
    started = time.perf_counter()
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path, text)
    assert time.perf_counter() - started < 1
    assert str(caught.value).startswith("uji.yaml:10: rules.0.arguments.right: ")
    assert (caught.value.file, caught.value.line) == ("uji.yaml", 10)


@pytest.mark.parametrize("expression", sorted(DEEP_BUT_PLAIN))
def test_deep_brackets_are_only_arithmetic(tmp_path: Path, expression: str) -> None:
    """Nesting is bounded by the length of an expression; plain arithmetic stays allowed."""
    assert loaded(tmp_path, comparison("active_persons", "==", f"'{expression}'"))


def test_an_unknown_field_offers_the_known_ones(tmp_path: Path) -> None:
    """The cure stands in the message: the fields of that kind of fact, and the parameters."""
    with pytest.raises(CatalogueError, match="no number 'aktif' in participation") as caught:
        loaded(tmp_path, comparison("aktif", "==", "1"))
    assert "active_persons" in str(caught.value)
    assert "package_idr" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("operator: ==", "operator: =<", "Input should be '=='"),
        ("operator: ==", "operator: eval", "Input should be '=='"),
        ("check: compare", "check: exec", "no check 'exec'; write one of"),
        ("each: participation", "each: regulations", "Input should be 'participation'"),
        ("      right: 1\n", "", "missing; compare takes each"),
        ("      right: 1\n", "      right: 1\n      rigth: 2\n", "no such key; compare takes each"),
        ("      right: 1\n", "      right: {a: 1}\n", "valid string"),
        ("      right: 1\n", "      right: true\n", "valid string"),
        (
            "      right: 1\n",
            "      right: 1\n      where: {segmen: PU}\n",
            "no field 'segmen' in participation",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      where: {segment: PEKERJA}\n",
            "no code 'PEKERJA'; catalogue/segments.yaml has",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      where: {payer: {not: [APDB]}}\n",
            "no code 'APDB'",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      missing: skip_always\n",
            "skip_if_any",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      tolerance: {absolute: -1}\n",
            "greater than or equal to 0",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      names: {x: {sum: segment}}\n",
            "no number 'segment'",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      names: {x: {sum: active_persons, count: active_persons}}\n",
            "exactly one of first, sum, count",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      names: {coverage_pct: {sum: active_persons}}\n",
            "choose another name",
        ),
        (
            "      right: 1\n",
            "      right: 1\n      names: {__x: {sum: active_persons}}\n",
            "no plain name",
        ),
        ("      left: active_persons\n", "      left: 1 + active_persons\n", "name the field"),
        ("severity: peringatan", "severity: fatal", "Input should be 'galat'"),
        ("id: T01", "id: t 1", "String should match pattern"),
        ("id: T01", "id: T01\n    id: T02", "stands twice"),
    ],
)
def test_a_wrong_key_or_word(tmp_path: Path, old: str, new: str, words: str) -> None:
    """Misspelt keys, operators, kinds, codes and numbers are refused with what may stand there."""
    text = comparison("active_persons", "==", "1")
    assert old in text
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path, text.replace(old, new, 1))
    assert words in str(caught.value)
    assert caught.value.file == "uji.yaml"
    assert caught.value.line > 1


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{stated.__class__}", "nothing fills"),
        ("{stated[0]}", "nothing fills"),
        ("{stated!r}", "nothing fills"),
        ("{stated:>999999999}", "nothing fills"),
        ("{0}", "nothing fills"),
        ("{}", "nothing fills"),
        ("{unknown}", "nothing fills {unknown}; write one of"),
        ("{stated", "write each brace"),
        ("stated}", "write each brace"),
    ],
)
def test_a_sentence_may_only_hold_plain_names(tmp_path: Path, template: str, words: str) -> None:
    """A sentence is filled, never evaluated: no attributes, items, conversions or widths."""
    text = comparison("active_persons", "==", "1")
    text = text.replace('id: "{stated} {computed} {difference} {missing}"', f'id: "{template}"')
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path, text)
    assert words in str(caught.value)
    assert caught.value.where == "rules.0.message.id"


def test_a_comparison_of_missing_values_must_say_so(tmp_path: Path) -> None:
    """A rule that never skips names what is missing, in both languages."""
    text = comparison("active_persons", "==", "1", "missing: never_skip").replace(" {missing}", "")
    with pytest.raises(CatalogueError, match=r"message\.id: .*\{missing\}"):
        loaded(tmp_path, text)


def test_a_pair_that_never_skips_is_refused(tmp_path: Path) -> None:
    """A pair compared as zeros could never be incomplete; a number is no side of a pair."""
    never = comparison("active_persons", "compulsory_pair", "total", "missing: never_skip")
    with pytest.raises(CatalogueError, match="write skip_if_any or skip_if_all"):
        loaded(tmp_path, never.replace("right: total", "right: eligible_persons"))
    with pytest.raises(CatalogueError, match="a pair needs a field on both sides"):
        loaded(tmp_path, comparison("active_persons", "exclusive_pair", "1"))


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    """Two files with one id are refused with the name of the other file."""
    text = comparison("active_persons", "==", "1")
    (tmp_path / "awal.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"uji\.yaml:2: .*'T01' stands already in awal\.yaml"):
        load_quality_rules(written(tmp_path, text))


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The order of the findings is the order of the files, then of the rules."""
    for name in ("b", "a"):
        text = comparison("active_persons", "==", "1").replace("T01", f"T.{name.upper()}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [one.id for one in load_quality_rules(tmp_path)] == ["T.A", "T.B"]


OUTLIER = """rules:
  - id: T02
    check: outlier
    severity: info
    title: {id: Uji, en: Test}
    arguments: {against: peers, measure: MEASURE, at: active_persons, least: LEAST}
    message: {id: "{z}", en: "{z}"}
"""
JUMP = """rules:
  - id: T03
    check: jump
    severity: info
    title: {id: Uji, en: Test}
    arguments:
      fields: [{field: active_persons, tolerance: {}}]
      within_days: 100
      breaks: V08
    message: {id: "{before}", en: "{before}"}
"""


def test_outliers_may_not_be_asked_for_fewer_than_eight(tmp_path: Path) -> None:
    """The least number of values can be raised, never lowered; peers know no parameters."""
    seven = OUTLIER.replace("MEASURE", "active_persons").replace("LEAST", "7")
    with pytest.raises(CatalogueError, match=r"least: .*greater than or equal to 8"):
        loaded(tmp_path, seven)
    package = OUTLIER.replace("MEASURE", "active_persons * package_idr").replace("LEAST", "8")
    with pytest.raises(CatalogueError, match="use fields only"):
        loaded(tmp_path, package)


def test_a_jump_needs_the_rule_that_breaks_series(tmp_path: Path) -> None:
    """A rule named by another one must be there and be of the right check."""
    with pytest.raises(CatalogueError, match="the id of a rule with check series_break expected"):
        loaded(tmp_path, JUMP)


def test_words_of_a_check_must_be_there(tmp_path: Path) -> None:
    """A check's parts of sentences are asked for by name, and others are not taken."""
    text = """rules:
  - id: T04
    check: undated_source
    severity: info
    title: {id: Uji, en: Test}
    arguments: {}
    words: {perkiraan: {id: "{day}", en: "{day}"}}
    message: {id: "{basis}", en: "{basis}"}
"""
    with pytest.raises(CatalogueError, match="'akhir_masa' is missing"):
        loaded(tmp_path, text)
    with pytest.raises(CatalogueError, match="has no use for it"):
        loaded(tmp_path, text.replace("perkiraan", "perkira"))
