"""A round takes up a new edition: what it would do to open returns is shown first, then done in one."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.models import Round, RoundPart
from goldenthread.assurance.operations.upgrading import upgrade_part
from goldenthread.assurance.queries import rounds as round_queries
from goldenthread.assurance.queries.upgrading import may_take, sheets_of
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.core.words import plural
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.queries.upgrading import Fate, outlook

TONES = {Fate.KEPT: "good", Fate.CONFIRM: "warn", Fate.LEFT_OUT: "bad"}


class WhichForm(forms.Form):
    to = forms.ChoiceField(label="Which edition does it take up?", widget=forms.RadioSelect)

    def __init__(self, data: object, *, editions: list[Edition]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["to"].choices = [(each.ref, str(each)) for each in editions]  # type: ignore[attr-defined]


@rule("RUN_ROUNDS")
def take_edition(request: Request, partnership: str, ref: str, part: int) -> HttpResponse:
    """Choose (``?to=``), look, do."""
    opened: Round = get_object_or_404(round_queries.rounds_of(request.user, request.partnership), ref=ref)
    found = get_object_or_404(opened.parts.select_related("edition", "round__partnership", "partnership"), pk=part)
    require(permissions.can_take_edition(request.user, found, request.partnership))
    editions = may_take(request.user, request.partnership, found)
    form = WhichForm(request.GET if "to" in request.GET else None, editions=editions)
    context = {"partnership": request.partnership, "round": opened, "part": found, "form": form, "editions": editions,
               "back": opened.address_in(request.partnership)}  # fmt: skip
    if not form.is_valid():
        return render(request, "assurance/take_edition.html", context, status=422 if form.errors else 200)
    to = next(each for each in editions if each.ref == form.cleaned_data["to"])
    if request.method == "POST":
        return _taken(request, found, to)
    return render(request, "assurance/take_edition_look.html", context | _look(found, to))


def _taken(request: Request, part: RoundPart, to: Edition) -> HttpResponse:
    counts = upgrade_part(part, to=to, by=request.user)
    told = ", ".join(f"{counts[fate]:,} {fate.value}" for fate in Fate)
    messages.success(request, f"Done. Of the answers in open returns: {told}.")
    return redirect(part.round.address_in(request.partnership))


def _look(part: RoundPart, to: Edition) -> dict[str, object]:
    sheets = sheets_of(part).filter(locked_at=None).exclude(edition=to)
    found = outlook(sheets, to)
    return {
        "to": to, "look": found, "fates": list(Fate), "tones": TONES, "form": None,
        "locked": plural(sheets_of(part).exclude(locked_at=None).exclude(edition=to).count(), "return"),
        "changes": [(about, list(each)) for about, each in groupby(found.changes, key=lambda change: change.about)],
    }  # fmt: skip
