"""Every kind of mistake in the rules is refused, with its own words, at its file and line."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from monev.errors import CatalogueError
from monev.rubric import load_rubric, read_rubric
from monev.scoring import FORMULAS
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
    (
        "advice.yaml",
        '      en: "Submit the receipts for the quarterly reports."\n',
        "",
        None,
        "en: missing",
    ),
    ("rubric.yaml", "  - id: B\n", "  - id: B\n    weight: 5\n", 1, "not permitted"),
    ("indicators/A2.yaml", "formula: ", "  formula: ", None, "indentation"),
    ("indicators/A2.yaml", "    kota: 7", "\t\tkota: 7", None, "a tab indents this line"),
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
    ("indicators/A2.yaml", "    kota: 7", "    kota: '7'", 0, "'7' is text where a number"),
    ("indicators/A1.yaml", "perda_berlaku: 100", "perda_berlaku: true", None, "True is text"),
    ("indicators/A2.yaml", "from: 2021-03-25", "from: 20210325", 0, "a number where a day"),
    ("parameters/targets.yaml", "value: 52.15", "value: -52.15", 0, "-52.15 is negative"),
    (
        "parameters/targets.yaml",
        "due_on: 2025-12-31, value: 52.15",
        "value: 52.15",
        None,
        "family UCJ without its due day",
    ),
    ("parameters/targets.yaml", "    family: UCJ\n", "", None, "a due day without a family"),
    ("parameters/targets.yaml", "family: UCJ", "family: target", 0, "'RPJPN'"),
    (
        "parameters/targets.yaml",
        "due_on: 2025-12-31, value: 52.15",
        "due_on: 2025-06-30, value: 52.15",
        None,
        "before it ends on 2025-12-31",
    ),
    ("parameters/limits.yaml", "value: 12,", "value: 12 bulan,", 0, "12 bulan"),
    ("duties.yaml", "fulfilled_at: 85", "fulfilled_at: 850", 0, "850 is no number of points"),
    ("rubric.yaml", "    cap: 50", "    cap: 500", 0, "500 is no cap"),
    ("rubric.yaml", "below: 0.70", "below: 70", 0, "70 is no share"),
    ("rubric.yaml", "no_band_below: 0.40", "no_band_below: 0.80", 0, "above provisional_below"),
    ("rubric.yaml", "at_least: 70", "at_least: 85", 0, "not below the 85 of the band before"),
    ("rubric.yaml", "at_least: 85", "at_least: 185", 0, "no score reaches 185"),
    ("rubric.yaml", "{id: Baik, en", "{id: Cukup, en", 1, "band 'Cukup' stands twice"),
    ("rubric.yaml", "at_least: 0}", "at_least: 1}", -5, "the lowest band must have at_least 0"),
    # both or neither way to rate
    (
        "indicators/A2.yaml",
        "    linear: {floor: 0, target: 1}",
        "    linear: {floor: 0, target: 1}\n    steps: {ya: 100}",
        -2,
        "exactly one of",
    ),
    ("indicators/A2.yaml", "    linear: {floor: 0, target: 1}\n", "", -2, "(found {'from'"),
    ("rubric.yaml", "within: arithmetic", "within: average", 0, "'arithmetic'"),
    (
        "parameters/limits.yaml",
        "id: umur_data_bulan",
        "id: umur_data",
        None,
        "no parameter 'umur_data_bulan', which every report asks for",
    ),
    # things that stand twice
    (
        "rubric.yaml",
        "pillars:\n",
        "pillars:\n  - {id: A, title: {id: x, en: x}, weights: []}\n",
        2,
        "pillar 'A' stands twice",
    ),
    ("rubric.yaml", "- id: tanpa_alokasi_apbd", "- id: tanpa_regulasi_berlaku", 0, "gate 'tanpa"),
    ("advice.yaml", "- {id: apbdp,", "- {id: rkpd,", 0, "'rkpd' stands twice"),
    ("advice.yaml", "  - indicator: A2\n", "  - indicator: A1\n", 0, "second advice for A1"),
    ("parameters/limits.yaml", "id: masa_pemilu", "id: umur_data_bulan", 0, "'umur_data_bulan' s"),
    # steps, parameters and formulas nobody knows
    ("rubric.yaml", "[keduanya_berlaku,", "[semua,", 0, "'semua' is no step of A1"),
    (
        "indicators/C1.yaml",
        "national_target: target_ucj_nasional",
        "national_target: target_ucj",
        0,
        "no parameter is called 'target_ucj'",
    ),
    ("indicators/A2.yaml", "formula: substance_share", "formula: guess", 0, "no formula 'guess'"),
    # sums and dates that do not fit together
    (
        "parameters/limits.yaml",
        "from: 2023-01-01, until: 2024-12-31",
        "from: 2023-01-01, until: 2022-12-31",
        0,
        "until lies before from",
    ),
    (
        "rubric.yaml",
        "missing:\n  - from: 2021-03-25\n",
        "missing:\n  - from: 2022-01-01\n",
        0,
        "nothing in force from 2021-03-25 until 2021-12-31",
    ),
    (
        "rubric.yaml",
        "evidence:\n  - from: 2021-03-25\n",
        "evidence:\n  - from: 2021-03-25\n    until: 2025-12-31\n",
        0,
        "ends on 2025-12-31 and nothing follows",
    ),
    (
        "rubric.yaml",
        "evidence:\n",
        "evidence:\n  - {from: 2021-03-25, until: 2023-12-31, reference: usulan, full_tiers: [], "
        "cap: 5}\n  - {from: 2021-03-24, until: 2021-03-24, reference: usulan, full_tiers: [], "
        "cap: 4}\n",
        None,
        "overlaps the value from 2021-03-25",
    ),
    ("indicators/A2.yaml", "    kota: 7", "    kota: 8", None, "add up to 21, pillar says 20"),
    ("indicators/A2.yaml", WEIGHTS_A2, "weights: []\n", 0, "no dated value"),
]


@cache
def met(number: int) -> tuple[int, CatalogueError]:
    """The line of the alteration, and the refusal it meets."""
    file, old, new, _, _ = MISTAKES[number]
    with TemporaryDirectory() as name:
        folder = rules_copied(Path(name))
        line = altered(folder, file, old, new)
        return line, refusal(folder, formulas=FORMULAS)


@pytest.mark.parametrize(
    "number", range(len(MISTAKES)), ids=[f"{file}-{words}" for file, _, _, _, words in MISTAKES]
)
def test_a_mistake_is_refused_at_its_place(number: int) -> None:
    """The message names what is wrong, and the file and line where a person mends it."""
    file, _, _, offset, words = MISTAKES[number]
    line, error = met(number)
    assert words in said(error)
    if "add up" in words:
        assert error.file == "rubric.yaml"  # a sum belongs to the pillar, not to one indicator
    elif "report asks for" not in words:  # what is missing everywhere is missed in the last file
        assert error.file == Path(file).name
    if offset is not None:
        assert error.line == line + offset
    assert str(error).startswith(f"{error.file}:{error.line}: ")


def test_no_two_kinds_of_mistake_share_their_words() -> None:
    """Whoever reads the message knows which mistake it was: different mistakes, different words."""
    messages = [said(met(number)[1]) for number in range(len(MISTAKES))]
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


def test_a_span_left_open_is_named(tmp_path: Path) -> None:
    """Between two frames a quarter could fall for which nothing holds: the days are named."""
    folder = rules_copied(tmp_path)
    closed = (
        "  - {from: 2021-03-25, until: 2023-12-31, reference: usulan, full_tiers: [], cap: 5}\n"
    )
    altered(
        folder,
        "rubric.yaml",
        "evidence:\n  - from: 2021-03-25\n",
        f"evidence:\n{closed}  - from: 2024-04-01\n",
    )
    error = refusal(folder)
    assert "nothing in force from 2024-01-01 until 2024-03-31; close the gap" in said(error)
    assert error.file == "rubric.yaml"


@pytest.mark.parametrize("name", ["rubric.yaml", "duties.yaml", "advice.yaml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """A catalogue without one of its files is refused with the list of what belongs in it."""
    folder = rules_copied(tmp_path)
    (folder / name).unlink()
    error = refusal(folder)
    assert error.file == name
    assert "missing; a catalogue has rubric.yaml" in said(error)


@pytest.mark.parametrize("name", ["indicators", "parameters"])
def test_an_empty_folder_is_named(tmp_path: Path, name: str) -> None:
    """Rules without indicators or parameters are no rules."""
    folder = rules_copied(tmp_path)
    for path in (folder / name).iterdir():
        path.unlink()
    assert f"{name}:1: folder: holds no .yaml file" in str(refusal(folder))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Letters of another encoding would be read as something else, so they are not read."""
    folder = rules_copied(tmp_path)
    (folder / "duties.yaml").write_bytes("duties: [Kewajiban \u00e9]".encode("latin-1"))
    assert "no UTF-8 text" in said(refusal(folder))


def test_all_mistakes_of_several_files_are_found_at_once(tmp_path: Path) -> None:
    """Whoever mends a catalogue sees what each file has wrong, not only the first of them."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/A2.yaml", "unit: bagian\n", "")
    altered(folder, "indicators/A2.yaml", "    kota: 7", "    kota: -7")
    altered(folder, "rubric.yaml", "mode: ketat", "mode: longgar")
    altered(folder, "duties.yaml", "duties:", "duty:")
    found = read_rubric(folder)
    assert found.rubric is None
    assert [one.file for one in found.mistakes].count("A2.yaml") == 2
    assert {one.file for one in found.mistakes} == {"A2.yaml", "rubric.yaml", "duties.yaml"}


def test_all_rules_that_do_not_fit_are_found_at_once(tmp_path: Path) -> None:
    """Where each file can be read, everything that does not fit the rest is named."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/A2.yaml", "duty: [D1]", "duty: [D9]")
    altered(folder, "rubric.yaml", "    cap: 50", "    cap: 500")
    altered(folder, "advice.yaml", "    deadline: raperkada", "    deadline: besok")
    found = [str(one) for one in read_rubric(folder, formulas={"guess"}).mistakes]
    assert sum("no formula" in one for one in found) == 25
    assert sum("'D9'" in one or "500" in one or "besok" in one for one in found) == 3
    assert len(found) == 28


def test_groups_of_workers_belong_to_the_rules(tmp_path: Path) -> None:
    """A catalogue with groups of its own is judged by those, and is another set of rules."""
    plain = load_rubric(rules_copied(tmp_path))
    text = (Path(str(files("catalogue"))) / "segments.yaml").read_text("utf-8")
    (tmp_path / "segments.yaml").write_text(text, "utf-8")
    assert load_rubric(tmp_path) == plain
    first = plain.segments.segments[0].title_id
    assert first in text
    (tmp_path / "segments.yaml").write_text(text.replace(first, f"{first} lain", 1), "utf-8")
    other = load_rubric(tmp_path)
    assert other.segments.segments[0].title_id == f"{first} lain"
    assert other.sha256 != plain.sha256
    (tmp_path / "segments.yaml").write_text("segments: []\n", "utf-8")
    assert str(refusal(tmp_path)).startswith("segments.yaml:1: payers: missing")
