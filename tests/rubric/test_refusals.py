"""Every kind of mistake in the rules is refused, with its own words, at its file and line."""

from pathlib import Path

import pytest

from monev.rubric import load_rubric
from tests.rubric.broken import altered, refusal, rules_copied, said

WEIGHTS_A2 = """weights:
  - from: 2021-03-25
    reference: usulan
    provinsi: 5
    kabupaten: 7
    kota: 7
"""

MISTAKES = [
    # undated and unreferenced values
    ("indicators/A2.yaml", "  - from: 2021-03-25\n", "  - until: 2030-01-01\n", 0, "missing"),
    ("indicators/A2.yaml", "from: 2021-03-25", "from: soon", 0, "valid date"),
    ("indicators/A2.yaml", "    reference: usulan\n", "", -1, "reference: missing"),
    ("indicators/A2.yaml", "reference: usulan", "reference: ''", 0, "at least 3 characters"),
    ("parameters/limits.yaml", "{from: 2021-03-25, value: 12", "{value: 12", 0, "missing"),
    (
        "rubric.yaml",
        "bands:\n  - from: 2021-03-25\n",
        "bands:\n  - until: 2030-01-01\n",
        1,
        "missing",
    ),
    # keys
    ("indicators/A2.yaml", "unit: bagian", "unit: bagian\nunit: rasio", 1, "stands twice"),
    ("indicators/A2.yaml", "unit: bagian", "unit: bagian\nunits: rasio", 1, "not permitted"),
    ("indicators/A2.yaml", "unit: bagian\n", "", None, "unit: missing"),
    ("rubric.yaml", "  - id: B\n", "  - id: B\n    weight: 5\n", 1, "not permitted"),
    ("indicators/A2.yaml", "formula: ", "  formula: ", None, "indentation"),
    # things that point nowhere
    ("indicators/A2.yaml", "- regulation.substance", "- regulation.essence", 0, "no known fact"),
    ("indicators/A2.yaml", "- regulation.substance", "- rule.substance", 0, "no known fact"),
    ("indicators/P2.yaml", "- children.score", "- children.rank", 0, "no known fact"),
    ("indicators/A2.yaml", "pillar: A", "pillar: Z", 0, "'Z' is not in rubric.yaml"),
    ("indicators/A2.yaml", "duty: [D1]", "duty: [D1, D9]", 0, "'D9' is not in duties.yaml"),
    ("rubric.yaml", "    indicator: A1", "    indicator: A9", 0, "unknown indicator A9"),
    ("rubric.yaml", "band_at_most: Cukup", "band_at_most: Fair", 0, "unknown band Fair"),
    ("duties.yaml", "indicators: [B1]", "indicators: [B9]", 0, "unknown indicator B9"),
    ("advice.yaml", "  - indicator: A2\n", "  - indicator: A9\n", 0, "unknown indicator A9"),
    ("advice.yaml", "    deadline: raperkada", "    deadline: besok", 0, "unknown deadline besok"),
    # values that cannot be
    (
        "indicators/A1.yaml",
        "perkada_berlaku: 85",
        "perkada_berlaku: 101",
        None,
        "between 0 and 100",
    ),
    ("indicators/A1.yaml", "perkada_berlaku: 85", "perkada_berlaku: -1", None, "between 0 and 100"),
    ("indicators/A2.yaml", "floor: 0, target: 1", "floor: 1, target: 1", 0, "above floor"),
    ("indicators/A2.yaml", "    kota: 7", "    kota: -7", 0, "greater than or equal to 0"),
    ("indicators/A2.yaml", "id: A2", "id: seven", 0, "match pattern"),
    ("duties.yaml", "kinds: [provinsi]", "kinds: [negara]", 0, "'provinsi'"),
    ("rubric.yaml", "mode: ketat", "mode: longgar", 0, "'ketat'"),
    # sums and dates that do not fit together
    ("indicators/A2.yaml", "    kota: 7", "    kota: 8", None, "add up to 21, pillar says 20"),
    ("indicators/A2.yaml", WEIGHTS_A2, "weights: []\n", 0, "no dated value"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "offset", "words"),
    MISTAKES,
    ids=[f"{file}-{words}" for file, _, _, _, words in MISTAKES],
)
def test_a_mistake_is_refused_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, offset: int | None, words: str
) -> None:
    """The message names what is wrong, and the file and line where a person mends it."""
    folder = rules_copied(tmp_path)
    line = altered(folder, file, old, new)
    error = refusal(folder)
    assert words in said(error)
    if "add up" in words:
        assert error.file == "rubric.yaml"  # a sum belongs to the pillar, not to one indicator
    else:
        assert error.file == Path(file).name
    if offset is not None:
        assert error.line == line + offset
    assert str(error).startswith(f"{error.file}:{error.line}: ")


def test_no_two_kinds_of_mistake_share_their_words(tmp_path: Path) -> None:
    """Whoever reads the message knows which mistake it was: different mistakes, different words."""
    messages = []
    for number, (file, old, new, _, _) in enumerate(MISTAKES):
        folder = tmp_path / str(number)
        folder.mkdir()
        rules_copied(folder)
        altered(folder, file, old, new)
        messages.append(str(refusal(folder)))
    assert len(set(messages)) == len(messages)


def test_values_of_one_day_may_not_overlap(tmp_path: Path) -> None:
    """Two weights in force on one day are refused at the earlier one, with the cure."""
    folder = rules_copied(tmp_path)
    line = altered(folder, "indicators/A2.yaml", WEIGHTS_A2, WEIGHTS_A2 + _again(WEIGHTS_A2, 2025))
    error = refusal(folder)
    assert "overlaps the value from 2025-01-01; add until" in said(error)
    assert (error.file, error.line) == ("A2.yaml", line + 1)


def test_a_closed_value_may_be_followed_by_another(tmp_path: Path) -> None:
    """Closing the earlier value with `until` on the day before mends the overlap."""
    folder = rules_copied(tmp_path)
    closed = WEIGHTS_A2.replace("03-25\n", "03-25\n    until: 2024-12-31\n")
    altered(folder, "indicators/A2.yaml", WEIGHTS_A2, closed + _again(WEIGHTS_A2, 2025))
    assert len(next(one for one in load_rubric(folder).indicators if one.id == "A2").weights) == 2


def test_an_overlap_of_a_single_day_is_refused(tmp_path: Path) -> None:
    """`until` is the last day in force, so the next value begins on the day after it."""
    folder = rules_copied(tmp_path)
    closed = WEIGHTS_A2.replace("03-25\n", "03-25\n    until: 2025-01-01\n")
    altered(folder, "indicators/A2.yaml", WEIGHTS_A2, closed + _again(WEIGHTS_A2, 2025))
    assert "overlaps" in said(refusal(folder))


def test_later_weights_must_add_up_too(tmp_path: Path) -> None:
    """A change dated 2025 that breaks the sum of its pillar is refused today, naming that day."""
    folder = rules_copied(tmp_path)
    closed = WEIGHTS_A2.replace("03-25\n", "03-25\n    until: 2024-12-31\n")
    heavier = _again(WEIGHTS_A2, 2025).replace("kota: 7", "kota: 6")
    altered(folder, "indicators/A2.yaml", WEIGHTS_A2, closed + heavier)
    assert "kota on 2025-01-01: indicators add up to 19, pillar says 20" in said(refusal(folder))


def test_pillars_must_add_up_to_a_hundred(tmp_path: Path) -> None:
    """A pillar that agrees with its indicators is refused if the total is not 100."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/A2.yaml", "    kota: 7", "    kota: 8")
    altered(folder, "rubric.yaml", "kabupaten: 20, kota: 20", "kabupaten: 20, kota: 21")
    assert "pillars add up to 101, not 100" in said(refusal(folder))


def test_every_indicator_needs_advice(tmp_path: Path) -> None:
    """An indicator for which nobody wrote what to do is refused by name."""
    folder = rules_copied(tmp_path)
    text = (folder / "advice.yaml").read_text(encoding="utf-8")
    start = text.index("  - indicator: G4\n")
    end = text.index("  - indicator: P1\n")
    (folder / "advice.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    error = refusal(folder)
    assert "no advice for G4" in said(error)
    assert error.file == "advice.yaml"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file that lost its content is refused by name, not taken for rules without indicators."""
    folder = rules_copied(tmp_path)
    (folder / "duties.yaml").write_text("", encoding="utf-8")
    assert refusal(folder).file == "duties.yaml"


def _again(weights: str, year: int) -> str:
    return weights.removeprefix("weights:\n").replace("2021-03-25", f"{year}-01-01")
