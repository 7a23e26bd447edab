"""Moderation as partnerships do it: who waits, a return by section, one standard, questions that go back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.assurance import permissions
from goldenthread.assurance.forms.moderation import AskBackForm, JudgeForm
from goldenthread.assurance.models import JudgementStage, SelfAssessment
from goldenthread.assurance.operations import moderation as operations
from goldenthread.assurance.queries import moderation as queries
from goldenthread.assurance.queries import returns as returns_queries
from goldenthread.assurance.queries import rounds as rounds_queries
from goldenthread.assurance.queries.honesty import queue_of
from goldenthread.assurance.queries.moderation import SectionRead, Standard
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import number_of, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request

PAGE = 50


def read_here(request: Request, ref: str) -> SelfAssessment:
    """A return whose answers the person reads in this partnership."""
    found = SelfAssessment.objects.visible_to(request.user).read_by(request.user, request.partnership)
    return get_object_or_404(found.select_related("round__partnership", "organisation", "senior_lead"), ref=ref)


def sections(request: Request, assessment: SelfAssessment) -> list[SectionRead]:
    return queries.sections_of(assessment, request.user, request.partnership)


def standard_in(read: list[SectionRead], sheet: str, question: str) -> tuple[Standard, Standard | None]:
    """The standard, and the one after it."""
    every = [each for section in read for each in section.standards]
    for number, each in enumerate(every):
        if each.part.sheet.ref == sheet and each.question.id == question:
            return each, every[number + 1] if number + 1 < len(every) else None
    raise Http404


def address(name: str, request: Request, assessment: SelfAssessment, standard: Standard | None = None) -> str:
    place = [standard.part.sheet.ref, standard.question.id] if standard else []
    return reverse(f"assurance:{name}", args=[request.partnership.slug, assessment.ref, *place])


@rule("MODERATE")
def moderation_queue(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Who waits to be moderated: exceptions first, then whoever waits longest."""
    opened = get_object_or_404(rounds_queries.rounds_of(request.user, request.partnership), ref=ref)
    found = queue_of(opened, request.user, request.partnership)
    context = {
        "partnership": request.partnership,
        "round": opened,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
        "tones": returns_queries.TONES,
    }
    return render(request, "assurance/moderation_queue.html", context)


@rule("READ_SELF_ASSESSMENTS")
def moderation(request: Request, partnership: str, ref: str) -> HttpResponse:
    assessment = read_here(request, ref)
    read = sections(request, assessment)
    can = permissions.can_moderate(request.user, assessment, request.partnership)
    if request.method == "POST":
        require(can)
        return _accept_section(request, assessment, read)
    every = [each for section in read for each in section.standards]
    context = {
        "partnership": request.partnership,
        "assessment": assessment,
        "round": assessment.round,
        "sections": read,
        "total": len(every),
        "judged": sum(each.of(request.partnership) is not None for each in every),
        "open": sum(bool(each.waits_for_answer) for each in every),
        "disputed": sum(each.is_disputed for each in every),
        "first": next((each for each in every if each.of(request.partnership) is None), None),
        "talk": next((each for each in every if talking_points(each)), None),
        "letters": queries.letters_of(assessment, request.user).filter(partnership=request.partnership),
        "can_moderate": can,
        "can_agree": _leads(request, assessment) and permissions.can_agree(request.user, assessment),
        "leads": _leads(request, assessment),
        "words": returns_queries.WORDS,
        "tones": returns_queries.TONES,
        "history": panel(assessment),
    }
    return render(request, "assurance/moderation.html", context)


def _leads(request: Request, assessment: SelfAssessment) -> bool:
    return assessment.round.partnership_id == request.partnership.pk


def _accept_section(request: Request, assessment: SelfAssessment, read: list[SectionRead]) -> HttpResponse:
    sheet, _, name = request.POST.get("accept", "").partition(" ")
    section = next((each for each in read if (each.part.sheet.ref, each.section.id) == (sheet, name)), None)
    if section is None:
        raise Http404
    count = operations.accept_section(section, partnership=request.partnership, by=request.user)
    messages.success(request, f"Accepted: {count} of {section.section.title}.")
    return redirect(f"{address('moderation', request, assessment)}#{sheet}-{name}")


def talking_points(standard: Standard) -> list[str]:
    """Why a panel would speak about it; nothing where nobody differs."""
    first = standard.first
    said = [
        "The organisation disagrees." if standard.is_disputed else "",
        "The partnerships differ." if standard.moderators_differ else "",
        f"It gave itself “{standard.said(standard.level)}”, and was judged “{standard.said(first.level)}”."
        if first and standard.level and first.level != standard.level else "",
        "The answer was changed after it was judged." if standard.changed_since else "",
        "A question was not answered yet." if standard.waits_for_answer else "",
    ]  # fmt: skip
    return [each for each in said if each]


@rule("MODERATE")
def judge(request: Request, partnership: str, ref: str, sheet: str, question: str) -> HttpResponse:
    """One standard with what everybody said, and one's own level."""
    return _standard_page(request, ref, sheet, question, JudgementStage.MODERATED)


@rule("MODERATE")
def panel_day(request: Request, partnership: str, ref: str, sheet: str, question: str) -> HttpResponse:
    """For a screen in a panel: what there is to talk about, and the level that is agreed."""
    return _standard_page(request, ref, sheet, question, JudgementStage.AGREED)


def _standard_page(request: Request, ref: str, sheet: str, question: str, stage: JudgementStage) -> HttpResponse:
    assessment = read_here(request, ref)
    require(permissions.can_moderate(request.user, assessment, request.partnership))
    read = sections(request, assessment)
    standard, following = standard_in(read, sheet, question)
    on_panel = stage == JudgementStage.AGREED
    if on_panel:
        require(standard.moderator == request.partnership.pk)
        following = _next_to_talk(read, standard)
    name = "panel_day" if on_panel else "judge"
    after = address(name, request, assessment, following) if following else address("moderation", request, assessment)
    if request.method == "POST" and "accept" in request.POST and not on_panel:
        seen = number_of(request.POST.get("seen", "0"))
        operations.accept(standard.part, question=question, partnership=request.partnership, seen=seen, by=request.user)
        return redirect(after)
    form = JudgeForm(request.POST or None, question=standard.question, initial=_before(standard, request, stage))
    if form.is_valid():
        given = form.cleaned_data
        if attempt_screened(
            form, operations.judge, standard.part, question=question, partnership=request.partnership,
            level=given.get("level", ""), reason=given["reason"], seen=given["seen"], stage=stage, by=request.user,
        ):  # fmt: skip
            messages.success(request, "Agreed." if on_panel else "Saved.")
            return redirect(after)
        standard, _ = standard_in(sections(request, assessment), sheet, question)
        sent = request.POST.copy()
        sent["seen"] = str(standard.seen(stage, request.partnership))
        form.data = sent
    context = {
        "partnership": request.partnership,
        "assessment": assessment,
        "standard": standard,
        "form": form,
        "on_panel": on_panel,
        "talk": talking_points(standard),
        "is_moderator": standard.moderator == request.partnership.pk,
        "following": after if following else "",
        "place": _place(read, standard),
        "seen": standard.seen(stage, request.partnership),
    }
    return render(request, "assurance/standard.html", context, status=422 if form.errors else 200)


def _before(standard: Standard, request: Request, stage: str) -> dict[str, object]:
    own = standard.agreed if stage == JudgementStage.AGREED else standard.of(request.partnership)
    level = own.level if own else standard.stands
    return {"level": level, "reason": own.reason if own else "", "seen": standard.seen(stage, request.partnership)}


def _next_to_talk(read: list[SectionRead], standard: Standard) -> Standard | None:
    every = [each for section in read for each in section.standards]
    here = next(
        number for number, each in enumerate(every)
        if (each.part.pk, each.question.id) == (standard.part.pk, standard.question.id)
    )  # fmt: skip
    own = [each for each in every[here + 1 :] if each.moderator == standard.moderator]
    return next((each for each in own if talking_points(each)), None)


def _place(read: list[SectionRead], standard: Standard) -> str:
    """ "3 of 5 in Leading"."""
    section = next(each for each in read if standard.question.id in {one.question.id for one in each.standards}
                   and each.part.pk == standard.part.pk)  # fmt: skip
    number = [each.question.id for each in section.standards].index(standard.question.id) + 1
    return f"{section.section.title}, {number} of {len(section.standards)}"


@rule("MODERATE")
@once
def ask_back(request: Request, partnership: str, ref: str, sheet: str, question: str) -> HttpResponse:
    assessment = read_here(request, ref)
    require(permissions.can_moderate(request.user, assessment, request.partnership))
    standard, _ = standard_in(sections(request, assessment), sheet, question)
    form = AskBackForm(request.POST or None)
    back = address("judge", request, assessment, standard)
    if form.is_valid() and attempt_screened(
        form, operations.ask_back, standard.part, question=question, partnership=request.partnership,
        words=form.cleaned_data["words"], by=request.user,
    ):  # fmt: skip
        messages.success(request, "Sent. The organisation finds it with its return.")
        return redirect(back)
    context = {
        "partnership": request.partnership, "form": form, "title": "Ask the organisation",
        "button": "Send the question",        "about": standard.question.text, "back": back,
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)


@rule("MODERATE")
def agree(request: Request, partnership: str, ref: str) -> HttpResponse:
    assessment = read_here(request, ref)
    require(_leads(request, assessment) and permissions.can_agree(request.user, assessment))
    back = address("moderation", request, assessment)
    if request.method == "POST":
        operations.agree_return(assessment, by=request.user)
        messages.success(request, "Agreed. You can send the feedback now.")
        return redirect(back)
    context = {
        "partnership": request.partnership, "title": "Agree the levels", "about": str(assessment), "back": back,
        "button": "Agree the levels",
        "intro": "Where the organisation does not disagree, the moderated level is agreed. After that no level "
        "changes, unless an answer is corrected.",
    }  # fmt: skip
    return render(request, "assurance/sure.html", context)
