"""A score explained: figures to be redone by hand, words in both languages, 80 columns."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from monev.known import KnownFacts, PastAction, ReportDue
from monev.printing import Language
from monev.reports import explain_text
from monev.reports.sentences import sentences
from monev.reports.wording import vocabulary
from monev.rubric import rules_in_force
from monev.scorecard import FollowUpStatus, Scorecard
from monev.scoring import score
from tests.facts import QUARTER, fact, known, packaged_rubric, row, scored
from tests.scoring.rich_regions import KINDS, children_of, facts_of

LANGUAGES: tuple[Language, ...] = get_args(Language)
SCORING = Path(__file__).parents[2] / "monev" / "scoring"
LEGAL = {"perda", "perkada", "rkpd", "apbd", "bpu", "jkk", "jkm", "inpres", "kab", "kota", "asn"}
"""Terms of Indonesian law that English keeps."""
ALSO_ENGLISH = {"data", "a", "total", "score", "status", "monev"}
MARCH, JULY = date(2024, 4, 9), date(2024, 7, 12)
REPORTS = (
    ReportDue("2024-Q1", date(2024, 4, 10), MARCH, "a" * 64, "surat masuk 3"),
    ReportDue("2024-Q2", date(2024, 7, 10), JULY, "b" * 64, "surat masuk 9"),
    ReportDue("2024-Q3", date(2024, 10, 10), None),
)


def advice(name: str, indicator: str, due: date, *, data: bool = False) -> PastAction:
    """A recommendation of the first quarter that was open in the second."""
    given = ("regulasi", "Bagian Hukum", "Tetapkan regulasi daerah.", due, "2024-Q1", 1)
    return PastAction(name, indicator, *given, asks_for_data=data, found_in="2024-Q2")


ADVICE = (
    advice("x/01", "A1", date(2024, 7, 10)),
    advice("x/02", "K2", date(2024, 7, 10)),
    advice("x/03", "B1", date(2024, 12, 31)),
    advice("x/04", "P1", date(2024, 7, 10)),
    advice("x/05", "C6", date(2024, 7, 10), data=True),
)


def rich_facts(kind: str) -> KnownFacts:
    """All that a rich region knows, our own books among it."""
    found = known(facts_of(kind), QUARTER, kind, children_of(kind))
    return replace(found, reports_due=REPORTS, past_actions=ADVICE)


@cache
def rich(kind: str, mode: str = "ketat") -> Scorecard:
    """The scorecard of a rich region."""
    rules = rules_in_force(packaged_rubric(), kind, QUARTER.end)
    return score(rich_facts(kind), rules, mode)


@cache
def poor(mode: str = "ketat") -> Scorecard:
    """A region of which the press alone tells, with one answer that does not apply."""
    told: dict[str, Any] = {"tier": "media"}
    return scored(
        [
            fact("regulation", instrument="Perwal", stage=8, status="berlaku", **told),
            fact("participation", segment="SEMUA", coverage_pct=53, change_value=6, **told),
            fact("attestation", item="punya_bumd", answer="tidak"),
        ],
        mode=mode,
    )


def told(card: Scorecard, language: Language = "id", **more: Any) -> str:
    """The explanation of a stored scorecard."""
    return explain_text(card.model_dump(mode="json"), language=language, **more)


def joined(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def cards() -> Iterator[Scorecard]:
    """Every sort of scorecard."""
    for mode in ("ketat", "indikatif"):
        yield from (rich(kind, mode) for kind in KINDS)
        yield poor(mode)
    yield scored([])


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
    assert units <= set(words.units)


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
    groups = [getattr(vocabulary(), name) for name in type(vocabulary()).model_fields]
    wordings = [one for group in groups for one in group.values()]
    wordings += [*sentences().labels.values(), *sentences().sentences.values()]
    english = set(re.findall(r"[a-z]+", " ".join(one.en for one in wordings).lower()))
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
        assert set(re.findall(r"[a-z]{3,}", text.lower())) & indonesian == set()


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
    assert "kind Perwal, stage 8 (in force), status in force -> Perkada in force" in english


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
