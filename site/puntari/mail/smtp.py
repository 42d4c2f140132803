"""The mail server as the setting ``smtp_url`` names it, and a mail as it goes over the wire."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from puntari.config import BadSettings
from puntari.mail.models import OutgoingMail

SECONDS_TO_WAIT = 30
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over: ``smtp://user:password@host:port`` (STARTTLS when offered) or ``smtps://…``."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls_from_start: bool = False

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Read the setting. Raises BadSettings that says what is wrong, without the password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadSettings("smtp_url: can't be read; write smtp://user:password@host:port") from None
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise BadSettings("smtp_url: must be smtp://user:password@host:port or smtps://user:password@host:port")
        is_tls = parts.scheme == "smtps"
        usual_port = 465 if is_tls else 587 if parts.username else 25
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or usual_port, user, password, is_tls)

    def connect(self) -> smtplib.SMTP:
        """Open a connection, encrypted where the server can. Raises OSError or SMTPException.

        A password is never sent in clear, except to this same machine.
        """
        context = ssl.create_default_context()
        if self.is_tls_from_start:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS_TO_WAIT, context=context)
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=SECONDS_TO_WAIT)
        try:
            connection.ehlo_or_helo_if_needed()
            if not self.is_tls_from_start and connection.has_extn("starttls"):
                connection.starttls(context=context)
            elif not self.is_tls_from_start and self.user and self.host not in LOOPBACK:
                raise smtplib.SMTPNotSupportedError("the server offers no encryption, so no password is sent to it")
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection


def as_message(mail: OutgoingMail, *, sender: str) -> EmailMessage:
    """The mail as it is sent: plain text, in its recipient's language, with headers no text can break out of."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.put_at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    message["Content-Language"] = mail.language
    return message
