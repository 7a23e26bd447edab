"""Somebody leaves: everything is handed over in one step, and there is a receipt."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.partnerships import operations, queries
from goldenthread.partnerships.forms import people as asking
from goldenthread.partnerships.operations import Handover
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.views.people import person_of


@rule("MANAGE")
def hand_over(request: Request, partnership: str, ref: str) -> HttpResponse:
    place, found = request.partnership, person_of(request, ref)
    held = Handover.of(found, place)
    form = asking.HandoverForm(request.POST or None, held=held, user=request.user, partnership=place)
    if form.is_valid():
        receipt = attempt(
            form,
            operations.hand_over,
            found,
            place,
            ends_on=form.cleaned_data["ends_on"],
            successors=form.successors(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        if receipt:
            return redirect("partnerships:receipt", partnership, receipt.number)
    return render(
        request, "partnerships/hand_over.html", {"partnership": place, "person": found, "held": held, "form": form}
    )


@rule("MANAGE")
def receipt(request: Request, partnership: str, number: int) -> HttpResponse:
    entry = get_object_or_404(queries.receipts(request.partnership), number=number)
    last_day = date.fromisoformat(entry.new["ends_on"])
    context = {"partnership": request.partnership, "entry": entry, "said": entry.new, "last_day": last_day}
    return render(request, "partnerships/receipt.html", context)
