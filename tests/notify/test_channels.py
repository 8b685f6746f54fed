"""Telling the office: by every channel that is set up, and never at the cost of the run."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from monev.errors import UsageError
from monev.notify import Letter, Notice, Sent, post_letters, read_recipients, tell
from monev.run_notice import tell_of_exceptions
from monev.settings import Settings
from tests.fetch.server import Portal, body, running
from tests.notify.mail_server import MailRoom, mail_room

NOTICE = Notice("run_with_exceptions", "Monev 2024-Q3: 1", "36.74: gagal", {"period": "2024-Q3"})
WHO = "runs: [monev@kantor.invalid]\nreminders:\n  '36': [dinas@banten.invalid]\n"


@pytest.fixture
def room() -> Iterator[MailRoom]:
    """A mail server on this machine."""
    with mail_room() as one:
        yield one


@pytest.fixture
def office() -> Iterator[Portal]:
    """A webhook that takes everything."""
    with running() as one:
        one.on("/hook", body(b"ok"))
        yield one


@pytest.fixture
def both(tmp_path: Path, room: MailRoom, office: Portal) -> Settings:
    """Settings with both channels set up."""
    who = tmp_path / "penerima.yaml"
    who.write_text(WHO, encoding="utf-8")
    return Settings(
        smtp_url=SecretStr(f"smtp://localhost:{room.port}"),
        mail_from="monev@contoh.invalid",
        recipients=who,
        webhook_url=SecretStr(office.at("/hook")),
    )


def test_both_channels_tell_the_same(both: Settings, room: MailRoom, office: Portal) -> None:
    """The letter holds subject and text, the webhook the same and the values."""
    assert tell(both, NOTICE) == Sent(("e-mail", "webhook"))
    (letter,) = room.letters
    assert (letter["Subject"], letter["To"]) == (NOTICE.subject, "monev@kantor.invalid")
    assert json.loads(office.bodies[0]) == {
        "event": "run_with_exceptions",
        "text": "Monev 2024-Q3: 1\n36.74: gagal",
        "period": "2024-Q3",
    }


def test_nothing_set_up_tells_nobody() -> None:
    """No channel is no failure."""
    assert tell(Settings(), NOTICE) == Sent()


def test_one_channel_failing_leaves_the_other(
    both: Settings, room: MailRoom, office: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    """The mail server refuses: the webhook is told, the failure is returned and logged."""
    room.refuses = {"monev@kantor.invalid"}
    with caplog.at_level(logging.WARNING, "monev.notify"):
        sent = tell(both, NOTICE)
    assert sent.by == ("webhook",)
    (failure,) = sent.failed
    assert failure.startswith("e-mail: ")
    assert "550" in failure
    assert "not sent by e-mail" in caplog.text
    assert len(office.bodies) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"mail_from": ""}, "MONEV_MAIL_FROM"),
        ({"smtp_url": SecretStr("mail.kantor")}, "MONEV_SMTP_URL"),
        ({"recipients": Path("tidak-ada.yaml")}, "MONEV_RECIPIENTS"),
        ({"webhook_url": SecretStr("https://user:sandi@x.invalid/h")}, "password in the address"),
    ],
)
def test_a_wrong_setting_is_told_and_stops_nothing(
    both: Settings, change: dict[str, object], told: str
) -> None:
    """The run it is about has ended; the setting is named for whoever reads its outcome."""
    sent = tell(both.model_copy(update=change), NOTICE)
    assert told in " ".join(sent.failed)
    assert "sandi" not in " ".join(sent.failed).replace("password", "")
    assert len(sent.by) == 1


def test_a_run_tells_its_exceptions_and_how_many_more(both: Settings, office: Portal) -> None:
    """Twenty lines at most; the whole number is given."""
    lines = [f"{number}: gagal" for number in range(25)]
    assert tell_of_exceptions(both, "2024-Q3", 500, lines).by == ("e-mail", "webhook")
    told = json.loads(office.bodies[0])
    assert told["exceptions"] == lines[:20]
    assert (told["exceptions_total"], told["evaluated"], told["period"]) == (25, 500, "2024-Q3")
    assert told["text"].endswith("19: gagal\n... and 5 more")


def test_a_clean_run_tells_nobody(both: Settings, room: MailRoom, office: Portal) -> None:
    """No exceptions, no message."""
    assert tell_of_exceptions(both, "2024-Q3", 546, []) == Sent()
    assert (room.letters, office.bodies) == ([], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("runs: [bukan alamat]", "runs.0"),
        ("reminders: {'36': ['a@y, c@y']}", "reminders.36.0"),
        ('runs: ["x@y\\nBcc: z@y"]', "runs.0"),
        ("penerima: []", "penerima"),
    ],
)
def test_a_wrong_file_of_recipients_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """A text that is no single address, a second header line, an unknown key."""
    file = tmp_path / "penerima.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told) as refused:
        read_recipients(file)
    assert "penerima.yaml:1" in str(refused.value)
    assert "@y" not in str(refused.value) + repr(refused.value.__cause__)


def test_letters_without_a_mail_server_are_refused() -> None:
    """The command that asks for it is told what to set."""
    with pytest.raises(UsageError, match="MONEV_SMTP_URL"):
        post_letters(Settings(), [Letter(("a@b.invalid",), "x", "y")])
