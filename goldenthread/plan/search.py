"""What an adopted plan says, for the search box. Called by the operations that change it, in their transaction.

Drafts are not found, nor is a plan that another one follows: its pages are reached from the list of plans.
"""

from goldenthread.partnerships.search import index, unindex
from goldenthread.plan.models import FOREVER, Action, ActionVersion, Outcome, Plan, Priority, PriorityVersion, Version

Item = Priority | Outcome | Action


def index_plan(plan: Plan) -> None:
    for item in items_of(plan):
        index_item(item)


def unindex_plan(plan: Plan) -> None:
    for item in items_of(plan):
        unindex(item)


def items_of(plan: Plan) -> list[Item]:
    related = ("plan__partnership", "priority")
    return [
        *plan.priorities.select_related("plan__partnership"),
        *plan.outcomes.select_related(*related),
        *plan.actions.select_related(*related),
    ]


def index_item(item: Item) -> None:
    """Its words of today; what was taken out of the plan is no longer found."""
    version = item.versions.get(valid_to=FOREVER)
    if version.removed:
        unindex(item)
        return
    words = version.title if isinstance(version, PriorityVersion) else version.words
    index(item, title=f"{item}: {words}", text="\n".join(filter(None, [words, *_more(item, version)])))


def _more(item: Item, version: Version) -> list[str]:
    """What else it is found by: a priority's text, an action's owner, deadline, measure and the documents it names."""
    if isinstance(item, Action) and isinstance(version, ActionVersion):
        named = [version.owner_text, str(version.lead or ""), version.deadline_text, item.success_measure]
        return [*named, *item.documents]
    return [version.text] if isinstance(version, PriorityVersion) else []
