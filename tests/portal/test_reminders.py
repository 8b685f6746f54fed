"""Reminders through the pages: seen first, sent once, and only by whoever coordinates there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from models import Action
from monev.workspace import Workspace
from tests.notify.mail_server import MailRoom, mail_room
from tests.portal.coordinating import browser, copied, hidden, told, words

LIST = "/koordinator/pengingat?triwulan=2024-Q3"
CONFIRM = "/koordinator/pengingat/kirim?triwulan=2024-Q3&provinsi=36"
SEND = "/koordinator/pengingat"


@pytest.fixture
def room() -> Iterator[MailRoom]:
    """A mail server."""
    with mail_room() as found:
        yield found


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path, room: MailRoom) -> Iterator[Workspace]:
    """A workspace of this test's own with a mail server, and addresses for Banten alone."""
    who = tmp_path / "penerima.yaml"
    who.write_text("reminders: {'36': [a@banten.invalid, b@banten.invalid]}", encoding="utf-8")
    one = told(
        copied(workspace, tmp_path / "own"),
        smtp_url=SecretStr(f"smtp://localhost:{room.port}"),
        mail_from="monev@contoh.invalid",
        recipients=who,
    )
    yield one
    one.store.engine.dispose()


def confirmed(client: TestClient) -> dict[str, str]:
    """What the button of the confirmation page sends for Banten."""
    page = client.get(CONFIRM).text
    fields = {name: hidden(page, name) for name in ("form", "tanda", "triwulan")}
    return fields | {"provinsi": "36"}


def test_the_letter_is_seen_then_sent_once_and_noted(place: Workspace, room: MailRoom) -> None:
    """The preview is word for word what goes out; addresses are counted and never shown."""
    citra = browser(place, "citra")
    page = citra.get(LIST).text
    assert "2 alamat" in page
    assert "banten.invalid" not in page
    data = confirmed(citra)
    assert room.letters == []
    answer = citra.post(SEND, data=data)
    assert answer.status_code == 303
    (letter,) = room.letters
    assert letter.get_content().split() == words_of_letter(page)
    assert "1 surat sudah dikirim" in words(citra.get(answer.headers["location"]).text)
    assert "oleh citra: 2 alamat" in words(citra.get(LIST).text)
    (line,) = place.store.audit_page(action=Action.REMINDER)
    assert (line.who, line.subject, line.detail) == ("citra", "36 2024-Q3", "2 alamat")


def words_of_letter(page: str) -> list[str]:
    """The words of the one letter a page shows."""
    text = page.partition("<pre")[2].partition(">")[2].partition("</pre>")[0]
    return text.replace("&#39;", "'").split()


def test_a_double_click_sends_nothing_twice(place: Workspace, room: MailRoom) -> None:
    """Of six presses at once one sends; the others, and one later, are told of the change."""
    citra = browser(place, "citra")
    data = confirmed(citra)
    answers: list[int] = []

    def press() -> None:
        answers.append(citra.post(SEND, data=data).status_code)

    threads = [threading.Thread(target=press) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    answers.append(citra.post(SEND, data=data).status_code)
    assert sorted(answers) == [303, *[409] * 6]
    assert len(room.letters) == 1
    assert "Sudah pernah diingatkan" in citra.get(CONFIRM).text
    assert citra.post(SEND, data=confirmed(citra)).status_code == 303
    assert len(room.letters) == 2


def test_a_letter_that_was_not_taken_is_told(place: Workspace, room: MailRoom) -> None:
    """The page names province and reason, the log too; another try is possible."""
    citra = browser(place, "citra")
    room.refuses = {"a@banten.invalid", "b@banten.invalid"}
    answer = citra.post(SEND, data=confirmed(citra))
    assert answer.status_code == 502
    assert "1 dari 1 surat tidak terkirim" in answer.text
    newest = place.store.audit_page(action=Action.REMINDER)[0]
    assert newest.detail.startswith("tidak terkirim")
    room.refuses = set()
    assert citra.post(SEND, data=confirmed(citra)).status_code == 303
    assert len(room.letters) == 1


def test_a_changed_letter_has_to_be_seen_again(place: Workspace, tmp_path: Path) -> None:
    """An address added between page and button is not written to unseen."""
    citra = browser(place, "citra")
    data = confirmed(citra)
    (tmp_path / "penerima.yaml").write_text("reminders: {'36': [c@banten.invalid]}", "utf-8")
    assert citra.post(SEND, data=data).status_code == 409


def test_without_a_mail_server_there_is_nothing_to_press(workspace: Workspace) -> None:
    """The letters can be read and copied; the way to send them is not offered and not there."""
    citra = browser(workspace, "citra")
    page = citra.get(LIST).text
    assert "Server surat belum diatur" in page
    assert "Yth. Bapak/Ibu di Provinsi Banten" in page
    assert "Lanjut ke konfirmasi" not in page
    assert citra.get(CONFIRM).status_code == 404


def test_a_wrong_file_of_recipients_is_told(place: Workspace, tmp_path: Path) -> None:
    """The page stands and says what is wrong with the file."""
    (tmp_path / "penerima.yaml").write_text("reminders: [nobody", encoding="utf-8")
    answer = browser(place, "citra").get(LIST)
    assert answer.status_code == 200
    assert "Daftar alamat tidak dapat dibaca" in answer.text


@pytest.mark.parametrize("name", ["edo", "dewi"])
def test_who_only_reads_sends_nothing(place: Workspace, room: MailRoom, name: str) -> None:
    """An auditor and an administrator see whom it would reach, and find no button."""
    person = browser(place, name)
    page = person.get(LIST).text
    assert "Banten" in page
    assert "Kirim ke" not in page
    assert person.get(CONFIRM).status_code == 404
    data = {"form": hidden(page, "form"), "tanda": "x", "triwulan": "2024-Q3", "provinsi": "36"}
    assert person.post(SEND, data=data).status_code == 404
    assert room.letters == []


def test_another_province_is_not_there(place: Workspace) -> None:
    """Citra sees and reminds Banten alone; an office has no such page."""
    citra = browser(place, "citra")
    assert "Bangka" not in citra.get(LIST).text
    other = CONFIRM.replace("=36", "=19")
    assert citra.get(other).status_code == 404
    assert citra.get(f"{CONFIRM}&provinsi=19").status_code == 404
    data = confirmed(citra)
    assert citra.post(SEND, data=data | {"provinsi": "19"}).status_code == 404
    assert browser(place, "ani").get(LIST).status_code == 404
