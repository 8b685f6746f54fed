"""`monev rubric` and `monev diff`: what they print, what they refuse; they store nothing."""

import csv
import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from models import Quarter, make_engine
from monev.evaluate_region import evaluate_region
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.cli.running import Run
from tests.rubric.broken import altered, rules_copied

PERIOD = ["--period", "2024-Q3"]
REVISIONS = ["--from", "2024-Q3@1", "--to", "2024-Q3@2"]


@pytest.fixture(scope="module")
def rerun_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after Cilegon was evaluated by the profile in which 20 points are expected."""
    folder = tmp_path_factory.mktemp("rerun") / "workspace"
    shutil.copytree(made_once, folder)
    place = open_workspace(Settings(workspace=folder, profile="kenaikan_20"), migrate=False)
    assert evaluate_region(place, "36.72", Quarter(2024, 3)).evaluation.revision == 2
    place.store.engine.dispose()
    return folder


@pytest.fixture
def rerun(rerun_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that workspace in the current folder."""
    shutil.copytree(rerun_once, tmp_path / "workspace")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONEV_WORKSPACE", raising=False)
    return tmp_path / "workspace"


def opened(folder: Path) -> Workspace:
    """Open a workspace to look into it."""
    return open_workspace(Settings(workspace=folder), migrate=False)


def test_the_packaged_rules_are_in_order(run: Run) -> None:
    """Every profile is named with what it holds, and parameters that have run out are told."""
    result = run("rubric", "check")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("OK ") == 3
    assert "25 indicators" in result.stdout
    assert "ended on 2024-12-31" in result.stdout
    content = json.loads(run("rubric", "check", "--profile", "kenaikan_20", "--json").stdout)
    assert content["ok"] is True
    assert [one["version"].split("+")[0] for one in content["profiles"]] == ["kenaikan_20-1.0"]
    dated = {one["id"]: one["spans"] for one in content["profiles"][0]["parameters"]}
    assert dated["masa_pemilu"] == [["2023-01-01", "2024-12-31"]]


def test_all_mistakes_of_a_catalogue_are_listed(tmp_path: Path, run: Run) -> None:
    """Each with file, line, key and cure, once, however many profiles lie over it; exit code 1."""
    folder = rules_copied(tmp_path)
    line = altered(folder, "indicators/A2.yaml", "formula: substance_share", "formula: guess")
    altered(folder, "rubric.yaml", "    cap: 50", "    cap: 500")
    altered(folder, "profiles/kenaikan_20.yaml", "based_on: bawaan", "based_on: lain")
    result = run("rubric", "check", str(folder))
    assert result.exit_code == 1
    assert f"A2.yaml:{line}: formula: no formula 'guess'; choose one of" in result.stdout
    assert "500 is no cap" in result.stdout
    assert "kenaikan_20.yaml:3: based_on: unknown base 'lain'" in result.stdout
    assert "3 to mend." in result.stdout
    content = json.loads(run("rubric", "check", str(folder), "--json").stdout)
    assert (content["ok"], content["profiles"]) == (False, [])
    assert {one["file"] for one in content["mistakes"]} == {
        "A2.yaml",
        "rubric.yaml",
        "kenaikan_20.yaml",
    }


def test_a_folder_or_profile_that_is_not_there_is_wrong_usage(tmp_path: Path, run: Run) -> None:
    """A misspelt name is told apart from rules that are wrong."""
    result = run("rubric", "check", str(tmp_path / "tiada"))
    assert (result.exit_code, "is no folder" in result.stderr) == (2, True)
    result = run("rubric", "check", "--profile", "tiada")
    assert (result.exit_code, "no profile 'tiada'" in result.stderr) == (2, True)


def test_a_change_of_rules_is_tried_and_nothing_stored(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    """Changed rules in words, counts, and regions by the size of their change; no new revision."""
    folder = tmp_path / "rules"
    folder.mkdir()
    rules_copied(folder)
    altered(folder, "rubric.yaml", "    cap: 50", "    cap: 40")
    before = [one.evaluation_id for one in opened(filled).store.current_evaluations("2024-Q3")]
    out = tmp_path / "beda.csv"
    result = run("rubric", "diff", "bawaan", str(folder), *PERIOD, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "bukti sejak 2021-03-25, batas nilai: 50 -> 40" in result.stdout
    assert " turun, " in result.stdout
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    changes = [abs(Fraction(one["change"] or 0)) for one in rows]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0
    content = json.loads(run("rubric", "diff", "bawaan", str(folder), *PERIOD, "--json").stdout)
    assert [one["code"] for one in content["regions"]] == [one["code"] for one in rows]
    counted = content["counts"]
    assert counted["up"] + counted["down"] + counted["unchanged"] == len(rows)
    assert [one.evaluation_id for one in opened(filled).store.current_evaluations("2024-Q3")] == (
        before
    )
    assert len(opened(filled).store.rule_books()) == 1


def test_a_kept_rule_book_is_found_by_its_first_digits(filled: Path, run: Run) -> None:
    """The rules that judged are held against the packaged ones: they are the same."""
    (book,) = opened(filled).store.rule_books()
    result = run("rubric", "diff", book.sha256[:8], "bawaan", *PERIOD)
    assert result.exit_code == 0, result.output
    assert "Tidak ada aturan yang berbeda." in result.stdout
    wrong = run("rubric", "diff", "beef", "bawaan", *PERIOD)
    assert wrong.exit_code == 2
    assert "is no folder, profile or rule book; profiles: bawaan, kenaikan_20" in wrong.stderr
    assert book.sha256[:8] in wrong.stderr


def test_a_change_of_rules_alone_is_all_rules(rerun: Path, run: Run) -> None:
    """Two revisions with the same facts by two profiles: the change is the rule's, in words."""
    result = run("diff", "36.72", *REVISIONS)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "skala, linear, target: 10 -> 20" in result.stdout
    assert "Data          0,00  tidak berbeda" in result.stdout
    content = json.loads(run("diff", "36.72", *REVISIONS, "--json").stdout)
    shares = {one["factor"]: Fraction(one["exact"]) for one in content["shares"]}
    assert sum(shares.values()) == Fraction(content["total_exact"]) != 0
    assert shares["rule"] == sum(shares.values())
    printed = sum(Fraction(one["printed"]) for one in content["shares"])
    assert printed == Fraction(content["printed_total"])
    before, after = Fraction(content["printed_before"]), Fraction(content["printed_after"])
    assert printed == after - before


def test_another_profile_is_another_revision_with_its_reason(rerun: Path) -> None:
    """The first revision stands with its report; the second says which rules took whose place."""
    newest, first, *_ = opened(rerun).store.evaluations_of("36.72")
    assert (newest.revision, first.revision, first.superseded_by) == (2, 1, newest.evaluation_id)
    assert (newest.rubric_profile, first.rubric_profile) == ("kenaikan_20", "bawaan")
    assert newest.reason == "data atau aturan berubah"
    assert f"rubrik {first.rubric_version} menjadi {newest.rubric_version}" in newest.changes
    reports = {path.name for path in (rerun / "reports").rglob("laporan-monev-36.72-*.pdf")}
    assert len(reports) == 2


def test_a_revision_from_before_rule_books_has_a_total_only(rerun: Path, run: Run) -> None:
    """What was not remembered is not guessed: the total change is told, and why no more."""
    engine = make_engine(f"sqlite:///{rerun / 'monev.sqlite'}")
    with engine.execution_options(writes=True).connect() as connection:
        connection.exec_driver_sql(
            "UPDATE evaluation SET rubric_sha256 = NULL, fact_ids = NULL, beside = NULL "
            "WHERE region_code = '36.72' AND revision = 1"
        )
        connection.commit()
    result = run("diff", "36.72", *REVISIONS)
    assert result.exit_code == 0, result.output
    assert "sebelum aturan dan faktanya disimpan" in " ".join(result.stdout.split())
    assert "perubahan" in result.stdout
    content = json.loads(run("diff", "36.72", *REVISIONS, "--json").stdout)
    assert (content["reason"], content["shares"]) == ("not_remembered", [])
    assert content["total"] is not None


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("2024-Q3@7", "has no 2024-Q3@7; it has 2024-Q3@1"),
        ("2023-Q1", "has no 2023-Q1"),
        ("2024-Q3@satu", "write the revision as a number"),
        ("musim hujan", "musim hujan"),
    ],
)
def test_a_revision_that_is_not_there_is_refused(
    filled: Path, run: Run, stated: str, words: str
) -> None:
    """The message lists what there is."""
    result = run("diff", "36.72", "--from", "2024-Q3@1", "--to", stated)
    assert result.exit_code == 2
    assert words in result.stderr
