"""A row of the outbox as a mail: plain text and the same in HTML."""

import re
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.defaultfilters import linebreaks_filter, urlize
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

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
        "choices": settings.ADDRESS.rstrip("/") + reverse("notifications:choices"),
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=render_to_string("notifications/emails/mail.txt", context),
        from_email=formataddr((sender, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[mail.person.email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/emails/mail.html", context), "text/html")
    for file in attaches(mail) if (attaches := KINDS[mail.kind].attaches) else []:
        message.attach(file.name, file.content, file.mimetype)
    return message


def link_of(mail: Mail) -> str:
    return settings.ADDRESS.rstrip("/") + mail.about if mail.about else ""


LISTED = re.compile(r"^- (.+)\n  (https?://\S+)$|^- (.+)$", re.MULTILINE)
"""A line of a digest, with the address under it."""


def as_html(text: str) -> SafeString:
    """Paragraphs of a text, escaped, with its addresses as links, and the lines of a digest as a list of links."""
    parts = [_part(part) for part in re.split(r"\n{2,}", text.strip())]
    return mark_safe("\n\n".join(parts))  # noqa: S308 - each part is escaped


def _part(part: str) -> SafeString:
    heading, _, lines = part.partition("\n")
    if not heading.endswith(":") or LISTED.sub("", lines).strip() or not lines:
        return linebreaks_filter(urlize(part))
    items = format_html_join("\n", "<li>{}</li>", ([_line(found)] for found in LISTED.finditer(lines)))
    return format_html("<p><strong>{}</strong></p>\n<ul>\n{}\n</ul>", heading.removesuffix(":"), items)


def _line(found: re.Match[str]) -> str:
    words, address, bare = found.groups()
    return format_html('<a href="{}">{}</a>', address, words) if address else bare
