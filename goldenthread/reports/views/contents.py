"""What records and people give to a report of a year: the ledger, contributions, and to whom it was presented."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, number_of, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.models import Body, Organisation
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import ImpactState, ImpactStatement
from goldenthread.reports.forms.writing import AnswerForm, ContributionForm, PresentForm, QuestionForm
from goldenthread.reports.operations import content, presenting
from goldenthread.reports.queries import offers as queries
from goldenthread.reports.queries.written import questions_of, report_called


@rule("WRITE_REPORTS")
@once
def ledger(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Claims that stand can enter; those that wait or fell are named with why they cannot."""
    report = report_called(request.user, request.partnership, ref)
    require(report.is_yearly)
    statements = ImpactStatement.objects.visible_to(request.user).filter(plan__partnership=request.partnership)
    if request.method == "POST":
        if request.POST.get("remove"):
            entry = get_object_or_404(report.ledger.select_related("report"), pk=number_of(request.POST["remove"]))
            content.remove_claim(entry, by=request.user)
        else:
            named = statements.select_related("plan__partnership")
            content.add_claim(report, get_object_or_404(named, ref=request.POST.get("claim", "")), by=request.user)
            messages.success(request, "It stands in the ledger.")
        return redirect(request.path)
    waiting = statements.exclude(state=ImpactState.ACCEPTED).filter(
        observed_on__range=(report.starts_on, report.ends_on)
    )
    context = {
        "partnership": request.partnership,
        "report": report,
        "entries": list(report.ledger.select_related("statement__plan__partnership")),
        "claims": queries.claims(queries.Asked(request.user, report, day_asked(""))),
        "waiting": list(waiting.select_related("plan__partnership")[:50]),
    }
    return render(request, "reports/report_ledger.html", context)


@rule("WRITE_REPORTS")
def records(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What the records offer under all headings; what is chosen goes into the report at once."""
    report = report_called(request.user, request.partnership, ref)
    require(report.is_yearly)
    parts = report.parts.select_related("report__partnership")
    offered = list(queries.offered(queries.asked_for(report, request.user), parts))
    if request.method == "POST":
        wanted = set(request.POST.getlist("offer"))
        chosen = {
            part: [each for each in offers if f"{part.key} {each.kind} {each.ref}" in wanted]
            for part, offers in offered
        }
        if not any(chosen.values()):
            raise ValidationError("Choose what the report takes over.")
        content.take_over(chosen, by=request.user)
        messages.success(request, "Taken over, each line with the way back to its record.")
        return redirect(report)
    context = {
        "partnership": request.partnership,
        "report": report,
        "offered": [(part, offers) for part, offers in offered if offers],
    }
    return render(request, "reports/report_records.html", context)


@rule("WRITE_REPORTS")
@once
def contributions(request: Request, partnership: str, ref: str) -> HttpResponse:
    report = report_called(request.user, request.partnership, ref)
    require(report.is_yearly)
    members = Organisation.objects.visible_to(request.user).filter(partnerships__partnership=request.partnership)
    if request.POST.get("remove"):
        row = get_object_or_404(report.contributions.select_related("report"), pk=number_of(request.POST["remove"]))
        content.remove_contribution(row, by=request.user)
        return redirect(request.path)
    form = ContributionForm(request.POST or None, organisations=members.distinct())
    if form.is_valid():
        values = {
            name: form.cleaned_data[name] for name in ("kind", "organisation", "what", "pounds", "days", "source")
        }
        if attempt_screened(form, content.add_contribution, report, by=request.user, **values):
            messages.success(request, "Added.")
            return redirect(request.path)
    context = {
        "partnership": request.partnership, "report": report, "form": form,
        "rows": list(report.contributions.select_related("organisation")),
    }  # fmt: skip
    return render(request, "reports/report_contributions.html", context, status=422 if form.errors else 200)


@rule("WRITE_REPORTS")
@once
def present(request: Request, partnership: str, ref: str) -> HttpResponse:
    report = report_called(request.user, request.partnership, ref)
    bodies = Body.objects.visible_to(request.user).filter(partnership=request.partnership)
    form = PresentForm(request.POST or None, bodies=bodies)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("sent_on", "meets_on", "minute")}
        if attempt(form, presenting.present_report, report, form.cleaned_data["body"], by=request.user, **values):
            messages.success(request, "Noted.")
            return redirect(report)
    context = {
        "partnership": request.partnership, "form": form, "title": "To whom was it presented?", "about": report,
        "button": "Note it", "intro": "Choose the same body again to add its meeting and minute.",
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("WRITE_REPORTS")
@once
def note_question(request: Request, partnership: str, ref: str, shown: str) -> HttpResponse:
    report = report_called(request.user, request.partnership, ref)
    to = get_object_or_404(report.presentations.select_related("body", "report__partnership"), ref=shown)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("question", "answer")}
        if attempt_screened(form, presenting.note_question, to, by=request.user, **values):
            messages.success(request, "Noted.")
            return redirect(report)
    context = {
        "partnership": request.partnership, "form": form, "title": f"A question of {to.body}", "about": report,
        "button": "Note it",
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("WRITE_REPORTS")
def answer_question(request: Request, partnership: str, ref: str, question: str) -> HttpResponse:
    report = report_called(request.user, request.partnership, ref)
    asked = get_object_or_404(questions_of(report), ref=question)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, presenting.answer_question, asked, answer=form.cleaned_data["answer"], by=request.user
    ):
        messages.success(request, "Noted.")
        return redirect(report)
    context = {
        "partnership": request.partnership, "form": form, "title": "The answer", "about": report, "button": "Note it",
        "intro": asked.question,
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)
