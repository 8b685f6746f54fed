"""A run in a box at the command line: packed, carried away, replayed; a changed one refused."""

import json
import shutil
from pathlib import Path

from tests.cli.running import Run

PERIOD = ("--period", "2024-Q3")


def test_packed_carried_away_and_replayed(filled: Path, run: Run) -> None:
    """With the workspace gone, the box alone gives the same bytes; one other byte is named."""
    packed = run("bundle", *PERIOD, "--region", "36.72", "--out", ".")
    assert packed.exit_code == 0, packed.output
    box = filled.parent / "monev-2024-Q3.bundle.zip"
    assert packed.stdout.startswith("monev-2024-Q3.bundle.zip: 1 evaluations, ")
    assert run("bundle", *PERIOD, "--region", "36.72", "--out", ".").exit_code == 2
    assert run("bundle", *PERIOD, "--region", "36.72", "--out", ".", "--force").exit_code == 0
    shutil.rmtree(filled)
    done = run("replay", str(box), "--out", "again", "--json")
    assert done.exit_code == 0, done.output
    (told,) = json.loads(done.stdout)
    assert (told["code"], told["same"], len(told["documents"])) == ("36.72", True, 5)
    assert len(list((filled.parent / "again").iterdir())) == 5

    content = bytearray(box.read_bytes())
    content[content.index(b"Raperwal")] ^= 1
    box.write_bytes(content)
    refused = run("replay", str(box), "--out", "again")
    assert refused.exit_code == 2
    assert "books/evaluation.jsonl" in refused.stderr


def test_what_is_asked_wrongly_is_said(filled: Path, run: Run) -> None:
    """A file that is no box, one that is not there, and regions without an evaluation."""
    (filled.parent / "x.zip").write_bytes(b"x")
    assert "cannot be read" in run("replay", "x.zip", "--out", "again").stderr
    assert "is no file" in run("replay", "y.zip", "--out", "again").stderr
    none = run("bundle", *PERIOD, "--region", "36.71", "--out", "b.zip")
    assert none.exit_code == 2
    assert "evaluate first" in none.stderr
