"""`monev duties`, `monev remind` and the due day in `monev status`."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import DutyOutcome
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.cli.running import Run
from tests.notify.mail_server import mail_room

NOW = datetime(2024, 10, 11, 2, tzinfo=UTC)


def test_duties_shows_what_was_done_and_given_up(filled: Path, run: Run) -> None:
    """Every past duty with its end and note; what failed three times is given up."""
    store = open_workspace(Settings(workspace=filled)).store
    for name, attempts, outcome in (
        ("quarterly", 3, DutyOutcome.FAILED),
        ("weekly", 1, DutyOutcome.DONE),
        ("reminder-1", 1, DutyOutcome.EXCEPTIONS),
    ):
        number = store.claim_duty(name, "2024-Q3", date(2024, 10, 11), NOW) or 0
        for attempt in range(1, attempts):
            assert store.retake_duty(number, attempt, NOW)
        store.end_duty(number, attempts, outcome, f"note of {name}", NOW)
    store.engine.dispose()
    shown = run("duties").output
    for text in ("failed, given up", "done with exceptions", "note of weekly"):
        assert text in shown
    assert "reminder, 1 working day before" in shown
    told = json.loads(run("duties", "--json", "--last", "2").stdout)
    assert len(told["past"]) == 2
    assert {one["outcome"] for one in told["past"]} <= {one.value for one in DutyOutcome}
    assert told["due_on"].endswith("-10")
    assert told["on_time_until"] >= told["due_on"]
    assert {one["state"] for one in told["coming"]} == {"comes"}


@pytest.mark.parametrize("province", [(), ("--province", "36")])
def test_status_says_where_the_due_day_moved_and_why(
    filled: Path, run: Run, province: tuple[str, ...]
) -> None:
    """The first quarter of 2024 was due at Lebaran; the third moved nowhere."""
    shown = " ".join(run("status", "--period", "2024-Q1", *province).output.split())
    assert "due by 2024-04-10, on time until 2024-04-16 (moved: Eid al-Fitr" in shown
    shown = run("status", "--period", "2024-Q3", *province).output
    assert "due by 2024-10-10" in shown
    assert "moved" not in shown
    told = json.loads(run("status", "--period", "2024-Q1", "--json", *province).stdout)
    assert (told["due_on"], told["on_time_until"]) == ("2024-04-10", "2024-04-16")
    assert told["moved_because"].startswith("Hari Raya Idul Fitri")


def test_remind_previews_and_sends_nothing(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The letter is shown without the addresses it would go to."""
    who = tmp_path / "penerima.yaml"
    who.write_text("reminders: {'36': [dinas@banten.invalid]}", encoding="utf-8")
    monkeypatch.setenv("MONEV_RECIPIENTS", str(who))
    options = ("remind", "--period", "2024-Q3", "--province", "36", "--preview")
    shown = run(*options)
    assert shown.exit_code == 0
    assert "36 Banten: 1 addresses" in shown.output
    assert "- 36.72 Kota Cilegon" in shown.output
    assert "dinas@" not in shown.output
    (told,) = json.loads(run(*options, "--json").stdout)
    assert (told["province"], told["addresses"], len(told["missing"])) == ("36", 1, 9)


def test_remind_sends_and_tells_who_has_no_address(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One letter goes out; a refused one makes the command end with exceptions."""
    who = tmp_path / "penerima.yaml"
    who.write_text("reminders: {'36': [dinas@banten.invalid]}", encoding="utf-8")
    monkeypatch.setenv("MONEV_RECIPIENTS", str(who))
    assert run("remind", "--period", "2024-Q3").exit_code == 2  # no mail server is set
    with mail_room() as room:
        monkeypatch.setenv("MONEV_SMTP_URL", f"smtp://localhost:{room.port}")
        monkeypatch.setenv("MONEV_MAIL_FROM", "monev@contoh.invalid")
        done = run("remind", "--period", "2024-Q3")
        assert (done.exit_code, len(room.letters)) == (0, 1)
        assert "1 letters sent" in done.output
        assert "for: 11, 12" in done.output
        room.refuses = {"dinas@banten.invalid"}
        refused = run("remind", "--period", "2024-Q3", "--province", "36")
    assert refused.exit_code == 1
    assert "every recipient refused (550)" in refused.stderr
