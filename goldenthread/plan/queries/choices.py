"""What the forms of a draft offer to choose from."""

from goldenthread.plan.models import FOREVER, OutcomeVersion, Plan, PriorityVersion

Choices = list[tuple[str, str]]


def choices_of(plan: Plan) -> dict[str, Choices]:
    """The priorities and outcomes of a plan, by reference. Two queries."""
    heads = PriorityVersion.objects.filter(priority__plan=plan, valid_to=FOREVER).select_related("priority")
    said = OutcomeVersion.objects.filter(outcome__plan=plan, valid_to=FOREVER).select_related("outcome__priority")
    return {
        "priorities": [
            (head.priority.ref, f"{head.priority.number} {head.title}"[:120])
            for head in heads.order_by("priority__position")
        ],
        "outcomes": [
            (one.outcome.ref, f"{one.outcome.priority.number}.{one.outcome.number} {one.words}"[:160])
            for one in said.order_by("outcome__position")
        ],
    }
