"""Members suggest items between meetings; whoever arranges the meetings takes them up, or leaves them with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import Suggestion
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Body

Answers = dict[str, str] | None


@transaction.atomic
def suggest_item(
    body: Body, *, title: str, by: User, purpose: str = "", minutes_planned: int = 10, answers: Answers = None
) -> Suggestion:
    """It is proposed to each coming meeting of the body until somebody decides."""
    suggestion = Suggestion(
        body=body, title=title.strip(), purpose=purpose.strip(), minutes_planned=minutes_planned, suggested_by=by,
        suggested_at=clock.now(),
    )  # fmt: skip
    refuse_identifiers(body, {"title": title, "purpose": purpose}, partnership=body.partnership, by=by, answers=answers)
    suggestion.full_clean()
    suggestion.save()
    record(suggestion, "suggested an item for a meeting", by=by, new={"title": suggestion.title})
    return suggestion


@transaction.atomic
def leave_suggestion(suggestion: Suggestion, *, why: str, by: User, answers: Answers = None) -> Suggestion:
    """It goes on no agenda. Who suggested it reads why."""
    suggestion = _locked(suggestion)
    if not why.strip():
        raise ValidationError({"why": "Say why it goes on no agenda."})
    body = suggestion.body
    refuse_identifiers(body, {"why": why}, partnership=body.partnership, by=by, answers=answers)
    return _ended(suggestion, "left a suggested item", by, why.strip()[:300])


@transaction.atomic
def take_back_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    suggestion = _locked(suggestion)
    if suggestion.suggested_by_id != by.pk:
        raise ValidationError("Only who suggested it takes it back.")
    return _ended(suggestion, "took a suggested item back", by, "")


def _ended(suggestion: Suggestion, sentence: str, by: User, why: str) -> Suggestion:
    suggestion.ended_by, suggestion.ended_at, suggestion.ended_why = by, clock.now(), why
    suggestion.save()
    record(suggestion, sentence, by=by, reason=why)
    return suggestion


def _locked(suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.select_for_update(of=("self",)).select_related("body__partnership").get(pk=suggestion.pk)
    if found.item_id or found.ended_at:
        raise ValidationError("This suggestion was dealt with already.")
    return found
