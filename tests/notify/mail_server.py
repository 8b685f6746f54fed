"""A real mail server in a thread, of the standard library, that misbehaves where it is told to."""

import base64
import email
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage


class MailRoom(socketserver.ThreadingTCPServer):
    """Takes letters of one conversation each and keeps them.

    `refuses` are addresses it does not know; `password` is the only one it lets in; it hangs up
    after `letters_at_most`; `mute` says nothing at all; `too_much` finds every box full.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext | None, *, starttls: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.tls = tls
        self.starttls = starttls
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.said: list[str] = []
        self.refuses: set[str] = set()
        self.password = ""
        self.letters_at_most = 1000
        self.mute = threading.Event()
        self.too_much = False

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up on purpose here; nothing to print."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailRoom
    secured = False

    def handle(self) -> None:
        if self.server.mute.is_set():
            self.rfile.read(1)  # until the other side gives up
            return
        if self.server.tls and not self.server.starttls:
            self._secure()
        self._say("220 suratmenyurat.invalid siap")
        to: list[str] = []
        while line := self.rfile.readline():
            text = line.decode().strip()
            self.server.said.append(text)
            if self._is_over(text.partition(" ")[0].upper(), text, to):
                return

    def _is_over(self, verb: str, text: str, to: list[str]) -> bool:
        if verb == "EHLO":
            offers = ["250-suratmenyurat.invalid", "250-AUTH PLAIN"]
            offers += ["250-STARTTLS"] if self.server.starttls and not self.secured else []
            self._say(*offers, "250 8BITMIME")
        elif verb == "STARTTLS":
            self._say("220 silakan")
            self._secure()
        elif verb == "AUTH":
            good = self.server.password in _decoded(text)
            self._say("235 masuk" if good else f"535 salah sandi: {_decoded(text)}")
        elif verb == "RCPT":
            address = text.partition("<")[2].partition(">")[0]
            known = address not in self.server.refuses
            to += [address] if known else []
            self._say("250 baik" if known else "550 tidak dikenal")
        elif verb == "DATA":
            return self._letter(to)
        elif verb == "QUIT":
            self._say("221 sampai jumpa")
            return True
        else:
            self._say("250 baik")
        return False

    def _letter(self, to: list[str]) -> bool:
        if len(self.server.letters) >= self.server.letters_at_most:
            return True
        if self.server.too_much:
            self._say(f"552 <{to[0]}> kotak penuh")
            return False
        self._say("354 tulis")
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        parsed = email.message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.server.letters.append(parsed)
        self.server.recipients.append(list(to))
        to.clear()
        self._say("250 diterima")
        return False

    def _secure(self) -> None:
        assert self.server.tls is not None
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)
        self.secured = True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


def _decoded(text: str) -> str:
    return base64.b64decode(text.rsplit(maxsplit=1)[-1]).decode().replace("\0", " ")


@contextmanager
def mail_room(tls: ssl.SSLContext | None = None, *, starttls: bool = False) -> Iterator[MailRoom]:
    """Run a mail server until the block ends; with `tls` from the first byte, or by STARTTLS."""
    server = MailRoom(tls, starttls=starttls)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
