"""Letters through a real mail server: plain, secured, refused, cut off; secrets stay secret."""

import socket
from pathlib import Path

import pytest

from monev.errors import DeliveryError, UsageError
from monev.notify import Letter, MailServer, read_mail_server, send_letters
from tests.fetch.certificates import chain_for
from tests.notify.mail_server import mail_room

SENDER = "Monev <monev@contoh.invalid>"
PASSWORD = "rahasia%besar"
BANTEN = Letter(("dinas@banten.invalid",), "Pengingat: 3 belum", "Yth. Bapak/Ibu,\n\n.titik\n")
JABAR = Letter(("satu@jabar.invalid", "dua@jabar.invalid"), "Pengingat: 9 belum", "Isi\n")


def at(port: int, **more: object) -> MailServer:
    """A server on this machine."""
    return MailServer("localhost", port, **{"tls": False, **more})  # type: ignore[arg-type]


def test_letters_arrive_as_they_were_written() -> None:
    """Subject, text, sender and all recipients; a leading dot survives the protocol."""
    with mail_room() as room:
        assert send_letters(at(room.port), SENDER, [BANTEN, JABAR]) == []
    first, second = room.letters
    assert (first["Subject"], first["From"], first["To"]) == (
        BANTEN.subject,
        SENDER,
        "dinas@banten.invalid",
    )
    assert first.get_content().replace("\r\n", "\n") == BANTEN.text
    assert first["Auto-Submitted"] == "auto-generated"
    assert str(first["Message-ID"]).endswith("@contoh.invalid>")
    assert second["Subject"] == JABAR.subject
    assert room.recipients == [list(BANTEN.to), list(JABAR.to)]


def test_a_refused_letter_stops_no_other() -> None:
    """The first is refused, of the second one of two recipients; both are told, all is tried."""
    with mail_room() as room:
        room.refuses = {"dinas@banten.invalid", "dua@jabar.invalid"}
        told = send_letters(at(room.port), SENDER, [BANTEN, JABAR, JABAR])
    assert len(room.letters) == 2
    assert told == [
        "Pengingat: 3 belum: every recipient refused (550)",
        "Pengingat: 9 belum: 1 recipients refused",
        "Pengingat: 9 belum: 1 recipients refused",
    ]
    assert "@" not in " ".join(told)


def test_what_a_server_says_is_told_without_addresses() -> None:
    """It names the recipient whose box is full; outcomes of runs are kept, addresses are not."""
    with mail_room() as room:
        room.too_much = True
        assert send_letters(at(room.port), SENDER, [BANTEN]) == [
            "Pengingat: 3 belum: 552 <***> kotak penuh"
        ]


@pytest.mark.parametrize("starttls", [True, False])
def test_a_password_travels_secured(tmp_path: Path, starttls: bool) -> None:
    """By STARTTLS or TLS from the first byte, with the office's own authority."""
    context, bundle = chain_for("localhost", tmp_path)
    server_pem = tmp_path / "server.pem"
    assert server_pem.is_file()
    with mail_room(context, starttls=starttls) as room:
        room.password = PASSWORD
        scheme = "smtp" if starttls else "smtps"
        url = f"{scheme}://monev:rahasia%25besar@localhost:{room.port}?ca={bundle}"
        assert send_letters(read_mail_server(url), SENDER, [BANTEN]) == []
    assert len(room.letters) == 1
    assert room.said[0].startswith("ehlo")
    assert ("STARTTLS" in room.said) is starttls


def test_a_certificate_that_does_not_verify_is_refused(tmp_path: Path) -> None:
    """Nothing is sent, and the cure is named."""
    context, _ = chain_for("localhost", tmp_path)
    with mail_room(context, starttls=True) as room:
        with pytest.raises(DeliveryError, match=r"does not verify.*\?ca=FILE"):
            send_letters(at(room.port), SENDER, [BANTEN])
        assert room.letters == []


def test_no_password_in_the_clear() -> None:
    """A server without STARTTLS gets neither password nor letter."""
    with mail_room() as room:
        with pytest.raises(DeliveryError, match="not sent in the clear"):
            send_letters(at(room.port, user="monev", password=PASSWORD), SENDER, [BANTEN])
        assert not [line for line in room.said if line.upper().startswith("AUTH")]
        assert room.letters == []


def test_a_wrong_password_is_told_without_it(tmp_path: Path) -> None:
    """The server repeats what it was told; the error does not."""
    context, bundle = chain_for("localhost", tmp_path)
    with mail_room(context, starttls=True) as room:
        room.password = "lain"
        server = at(room.port, user="monev", password=PASSWORD, ca_file=str(bundle))
        with pytest.raises(DeliveryError, match="535 salah sandi") as told:
            send_letters(server, SENDER, [BANTEN])
    assert PASSWORD not in str(told.value) + repr(server)


def test_a_server_that_hangs_up_says_how_far_it_came() -> None:
    """One of three letters went out before the connection broke."""
    with mail_room() as room:
        room.letters_at_most = 1
        with pytest.raises(DeliveryError, match=r"1 of 3 letters went out before"):
            send_letters(at(room.port), SENDER, [BANTEN, JABAR, JABAR])


def test_nobody_there_and_nobody_answering_are_told() -> None:
    """A closed port at once; a mute server after our patience, not for ever."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
    with pytest.raises(DeliveryError, match=f"localhost:{closed}"):
        send_letters(at(closed), SENDER, [BANTEN])
    with mail_room() as room:
        room.mute.set()
        with pytest.raises(DeliveryError, match="timed out"):
            send_letters(at(room.port), SENDER, [BANTEN], patience_seconds=0.3)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://surat.invalid", MailServer("surat.invalid", 587, tls=False)),
        ("smtp://surat.invalid:25", MailServer("surat.invalid", 25, tls=False)),
        (
            "smtps://monev%40x:p%2Fw@surat.invalid?ca=/etc/ca.pem",
            MailServer("surat.invalid", 465, True, "monev@x", "p/w", "/etc/ca.pem"),
        ),
    ],
)
def test_an_address_of_a_server_is_understood(url: str, server: MailServer) -> None:
    """Ports have their defaults; user and password may be percent-encoded."""
    assert read_mail_server(url) == server


@pytest.mark.parametrize("url", ["surat.invalid", "http://x", "smtp://", "smtp://a:rahasia@b:xx"])
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    """It may hold a password."""
    with pytest.raises(UsageError, match="smtp://host:587") as told:
        read_mail_server(url)
    assert "rahasia" not in str(told.value)
