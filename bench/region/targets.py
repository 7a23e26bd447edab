"""Inside the application: who signs in to a made-up region, and what they open there."""

import json

from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, SelfAssessment, SelfAssessmentState
from goldenthread.assurance.operations.summaries import mend
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.history.queries import faults
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.roles import Role
from goldenthread.questionnaires.models import Answer, Sheet

__all__ = [
    "chains_broken",
    "comments",
    "deadline_compared",
    "end_session",
    "leads",
    "region_targets",
    "sign_in_as",
    "two_leads",
]
FORCE = "Police of the Region"


def sign_in_as(user: User) -> str:
    """The key of a session as a sign-in link makes it."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["demonstration"] = True
    session.save()
    return str(session.session_key)


def leads(partnership: str, count: int, state: str, *, skip: int = 0) -> list[dict[str, str]]:
    """Returns of the newest round of organisations in this partnership, in a state, each with its lead signed in."""
    place = Partnership.objects.get(slug=partnership)
    opened = Round.objects.filter(network__isnull=False).order_by("-opens_on")[0]
    found = SelfAssessment.objects.filter(round=opened, askings__partnership=place).exclude(organisation__name=FORCE)
    rows = list(found.select_related("organisation").order_by("pk")[skip : skip + count])
    with transaction.atomic():
        made = [_led(each, number, state) for number, each in enumerate(rows, start=skip)]
        mend(opened)
    return made


def _led(assessment: SelfAssessment, number: int, state: str) -> dict[str, str]:
    organisation = assessment.organisation
    email = f"lead-{organisation.ref}@region.example"
    user, is_new = User.objects.get_or_create(email=email, defaults={"name": f"Lead {number} of the region"})
    if is_new:
        Membership.objects.create(person=user, role=Role.AGENCY_LEAD, organisation=organisation)
    is_open = state == SelfAssessmentState.IN_PROGRESS
    signed = None if is_open else user
    SelfAssessment.objects.filter(pk=assessment.pk).update(
        state=state, senior_lead=user, signed_off_by=signed, signed_off_at=None if is_open else clock.now(),
        submitted_by=None, submitted_at=None,
    )  # fmt: skip
    sheet = Sheet.objects.get(assessment_part__assessment=assessment)
    Sheet.objects.filter(pk=sheet.pk).update(locked_at=None if is_open else clock.now())
    assessment.shares.all().delete()
    return {"ref": assessment.ref, "sheet": sheet.ref, "session": sign_in_as(user)}


SIGNED_OFF, FOR_LIMIT = 40, 40


def region_targets(partnership: str, database: str) -> dict[str, str]:
    """For ours, and under ``limit_`` what is other for the limit."""
    opened = Round.objects.filter(network__isnull=False).order_by("-opens_on")[0]
    police = SelfAssessment.objects.get(round=opened, organisation__name=FORCE)
    mine, theirs = leads(partnership, 2, SelfAssessmentState.IN_PROGRESS)
    signed = leads(partnership, SIGNED_OFF, SelfAssessmentState.SIGNED_OFF, skip=2)
    others = leads(partnership, FOR_LIMIT, SelfAssessmentState.SIGNED_OFF, skip=2 + SIGNED_OFF)
    return {
        "slug": partnership, "database": database, "return": police.ref, "round": opened.ref,
        "police": sign_in_as(User.objects.get(email="lead@police.example")),
        "manager": sign_in_as(User.objects.get(email=f"manager@{partnership}.example")),
        "open_return": mine["ref"], "open_sheet": mine["sheet"], "open_lead": mine["session"],
        "signed_off": json.dumps(signed), "limit_open_return": theirs["ref"], "limit_open_sheet": theirs["sheet"],
        "limit_signed_off": json.dumps(others),
    }  # fmt: skip


def deadline_compared(saved: dict[str, list[str]], handed_in: list[str]) -> dict[str, int]:
    """The ledger beside answers, history and summary: what is lost, doubled, or half."""
    lost = doubled = half = 0
    for sheet, words in saved.items():
        said = _told_of(Sheet.objects.get(ref=sheet))
        lost += sum(word not in said for word in words)
        doubled += sum(said.count(word) > 1 for word in words)
        stands = " ".join(Answer.objects.filter(sheet__ref=sheet).exclude(comment="").values_list("comment", flat=True))
        half += words[-1] not in stands
    found = SelfAssessment.objects.filter(ref__in=handed_in)
    lost += len(handed_in) - found.filter(state=SelfAssessmentState.SUBMITTED).count()
    half += len(handed_in) - found.filter(shares__ended_at=None, shares__isnull=False).count()
    half += sum(mend(each) for each in Round.objects.all()) if handed_in else 0
    return {"lost": lost, "doubled": doubled, "half": half + len(list(faults()))}


def _told_of(sheet: Sheet) -> str:
    """All that the history says was answered."""
    entries = Entry.objects.filter(record_type="questionnaires.sheet", record_ref=sheet.ref)
    return " ".join(str(value) for new in entries.values_list("new", flat=True) for value in new.values())


def two_leads(partnership: str) -> list[dict[str, str]]:
    """Two people who answer one return that is open, and has no comment yet."""
    [known] = leads(partnership, 1, SelfAssessmentState.IN_PROGRESS)
    organisation = SelfAssessment.objects.get(ref=known["ref"]).organisation
    other = User.objects.create(email="colleague@region.example", name="Colleague")
    Membership.objects.create(person=other, role=Role.AGENCY_CONTRIBUTOR, organisation=organisation)
    email = f"lead-{organisation.ref}@region.example"
    return [{**known, "email": email}, {**known, "session": sign_in_as(other)}]


def comments(sheet: str) -> dict[str, str]:
    return dict(Answer.objects.filter(sheet__ref=sheet).values_list("question", "comment"))


def end_session(session: str) -> int:
    return Session.objects.filter(session_key=session).delete()[0]


def chains_broken() -> int:
    return len(list(faults()))
