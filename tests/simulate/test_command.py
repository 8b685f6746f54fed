"""`monev simulate` as a person runs it."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from monev.cli.edge import Edge
from monev.cli.simulate import simulate

app = typer.Typer(cls=Edge)
app.command()(simulate)
app.callback()(lambda: None)


def run(*words: str) -> tuple[int, str]:
    """Run the command and return exit code and all it said."""
    result = CliRunner().invoke(app, ["simulate", *words])
    return result.exit_code, result.output


def test_the_command_says_what_it_wrote_and_what_to_do_next(tmp_path: Path) -> None:
    """Counts, the manifest and the next command are printed."""
    code, said = run(
        "--period", "TW III 2024", "--out", str(tmp_path), "--seed", "7", "--province", "36"
    )
    assert code == 0, said
    assert said.startswith("DATA SIMULASI: ")
    assert "of 9 governments" in said
    assert "Next: monev collect --period 2024-Q3 --inbox" in said
    assert (tmp_path / "2024-Q3" / "manifest.json").is_file()


def test_json_is_all_there_is_on_stdout(tmp_path: Path) -> None:
    """With --json a program can read the counts."""
    words = ("--period", "2024-Q3", "--out", str(tmp_path), "--seed", "7", "--province", "Banten")
    code, said = run(*words, "--errors", "1", "--json")
    assert code == 0, said
    counts = json.loads(said)
    assert counts["governments"] == 9
    assert counts["regions_with_errors"] == 9 - counts["missing"]


def test_a_kabupaten_is_no_province(tmp_path: Path) -> None:
    """The refusal says that a province is expected."""
    words = ("--period", "2024-Q3", "--out", str(tmp_path), "--seed", "7", "--province", "36.72")
    code, said = run(*words)
    assert code == 2
    assert "provinsi" in said
