"""A row of the outbox as a mail: plain text and the same in HTML."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.defaultfilters import linebreaks_filter, urlize
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.models import Mail


def compose(mail: Mail, text: str) -> EmailMultiAlternatives:
    sender = str(mail.partnership or "Golden Thread")
    context = {
        "text": text,
        "html": as_html(text),
        "sender": sender,
        "link": link_of(mail),
        "why": KINDS[mail.kind].why,
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=render_to_string("notifications/emails/mail.txt", context),
        from_email=formataddr((sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[mail.person.email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/emails/mail.html", context), "text/html")
    return message


def link_of(mail: Mail) -> str:
    return settings.ADDRESS.rstrip("/") + mail.about if mail.about else ""


def as_html(text: str) -> SafeString:
    """Paragraphs of a text, escaped, with its addresses as links."""
    return linebreaks_filter(urlize(text))
