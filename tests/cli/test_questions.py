"""Commands that only look: explain, findings, status, report."""

import json
import sqlite3
from pathlib import Path

import pytest

from models import Quarter
from monev.evaluate_region import evaluate_region
from monev.workspace import Workspace
from tests.cli.running import Run

PERIOD = ("--period", "2024-Q3")


def test_explain_json_holds_scorecard_and_findings(filled: Path, run: Run) -> None:
    """The JSON carries inputs with source and place, and the findings with stated and computed."""
    result = run("explain", "Kota Cilegon", *PERIOD, "--json")
    assert result.exit_code == 0, result.output
    content = json.loads(result.stdout)
    assert (content["region_code"], content["revision"]) == ("36.72", 1)
    inputs = [one for row in content["indicators"] for one in row["inputs"]]
    assert inputs
    assert all(one["locator"] and one["evidence_sha256"] for one in inputs)
    groups = next(one for one in content["findings"] if one["stated"] == 17000)
    assert (groups["computed"], groups["difference"]) == (19185, 2185)
    assert groups["rule"]
    assert groups["place"]
    assert groups["severity"] in {"galat", "peringatan", "info"}
    assert (filled / "monev.sqlite").is_file()


SAID = {
    "36.72": [
        ('"summed": 19185', '"stated": 17000'),
        ('"remaining": 6164', '"remaining_stated": 6207'),
        ('"claims_idr": 790000000', '"contribution_idr": 480457660', '"difference_idr": 309542340'),
        ('"ratio_pct": "164.42', '"stated_shortfall": "200 juta lebih"'),
        ('"stage": 2', '"stage_on": "2024-08-22"', '"in_force": false'),
        ('"before_pct": "47"', '"before_pct": "50"'),
        ('"family": "RPJPN"', '"99.5"', '"2045-12-31"'),
    ],
    "19": [('"pct": "33"', '"55"', '"pace_points_per_month": "7.33'), ("332700000000",)],
    "33": [('"pct": "60"', '"70"', '"66"')],
    "36.03": [("Paritrana Award 2024", '"score": null')],
    "36.74": [("Asistensi dan monev penganggaran APBD", '"budget": []')],
}


@pytest.mark.parametrize("code", SAID)
def test_explain_json_tells_the_key_figures(example: Workspace, run: Run, code: str) -> None:
    """Sums, readings, paces and context of the five source articles stand in the JSON too."""
    evaluate_region(example, code, Quarter(2024, 3))
    place = str(example.store.root)
    text = run("explain", code, *PERIOD, "--workspace", place, "--json").stdout
    for group in SAID[code]:
        for words in group:
            assert words in text, words


def test_explain_one_indicator(filled: Path, run: Run) -> None:
    """With an indicator, text and JSON speak of that one only, in either case of its letters."""
    text = run("explain", "36.72", *PERIOD, "--indicator", "a1")
    content = run("explain", "36.72", *PERIOD, "--indicator", "A1", "--json")
    assert "A1 " in text.stdout
    assert "A2 " not in text.stdout
    assert [one["id"] for one in json.loads(content.stdout)["indicators"]] == ["A1"]
    assert filled.is_dir()


def test_explain_speaks_both_languages(filled: Path, run: Run) -> None:
    """The worked figures of Cilegon in either language, with its name; JSON is the same in both."""
    told = " ".join(run("explain", "36.72", *PERIOD).stdout.split())
    assert "36.72 Kota Cilegon, triwulan III tahun 2024, revisi 1" in told
    assert "m1 / (1 + m2 / 100) = 53 / (1 + 6 / 100) = 50" in told
    assert "Tafsir lain m1 - s2 = 53 - 47 = 6" in told
    assert "jenis Perwal, tahap 2 (penyusunan), status tidak diketahui" in told
    assert "(10 × 20 + 7 × 0 + 3 × 0) / 20 = 200 / 20 = 10" in told
    english = " ".join(run("explain", "36.72", *PERIOD, "--lang", "en").stdout.split())
    assert "36.72 Kota Cilegon, quarter 3 of 2024, revision 1" in english
    assert "At best m1 - s2 = 53 - 47 = 6" in english
    assert "active members 1,528 persons, written “1528”" in english
    both = [
        run("explain", "36.72", *PERIOD, "--lang", one, "--json").stdout for one in ("id", "en")
    ]
    assert both[0] == both[1]
    assert run("explain", "36.72", *PERIOD, "--lang", "fr").exit_code == 2
    assert filled.is_dir()


def test_explain_tells_the_prospect_where_there_is_one(filled: Path, run: Run) -> None:
    """What was reckoned beside a score is added to JSON and text; older ones have none."""
    found = json.loads(run("explain", "36.72", *PERIOD, "--json").stdout)["prospect"]
    alone = run("explain", "36.72", *PERIOD, "--json", "--indicator", "A1").stdout
    assert "prospect" not in json.loads(alone)
    told = " ".join(run("explain", "36.72", *PERIOD).stdout.split())
    english = " ".join(run("explain", "36.72", *PERIOD, "--lang", "en").stdout.split())
    assert found["data_wanted"]
    for one in found["data_wanted"]:
        assert one["sentence"]["id"].rstrip(".") in told
        assert one["sentence"]["en"].rstrip(".") in english
    with sqlite3.connect(filled / "monev.sqlite") as books:
        books.execute("UPDATE evaluation SET prospect = '{}'")
    assert "prospect" not in json.loads(run("explain", "36.72", *PERIOD, "--json").stdout)
    assert "STEPS TO THE NEXT BAND" not in run("explain", "36.72", *PERIOD, "--lang", "en").stdout


def test_findings_of_one_region(filled: Path, run: Run) -> None:
    """A region's findings are all its own, the gravest first, and the table shows as many."""
    result = run("findings", *PERIOD, "--region", "36.72", "--json")
    found = json.loads(result.stdout)
    assert found
    assert {one["region"] for one in found} == {"36.72"}
    weights = [["galat", "peringatan", "info"].index(one["severity"]) for one in found]
    assert weights == sorted(weights)
    shown = run("findings", *PERIOD, "--region", "36.72").stdout
    assert f"{len(found)} findings" in shown
    assert all(one["message_en"] in shown for one in found)
    assert filled.is_dir()


def test_status_counts_by_province(filled: Path, run: Run) -> None:
    """Banten has nine governments, two of them evaluated; the provinces add up to 546."""
    result = run("status", *PERIOD, "--json")
    provinces = {one["code"]: one for one in json.loads(result.stdout)["provinces"]}
    banten = provinces["36"]
    assert (banten["governments"], banten["evaluated"]) == (9, 2)
    assert banten["with_data"] + banten["without_data"] == 9
    assert sum(one["governments"] for one in provinces.values()) == 546
    assert "2 of 546 governments evaluated" in run("status", *PERIOD).stdout
    assert filled.is_dir()


def test_report_copies_the_filed_bytes(filled: Path, run: Run) -> None:
    """The copy is the filed PDF; another file is replaced only with --force, a folder will do."""
    filed = next((filled / "reports").rglob("laporan-monev-36.72*.pdf")).read_bytes()
    out = filled.parent / "cilegon.pdf"
    assert run("report", "36.72", *PERIOD, "--out", str(out)).exit_code == 0
    assert out.read_bytes() == filed
    assert run("report", "36.72", *PERIOD, "--out", str(out)).exit_code == 0

    refused = run("report", "36.74", *PERIOD, "--out", str(out))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert out.read_bytes() == filed
    assert run("report", "36.74", *PERIOD, "--out", str(out), "--force").exit_code == 0
    assert out.read_bytes() != filed

    assert run("report", "36.72", *PERIOD, "--out", str(filled.parent)).exit_code == 0
    assert (filled.parent / "laporan-monev-36.72-2024-Q3-r1.pdf").read_bytes() == filed


def test_a_tampered_report_is_not_handed_out(filled: Path, run: Run) -> None:
    """A filed PDF whose bytes have changed is refused and nothing is written."""
    path = next((filled / "reports").rglob("laporan-monev-36.72*.pdf"))
    path.write_bytes(path.read_bytes() + b" ")
    result = run("report", "36.72", *PERIOD, "--out", "copy.pdf")
    assert result.exit_code == 2
    assert "SHA-256" in result.stderr
    assert not Path("copy.pdf").exists()
