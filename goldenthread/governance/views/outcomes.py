"""An item ends with an action: one that the plan has, or a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.minuting import AskForActionForm, FollowForm
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.operations.outcomes import agree_action, agree_new_action
from goldenthread.governance.queries.decisions import actions_to_link, priorities_to_choose
from goldenthread.governance.views.agenda import find_item, room_of
from goldenthread.governance.views.ask import ask
from goldenthread.partnerships.requests import Request


def _item(request: Request, ref: str) -> AgendaItem:
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    return item


@rule("READ_PLAN")
@once
def item_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = _item(request, ref)
    actions = {row.action.ref: row for row in actions_to_link(request.user, request.partnership)}
    form = FollowForm(request.POST or None, versions=actions.values())
    if form.is_valid():
        action = actions[form.cleaned_data["action"]].action
        if attempt(form, agree_action, item, action=action, by=request.user):
            messages.success(request, "Noted.")
            return redirect(room_of(item))
    intro = "The matter is left with an action that the plan has already. The minutes name it."
    return ask(request, form, "An action of the plan", room_of(item), caption=item.title, intro=intro)


@rule("READ_PLAN")
@once
def item_new_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = _item(request, ref)
    priorities = list(priorities_to_choose(request.user, request.partnership))
    form = AskForActionForm(request.POST or None, partnership=request.partnership, priorities=priorities)
    if form.is_valid():
        data = form.cleaned_data
        priority = next(row.priority for row in priorities if row.priority.ref == data["priority"])
        asked = attempt_screened(
            form, agree_new_action, item, priority=priority, words=data["words"], owners=form.owners,
            deadline=data["deadline"], by=request.user,
        )  # fmt: skip
        if asked:
            messages.success(request, "Proposed as a variation of the plan. Somebody else approves it.")
            return redirect(room_of(item))
    intro = "It becomes an action of the plan when the variation is approved, and says that it comes from this item."
    return ask(request, form, "A new action", room_of(item), caption=item.title, intro=intro)
