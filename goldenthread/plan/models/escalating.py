"""Who stands one step up and was told of what stayed overdue without a word."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import within
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models.tree import Action


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.READ_PLAN, "action__plan__partnership"))


class Escalation(models.Model):
    """That somebody was told, once for each last day that an action has had."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="escalations")
    due_on = models.DateField("was due by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(db_index=True)

    personal_data: ClassVar[dict[str, str]] = {"person": "Who was told; as long as the plan."}
    objects: ClassVar[EscalationQuerySet] = EscalationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "due_on", "person"], name="escalation_once")]

    def __str__(self) -> str:
        return f"{self.person} about {self.action}"
