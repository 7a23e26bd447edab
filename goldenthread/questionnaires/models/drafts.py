"""Editions on the way: a file that people of the business unit write together, until it is published or discarded."""

import hashlib
import json
from functools import lru_cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.outline import Outline, outline

Person = settings.AUTH_USER_MODEL


@lru_cache(maxsize=100)
def outlined(text: str) -> Outline:
    return outline(text, shipped.scales())


def digest(value: Any) -> str:
    """Tells whether a part, or the whole text, is still what somebody had before them."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


class DraftQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.KEEP_QUESTIONNAIRES))


class Draft(models.Model):
    """The text may be wrong while people work at it; nobody is asked with it. ``began_as`` is what it was compared with
    from the beginning: the edition that it follows, or nothing."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="questionnaire_drafts")
    title = models.CharField(max_length=300)
    text = models.TextField("the file")
    comes_from = models.CharField("what it was made from", max_length=400, blank=True)
    began_as = models.TextField("the file it was made from", blank=True)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "text": "What is to be asked, of no person; screened for identifiers; until it is published or discarded.",
        "began_as": "What was asked before, of no person; until the draft is published or discarded.",
        "begun_by": "Who began it; until it is published or discarded.",
        "written_by": "Who changed it last, for those who work at it together; as long as the draft.",
    }
    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} (draft)"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def outline(self) -> Outline:
        return outlined(self.text)

    def get_absolute_url(self) -> str:
        return reverse("questionnaires:draft", args=[self.partnership.slug, self.ref])
