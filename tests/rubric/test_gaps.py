"""Mistakes in the rules that would score wrongly without a word: each is refused at loading."""

from pathlib import Path

import pytest

from tests.rubric.broken import altered, refusal, rules_copied, said

UNSEEN = [
    pytest.param(
        "rubric.yaml",
        "passes_with: [keduanya_berlaku,",
        "passes_with: [keduanya_berlakuu,",
        "keduanya_berlakuu",
        id="gate-passes-with-no-step",
    ),
    pytest.param(
        "rubric.yaml",
        "full_tiers: [dokumen_resmi,",
        "full_tiers: [dokumen,",
        "dokumen",
        id="unknown-tier",
    ),
    pytest.param(
        "indicators/C1.yaml",
        "national_target: target_ucj_nasional",
        "national_target: target_ucj",
        "target_ucj",
        id="unknown-parameter",
    ),
    pytest.param(
        "parameters/limits.yaml",
        "until: 2024-12-31",
        "until: 2022-12-31",
        "until",
        id="ends-before-it-begins",
    ),
    pytest.param(
        "indicators/A2.yaml",
        "scale:\n  - from: 2021-03-25\n",
        "scale:\n  - from: 2021-03-25\n    until: 2024-12-31\n",
        "scale",
        id="weight-without-scale",
    ),
    pytest.param(
        "rubric.yaml",
        "provinsi: 18, kabupaten: 20, kota: 20",
        "until: 2024-12-31, provinsi: 18, kabupaten: 20, kota: 20",
        "pillar",
        id="pillar-weight-ends",
    ),
    pytest.param(
        "parameters/limits.yaml",
        "{from: 2021-03-25, value: 12, reference: usulan}",
        "{from: 2021-03-25, value: 12, reference: usulan}\n"
        "      - {from: 2024-01-01, value: 6, reference: usulan}",
        "overlaps",
        id="parameter-overlaps",
    ),
    pytest.param(
        "rubric.yaml",
        "missing:\n",
        "missing:\n  - from: 2024-01-01\n    reference: usulan\n    mode: indikatif\n"
        "    provisional_below: 0.70\n    no_band_below: 0.40\n",
        "overlaps",
        id="missing-rule-overlaps",
    ),
    pytest.param(
        "parameters/limits.yaml",
        "id: bagian_kabkota_diketahui",
        "id: umur_data_bulan",
        "twice",
        id="parameter-twice",
    ),
    pytest.param(
        "duties.yaml",
        "duties:\n",
        "duties:\n  - {id: D2, title: {id: Anggaran, en: Budget}, indicators: [B2], "
        "fulfilled_at: 0, kinds: [kota], reference: usulan}\n",
        "twice",
        id="duty-twice",
    ),
    pytest.param(
        "rubric.yaml",
        "at_least: 0}",
        "at_least: 10}",
        "at_least",
        id="no-lowest-band",
    ),
    pytest.param(
        "advice.yaml",
        "month: 9, day: 30",
        "month: 2, day: 30",
        "day",
        id="no-such-day",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), UNSEEN)
def test_a_mistake_that_would_score_wrongly_is_refused(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    """The rules are refused when they are read, before any region is scored by them."""
    folder = rules_copied(tmp_path)
    altered(folder, file, old, new)
    assert words in said(refusal(folder))


def test_two_files_of_one_indicator_are_refused_by_name(tmp_path: Path) -> None:
    """Two files that bear one id are refused, and one of them is named."""
    folder = rules_copied(tmp_path)
    text = (folder / "indicators" / "A2.yaml").read_text(encoding="utf-8")
    (folder / "indicators" / "A2b.yaml").write_text(text, encoding="utf-8")
    assert refusal(folder).file in {"A2.yaml", "A2b.yaml"}


def test_two_files_of_one_indicator_are_refused(tmp_path: Path) -> None:
    """Two files that bear one id are refused, so that no weight counts twice."""
    folder = rules_copied(tmp_path)
    text = (folder / "indicators" / "A2.yaml").read_text(encoding="utf-8")
    (folder / "indicators" / "A2b.yaml").write_text(text, encoding="utf-8")
    assert "two files bear the same indicator id" in said(refusal(folder))
