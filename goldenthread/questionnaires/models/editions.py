"""Editions of questionnaires that a partnership loaded. What was asked stays as it was, to the letter."""

from functools import lru_cache
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Network, Partnership, across, within
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.things import Questionnaire

Person = settings.AUTH_USER_MODEL


KNOWN: dict[str, Questionnaire] = {}
"""Editions that were read, by their reference: none is ever changed, so a page need not ask for the text of one.
The one known longest goes first."""
MOST_KNOWN = 100


@lru_cache(maxsize=MOST_KNOWN)
def parsed(text: str) -> Questionnaire:
    return read_questionnaire(text, shipped.scales())


class EditionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """Those of the partnerships whose plan the person reads, and those offered to their networks."""
        networks = Partnership.objects.where(user, Right.READ_PLAN).exclude(network=None).values("network")
        asked_with = Q(network__in=across(user, Right.RUN_NETWORK_ROUNDS))
        return self.filter(within(user, Right.READ_PLAN) | Q(network__in=networks) | asked_with)


class Edition(models.Model):
    """One edition of a questionnaire, as loaded by a partnership and, where ``network`` is set, offered to all of that
    network. It is never changed: other words are another edition. It can be withdrawn."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="questionnaire_editions")
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="questionnaire_editions"
    )
    name = models.CharField("identifier of the questionnaire", max_length=60)
    edition = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20)
    questions = models.PositiveIntegerField("number of questions")
    valid_from = models.DateField("first day")
    valid_to = models.DateField("last day", null=True, blank=True)
    text = models.TextField("the file")
    loaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "text": "What is asked, of no person; screened for identifiers before it is saved; with the edition.",
        "loaded_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["title", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name", "edition"], name="edition_once",
                violation_error_message="This edition is here already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="edition_dates",
                violation_error_message="The last day is before the first day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def questionnaire(self) -> Questionnaire:
        """Where the text was left out of a query it is asked for once, by the first page that needs it."""
        found = None if "text" in self.__dict__ else KNOWN.get(self.ref)
        if found is None:
            found = parsed(self.text)
            if self.ref not in KNOWN and len(KNOWN) >= MOST_KNOWN:
                KNOWN.pop(next(iter(KNOWN)), None)
            KNOWN[self.ref] = found
        return found

    def get_absolute_url(self) -> str:
        return self.address_in(self.partnership)

    def address_in(self, partnership: Partnership) -> str:
        """Its page in one of the partnerships to which it is offered."""
        return reverse("questionnaires:edition", args=[partnership.slug, self.ref])
