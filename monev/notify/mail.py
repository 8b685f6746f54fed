"""E-mail through the office's own server; the only place that speaks SMTP."""

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from monev.errors import DeliveryError, UsageError
from monev.fetch import Mask

PATIENCE_SECONDS = 20.0
LONGEST_QUOTE = 300
HIDDEN = "***"
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
FORMS = "smtp://host:587, smtp://user:password@host:587 or smtps://user:password@host:465"
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Letter:
    """One message in plain text."""

    to: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. `tls` is TLS from the first byte; else STARTTLS is used where
    it is offered, and demanded where there is a password. `ca_file` adds an office's own authority.
    """

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


def read_mail_server(url: str) -> MailServer:
    """Return the server that MONEV_SMTP_URL describes; `?ca=FILE` adds an authority (PEM).

    Raises UsageError with the forms that are understood; it never repeats the URL.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
        parts = parts._replace(scheme="")
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise UsageError(f"MONEV_SMTP_URL is no address of a mail server; write {FORMS}")
    (ca_file,) = parse_qs(parts.query).get("ca", [""])[:1]
    return MailServer(
        host=parts.hostname,
        port=port or DEFAULT_PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ca_file=ca_file,
    )


def send_letters(
    server: MailServer,
    sender: str,
    letters: Sequence[Letter],
    patience_seconds: float = PATIENCE_SECONDS,
) -> list[str]:
    """Send letters over one connection; return what was not delivered, a line for each.

    A letter that the server refuses stops no other. Raises DeliveryError where the server cannot
    be reached, does not verify, does not let us in, or hangs up; it says how many went out before.
    """
    tried, undelivered = 0, []
    try:
        with _connected(server, patience_seconds) as connection:
            for letter in letters:
                undelivered += _refusals(server, connection, sender, letter)
                tried += 1
    except DeliveryError as error:
        out = tried - len(undelivered)
        told = f"; {out} of {len(letters)} letters went out before" if out > 0 else ""
        raise DeliveryError(f"{error}{told}") from None
    return undelivered


def _refusals(
    server: MailServer, connection: smtplib.SMTP, sender: str, letter: Letter
) -> list[str]:
    """Send one letter; return a line where the server refused it, wholly or for somebody."""
    try:
        refused = connection.send_message(_message(sender, letter))
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        return [f"{letter.subject}: {_said(server, error)}"]
    return [f"{letter.subject}: {len(refused)} recipients refused"] if refused else []


def _message(sender: str, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


@contextmanager
def _connected(server: MailServer, patience_seconds: float) -> Iterator[smtplib.SMTP]:
    """Open, secure and enter; every fault of that, and a broken connection, is a DeliveryError."""
    try:
        with _opened(server, patience_seconds) as connection:
            yield connection
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(
            f"mail server {server.host}: its certificate does not verify ({error.verify_message}); "
            "name the office's authority with ?ca=FILE in MONEV_SMTP_URL"
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(
            f"mail server {server.host}:{server.port}: {_said(server, error)}"
        ) from None


def _opened(server: MailServer, patience_seconds: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.ca_file:
        context.load_verify_locations(server.ca_file)
    place = (server.host, server.port)
    if server.tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            *place, timeout=patience_seconds, context=context
        )
    else:
        connection = smtplib.SMTP(*place, timeout=patience_seconds)
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
        elif server.password:
            connection.close()
            raise smtplib.SMTPNotSupportedError(
                "no STARTTLS offered, and a password is not sent in the clear; use smtps://"
            )
    if server.user:
        connection.login(server.user, server.password)
    return connection


def _said(server: MailServer, error: Exception) -> str:
    """Return what a server or the machine said, in a line without password and addresses."""
    if isinstance(error, smtplib.SMTPResponseException):
        detail = error.smtp_error
        words = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
        text = f"{error.smtp_code} {words}"
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        text = f"every recipient refused ({', '.join(map(str, codes))})"
    else:
        text = str(error) or type(error).__name__
    return _ADDRESS.sub(HIDDEN, Mask([server.password])(" ".join(text.split())))[:LONGEST_QUOTE]
