"""A round: a partnership asks organisations, its own or those of its network, with one or several questionnaires."""

from typing import ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Network, Partnership, Reach, across, reach
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.models import Edition

Person = settings.AUTH_USER_MODEL


class Reading(NamedTuple):
    """Where somebody reads of rounds: partnerships, and networks whose rounds they run."""

    within: Reach
    networks: tuple[int, ...]


def reading(user: User) -> Reading:
    return Reading(reach(user, Right.READ_ROUND_REPORTS), tuple(across(user, Right.RUN_NETWORK_ROUNDS)))


class RoundQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        return self.read_in(reading(user))

    def read_in(self, places: Reading) -> Self:
        """In the partnership that leads it, and in all those of its network, for those who read of it at all; those of
        a network also for whoever runs them there."""
        networks = Partnership.objects.filter(places.within.rows("pk")).exclude(network=None).values("network")
        asked = Q(network__in=networks) | Q(network__in=places.networks)
        return self.filter(places.within.rows("partnership") | asked)

    def asked_in(self, partnership: int, network: int | None) -> Self:
        """Those that a partnership leads, and those of its network."""
        own = Q(partnership=partnership)
        return self.filter(own if network is None else own | Q(network=network))


class Round(models.Model):
    """``partnership`` leads it, and moderates what is common to all. ``network``: all of it asks; then the network's
    co-ordinator may have opened it."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="rounds")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds")
    title = models.CharField(max_length=200)
    about = models.TextField("what organisations should know", blank=True)
    kinds = models.JSONField("kinds of organisation that are asked", default=list, blank=True)
    opens_on = models.DateField("opens on")
    due_on = models.DateField("returns are due by")
    closes_on = models.DateField("closes on")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "about": "Of no person; screened for identifiers before it is saved; with the round.",
        "opened_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")) & Q(closes_on__gte=F("due_on")), name="round_dates",
                violation_error_message="A round opens, is due and closes in this order.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "title"], name="round_one_per_title",
                violation_error_message="There is a round of this title already. Give this one another title.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return self.address_in(self.partnership)

    def address_in(self, partnership: Partnership) -> str:
        return reverse("assurance:round", args=[partnership.slug, self.ref])


class RoundPartQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        return self.filter(round__in=Round.objects.visible_to(user).order_by())


class RoundPart(models.Model):
    """The common part of all, or the supplement of one partnership. A topic of the year has a day of its own."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="parts")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("due by", help_text="The day of the round, or an earlier one for a topic of the year.")
    per_site = models.BooleanField("answered for each site", default=False)
    position = models.PositiveSmallIntegerField(default=0)

    leaves_only_with = ("partnership", "edition")
    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[RoundPartQuerySet] = RoundPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "edition", "partnership"], name="round_supplement_once",
                violation_error_message="This questionnaire is asked in the round already.",
            ),
            models.UniqueConstraint(
                fields=["round", "edition"], condition=models.Q(partnership=None), name="round_common_part_once",
                violation_error_message="This questionnaire is asked in the round already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.edition.title} ({self.partnership.short_name})" if self.partnership else self.edition.title

    @property
    def history_chain(self) -> str:
        return self.round.history_chain
