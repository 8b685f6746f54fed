"""Approval at the command line: the whole way of a quarter, and who is sent away."""

import json
from pathlib import Path
from typing import Any

import pytest

from models import Quarter
from monev.delegate import delegate, today_of
from monev.evaluate_many import RegionResult, evaluate_recorded
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.cli.running import Ran, Run
from tests.workbooks import instrument

PERIOD = ("--period", "2024-Q3")
BANTEN = (*PERIOD, "--province", "36")
PEOPLE = {"dina": "36", "doni": "36", "babel": "19", "nanda": "ID", "nur": "ID"}


@pytest.fixture
def office(filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace with two evaluated kota, coordinators, and a login that is no account."""
    monkeypatch.setenv("LOGNAME", "petugas")
    for name, area in PEOPLE.items():
        arguments = ("account", "add", name, "--role", "coordinator", "--region", area)
        added = run(*arguments, "--password-stdin", input="kuda-laut-17\n")
        assert added.exit_code == 0, added.output
    return filled


def regular(folder: Path, code: str = "36.72") -> RegionResult:
    """Evaluate one government as the quarterly run does, without the engine."""
    place = open_workspace(Settings(workspace=folder))
    result = evaluate_recorded(place, code, Quarter(2024, 3), "quarterly")
    place.store.engine.dispose()
    assert not result.error
    return result


def laid_in(run: Run, folder: Path, **instrument_more: Any) -> None:
    """Hand in Cilegon's instrument and collect it as whoever is logged in."""
    inbox = folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "cilegon.xlsx").write_bytes(instrument("36.72", **instrument_more))
    assert run("collect", *PERIOD, "--inbox", str(inbox)).exit_code == 0


def standing(run: Run) -> dict[str, Any]:
    """What `monev approvals` says of Banten."""
    told = run("approvals", *BANTEN, "--json")
    assert told.exit_code == 0, told.output
    (one,) = json.loads(told.stdout)["provinces"]
    assert isinstance(one, dict)
    return one


def done(result: Ran) -> str:
    """Make sure that a command went well; return what it printed."""
    assert result.exit_code == 0, result.output
    return result.stdout


def test_who_reviews_for_another_until_a_day(office: Path, run: Run) -> None:
    """Babel's coordinator reviews Banten while dina has let her, under her own name, no longer."""
    regular(office)
    refused = run("review", *BANTEN, "--by", "babel")
    assert (refused.exit_code, "babel is coordinator of 19" in refused.stderr) == (2, True)
    place = open_workspace(Settings(workspace=office))
    dina = place.store.account("dina")
    assert dina is not None
    let = delegate(place, dina, "dina", "babel", today_of(place), "cuti")
    assert "reviewed by babel" in done(run("review", *BANTEN, "--by", "babel"))
    regular(office)
    place.store.withdraw_delegation(let.delegation_id or 0, "dina", place.now())
    again = run("review", *BANTEN, "--by", "babel")
    assert "babel is coordinator of 19" in again.stderr
    place.store.engine.dispose()


def test_the_whole_way_of_a_quarter(
    office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Draft, reviewed, published, kept in a regular run, corrected, published again."""
    monkeypatch.setenv("LOGNAME", "dina")
    laid_in(run, office)
    assert [regular(office, code).revision for code in ("36.72", "36.74")] == [2, 2]
    refused = run("review", *BANTEN)
    assert refused.exit_code == 2
    assert "dina laid in cilegon.xlsx, on which 36.72 rests" in refused.stderr
    monkeypatch.setenv("LOGNAME", "petugas")
    assert "2 governments reviewed by doni" in done(run("review", *BANTEN, "--by", "doni"))
    assert standing(run)["state"] == "reviewed"
    told = json.loads(done(run("publish", *PERIOD, "--by", "nanda", "--json")))
    assert [one["revisions"] for one in told["published"]] == [{"36.72": 2, "36.74": 2}]
    assert told["left_out"] == {}

    laid_in(run, office, changes={("Kepesertaan", "D4"): 30_000})
    kept = regular(office)
    assert (kept.revision, kept.held) == (2, True)
    assert regular(office, "36.74").held is False
    changed = done(run("approvals", *PERIOD, "--changed"))
    assert "a run would change: 1." in changed
    assert "36.72 Kota Cilegon" in changed

    done(run("rerun", "36.72", *PERIOD, "--reason", "kepesertaan diperbaiki"))
    assert regular(office).revision == 3
    after = standing(run)
    assert (after["state"], after["changed_since"], after["published"]) == ("draft", ["36.72"], 1)
    handed = run("report", "36.72", *PERIOD, "--out", "baru.pdf")
    assert "revision 3, draft" in done(handed)
    assert "--revision 2 hands it out" in handed.stderr
    early = run("publish", *BANTEN, "--by", "nanda")
    assert (early.exit_code, "36.72 not reviewed (draft)" in early.stderr) == (2, True)
    done(run("review", *BANTEN, "--by", "doni"))
    assert "36.72 Kota Cilegon, revision 3" in done(run("publish", *BANTEN, "--by", "nanda"))
    assert standing(run)["state"] == "published"
    first = done(run("report", "36.72", *PERIOD, "--revision", "2", "--out", "lama.pdf"))
    assert "revision 2" in first
    assert (office.parent / "lama.pdf").read_bytes().startswith(b"%PDF-")


def test_a_return_needs_a_comment_and_is_told(office: Path, run: Run) -> None:
    """Blank comments are refused; the comment stands in the list until it is reviewed again."""
    done(run("review", *BANTEN, "--by", "dina"))
    back = ("return", *BANTEN, "--by", "nanda", "--region", "36.74", "--comment")
    blank = run(*back, " \n ")
    assert blank.exit_code == 2
    assert "empty comment" in blank.stderr
    assert standing(run)["state"] == "reviewed"
    done(run(*back, "realisasi belum cocok"))
    after = standing(run)
    assert (after["state"], after["returned"], after["reviewed"]) == ("returned", 1, 1)
    assert "36 Banten returned: realisasi belum cocok" in done(run("approvals", *PERIOD))
    again = run(*back, "sekali lagi")
    assert again.exit_code == 2
    assert "36.74 cannot be returned" in again.stderr
    done(run("review", *BANTEN, "--by", "dina", "--comment", "benar adanya"))
    assert "returned:" not in done(run("approvals", *PERIOD))
    assert "3. reviewed by dina" in done(run("approvals", *BANTEN))


def test_who_is_sent_away(office: Path, run: Run) -> None:
    """A login without account, another province's coordinator, and who granted a waiver."""
    nobody = run("review", *BANTEN)
    assert "no account is called 'petugas'" in nobody.stderr
    assert "coordinator of 19" in run("review", *BANTEN, "--by", "babel").stderr
    waiver = ("waive", "36.72", "--rule", "V13", "--until", "2099-12-31", "--reason", "uji coba")
    done(run(*waiver, "--by", "Dina"))
    done(run(*waiver, "--by", "nanda"))
    assert "dina excused 36.72 from V13" in run("review", *BANTEN, "--by", "dina").stderr
    done(run("review", *BANTEN, "--by", "doni"))
    assert "nanda excused 36.72" in run("publish", *BANTEN, "--by", "nanda").stderr
    assert "coordinator of 36" in run("publish", *PERIOD, "--by", "doni").stderr
    assert standing(run)["published"] == 0
    done(run("publish", *BANTEN, "--by", "nur"))


def test_who_had_it_run_again_does_not_approve_that_revision(
    office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person behind a correction leaves its review to another; an older one does not count."""
    monkeypatch.setenv("LOGNAME", "dina")
    done(run("rerun", "36.72", *PERIOD, "--reason", "periksa ulang"))
    refused = run("review", *BANTEN)
    assert "dina had 36.72 run again (revision 2)" in refused.stderr
    monkeypatch.setenv("LOGNAME", "doni")
    done(run("rerun", "36.72", *PERIOD, "--reason", "sekali lagi"))
    done(run("review", *BANTEN, "--by", "dina"))


def test_a_damaged_report_is_not_published(office: Path, run: Run) -> None:
    """A file that is not the one filed stops its province, and says which file."""
    done(run("review", *BANTEN, "--by", "dina"))
    (pdf,) = office.glob("reports/2024-Q3/36.74/laporan-*.pdf")
    pdf.write_bytes(pdf.read_bytes() + b" ")
    refused = run("publish", *BANTEN, "--by", "nanda")
    assert refused.exit_code == 2
    assert pdf.name in refused.stderr
    assert standing(run)["state"] == "reviewed"


def test_provinces_that_wait_are_left_out_and_named(office: Path, run: Run) -> None:
    """Of all provinces the reviewed ones are published; the others are told with the reason."""
    regular(office, "19")
    done(run("review", *BANTEN, "--by", "dina"))
    result = run("publish", *PERIOD, "--by", "nanda")
    assert "36 Banten: 2 governments published" in done(result)
    assert "19 Kepulauan Bangka Belitung: 19 not reviewed (draft)" in result.stderr
    again = run("publish", *PERIOD, "--by", "nanda")
    assert again.exit_code == 2
    assert "19 not reviewed" in again.stderr


def test_a_quarter_without_evaluations(office: Path, run: Run) -> None:
    """Nothing to list is no error; nothing to review is, with the command that helps."""
    assert "no evaluations yet" in done(run("approvals", "--period", "2023-Q1"))
    refused = run("review", "--period", "2023-Q1", "--province", "36", "--by", "dina")
    assert refused.exit_code == 2
    assert "monev evaluate --period 2023-Q1 --province 36" in refused.stderr
