"""`monev evaluate` from its arguments to table, JSON and exit code, on a real engine."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monev.cli import app
from monev.workspace import Workspace

PERIOD = "2024-Q3"

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, as a person who has just come."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MONEV_WORKSPACE", str(folder / "workspace"))
    return folder


def test_an_empty_workspace_takes_the_example(here: Path) -> None:
    """The first command of a newcomer collects the example, says so, and names the PDFs."""
    result = CliRunner().invoke(app, ["evaluate", "--period", PERIOD, "--region", "36.72"])
    assert result.exit_code == 0, result.output
    assert "published example" in result.stderr
    assert "36.72/laporan-monev-36.72-2024-Q3-r1.pdf" in result.stdout
    assert "workspace/reports/2024-Q3/" in result.stdout
    assert "monev explain 36.72 --period 2024-Q3" in result.stdout
    assert (here / "workspace/reports/2024-Q3/36.72/laporan-monev-36.72-2024-Q3-r1.pdf").is_file()


def test_json_is_the_stable_form(here: Path) -> None:
    """Stdout is one JSON document with the promised keys, numbers as numbers, nulls as null."""
    arguments = ["evaluate", "--period", "TW III 2024", "--province", "36", "--json", "--no-recaps"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    content = json.loads(result.stdout)
    assert {"period", "evaluated", "failed", "regions", "without_data"} <= content.keys()
    assert (content["period"], content["failed"]) == (PERIOD, [])
    assert content["evaluated"] == len(content["regions"]) > 1
    cilegon = next(one for one in content["regions"] if one["code"] == "36.72")
    assert set(cilegon) == {
        "code",
        "name",
        "kind",
        "score",
        "score_low",
        "score_high",
        "band",
        "provisional",
        "completeness",
        "revision",
        "report",
    }
    assert cilegon["score_low"] <= cilegon["score"] <= cilegon["score_high"]
    assert (here / cilegon["report"]["path"]).is_file()
    assert content["without_data"]


def test_a_failed_region_is_exit_1(workspace: Workspace) -> None:
    """The failed region is listed with its cause beside the reports of the others."""
    blocked = workspace.store.root / "reports" / PERIOD / "36.74"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("no folder", encoding="utf-8")
    arguments = [
        "evaluate",
        "--period",
        PERIOD,
        "--region",
        "36.72",
        "--region",
        "36.74",
        "--no-recaps",
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1, result.output
    assert "36.74 Kota Tangerang Selatan: FileExistsError" in result.stdout
    assert "laporan-monev-36.72" in result.stdout


def test_a_quarter_without_data_says_what_to_do(workspace: Workspace) -> None:
    """Nothing known at the cut-off is no fault; the person reads how to get a report anyway."""
    assert workspace.store.regions_with_facts()
    result = CliRunner().invoke(app, ["evaluate", "--period", "2010-Q1"])
    assert result.exit_code == 0, result.output
    assert "546 governments without data" in result.stdout
    assert "--region CODE" in result.stdout
