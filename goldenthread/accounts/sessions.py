"""Sessions as Django keeps them in the database, found by a query that is worked out once: every request asks it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.core.prepared import prepared


@prepared
def _kept(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Any:
        found = _kept(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]
