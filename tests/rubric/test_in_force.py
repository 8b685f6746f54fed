"""Which rule held on which day, the version that stands for them, and what a rule may not ask."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.rubric import Rubric, load_rubric, rules_in_force
from monev.rubric.checks import KINDS, START
from tests.facts import fact, packaged_rubric, row, scored
from tests.rubric.broken import RULE_FILES, altered, rules_copied


@pytest.mark.parametrize("kind", KINDS)
def test_the_packaged_weights_are_those_of_the_proposal(kind: str) -> None:
    """Pillars weigh 20/25/35/10/10 for kab/kota and 18/22/34/8/8/10 for provinces."""
    rules = rules_in_force(packaged_rubric(), kind, date(2024, 9, 30))
    weights: dict[str, Decimal] = {}
    for rule in rules.rules:
        pillar = rule.indicator.pillar
        weights[pillar] = weights.get(pillar, Decimal(0)) + rule.weight
    provincial = {"A": 18, "B": 22, "C": 34, "K": 8, "G": 8, "P": 10}
    regional = {"A": 20, "B": 25, "C": 35, "K": 10, "G": 10}
    assert weights == (provincial if kind == "provinsi" else regional)


PARAMETER_SPANS = [
    (one.id, value.from_, value.until)
    for one in packaged_rubric().parameters
    for value in one.values
]


@pytest.mark.parametrize(("name", "first", "last"), PARAMETER_SPANS)
def test_a_parameter_holds_from_its_first_to_its_last_day(
    name: str, first: date, last: date | None
) -> None:
    """On the day before the first and after the last there is no value; on both days there is."""

    def on(day: date) -> object:
        rules = rules_in_force(packaged_rubric(), "kota", max(day, START))
        return rules.parameter(name) if day >= START else None

    if first > START:
        assert on(first - timedelta(days=1)) is None
        assert on(first) is not None
    if last is not None:
        assert on(last) is not None
        assert on(last + timedelta(days=1)) is None


def test_the_dated_parameters_are_the_documented_ones() -> None:
    """The dates on which a rule of the packaged catalogue changes, so that none moves unseen."""
    changing = {(name, str(first), str(last)) for name, first, last in PARAMETER_SPANS if last}
    assert changing == {
        ("target_ucj_nasional", "2025-05-15", "2025-12-31"),
        ("target_rpjmn", "2025-05-15", "2025-12-31"),
        ("target_rpjmn_2029", "2025-05-15", "2029-12-31"),
        ("target_rkp_2026", "2025-05-15", "2026-12-31"),
        ("potongan_bpu_transportasi", "2026-01-01", "2027-03-31"),
        ("potongan_bpu_sektor_lain", "2026-04-01", "2026-12-31"),
        ("masa_pemilu", "2023-01-01", "2024-12-31"),
    }


def test_targets_of_the_nation_name_their_family_and_day() -> None:
    """In 2025 four families stand beside each other, each with the day it is due; none is mixed."""
    rules = rules_in_force(packaged_rubric(), "kota", date(2025, 9, 30))
    assert [(one.family, str(one.value), str(one.due_on)) for one in rules.national_targets] == [
        ("RPJMN", "32.15", "2025-12-31"),
        ("UCJ", "52.15", "2025-12-31"),
        ("RKP", "34.99", "2026-12-31"),
        ("RPJMN", "43.92", "2029-12-31"),
        ("RPJPN", "99.5", "2045-12-31"),
    ]
    early = rules_in_force(packaged_rubric(), "kota", date(2024, 9, 30))
    assert [one.family for one in early.national_targets] == ["RPJPN"]


def test_before_the_instruction_there_are_no_rules() -> None:
    """The Inpres was signed on 25 March 2021; the day before, nothing can be judged by it."""
    assert rules_in_force(packaged_rubric(), "kota", START).rules
    with pytest.raises(CatalogueError, match="nothing in force on 2021-03-24"):
        rules_in_force(packaged_rubric(), "kota", START - timedelta(days=1))


def test_a_changed_weight_holds_from_its_day(tmp_path: Path) -> None:
    """A weight dated 2025 leaves 2024 as it was scored."""
    folder = rules_copied(tmp_path)
    for name, before, after in (("A1", 10, 11), ("A2", 7, 6)):
        entry = (
            f"  - from: 2021-03-25\n    reference: usulan\n    provinsi: {9 if before == 10 else 5}"
        )
        later = f"    kabupaten: {before}\n    kota: {after}\n"
        altered(
            folder,
            f"indicators/{name}.yaml",
            f"    kota: {before}\n",
            f"    kota: {before}\n{entry.replace('2021-03-25', '2025-01-01')}\n{later}",
        )
        altered(
            folder, f"indicators/{name}.yaml", "2021-03-25\n", "2021-03-25\n    until: 2024-12-31\n"
        )
    rubric = load_rubric(folder)
    assert _weight(rubric, "A1", date(2024, 12, 31)) == 10
    assert _weight(rubric, "A1", date(2025, 1, 1)) == 11


def _weight(rubric: Rubric, indicator: str, day: date) -> Decimal:
    rules = rules_in_force(rubric, "kota", day)
    return next(one.weight for one in rules.rules if one.indicator.id == indicator)


def test_the_same_rules_have_the_same_version(tmp_path: Path) -> None:
    """A copy of the catalogue is the same rubric, so its version is the same wherever it lies."""
    assert load_rubric(rules_copied(tmp_path)).version == packaged_rubric().version


ALTERATIONS = [
    ("rubric.yaml", "at_least: 85", "at_least: 86"),
    ("rubric.yaml", "cap: 50", "cap: 40"),
    ("duties.yaml", "fulfilled_at: 85", "fulfilled_at: 80"),
    ("advice.yaml", "agency: Bagian Hukum", "agency: Biro Hukum"),
    ("indicators/A1.yaml", "perkada_berlaku: 85", "perkada_berlaku: 80"),
    ("parameters/targets.yaml", "value: 52.15", "value: 52.16"),
]


@pytest.mark.parametrize(("file", "old", "new"), ALTERATIONS)
def test_a_changed_rule_changes_the_version(tmp_path: Path, file: str, old: str, new: str) -> None:
    """A report printed under other rules bears another version, whichever file was changed."""
    folder = rules_copied(tmp_path)
    altered(folder, file, old, new)
    assert load_rubric(folder).version != packaged_rubric().version


def test_every_rule_file_is_part_of_the_version() -> None:
    """The alterations above touch every file of the rules, so that none is left out of the hash."""
    assert {file.split("/")[0] for file, _, _ in ALTERATIONS} == set(RULE_FILES)


def test_a_remark_does_not_change_the_version(tmp_path: Path) -> None:
    """A comment in a file of rules is no rule."""
    folder = rules_copied(tmp_path)
    altered(folder, "rubric.yaml", "profile: bawaan", "# a remark\nprofile: bawaan")
    assert load_rubric(folder).version == packaged_rubric().version


def test_an_unknown_formula_is_refused_when_scoring(tmp_path: Path) -> None:
    """Formulas are code, so the first score finds out: the message lists those on offer."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/A2.yaml", "formula: substance_share", "formula: guess")
    with pytest.raises(CatalogueError, match=r"^A2\.yaml:\d+: formula: no formula 'guess'; has .+"):
        scored([], rubric=load_rubric(folder))


def test_a_missing_step_is_refused_when_scoring(tmp_path: Path) -> None:
    """A category without points is a fault of the rules; it never becomes zero points."""
    folder = rules_copied(tmp_path)
    altered(folder, "indicators/A1.yaml", "      surat_edaran: 30\n", "")
    perwal = fact("regulation", instrument="Surat Edaran", number="5", stage=8, status="berlaku")
    with pytest.raises(CatalogueError, match="no step 'surat_edaran'"):
        scored([perwal], rubric=load_rubric(folder))


def test_a_line_cannot_rate_a_word(tmp_path: Path) -> None:
    """A formula that answers with a category needs steps; a line would have to guess."""
    folder = rules_copied(tmp_path)
    path = folder / "indicators" / "K2.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("    steps:")] + "    linear: {floor: 0, target: 1}\n")
    answer = fact("attestation", item="ptsp", answer="sop")
    with pytest.raises(CatalogueError, match="a scale of numbers cannot rate the text 'sop'"):
        scored([answer], rubric=load_rubric(folder))


def test_numbers_of_the_catalogue_are_exact() -> None:
    """52.15 is read as the decimal it was written as, never as its nearest binary fraction."""
    rules = rules_in_force(packaged_rubric(), "kota", date(2025, 6, 30))
    target = rules.parameter("target_ucj_nasional")
    assert target is not None
    assert target.value == Decimal("52.15")


def test_scores_use_the_rule_of_the_quarter_not_of_today() -> None:
    """The scale's reference stands in the trace of the indicator it judged."""
    card = scored([fact("attestation", item="ptsp", answer="sop")])
    assert row(card, "K2").scale_reference == "usulan"
    assert card.rubric_version == packaged_rubric().version
