"""Many arrivals: a sweep of an inbox, and a replay of what was kept."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, delete

from models import FACT_TYPES, Fact, Finding, Quarter
from monev.assess_region import assess, known_of
from monev.collect_many import collect_folder, replay, sweep_inbox
from monev.errors import UsageError
from monev.settings import Settings
from monev.standing_findings import file_findings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
BAD = {
    "rusak.xlsx": instrument()[:700],
    "bukan.xlsx": b"<!DOCTYPE html><html>500</html>",
    "nol.csv": b"region_code,metric\x00",
    "kosong.csv": b"",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace whose clock stands still on 8 October 2024."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    return replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good workbook among broken ones."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "baik.xlsx").write_bytes(instrument("36.72"))
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    return folder


def facts(workspace: Workspace, code: str = "36.72") -> list[str]:
    """Ids of all facts of a region."""
    return [one.fact_id for one in workspace.store.facts_of(code)]


def handed_in(day: str, count: int) -> bytes:
    """Cilegon's workbook of the third quarter, handed in on a day, with one count altered."""
    return instrument(
        "36.72",
        changes={("Identitas", "B5"): day, ("Kepesertaan", "D2"): count},
    )


def forget(workspace: Workspace) -> None:
    """Delete every fact and finding, so that only evidence and receipts are left."""
    tables: list[type[SQLModel]] = [*FACT_TYPES.values(), Finding]
    with Session(workspace.store.engine.execution_options(writes=True)) as session:
        for table in tables:
            session.exec(delete(table))
        session.commit()


def test_broken_files_lose_nothing_else(workspace: Workspace, inbox: Path) -> None:
    """The good workbook's facts are there; each broken file is refused with its reason."""
    collected = collect_folder(workspace, inbox)
    assert {name for name, _ in collected.refused} == set(BAD)
    assert all(reason for _, reason in collected.refused)
    assert len(facts(workspace)) == collected.facts > 5


def test_sweeping_twice_adds_nothing(workspace: Workspace, inbox: Path) -> None:
    """The same folder again: no new facts, no doubled findings."""
    collect_folder(workspace, inbox)
    before = len(workspace.store.reading_findings())
    assert collect_folder(workspace, inbox).facts == 0
    assert len(workspace.store.reading_findings()) == before


def test_a_sweep_for_a_quarter_leaves_the_folders_of_others(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Files in `2024-Q2/` wait for the second quarter; files in no such folder are taken."""
    for path, code in (
        ("2024-Q2/a.xlsx", "36.71"),
        ("2024-Q3/b.xlsx", "36.72"),
        ("c.xlsx", "36.73"),
    ):
        target = tmp_path / "kiriman" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(instrument(code))
    swept = sweep_inbox(workspace, str(tmp_path / "kiriman"), QUARTER)
    assert swept.files == 2
    assert [bool(facts(workspace, code)) for code in ("36.71", "36.72", "36.73")] == [
        False,
        True,
        True,
    ]


def test_of_two_hand_ins_the_later_one_stands(workspace: Workspace, tmp_path: Path) -> None:
    """A corrected workbook replaces the first as a whole, whatever order they lie in."""
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "a-perbaikan.xlsx").write_bytes(handed_in("8 Oktober 2024", 2_000))
    (folder / "b-pertama.xlsx").write_bytes(handed_in("5 Oktober 2024", 1_000))
    collect_folder(workspace, folder)
    region = workspace.register.regions["36.72"]
    counts = {one.active_persons for one in known_of(workspace, region, QUARTER).participation}
    assert 2_000 in counts
    assert 1_000 not in counts


def test_a_correction_after_the_cut_off_does_not_touch_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Handed in after the due date: the quarter still says what was known by then."""
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(handed_in("5 Oktober 2024", 1_000))
    (folder / "b.xlsx").write_bytes(handed_in("25 Oktober 2024", 2_000))
    collect_folder(workspace, folder)
    region = workspace.register.regions["36.72"]
    counts = {one.active_persons for one in known_of(workspace, region, QUARTER).participation}
    assert 1_000 in counts
    assert 2_000 not in counts


def test_findings_of_a_replaced_workbook_are_gone(workspace: Workspace, tmp_path: Path) -> None:
    """Once the corrected workbook is in, the errors of the first no longer weigh on the score."""
    folder = tmp_path / "k"
    folder.mkdir()
    wrong = instrument(
        "36.72",
        changes={("Identitas", "B5"): "5 Oktober 2024", ("Anggaran", "G2"): "4.799.995.20"},
    )
    (folder / "a.xlsx").write_bytes(wrong)
    collect_folder(workspace, folder)
    assert [one.rule for one in file_findings(workspace, "36.72", QUARTER)] == ["isi.sel"]
    (folder / "b.xlsx").write_bytes(handed_in("8 Oktober 2024", 1_000))
    collect_folder(workspace, folder)
    assert file_findings(workspace, "36.72", QUARTER) == []


def test_findings_of_another_quarters_workbook_stay_with_that_quarter(
    workspace: Workspace, tmp_path: Path
) -> None:
    """An error in the second quarter's workbook is no error of the third quarter."""
    folder = tmp_path / "k"
    folder.mkdir()
    wrong = instrument(
        "36.72",
        "2024-Q2",
        changes={("Identitas", "B5"): "5 Juli 2024", ("Anggaran", "G2"): "4.799.995.20"},
    )
    (folder / "a.xlsx").write_bytes(wrong)
    collect_folder(workspace, folder)
    assert file_findings(workspace, "36.72", QUARTER) == []
    assert file_findings(workspace, "36.72", Quarter(2024, 2)) != []


def test_a_replay_brings_back_the_same_facts_without_inbox_and_network(
    workspace: Workspace, inbox: Path
) -> None:
    """From kept evidence alone: the same facts with the same ids, the same findings."""
    collect_folder(workspace, inbox)
    collect_folder(workspace, packaged_example())
    kept = facts(workspace)
    found = [one.message_id for one in workspace.store.reading_findings("36.72")]
    forget(workspace)
    assert facts(workspace) == []
    for path in inbox.iterdir():
        path.unlink()
    result = replay(workspace, QUARTER)
    assert facts(workspace) == kept
    assert [one.message_id for one in workspace.store.reading_findings("36.72")] == found
    assert result.facts > len(kept)


def test_a_replay_still_says_what_was_taken_out_of_a_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The kept bytes no longer show it; the receipt remembers the columns and the numbers."""
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "pekerja.csv").write_text("NIK;KODE REKENING;PAGU\n3672014506900001;5.1;1\n")
    collect_folder(workspace, folder)
    before = [one.message_id for one in workspace.store.reading_findings()]
    forget(workspace)
    replay(workspace)
    assert [one.message_id for one in workspace.store.reading_findings()] == before
    assert any("kolom NIK" in one for one in before)


def test_a_replay_leaves_no_new_receipts(workspace: Workspace, inbox: Path) -> None:
    """Reading again is no arrival."""
    collect_folder(workspace, inbox)
    before = len(workspace.store.receipts())
    replay(workspace)
    assert len(workspace.store.receipts()) == before


def test_a_replay_scores_as_the_first_reading_did(workspace: Workspace, inbox: Path) -> None:
    """The scorecard after forgetting and reading again is the one from before."""
    collect_folder(workspace, inbox)
    region = workspace.register.regions["36.72"]
    card = assess(workspace, region, QUARTER).scorecard
    forget(workspace)
    replay(workspace, QUARTER)
    assert assess(workspace, region, QUARTER).scorecard == card


def test_no_folder_is_said_plainly(workspace: Workspace, tmp_path: Path) -> None:
    """A wrong path is wrong usage, not an empty sweep."""
    with pytest.raises(UsageError, match="is no folder"):
        collect_folder(workspace, tmp_path / "tidak-ada")


def test_facts_are_facts(workspace: Workspace, inbox: Path) -> None:
    """Every fact names a file that is kept."""
    collect_folder(workspace, inbox)
    stored: list[Fact] = workspace.store.facts_of("36.72")
    assert all(workspace.store.content_of(one.evidence_sha256) for one in stored)
