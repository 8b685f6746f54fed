"""Tell the office of something by every channel that is set up; what fails is told, not raised."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from monev.errors import DeliveryError, FetchError, MonevError, UsageError
from monev.fetch import post_json
from monev.notify.mail import FORMS, Letter, read_mail_server, send_letters
from monev.notify.recipients import read_recipients
from monev.settings import Settings

LOG = logging.getLogger("monev.notify")


@dataclass(frozen=True)
class Notice:
    """Something to tell: a subject, plain text, and the same as values for a webhook."""

    event: str
    subject: str
    text: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What became of a notice: the channels that took it, and what went wrong, a line for each."""

    by: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def tell(settings: Settings, notice: Notice) -> Sent:
    """Send a notice by e-mail to `runs` of the recipients, and to the webhook.

    A channel that is not set up is left out. A failure is logged and returned, never raised.
    """
    by, failed = [], []
    for name, send in (("e-mail", _by_mail), ("webhook", _by_webhook)):
        try:
            if send(settings, notice):
                by.append(name)
        except Exception as error:  # noqa: BLE001 - the promise: no message costs a run
            LOG.warning("%s not sent by %s: %s", notice.event, name, _words(error))
            failed.append(f"{name}: {_words(error)}")
    return Sent(tuple(by), tuple(failed))


def _words(error: Exception) -> str:
    """Return our own words; of a library's error only the kind, as its text may hold a secret."""
    return str(error) if isinstance(error, MonevError) else type(error).__name__


def post_letters(settings: Settings, letters: Sequence[Letter]) -> list[str]:
    """Send letters by the mail server of the settings; return what was not delivered.

    Raises UsageError where no server or no sender is set, DeliveryError as `send_letters` does.
    """
    if settings.smtp_url is None:
        raise UsageError(f"no mail server is set; MONEV_SMTP_URL names one: {FORMS}")
    if "@" not in settings.mail_from:
        raise UsageError("MONEV_MAIL_FROM names no sender; write the address letters come from")
    server = read_mail_server(settings.smtp_url.get_secret_value())
    return send_letters(server, settings.mail_from, letters)


def _by_mail(settings: Settings, notice: Notice) -> bool:
    to = read_recipients(settings.recipients).runs
    if settings.smtp_url is None or not to:
        return False
    undelivered = post_letters(settings, [Letter(tuple(to), notice.subject, notice.text)])
    if undelivered:
        raise DeliveryError("; ".join(undelivered))
    return True


def _by_webhook(settings: Settings, notice: Notice) -> bool:
    if settings.webhook_url is None:
        return False
    value = {"event": notice.event, "text": f"{notice.subject}\n{notice.text}", **notice.values}
    try:
        post_json(settings.webhook_url.get_secret_value(), value)
    except FetchError as error:
        raise DeliveryError(str(error)) from None
    return True
