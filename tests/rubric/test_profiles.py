"""Profiles are laid over the default rules: what they change, and how a wrong one is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from monev.errors import UsageError
from monev.rubric import Rubric, load_rubric, profile_names, rules_in_force
from monev.scoring import FORMULAS
from tests.facts import fact, packaged_rubric, row, scored
from tests.rubric.broken import refusal, rules_copied, said
from tests.scoring.best_region import excellent
from tests.scoring.cases import case

DAY = date(2024, 9, 30)
BANDS = "predikat_86_2017"
HEAD = """profile: {name}
based_on: bawaan
version: "1.0"
title: {{id: Uji, en: Test}}
reference: usulan
"""
BETTER = """
bands:
  - from: 2021-03-25
    reference: usulan
    bands:
      - {title: {id: Lulus, en: Passed}, at_least: 60}
      - {title: {id: Belum, en: Not yet}, at_least: 0}
"""


def written(folder: Path, text: str, name: str = "uji") -> Path:
    """Copy the rules and write a profile beside them; return the folder."""
    rules_copied(folder)
    (folder / "profiles" / f"{name}.yaml").write_text(HEAD.format(name="uji") + text, "utf-8")
    return folder


def test_every_packaged_profile_can_be_used() -> None:
    """Each file of the folder loads, asks for known formulas only and has rules for everybody."""
    assert profile_names() == ["kenaikan_20", BANDS]
    for name in profile_names():
        rubric = load_rubric(profile=name, formulas=FORMULAS)
        for kind in ("provinsi", "kabupaten", "kota"):
            assert rules_in_force(rubric, kind, DAY).rules


def test_a_profile_is_part_of_hash_and_version() -> None:
    """Reports by two profiles can never be taken for reports by the same rules."""
    rubrics = [load_rubric(profile=name) for name in ("", *profile_names())]
    assert len({one.sha256 for one in rubrics}) == 3
    assert [one.version.split("+")[0] for one in rubrics] == [
        "1.0",
        "kenaikan_20-1.0",
        "predikat_86_2017-1.0",
    ]
    assert [one.based_on for one in rubrics] == ["", "bawaan", "bawaan"]
    assert "perlu dicocokkan" in rubrics[2].profile_reference


def test_the_name_of_the_base_is_the_default() -> None:
    """Asking for `bawaan` gives the very same rules as asking for nothing."""
    assert load_rubric(profile="bawaan") == packaged_rubric()


def banded(rubric: Rubric, score: Decimal) -> str:
    """The band of a score without any gate."""
    bands = rules_in_force(rubric, "kota", DAY).bands.bands
    return next(band.title.id for band in bands if score >= band.at_least)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        ("100", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.999", "Tinggi"),
        ("76", "Tinggi"),
        ("75.999", "Sedang"),
        ("66", "Sedang"),
        ("65.999", "Rendah"),
        ("51", "Rendah"),
        ("50.999", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_the_bands_of_permendagri_86_are_half_open(score: str, band: str) -> None:
    """The gaps between 90 and 91, 75 and 76, 65 and 66, 50 and 51 belong to the lower band."""
    assert banded(load_rubric(profile=BANDS), Decimal(score)) == band


def test_other_bands_change_no_score() -> None:
    """The same facts score the same; only the word for the score differs."""
    facts = case("kota_lengkap").made_facts()
    plain, other = scored(facts), scored(facts, rubric=load_rubric(profile=BANDS))
    assert other.score == plain.score
    assert other.rubric_profile == BANDS
    assert scored(excellent(), rubric=load_rubric(profile=BANDS)).band == "Sangat Tinggi"


@pytest.mark.parametrize(("taken", "band"), [("regulation", "Sedang"), ("allocation", "Rendah")])
def test_the_gates_of_the_profile_bear_its_titles(taken: str, band: str) -> None:
    """Without a rule in force at most Sedang, without an APBD allocation at most Rendah."""
    facts = [one for one in excellent() if taken == "allocation" or one.kind != "regulation"]
    if taken == "allocation":
        facts = [one for one in facts if one.kind != "budget"]
        facts.append(fact("attestation", item="apbd_memuat", answer="tidak"))
    card = scored(facts, rubric=load_rubric(profile=BANDS))
    assert card.gates[0].band_at_most == band
    order = ["Sangat Rendah", "Rendah", "Sedang", "Tinggi", "Sangat Tinggi"]
    assert card.band is not None
    assert order.index(card.band) <= order.index(band)


def test_twenty_points_are_worth_what_ten_were() -> None:
    """A rise of 10 points scores 100 by default and 50 where 20 are expected."""
    rise = fact("participation", segment="SEMUA", coverage_pct=50, change_value=10)
    rise.change_reading = "poin"
    assert row(scored([rise]), "C2").score == 100
    assert row(scored([rise], rubric=load_rubric(profile="kenaikan_20")), "C2").score == 50


def test_a_mode_may_be_all_that_a_profile_says(tmp_path: Path) -> None:
    """`mode: indikatif` restates what absence does and nothing else."""
    rubric = load_rubric(written(tmp_path, "mode: indikatif\n"), "uji")
    assert [one.mode for one in rubric.head.missing] == ["indikatif"]
    assert rubric.head.missing[0].no_band_below == Decimal("0.40")
    assert rubric.indicators == packaged_rubric().indicators


def test_weights_may_move_within_a_pillar(tmp_path: Path) -> None:
    """A profile that shifts weight between two indicators of a pillar keeps the pillar's sum."""
    shifted = "".join(
        f"  {name}:\n    weights:\n      - {{from: 2021-03-25, reference: usulan, "
        f"provinsi: {prov}, kabupaten: {kab}, kota: {kab}}}\n"
        for name, prov, kab in (("A1", 8, 8), ("A2", 6, 9))
    )
    rubric = load_rubric(written(tmp_path, f"indicators:\n{shifted}"), "uji")
    weights = {one.indicator.id: one.weight for one in rules_in_force(rubric, "kota", DAY).rules}
    assert (weights["A1"], weights["A2"], weights["A3"]) == (8, 9, 3)


MISTAKES = [
    ("", 1, "the profile changes nothing"),
    ("indicators: {}\n", 1, "the profile changes nothing"),
    ("colour: red\n", 6, "not permitted"),
    ("mode: longgar\n", 6, "'ketat'"),
    ("indicators:\n  Z9:\n    scale: []\n", 7, "no indicator 'Z9' in the base"),
    ("indicators:\n  A2: {}\n", 7, "gives neither"),
    ("indicators:\n  A2:\n    formula: x\n", 8, "not permitted"),
    ("indicators:\n  A2:\n    scale: []\n", 8, "no dated value"),
    (
        "indicators:\n  A2:\n    weights:\n      - {from: 2021-03-25, reference: usulan, "
        "provinsi: 5, kabupaten: 8, kota: 7}\n",
        8,
        "kabupaten on 2021-03-25: indicators add up to 21, pillar says 20",
    ),
    (
        "indicators:\n  A2:\n    scale:\n      - {from: 2021-03-25, reference: usulan, "
        "linear: {floor: 2, target: 1}}\n",
        9,
        "target must lie above floor",
    ),
    (BETTER, 7, "gate tanpa_regulasi_berlaku of the base stops at 'Cukup'"),
    (
        BETTER
        + "gates:\n  - {id: g, indicator: A1, passes_with: [], band_at_most: Baik, "
        + "reason: {id: x, en: x}}\n",
        14,
        "unknown band Baik",
    ),
    (
        "gates:\n  - {id: g, indicator: A9, passes_with: [], band_at_most: Baik, "
        "reason: {id: x, en: x}}\n",
        7,
        "unknown indicator A9",
    ),
    (
        "mode: ketat\nmissing:\n  - {from: 2021-03-25, reference: usulan, mode: ketat, "
        "provisional_below: 0.7, no_band_below: 0.4}\n",
        6,
        "stands beside missing",
    ),
    ("evidence:\n  - {from: 2021-03-25, reference: usulan, full_tiers: [], cap: 101}\n", 7, "cap"),
    ("evidence: []\n", 6, "nothing in force at any time"),
]


@pytest.mark.parametrize(
    ("text", "line", "words"), MISTAKES, ids=[f"{n}-{one[2]}" for n, one in enumerate(MISTAKES)]
)
def test_a_wrong_profile_is_refused_at_its_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """The message points into the profile, not into the base that it is laid over."""
    if words == "gives neither":
        words = "changes nothing; give scale, weights or both"
    error = refusal(written(tmp_path, text), "uji")
    assert words in said(error)
    assert (error.file, error.line) == ("uji.yaml", line)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("based_on: bawaan", "based_on: lain", "unknown base 'lain'"),
        ("profile: uji", "profile: ujian", "'ujian' stands in uji.yaml"),
        ("profile: uji", "profile: Uji Coba", "match pattern"),
        ("reference: usulan", "reference: ''", "at least 3 characters"),
        ('version: "1.0"', "version: 1.0", "valid string"),
        ("title: {id: Uji, en: Test}\n", "", "title: missing"),
    ],
)
def test_a_wrong_head_of_a_profile_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    """Name, base, version, title and reference are what a report prints of a profile."""
    folder = written(tmp_path, "mode: ketat\n")
    path = folder / "profiles" / "uji.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    error = refusal(folder, "uji")
    assert words in said(error)
    assert error.file == "uji.yaml"


def test_a_profile_may_not_take_the_name_of_the_base(tmp_path: Path) -> None:
    """Otherwise two sets of rules would be printed under one name."""
    folder = written(tmp_path, "mode: ketat\n", name="bawaan")
    for asked in ("", "bawaan", "kenaikan_20"):
        error = refusal(folder, asked)
        assert "'bawaan' is the name of the base; choose another" in said(error)
        assert error.file == "bawaan.yaml"


def test_an_unknown_profile_lists_the_known_ones() -> None:
    """A misspelt profile never falls back to the default rules."""
    with pytest.raises(UsageError, match="no profile 'kenaikan_30'; the catalogue has bawaan, ken"):
        load_rubric(profile="kenaikan_30")
