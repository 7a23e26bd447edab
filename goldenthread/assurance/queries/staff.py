"""What staff said beside what their organisation claims. A number of answers and a band are told, never a count."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import Signer
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import User
from goldenthread.assurance.models import AssessmentPart, StaffCount, StaffSays, StaffSurvey
from goldenthread.assurance.models.staff import FEWEST_STAFF
from goldenthread.assurance.queries.figures import claimed
from goldenthread.questionnaires.format.things import Question
from goldenthread.questionnaires.models import Answer

BANDS = ((0.75, "three quarters or more"), (0.5, "half to three quarters"), (0.25, "a quarter to a half"))
LEAST = "fewer than a quarter"


@dataclass(frozen=True, slots=True)
class StaffSaid:
    """``band``: how large a part said yes."""

    answers: int
    band: str


def token_of(survey: StaffSurvey) -> str:
    """The secret of its link, worked out anew each time and kept nowhere."""
    return Signer(salt="assurance.staff").signature(survey.ref)


def survey_called(ref: str, token: str) -> StaffSurvey | None:
    """The one that the link belongs to, while it is open."""
    paths = ("part__assessment__organisation", "part__sheet__edition")
    found = StaffSurvey.objects.select_related(*paths).filter(ref=ref).first()
    known = found is not None and hmac.compare_digest(token_of(found), token)
    return found if found and known and found.is_open else None


def surveys_of(part: AssessmentPart, user: User) -> list[StaffSurvey]:
    return list(StaffSurvey.objects.visible_to(user).filter(part=part).order_by("-pk"))


def band_of(yes: int, of: int) -> str:
    return next((words for least, words in BANDS if yes >= least * of), LEAST)


def said_by_staff(parts: Iterable[AssessmentPart], user: User) -> dict[tuple[int, str], StaffSaid]:
    """By part and identifier of the question; only what may be shown. One query."""
    counts = StaffCount.objects.visible_to(user).filter(survey__part__in=list(parts)).order_by()
    summed = counts.values_list("survey__part", "question").annotate(
        of=Sum("count"), yes=Coalesce(Sum("count", filter=Q(says=StaffSays.YES)), 0)
    )
    return {
        (part, question): StaffSaid(of, band_of(yes, of))
        for part, question, of, yes in summed if of >= FEWEST_STAFF
    }  # fmt: skip


def below_claim(answers: QuerySet[Answer], questions: Iterable[Question]) -> QuerySet[Answer]:
    """The organisation says that it is in place, and fewer than half of its staff say so."""
    found = StaffCount.objects.filter(
        StaffSurvey.shown("survey__"), survey__part__sheet=OuterRef("sheet"), question=OuterRef("question")
    )
    counted = found.order_by().values("question")
    total = counted.annotate(of=Sum("count")).values("of")
    yes = counted.filter(says=StaffSays.YES).annotate(of=Sum("count")).values("of")
    told = answers.filter(claimed(questions)).annotate(
        staff=Coalesce(Subquery(total, output_field=IntegerField()), Value(0)),
        staff_yes=Coalesce(Subquery(yes, output_field=IntegerField()), Value(0)),
    )
    return told.filter(staff__gte=FEWEST_STAFF, staff_yes__lt=F("staff") / 2.0)
