"""The calendar that a program fetches by its secret address."""

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.accounts.queries import hashed
from goldenthread.core.rules import PUBLIC, rule
from goldenthread.documents.writing.calendar import write_calendar
from goldenthread.notifications.operations import note_use
from goldenthread.notifications.queries import events_of, feed_of

NAME = "Golden Thread"


@require_safe
@rule(PUBLIC)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Numbers, days and links; never what a record says. Whoever may not come in any more has no calendar."""
    if not ratelimit.consume(request, app="allauth.account", action="calendar", key=hashed(token), limit_get=True):
        too_many: HttpResponse = ratelimit.respond_429(request)
        return too_many
    found = feed_of(token)
    if found is None:
        raise Http404
    note_use(found)
    content = write_calendar(NAME, events_of(found.person), written_at=found.made_at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="golden-thread.ics"'
    return response
