"""Returns that wait to be moderated: a line for each round and partnership, and none for who moderates nowhere."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, Judgement, JudgementStage, SelfAssessmentState, Share
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago, plural
from goldenthread.partnerships.models import Partnership, reach, within
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task


def self_assessments(user: User) -> Iterator[Task]:
    """Shared with a partnership that leads the round, or whose supplement nobody judged. Never one's own."""
    if not reach(user, Right.MODERATE).own:
        return
    judged = Judgement.objects.filter(
        stage=JudgementStage.MODERATED, partnership=OuterRef("part__partnership"), part=OuterRef("pk")
    )
    supplement = AssessmentPart.objects.filter(
        ~Exists(judged), assessment=OuterRef("assessment"), part__partnership=OuterRef("partnership")
    )
    shared = Share.objects.filter(
        within(user, Right.MODERATE), Share.running(clock.today()),
        Q(assessment__round__partnership=F("partnership")) | Q(Exists(supplement)),
        assessment__state=SelfAssessmentState.SUBMITTED, assessment__round__closed_at=None,
    ).exclude(assessment__organisation__in=answered_for(user))  # fmt: skip
    place, asked = "partnership__", "assessment__round__"
    counted = shared.order_by().values(f"{place}slug", f"{place}name", f"{asked}ref", f"{asked}title")
    rows = counted.annotate(waiting=Count("assessment", distinct=True), since=Min("assessment__submitted_at"))
    for row in rows.order_by("since")[:SHOWN]:
        waits = "waits" if row["waiting"] == 1 else "wait"
        yield Task(
            Partnership(slug=row[f"{place}slug"], name=row[f"{place}name"]), "moderate", row[f"{asked}title"],
            f"{plural(row['waiting'], 'return')} {waits} to be moderated, the oldest handed in {ago(row['since'])}.",
            reverse("assurance:moderation_queue", args=[row[f"{place}slug"], row[f"{asked}ref"]]), "Moderate",
        )  # fmt: skip
