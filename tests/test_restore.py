"""Back up and restore, by the very commands that docs/operate.md prints."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from models import Quarter
from monev.collect_many import collect_folder
from monev.evaluate_many import evaluate_recorded
from monev.evaluate_region import evaluate_region
from monev.reports import archive
from monev.settings import Settings
from monev.verify_document import Verdict, verify_file
from monev.workspace import Workspace, open_workspace, packaged_example

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "operate.md"
QUARTER = Quarter(2024, 3)
POOR = "91.71"
SECRET = "portal.secret"
LEASE = "lease.json"
"""Stands for Prefect's notes on who holds a place; without them a restored place stays taken."""

pytestmark = pytest.mark.skipif(not shutil.which("sqlite3"), reason="no program sqlite3 here")


def printed(beginning: str) -> str:
    """The commands of the guide for SQLite that begin so, up to the end of their block."""
    chapter = GUIDE.read_text(encoding="utf-8").partition("## Back up\n")[2]
    blocks: list[str] = re.findall(r"```sh\n(.+?)```", chapter, re.DOTALL)
    blocks = [one for one in blocks if one.startswith(beginning)]
    (found,) = [one for one in blocks if "monev-compose" not in one]
    return found


def carried_out(commands: str, folder: Path) -> None:
    """Run commands as a person would who reads them; the first that fails ends it."""
    done = subprocess.run(
        ["sh", "-ec", commands], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Workspace]:
    """A folder with a workspace in use: one region evaluated, the database open and written to."""
    place = open_workspace(Settings(workspace=tmp_path / "workspace"))
    collect_folder(place, packaged_example())
    evaluate_recorded(place, POOR, QUARTER, "uji")
    (place.store.root / SECRET).write_text("rahasia", encoding="utf-8")
    (place.store.root / "logs").mkdir()
    history = place.store.root / ".prefect" / "prefect.db"
    history.parent.mkdir()
    (history.parent / LEASE).write_text("{}", encoding="utf-8")
    with sqlite3.connect(history) as database:
        database.execute("CREATE TABLE flow_run (name TEXT)")
    return tmp_path, place


def backed_up(folder: Path) -> Path:
    """Back up as the guide says, beside the workspace in use; return what was made."""
    before = set(folder.glob("backup/*"))
    carried_out(printed("umask 077; to=backup/"), folder)
    (made,) = set(folder.glob("backup/*")) - before
    return made


def restored(folder: Path, backup: Path) -> Workspace:
    """Restore as the guide says, from this backup instead of the one it names."""
    commands, count = re.subn(
        r"^from=\S+", f"from={backup}", printed("from=backup/"), flags=re.MULTILINE
    )
    assert count == 1
    carried_out(commands, folder)
    return open_workspace(Settings(workspace=folder / "workspace"))


def test_a_destroyed_workspace_comes_back(office: tuple[Path, Workspace], tmp_path: Path) -> None:
    """Figures, ledger, reports, history and secret are there again, and the next revision fits."""
    folder, before = office
    backup = backed_up(folder)
    assert {oct(one.stat().st_mode & 0o077) for one in backup.iterdir()} == {oct(0)}
    facts = before.store.regions_with_facts()
    before.store.engine.dispose()
    shutil.rmtree(before.store.root)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = restored(elsewhere, backup)
    assert place.store.regions_with_facts() == facts
    (line,) = place.store.runs_of(str(QUARTER), POOR)
    assert line.revision == 1
    current = place.store.current_evaluation(POOR, str(QUARTER))
    assert current is not None
    for document in place.store.documents_of(current.evaluation_id or 0):
        content = archive.read_filed(place.store.depot, document)  # raises where bytes differ
        assert verify_file(place, content).verdict is Verdict.GENUINE, document.path
    assert (place.store.root / SECRET).read_text(encoding="utf-8") == "rahasia"
    engine = place.store.root / ".prefect"
    assert (engine / LEASE).is_file()
    with sqlite3.connect(engine / "prefect.db") as history:
        assert history.execute("SELECT count(*) FROM flow_run").fetchone() == (0,)

    outcome = evaluate_region(place, POOR, QUARTER)
    assert (outcome.fresh, outcome.evaluation.revision) == (False, 1), "inputs are not the same"
    again = evaluate_region(place, POOR, QUARTER, reason="uji pemulihan", new_revision=True)
    assert again.evaluation.revision == 2


def test_a_second_backup_takes_what_came_since(office: tuple[Path, Workspace]) -> None:
    """Each backup has a folder of its own, and what stands only in the write-ahead log is in it."""
    folder, place = office
    first = backed_up(folder)
    evaluate_region(place, POOR, QUARTER, reason="dokumen diterima", new_revision=True)
    assert (place.store.root / "monev.sqlite-wal").stat().st_size, "nothing waits in the log"
    first.rename(first.with_name("first"))
    second = backed_up(folder)
    for backup, revisions in ((folder / "backup" / "first", 1), (second, 2)):
        with sqlite3.connect(backup / "monev.sqlite") as database:
            found = database.execute("SELECT count(*) FROM evaluation").fetchone()
        assert found == (revisions,)
