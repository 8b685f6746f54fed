"""Messages that leave the house: e-mail through the office's server, and one webhook.

What is said belongs to whoever says it. A message that is not delivered is told of, and never
stops the work it was about. Addresses stand in a file the operator owns, never in the catalogue.
"""

from monev.notify.channels import Notice, Sent, post_letters, tell
from monev.notify.mail import Letter, MailServer, read_mail_server, send_letters
from monev.notify.recipients import Recipients, read_recipients

__all__ = [
    "Letter",
    "MailServer",
    "Notice",
    "Recipients",
    "Sent",
    "post_letters",
    "read_mail_server",
    "read_recipients",
    "send_letters",
    "tell",
]
