"""A score explained: every figure can be redone by hand and leads back to its cell."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from monev.composite.aggregate import aggregate
from monev.composite.precision import as_decimal
from monev.composite.scale_shapes import OneValueScale
from monev.composite.scales import points_of
from monev.printing import Language
from monev.reports.explanation import explain_text
from monev.reports.explanation.scale import placed, scale_words
from monev.reports.explanation.totals import mean_words
from monev.reports.region.provenance import used_inputs
from monev.reports.words.sentences import sentences
from monev.reports.words.speech import Speech
from monev.rubric import rules_in_force
from monev.scoring import profile
from monev.scoring.written import scale_rule
from tests.facts import QUARTER, fact, known, packaged_rubric, row, scored
from tests.reports.explained import (
    LANGUAGES,
    joined,
    poor,
    rich,
    rich_facts,
    told,
)
from tests.scoring.rich_regions import KINDS


def test_every_input_is_printed_with_text_place_and_file() -> None:
    """No figure without its words, its cell, its file and the day it was known."""
    for kind in KINDS:
        text = joined(told(rich(kind)))
        for one in (source for each in rich(kind).indicators for source in each.inputs):
            assert f"{one.id} = " in text
            assert joined(one.locator) in text
            assert one.evidence_sha256[:12] in text
            assert not one.evidence_sha256 or joined(one.raw) in text
            assert f"“{one.source_title}” ({one.source_publisher}, " in text


FIGURE = r"-?\d+(?:\.\d+)*(?:,\d+)?"


def reckoned(figures: str) -> Decimal:
    """A printed sum of products, redone."""

    def read(text: str) -> Decimal:
        return Decimal(text.replace(".", "").replace(",", "."))

    terms = [re.findall(FIGURE, term) for term in figures.split(" + ")]
    return sum((read(one[0]) * read(one[1]) for one in terms), Decimal(0))


@pytest.mark.parametrize("kind", KINDS)
def test_pillars_and_total_can_be_redone_by_hand(kind: str) -> None:
    """Each mean is written out; its terms give its numerator and its quotient, to a rounding."""
    text = joined(told(rich(kind)))
    sums = re.findall(rf"\(([^()]*×[^()]*)\) / ({FIGURE}) = ({FIGURE}) / \2 = ({FIGURE})", text)
    assert len(sums) == len(rich(kind).pillars) + 1
    for terms, over, top, result in sums:
        values = [Decimal(one.replace(".", "").replace(",", ".")) for one in (over, top, result)]
        assert abs(reckoned(terms) - values[1]) <= Decimal("0.6")
        assert abs(values[1] / values[0] - values[2]) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("method", "scores", "told_as"),
    [
        ("arithmetic", (85, 60), "(3 × 85 + 1 × 60) / 4 = 315 / 4 = 78,75"),
        ("geometric", (64, 4), "(64^3 × 4^1)^(1 / 4) = 32"),
        ("harmonic", (75, 25), "4 / (3 / 75 + 1 / 25) = 50"),
        ("harmonic", (75, 0), "0, karena satu nilai 0 membuat rata-rata ini 0"),
        ("weakest", (75, 25), "min(75; 25) = 25"),
    ],
)
def test_each_mean_is_written_as_it_is_reckoned(
    method: str, scores: tuple[int, int], told_as: str
) -> None:
    """A rubric of another mean prints that mean, with the result that composite reckons."""
    pairs = list(zip((Decimal(3), Decimal(1)), (Decimal(one) for one in scores), strict=True))
    exact = aggregate([(Fraction(one), Fraction(weight)) for weight, one in pairs], method)
    assert exact is not None
    assert mean_words(pairs, method, as_decimal(exact), Speech("id")) == told_as


@pytest.mark.parametrize(
    ("rule", "value", "words", "sum_"),
    [
        (
            {"goalposts": {"minimum": 20, "maximum": 85, "transform": "none"}},
            "72.5",
            "linear dari 20 (0 poin) sampai 85 (100 poin)",
            "(72,5 - 20) / (85 - 20) × 100 = 80,77",
        ),
        (
            {"goalposts": {"minimum": 100, "maximum": 75000, "transform": "log"}},
            "5000",
            "logaritmik dari 100 (0 poin) sampai 75.000 (100 poin)",
            "5.000 -> 59,09",
        ),
        (
            {"linear": {"floor": 10, "target": 0, "direction": "less"}},
            "4",
            "linear dari 10 (0 poin) sampai 0 (100 poin)",
            "(4 - 10) / (0 - 10) × 100 = 60",
        ),
        (
            {"linear": {"floor": 10, "target": 0, "direction": "less"}},
            "12",
            "linear dari 10",
            "12 tidak melewati 10 -> 0",
        ),
        (
            {"brackets": [{"below": 5, "points": 0}, {"from": 5, "points": 100}]},
            "5",
            "tabel: < 5: 0 poin; >= 5: 100 poin",
            "5 -> 100",
        ),
        (
            {"distance_to_target": {"target": 40}},
            "10",
            "bagian dari target 40 yang tercapai",
            "10 -> 25",
        ),
    ],
)
def test_each_scale_is_put_in_words(
    rule: dict[str, Any], value: str, words: str, sum_: str
) -> None:
    """What a rubric may write as a scale, the explanation can say, with the points it gives."""
    scale = OneValueScale.model_validate(rule)
    points = as_decimal(points_of(Fraction(value), scale))
    changed = {"scale_rule": scale_rule(scale), "value": value, "points": points, "unit": "sumber"}
    one = row(rich("kota"), "B5").model_copy(update=changed)
    assert words in scale_words(one, Speech("id"))
    assert placed(one, Speech("id")) == sum_


def test_cells_of_like_place_in_two_files_both_stand_in_the_annex() -> None:
    """Every quarter's instrument has a cell D13; the annex names each file's own."""
    card = rich("kota")
    cell = row(card, "C1").inputs[0]
    twin = cell.model_copy(update={"evidence_sha256": "e" * 64})
    both = row(card, "C1").model_copy(update={"inputs": [cell, twin]})
    rules = rules_in_force(packaged_rubric(), "kota", QUARTER.end)
    nothing = profile(known([], QUARTER, "kota"), rules)
    used = used_inputs(card.model_copy(update={"indicators": [both]}), nothing)
    assert [one.source for one in used] == [cell, twin]


def test_an_adequate_budget_is_worked_out_with_its_steps_and_rates() -> None:
    """Half the need: the package as a step of two dated rates, the sum, the line of the scale."""
    line: dict[str, Any] = {"group_code": "BPU-RENTAN", "funding_source": "APBD"}
    text = joined(
        explain_text(
            scored(
                [fact("budget", **line, allocation_idr=621_331_200, persons=6164, months=12)]
            ).model_dump(mode="json"),
            "B2",
        )
    )
    assert "p1 = 10.000, iuran JKK BPU" in text
    assert "s1 = iuran JKK + JKM pekerja bukan penerima upah per bulan" in text
    assert "p1 + p2 = 10.000 + 6.800 = 16.800" in text
    assert "m1 / (m2 × m3 × s1) = 621.331.200 / (6.164 × 12 × 16.800) = 0,5" in text
    assert "linear dari 0 (0 poin) sampai 1 (100 poin)" in text
    assert "0,5 / 1 × 100 = 50" in text
    assert "m1 = pagu Rp621.331.200, tertulis “621331200”" in text


def test_two_readings_of_the_press_are_both_written_out_and_capped() -> None:
    """A rise of 6 on 53: 3 points if relative, 6 if points; the cap names its inputs."""
    text = joined(explain_text(poor().model_dump(mode="json"), "C2"))
    assert "m1 / (1 + m2 / 100) = 53 / (1 + 6 / 100) = 50" in text
    assert "m1 - m2 = 53 - 6 = 47" in text
    assert "Hitungan m1 - s1 = 53 - 50 = 3" in text
    assert "Tafsir lain m1 - s2 = 53 - 47 = 6" in text
    assert "paling tinggi 50, karena m1, m2 bukan dokumen bukti (pemberitaan media)" in text
    assert "Rentang 30 sampai 50" in text


def test_a_decision_its_cap_and_its_scale_are_said_in_words() -> None:
    """A regulation that only the press knows: the row that held, its points, what was cut."""
    text = joined(explain_text(poor().model_dump(mode="json"), "A1"))
    assert "jenis Perwal, tahap 8 (berlaku), status berlaku -> Perkada berlaku" in text
    assert "Poin Perkada berlaku -> 85" in text
    assert "85 menjadi 50" in text
    english = joined(explain_text(poor().model_dump(mode="json"), "A1", "en"))
    assert "type Perwal, stage 8 (in force), status in force -> Perkada in force" in english


def test_missing_and_not_applicable_are_told_apart() -> None:
    """Missing counts nothing but is no zero; what does not apply hands its weight on."""
    text = joined(told(poor()))
    assert "B1 Tercantum dalam RKPD dan APBD: data belum tersedia" in text
    assert "datanya belum tersedia, bukan nol. Rentang 0 sampai 100." in text
    assert "K1 Pegawai BUMD dan anak perusahaan aktif: tidak berlaku" in text
    assert "menjadi 6,67: 4 × 10 / 6 (bobot K1 (tidak berlaku) dibagikan di dalam pilar)" in text
    open_mode = joined(told(poor("indikatif"), "en"))
    assert "left out of the sum (mode indicative)" in open_mode
    assert "without A2, A3 (no data yet)" in open_mode
    assert "(20 × 50 + 35 × 30) / 55 = 2,050 / 55 = 37.27" in open_mode
    assert "without pillar B, K, G (no data yet)" in open_mode


def test_band_gates_and_what_is_provisional_are_given_with_their_marks() -> None:
    """The edges around the total, the ceilings, and why nothing is final."""
    text = joined(told(poor()))
    assert re.search(r"Predikat 0 <= [\d,]+ < 40 -> Sangat Kurang", text)
    assert "paling tinggi Kurang, karena belum terbukti ada alokasi APBD (B1)" in text
    assert "di bawah 40%: predikat tidak diberikan" in text
    full = joined(told(rich("kota")))
    assert re.search(r"55 <= [\d,]+ < 70 -> Cukup", full)
    assert "tidak ada pembatas yang berlaku" in full
    assert "mencapai 70% dan tidak ada galat terbuka" in full


def test_own_books_are_listed_under_their_counts() -> None:
    """G1 from receipts, G4 from follow-up, and the children of a province by their codes."""
    text = joined(told(rich("provinsi")))
    assert "k1 = 1, laporan tepat waktu: 2024-Q1" in text
    assert "k2 = 1, laporan terlambat: 2024-Q2" in text
    assert "(k1 + k2 / 2) / k3 = (1 + 1 / 2) / 3 = 0,5" in text
    assert "laporan diterima 12 Juli 2024" in text
    assert "laporan diterima: belum diterima" in text
    due = next(one for one in row(rich("provinsi"), "G4").counts if "jatuh_tempo" in one.title)
    assert f"{due.id} = {due.value}, rekomendasi jatuh tempo: {', '.join(due.items)}" in text
    assert "kabupaten/kota yang belum diketahui: 33.10" in text


def test_earlier_recommendations_are_followed_up() -> None:
    """Each with its state, since when, its mark and where it stands now."""
    text = joined(told(rich("kota")))
    assert "x/01 (A1): selesai sejak 2024-Q3" in text
    assert "x/02 (K2): lewat tenggat" in text
    assert "x/04 (P1): gugur" in text
    assert "selesai bila nilai K2 sekurangnya 100; sekarang 70" in text
    assert "selesai bila C6 ada datanya; sekarang" in text
    assert "“Tetapkan regulasi daerah.” (in Indonesian)" in joined(told(rich("kota"), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_to_the_next_band_stand_at_the_end(language: Language) -> None:
    """What was reckoned beside the score is printed with cost, gain and the band it brings."""
    from monev.counterfactual import prospect

    rules = rules_in_force(packaged_rubric(), "kabupaten", QUARTER.end)
    card = rich("kabupaten")
    found = prospect(rich_facts("kabupaten"), rules, card)
    stored = found.model_dump(mode="json")
    text = told(card, language, prospect=stored)
    end = joined(text[text.index(getattr(sentences().headings["prospect"], language)) :])
    assert len(end) > 500
    for step in (*found.package, *found.single):
        assert joined(getattr(step.sentence, language)) in end
    assert max(len(line) for line in text.splitlines()) <= 80
    assert told(card, language) == text[: len(told(card, language))]


def test_an_unknown_indicator_is_refused() -> None:
    """A misspelt indicator is an error and not an empty page."""
    with pytest.raises(KeyError):
        explain_text(poor().model_dump(mode="json"), "Z9")


def test_a_trace_of_the_first_version_is_still_told() -> None:
    """Evaluations filed before inputs had names and sums had expressions can be explained."""
    content = poor().model_dump(mode="json")
    younger = (
        "expression",
        "best_expression",
        "steps",
        "counts",
        "scale_rule",
        "arguments",
        "note",
    )
    for one in content["indicators"]:
        for name in (*younger, "best_arithmetic", "weight_reference"):
            one.pop(name)
        one["decisions"] = [{"answers": {"tahap": "2"}, "outcome": "penyusunan", "of": [""]}]
        for source in one["inputs"]:
            source |= {"id": "", "fact": ""}
    for name in ("frame", "open_errors", "follow_up"):
        content.pop(name)
    assert "A1" in explain_text(content | {"trace_version": "1"})
