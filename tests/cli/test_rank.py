"""`monev rank`: tables, provinces, filters, CSV and JSON over filed scorecards."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from models import Evidence, Statistic
from monev.register import load_register
from monev.sources.reading import make_fact
from tests.cli.running import Run
from tests.ranking.filed import MOMENT, file_cards
from tests.ranking.tables import MISSING, WEIGHTS, Told, all_points, known

PERIOD = ("--period", "2024-Q3")
QUICK = (*PERIOD, "--draws", "200")
LITTLE = {name: known("90") if name == "A1" else MISSING for name in WEIGHTS}
BANTEN: dict[str, dict[str, Told]] = {
    "36": all_points("55"),
    "36.01": all_points("40"),
    "36.02": all_points("50"),
    "36.03": all_points("60"),
    "36.04": all_points("70") | {"C1": MISSING, "B1": known("30", best="90")},
    "36.71": all_points("80"),
    "36.72": all_points("65.4") | {"C1": MISSING},
    "36.73": all_points("65.5"),
    "36.74": LITTLE,
    "33.74": all_points("66"),
    "33": all_points("50"),
}


@pytest.fixture(scope="session")
def banten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with all of Banten, a kota of Jawa Tengah, and one stated fiscal group."""
    folder = tmp_path_factory.mktemp("rank") / "workspace"
    place = file_cards(folder, BANTEN)
    paper = b"kapasitas fiskal"
    digest = hashlib.sha256(paper).hexdigest()
    place.store.keep(
        paper,
        Evidence(
            sha256=digest,
            file_name="kapasitas.txt",
            media_type="text/plain",
            size_bytes=len(paper),
            source_id="uji",
            received_at=MOMENT,
        ),
    )
    place.store.save_reading("uji", [_fiscal("36.71", "Tinggi", digest)], [])
    place.store.engine.dispose()
    return folder


def _fiscal(code: str, group: str, sha256: str) -> Statistic:
    made = make_fact(
        "statistic",
        {
            "region_code": code,
            "evidence_sha256": sha256,
            "tier": "dokumen_resmi",
            "known_on": "2024-01-02",
            "measure": "kapasitas_fiskal",
            "dimension": group,
            "span_start": "2024-01-01",
            "span_end": "2024-12-31",
            "value": "2.1",
            "cells": {"value": {"locator": "B2", "raw": "2,1"}},
        },
    )
    assert isinstance(made, Statistic)
    return made


def asked(run: Run, folder: Path, *more: str) -> dict:
    """The JSON of a question."""
    result = run("rank", *QUICK, "--workspace", str(folder), "--json", *more)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def names(league: dict) -> list[str]:
    """Codes in table order."""
    return [row["region_code"] for row in league["rows"]]


def test_a_table_of_kota(banten: Path, run: Run) -> None:
    """Kota are ranked with their intervals; one of which too little is known stands apart."""
    league = asked(run, banten, "--kind", "kota")["leagues"][0]
    assert names(league) == ["36.71", "33.74", "36.73", "36.72"]
    assert [row["rank"] for row in league["rows"]] == [1, 2, 3, 4]
    assert [one["region_code"] for one in league["unranked"]] == ["36.74"]
    kota = [one for one in load_register().governments() if one.kind == "kota"]
    assert len(league["not_evaluated"]) == len(kota) - 5
    for row in league["rows"]:
        span = row["interval"]
        assert span["best"] <= span["p05"] <= span["p95"] <= span["worst"]
    assert league["drawn"]["seed"] == 20210325


def test_the_text_fits_and_says_what_it_is(banten: Path, run: Run) -> None:
    """At most 80 columns, in Indonesian, with intervals and notes; and no official rating."""
    result = run("rank", *QUICK, "--workspace", str(banten))
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    text = " ".join(result.stdout.split())
    assert "Peringkat kota, tema Keseluruhan, Triwulan III Tahun 2024" in text
    assert "Tidak diperingkat (1): 36.74" in text
    assert "kelengkapan data 12% di bawah 40%" in text
    assert "bukan penilaian resmi pemerintah" in text
    assert "seed 20210325" in text
    assert "65,5" in text


def test_a_leader_that_cannot_be_told_apart_is_said_so(banten: Path, run: Run) -> None:
    """36.71 leads for certain; among 36.73 and 36.72 no doubt of data leaves the order certain."""
    league = asked(run, banten, "--kind", "kota", "--zone", "Jawa-Bali")["leagues"][0]
    assert "dalam 100% simulasi" in league["notes"][0]["id"]
    two = asked(run, banten, "--kind", "kabupaten")["leagues"][0]
    share = float(two["rows"][0]["outranks_next_share"])
    assert ("cannot be told apart" in two["notes"][0]["en"]) == (share < 0.95)


def test_a_province_shows_its_kabkota_and_both_means(banten: Path, run: Run) -> None:
    """Banten: seven of eight known; the plain mean is that of seven, the weighted by population."""
    found = asked(run, banten, "--province", "Banten")
    assert [one["kind"] for one in found["leagues"]] == ["kabupaten", "kota"]
    assert all(code.startswith("36.") for one in found["leagues"] for code in names(one))
    (total,) = found["roll_ups"]
    assert (total["province_code"], total["known"], total["of"]) == ("36", 7, 8)
    rows = [row for one in found["leagues"] for row in one["rows"]]
    scores = {row["region_code"]: float(row["score"]) for row in rows}
    people = load_register().regions
    assert float(total["mean"]) == pytest.approx(sum(scores.values()) / 7)
    weights = {code: people[code].population_persons or 0 for code in scores}
    by_hand = sum(scores[code] * weights[code] for code in scores) / sum(weights.values())
    assert float(total["weighted"]) == pytest.approx(by_hand)
    assert total["basis"] == "penduduk"
    text = run("rank", *QUICK, "--province", "36", "--workspace", str(banten)).stdout
    assert "7 dari 8" in text
    assert "register daerah" in " ".join(text.split())


def test_provinces_stand_with_what_their_kabkota_say(banten: Path, run: Run) -> None:
    """Of Jawa Tengah one kota is known: no mean is given, and nothing counts as zero."""
    found = asked(run, banten, "--kind", "provinsi")
    assert names(found["leagues"][0]) == ["36", "33"]
    totals = {one["province_code"]: one for one in found["roll_ups"]}
    assert (totals["33"]["known"], totals["33"]["mean"], totals["33"]["weighted"]) == (
        1,
        None,
        None,
    )
    assert "1 dari 35" in totals["33"]["told"]["id"]
    assert totals["36"]["mean"] is not None


def test_themes_and_filters(banten: Path, run: Run) -> None:
    """A theme ranks who is known there; a fiscal group is the stated one, or not available."""
    rules = asked(run, banten, "--kind", "kota", "--theme", "regulasi")["leagues"][0]
    assert rules["unranked"] == []
    assert "36.74" in names(rules)
    high = asked(run, banten, "--kind", "kota", "--fiscal", "Tinggi")["leagues"][0]
    assert names(high) == ["36.71"]
    rest = asked(run, banten, "--kind", "kota", "--fiscal", "belum tersedia")["leagues"][0]
    assert names(rest) == ["33.74", "36.73", "36.72"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--theme", "inovasi"), "cakupan"),
        (("--kind", "desa"), "kabupaten"),
        (("--zone", "Jawa"), "Jawa-Bali"),
        (("--fiscal", "Rendah"), "Tinggi"),
        (("--kind", "provinsi", "--province", "36"), "leave out"),
        (("--kind", "kota", "--zone", "Kalimantan"), "monev evaluate --period 2024-Q3"),
    ],
)
def test_what_cannot_be_asked_is_said(
    banten: Path, run: Run, more: tuple[str, ...], said: str
) -> None:
    """A filter that fits nothing names what there is, and ends with exit code 2."""
    result = run("rank", *QUICK, "--workspace", str(banten), *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_csv_holds_everyone_once(banten: Path, run: Run, tmp_path: Path) -> None:
    """Ranked, unranked and not evaluated kota stand in the file; other content is not replaced."""
    out = tmp_path / "kota.csv"
    more = ("--kind", "kota", "--workspace", str(banten), "--out", str(out))
    assert run("rank", *QUICK, *more).exit_code == 0
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    kota = {one.code for one in load_register().governments() if one.kind == "kota"}
    assert {row["region_code"] for row in rows} == kota
    assert len(rows) == len(kota)
    by_code = {row["region_code"]: row for row in rows}
    assert (by_code["36.71"]["rank"], by_code["36.71"]["p05"]) == ("1", "1")
    assert (by_code["36.74"]["rank"], by_code["36.74"]["reason"]) == ("", "kelengkapan_kurang")
    first = out.read_bytes()
    assert run("rank", *QUICK, *more).exit_code == 0
    refused = run("rank", *QUICK, *more, "--seed", "7")
    assert refused.exit_code == 2
    assert out.read_bytes() == first


def test_real_press_figures_rank_nobody(filled: Path, run: Run) -> None:
    """The published example knows too little: nobody is ranked, and each reason is printed."""
    result = run("rank", *QUICK)
    assert result.exit_code == 0, result.output
    assert "Tidak diperingkat (2)" in result.stdout
    assert "Kota Cilegon" in result.stdout
    assert filled.is_dir()
