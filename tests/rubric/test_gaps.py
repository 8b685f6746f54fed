"""Mistakes in the rules that pass today though they would score wrongly: each one a known fault."""

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
        marks=pytest.mark.xfail(
            strict=True, reason="load._check_names does not hold passes_with against the steps"
        ),
    ),
    pytest.param(
        "rubric.yaml",
        "full_tiers: [dokumen_resmi,",
        "full_tiers: [dokumen,",
        "dokumen",
        id="unknown-tier",
        marks=pytest.mark.xfail(
            strict=True, reason="EvidenceRule.full_tiers takes words that are no Tier"
        ),
    ),
    pytest.param(
        "indicators/C1.yaml",
        "national_target: target_ucj_nasional",
        "national_target: target_ucj",
        "target_ucj",
        id="unknown-parameter",
        marks=pytest.mark.xfail(
            strict=True, reason="load_rubric promises to refuse unknown parameters and does not"
        ),
    ),
    pytest.param(
        "parameters/limits.yaml",
        "until: 2024-12-31",
        "until: 2022-12-31",
        "until",
        id="ends-before-it-begins",
        marks=pytest.mark.xfail(strict=True, reason="Dated takes an until that lies before from"),
    ),
    pytest.param(
        "indicators/A2.yaml",
        "scale:\n  - from: 2021-03-25\n",
        "scale:\n  - from: 2021-03-25\n    until: 2024-12-31\n",
        "scale",
        id="weight-without-scale",
        marks=pytest.mark.xfail(
            strict=True, reason="a scale that ends drops its indicator and its weight unsaid"
        ),
    ),
    pytest.param(
        "rubric.yaml",
        "provinsi: 18, kabupaten: 20, kota: 20",
        "until: 2024-12-31, provinsi: 18, kabupaten: 20, kota: 20",
        "pillar",
        id="pillar-weight-ends",
        marks=pytest.mark.xfail(
            strict=True, reason="load._check_weights looks at days of beginning, never at endings"
        ),
    ),
    pytest.param(
        "parameters/limits.yaml",
        "{from: 2021-03-25, value: 12, reference: usulan}",
        "{from: 2021-03-25, value: 12, reference: usulan}\n"
        "      - {from: 2024-01-01, value: 6, reference: usulan}",
        "overlaps",
        id="parameter-overlaps",
        marks=pytest.mark.xfail(
            strict=True, reason="load checks spans of weights and scales, not of parameters"
        ),
    ),
    pytest.param(
        "rubric.yaml",
        "missing:\n",
        "missing:\n  - from: 2024-01-01\n    reference: usulan\n    mode: indikatif\n"
        "    provisional_below: 0.70\n    no_band_below: 0.40\n",
        "overlaps",
        id="missing-rule-overlaps",
        marks=pytest.mark.xfail(
            strict=True, reason="load checks spans of weights and scales, not of the head"
        ),
    ),
    pytest.param(
        "parameters/limits.yaml",
        "id: bagian_kabkota_diketahui",
        "id: umur_data_bulan",
        "twice",
        id="parameter-twice",
        marks=pytest.mark.xfail(strict=True, reason="two parameters of one id: the first wins"),
    ),
    pytest.param(
        "duties.yaml",
        "duties:\n",
        "duties:\n  - {id: D2, title: {id: Anggaran, en: Budget}, indicators: [B2], "
        "fulfilled_at: 0, kinds: [kota], reference: usulan}\n",
        "twice",
        id="duty-twice",
        marks=pytest.mark.xfail(strict=True, reason="of two duties of one id the first judges"),
    ),
    pytest.param(
        "rubric.yaml",
        "at_least: 0}",
        "at_least: 10}",
        "at_least",
        id="no-lowest-band",
        marks=pytest.mark.xfail(
            strict=True, reason="bands need not reach down to 0; band_of then makes one up"
        ),
    ),
    pytest.param(
        "advice.yaml",
        "month: 9, day: 30",
        "month: 2, day: 30",
        "day",
        id="no-such-day",
        marks=pytest.mark.xfail(
            strict=True, reason="30 February passes and breaks the evaluation with a ValueError"
        ),
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


@pytest.mark.xfail(
    strict=True, reason="load.py: the error of a doubled indicator id names a folder, no file"
)
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
