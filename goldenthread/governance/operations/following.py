"""That an action of the plan came of a challenge or a risk."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.governance.models import Challenge, Risk
from goldenthread.history.operations import record
from goldenthread.plan.models import FOREVER, Action, Origin, OriginKind
from goldenthread.plan.operations.origins import add_origin


@transaction.atomic
def name_action(about: Challenge | Risk, *, action: Action, by: User) -> Origin:
    """The action says from then on where it comes from, and the challenge or risk what came of it."""
    if action.plan.partnership_id != about.partnership_id:
        raise ValidationError({"action": "Choose an action of this partnership's plan."})
    if isinstance(about, Challenge):
        kind, title = OriginKind.CHALLENGE, about.title
    else:
        kind, title = OriginKind.RISK, about.versions.get(valid_to=FOREVER).title
    origin = add_origin(action, kind=kind, label=f"{about}: {title}"[:300], from_record=about, by=by)
    record(about, f"named {action} as what came of it", by=by)
    return origin
