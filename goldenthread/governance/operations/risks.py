"""Risks and issues: entered, reviewed, closed with a reason. A review never overwrites the one before."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import Risk, RiskVersion
from goldenthread.governance.queries.challenges import HOLDERS
from goldenthread.governance.queries.holders import field_of
from goldenthread.governance.scales import scale_on
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.search import index
from goldenthread.plan.models import FOREVER
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import supersede

TEXTS = ("title", "words", "controls", "further", "note")
Answers = dict[str, str] | None


@transaction.atomic
def add_risk(
    partnership: Partnership, *, kind: str, owner: Holder, review_on: date, by: User, answers: Answers = None,
    **values: Any,
) -> Risk:  # fmt: skip
    """``values`` are title, words, likelihood, impact, controls and further."""
    _refuse_past(review_on)
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    last = Risk.objects.filter(partnership=partnership).aggregate(last=Max("number"))["last"] or 0
    risk = Risk(
        partnership=partnership, number=last + 1, kind=kind, scale=scale_on(clock.today()).name, opened_by=by,
        opened_at=clock.now(),
    )  # fmt: skip
    texts = {name: values.get(name) or "" for name in TEXTS}
    refuse_identifiers(risk, texts, partnership=partnership, by=by, answers=answers)
    risk.full_clean()
    risk.save()
    version = RiskVersion(risk=risk, review_on=review_on, by=by, valid_from=risk.opened_at, **field_of(owner), **values)
    version.full_clean()
    version.save()
    _index(risk, version)
    record(risk, "entered it in the register", by=by, new={"score": version.score, "owner": str(owner)})
    return risk


@transaction.atomic
def review_risk(
    risk: Risk, *, owner: Holder, review_on: date, by: User, seen: int | None = None, answers: Answers = None,
    **values: Any,
) -> RiskVersion:  # fmt: skip
    """What was known until now stays as it was known; the score's movement is seen against it. ``seen`` is the row of
    the version that the person had before them. Raises EditedMeanwhile where somebody else reviewed it since."""
    risk, before = _locked(risk)
    if seen is not None and seen != before.pk:
        raise EditedMeanwhile(str(before.by), _said(before))
    _refuse_past(review_on)
    texts = {name: values.get(name) or "" for name in TEXTS}
    refuse_identifiers(risk, texts, partnership=risk.partnership, by=by, answers=answers)
    holders: dict[str, Any] = {**dict.fromkeys(HOLDERS), **field_of(owner)}
    old = {"score": before.score, "owner": str(before.holder), "review_on": before.review_on}
    version = supersede(before, review_on=review_on, by=by, **holders, **values)
    _index(risk, version)
    new = {"score": version.score, "owner": str(owner), "review_on": review_on}
    record(risk, "reviewed it", by=by, **dict(zip(("old", "new"), changes(old, new), strict=True)), reason=version.note)
    return version


def _said(version: RiskVersion) -> dict[str, object]:
    names = ("title", "words", "likelihood", "impact", "controls", "further", "review_on", "note")
    return {name: getattr(version, name) for name in names} | {"owner": str(version.holder)}


@transaction.atomic
def close_risk(risk: Risk, *, why: str, by: User, answers: Answers = None) -> Risk:
    risk, _ = _locked(risk)
    if not why.strip():
        raise ValidationError({"why": "Say why it is closed."})
    refuse_identifiers(risk, {"why": why}, partnership=risk.partnership, by=by, answers=answers)
    risk.closed_at, risk.closed_by, risk.closed_why = clock.now(), by, why.strip()
    risk.save()
    record(risk, "closed it", by=by, reason=why)
    return risk


def _locked(risk: Risk) -> tuple[Risk, RiskVersion]:
    found = Risk.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=risk.pk)
    if found.closed_at:
        raise ValidationError(f"{found} is closed.")
    return found, found.versions.select_related(*HOLDERS).get(valid_to=FOREVER)


def _refuse_past(review_on: date) -> None:
    if review_on < clock.today():
        raise ValidationError({"review_on": "This day is over. Choose a later one."})


def _index(risk: Risk, version: RiskVersion) -> None:
    index(risk, title=f"{risk}: {version.title}", text="\n".join([version.words, version.controls, version.further]))
