"""What moderation has for the weekly digest: questions, corrections, levels to moderate, actions to look at again.

No line says what an answer holds.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Correction, Gap, ReturnedQuestion, Share
from goldenthread.assurance.queries.gaps import delivered, followed_up
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day as in_words
from goldenthread.notifications.topics import Line, Rows, Topic, register
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.plan.queries.told import told_through

WEEK = timedelta(days=7)
LED = "part__assessment__round__partnership"
RELATED = ("part__assessment__round__partnership", "part__assessment__organisation")


def leads(rows: Rows) -> list[Rows]:
    """Whoever hands in for the organisation."""
    held = "part__assessment__organisation__memberships"
    roles = sorted(roles_with(Right.SUBMIT_FOR_ORGANISATION))
    return [told_through(rows, held, Q(**{f"{held}__role__in": roles}), LED)]


def own(rows: Rows, person: User) -> Rows:
    return rows.visible_to(person)  # type: ignore[attr-defined, no-any-return]


def moderators(rows: Rows) -> list[Rows]:
    """Whoever moderates in the partnerships that read the answer today."""
    share = "part__assessment__shares"
    held = f"{share}__partnership__memberships"
    common = Q(part__part__partnership=None) | Q(part__part__partnership=F(f"{share}__partnership"))
    wanted = common & Q(**{f"{held}__role__in": sorted(roles_with(Right.MODERATE))})
    return [told_through(rows, held, wanted & Share.running(clock.today(), f"{share}__"), f"{share}__partnership")]


def reading(rows: Rows, person: User) -> Rows:
    """With ``slug``: of a partnership in which the person reads the answer."""
    shares = Share.objects.filter(
        within(person, Right.READ_SELF_ASSESSMENTS), Share.running(clock.today()),
        assessment=OuterRef("part__assessment"),
    )  # fmt: skip
    any_of_them = Subquery(shares.values("partnership__slug")[:1])
    found = own(rows, person).annotate(slug=Coalesce(F("part__part__partnership__slug"), any_of_them))
    return found.exclude(slug=None)


def asked(on: date) -> Rows:
    return ReturnedQuestion.objects.filter(replied_at=None, part__assessment__round__closed_at=None)


def corrected(on: date) -> Rows:
    return Correction.objects.filter(at__date__gt=on - WEEK)


def offered(on: date) -> Rows:
    return delivered(Gap.objects.all())


def say_asked(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related(*RELATED, "partnership").order_by("asked_at"):
        assessment = each.part.assessment
        line = f"{_short(each.partnership)}: a question about one answer, {assessment.round.title}"
        yield Line(line, reverse("assurance:own_answer", args=[assessment.ref, each.ref]))


def say_corrected(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related(*RELATED).order_by("-at"):
        assessment = each.part.assessment
        line = f"{assessment.organisation} corrected an answer on {in_words(each.at)}, {assessment.round.title}"
        yield Line(line, reverse("assurance:shared", args=[each.slug, assessment.ref]))


def say_followed_up(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related(*RELATED).order_by("asked_on"):
        assessment = each.part.assessment
        line = f"An action was asked for on {in_words(each.asked_on)}, {assessment.round.title}: how far is it?"
        yield Line(line, _own_place(each))


def say_offered(rows: Rows, on: date) -> Iterator[Line]:
    for each in rows.select_related(*RELATED).order_by("asked_on"):
        line = f"An action is delivered, {each.part.assessment.round.title}: does your answer change?"
        yield Line(line, _own_place(each))


def _own_place(gap: Gap) -> str:
    return f"{reverse('assurance:own_moderation', args=[gap.part.assessment.ref])}#q-{gap.question}"


def _short(partnership: Partnership) -> str:
    return partnership.short_name or partnership.name


def install() -> None:
    register("asked_back", Topic("Questions about your self-assessment", asked, None, leads, say_asked, seen=own))
    register("corrected", Topic("Corrected self-assessments", corrected, None, moderators, say_corrected, seen=reading))
    register("gaps", Topic("Actions of your self-assessment", followed_up, None, leads, say_followed_up, seen=own))
    register("gaps_done", Topic("Actions that are delivered", offered, None, leads, say_offered, seen=own))
