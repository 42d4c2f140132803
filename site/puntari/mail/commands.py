"""The command ``puntari send-mail``, for those who would rather send from a timer than from the serving process."""

import click
from flask import current_app

from puntari.mail.sender import send_due
from puntari.mail.smtp import MailServer


@click.command("send-mail")
def send_mail() -> None:
    """Send the mail that is due, once."""
    settings = current_app.config["SETTINGS"]
    if not settings.smtp_url:
        raise click.ClickException("No mail server is set: PUNTARI_SMTP_URL=smtp://user:password@host:port")
    sent = send_due(MailServer.parse(settings.smtp_url), sender=settings.mail_from)
    click.echo(f"{sent} mail{'' if sent == 1 else 's'} sent.")
