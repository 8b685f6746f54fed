"""`monev score-table` on the packaged examples: what was published, on screen, as JSON and CSV."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run_command
from tests.composite.tai import COUNTRIES, TABLE_A2

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "rubrics"


def printed(rubric: str, table: str, *more: str) -> Any:
    """The command's JSON for a packaged pair."""
    done = run_command(
        "score-table", str(EXAMPLES / rubric), str(EXAMPLES / table), "--json", *more
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_ranks_of_the_handbook_s_table_38() -> None:
    """OECD/JRC Handbook 2008, Table 38, page 116, column GME, from the packaged files."""
    ranks = {one["unit"]: one["rank"] for one in printed("tai.yaml", "tai.csv")["units"]}
    gme = "2 1 3 4 16 5 6 13 14 18 8 11 7 9 17 12 10 15 19 21 23 22 20"
    assert [ranks[name] for name in COUNTRIES] == [int(rank) for rank in gme.split()]


def test_the_packaged_figures_are_those_of_the_handbook() -> None:
    """examples/rubrics/tai.csv holds Table A.2 and nothing else."""
    with (EXAMPLES / "tai.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["country"] for row in rows] == COUNTRIES
    for name, numbers in TABLE_A2.items():
        assert [row[name] for row in rows] == numbers.split()


def test_the_tie_of_the_handbook_s_table_37() -> None:
    """Handbook 2008, Table 37, page 114: three orders tie; only Sweden before Finland is sure."""
    units = printed("tai-votes.yaml", "tai-five.csv")["units"]
    assert {one["unit"]: one["rank"] for one in units} == {
        **{"Sweden": 1, "USA": 1, "Finland": 2, "Japan": 4, "Korea": 5}
    }
    assert {one["score"] for one in units} == {None}


def test_the_human_development_index_of_the_technical_notes() -> None:
    """UNDP, HDR 2020, Technical notes, note 1: income index 0.5506, index 0.510."""
    (example,) = printed("hdi.yaml", "hdi.csv")["units"]
    income = next(one for one in example["indicators"] if one["id"] == "income")
    assert f"{float(income['points']) / 100:.4f}" == "0.5506"
    assert f"{float(example['score']) / 100:.3f}" == "0.510"


def test_json_holds_everything_unrounded() -> None:
    """Every figure as decimal text, every stand-in with its policy, no value as null."""
    units = {one["unit"]: one for one in printed("daerah.yaml", "daerah.csv")["units"]}
    carried = next(one for one in units["Rekaan Dua"]["indicators"] if one["id"] == "C1")
    assert (carried["stated"], carried["status"]) == (None, "substituted")
    assert (carried["substituted_by"], carried["value"]) == ("carried_forward", "45.5")
    assert units["Rekaan Satu"]["score"] == "74.08838962935761990795368288"
    nothing = units["Rekaan Empat"]
    assert (nothing["score"], nothing["rank"], nothing["band"]) == (None, None, None)
    assert (nothing["no_score_because"], nothing["gates"]) == ("no data", [])
    assert sum(float(one["weight"]) for one in units["Rekaan Satu"]["indicators"]) == pytest.approx(
        1
    )


def test_scores_go_to_a_new_file_only(tmp_path: Path) -> None:
    """--out writes one line per unit, twice the same bytes, and overwrites nothing."""
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    printed("daerah.yaml", "daerah.csv", "--out", str(first))
    printed("daerah.yaml", "daerah.csv", "--out", str(second))
    assert first.read_bytes() == second.read_bytes()
    rows = {row["unit"]: row for row in csv.DictReader(first.open(encoding="utf-8"))}
    assert len(rows) == 5
    assert rows["Rekaan Dua"]["substituted"] == "C1 (carried_forward)"
    assert rows["Rekaan Lima"]["gates"] == "tanpa_regulasi"
    assert rows["Rekaan Empat"]["score"] == ""
    pair = (str(EXAMPLES / "daerah.yaml"), str(EXAMPLES / "daerah.csv"))
    refused = run_command("score-table", *pair, "--out", str(first))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "not overwritten" in refused.stderr
    nowhere = run_command("score-table", *pair, "--out", str(tmp_path / "no" / "such.csv"))
    assert nowhere.exit_code == 2
    assert "make it first" in nowhere.stderr


@pytest.mark.parametrize(
    ("rubric", "table"), [("daerah.yaml", "daerah.csv"), ("letters.yaml", "letters.csv")]
)
def test_the_table_fits_80_columns(
    rubric: str, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every unit and what was put in stands on the screen, also on a narrow one."""
    monkeypatch.setattr("monev.cli.screen.PIPED_WIDTH", 80)
    done = run_command(
        "score-table",
        str(EXAMPLES / rubric),
        str(EXAMPLES / table),
        env={"COLUMNS": "80", "TERM": "dumb"},
    )
    assert done.exit_code == 0, done.output
    drawn = [line for line in done.stdout.splitlines() if line.startswith((" ", "\u2500"))]
    assert drawn
    assert max(map(len, drawn)) <= 80


def test_the_screen_says_what_was_put_in() -> None:
    """Rank, score, band, share of data, stand-ins, caps and gates, in one line per unit."""
    pair = (str(EXAMPLES / "daerah.yaml"), str(EXAMPLES / "daerah.csv"))
    lines = run_command("score-table", *pair).stdout.splitlines()
    two = next(line for line in lines if "Rekaan Dua" in line)
    assert two.split() == [
        *("3", "Rekaan", "Dua", "46.19", "Cukup", "55%", "C1", "(carried_forward);", "A1", "(cap)")
    ]
    assert any("no data" in line and "Rekaan Empat" in line for line in lines)
    assert "Substituted values are no data; --json names each of them." in lines


def test_a_mistake_is_exit_2(tmp_path: Path) -> None:
    """The sentence of the rubric's or table's fault, and nothing on stdout."""
    path = tmp_path / "rubric.yaml"
    path.write_text("title: T\nunits: u\nindicators: []\n", encoding="utf-8")
    done = run_command("score-table", str(path), str(EXAMPLES / "tai.csv"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "rubric.yaml:3: indicators" in done.stderr
    missing = run_command("score-table", str(EXAMPLES / "tai.yaml"), str(tmp_path / "no.csv"))
    assert missing.exit_code == 2
    assert "no.csv is no file" in missing.stderr
