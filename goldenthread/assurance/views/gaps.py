"""From a standard that is not met to an action of the plan, in one step."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.accounts.once import once
from goldenthread.assurance.forms.correcting import GapForm
from goldenthread.assurance.operations import gaps as operations
from goldenthread.assurance.queries.gaps import priorities_of
from goldenthread.assurance.views.moderation import address, read_here, sections, standard_in
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.roles import Right


@rule("PREPARE_PLAN")
@once
def gap_action(request: Request, partnership: str, ref: str, sheet: str, question: str) -> HttpResponse:
    require(may(request.user, Right.READ_SELF_ASSESSMENTS, request.partnership))
    assessment = read_here(request, ref)
    standard, _ = standard_in(sections(request, assessment), sheet, question)
    organisation = assessment.organisation
    form = GapForm(
        request.POST or None, partnership=request.partnership, priorities=priorities_of(request.partnership),
        initial={"words": standard.question.text, "owner": f"organisation:{organisation.ref}"},
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        gap = attempt_screened(
            form, operations.ask_for_action, standard, partnership=request.partnership,
            priority=form.priorities[given["priority"]], words=given["words"], owners=form.owners,
            deadline=given["deadline"], by=request.user,
        )  # fmt: skip
        if gap:
            messages.success(request, "Asked for. It is in the plan once somebody else has approved the variation.")
            return redirect(gap.variation)
    context = {
        "partnership": request.partnership, "form": form, "title": "Make it an action", "button": "Ask for the action",
        "about": f"{organisation}: {standard.question.text}", "back": address("moderation", request, assessment),
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)
