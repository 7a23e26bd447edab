"""Papers: their page, versions, files, readers."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import pages, permissions
from goldenthread.governance.forms.agenda import LookedForm, PaperFactsForm, PaperForm, VersionForm
from goldenthread.governance.models import Paper, PaperVersion
from goldenthread.governance.operations import papers as operations
from goldenthread.governance.queries.people import readers_to_choose
from goldenthread.governance.views.agenda import find_item
from goldenthread.governance.views.ask import ask
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request


def _paper(request: Request, ref: str) -> Paper:
    papers = Paper.objects.visible_to(request.user).select_related(
        "item__meeting__partnership", "item__meeting__body__partnership", "author", "added_by"
    )
    return get_object_or_404(papers, ref=ref, item__meeting__partnership=request.partnership)


@rule("READ_PLAN")
@once
def paper_add(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    offered = pages.offered(request.user, item.meeting)
    people = readers_to_choose(request.partnership)
    form = PaperForm(request.POST or None, request.FILES or None, pages=offered, people=people)
    if form.is_valid():
        made = attempt_screened(form, operations.add_paper, item, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, "Added.")
            return redirect(made)
    intro = "A file, a page from here, or only the name of whoever is to write it."
    return ask(request, form, "Add a paper", item.get_absolute_url(), caption=item.title, intro=intro)


@rule("READ_PLAN")
@require_safe
def paper_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    paper = _paper(request, ref)
    versions = [_told(request, version) for version in paper.versions.select_related("file", "added_by")]
    context = {
        "partnership": request.partnership,
        "paper": paper,
        "item": paper.item,
        "versions": versions,
        "readers": paper.readers.all() if paper.closed else [],
        "can_bring": permissions.can_bring_version(request.user, paper),
        "can_arrange": permissions.can_name_readers(request.user, paper),
        "today": clock.today(),
        "history": panel(paper),
    }
    return render(request, "governance/paper.html", context)


def _told(request: Request, version: PaperVersion) -> dict[str, Any]:
    kind = pages.KINDS.get(version.page_kind)
    seen = kind is not None and kind.may_see(request.user, version.page_key)
    return {
        "version": version,
        "can_open": permissions.can_open_file(request.user, version),
        "page": kind.address(version.page_key) if kind and seen else "",
    }


@rule("READ_PLAN")
@require_safe
def paper_file(request: Request, partnership: str, ref: str, number: int) -> FileResponse:
    """Always as a download, never shown inside our pages."""
    paper = _paper(request, ref)
    version = get_object_or_404(paper.versions.select_related("file"), number=number)
    if version.file is None or not permissions.can_open_file(request.user, version):
        raise Http404
    response = FileResponse(
        version.file.content.open("rb"), as_attachment=True, filename=version.file.name,
        content_type=version.file.media_type,
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@rule("READ_PLAN")
@once
def paper_version(request: Request, partnership: str, ref: str) -> HttpResponse:
    paper = _paper(request, ref)
    require(permissions.can_bring_version(request.user, paper))
    offered = pages.offered(request.user, paper.item.meeting)
    form = VersionForm(request.POST or None, request.FILES or None, pages=offered)
    if form.is_valid() and attempt_screened(form, operations.add_version, paper, by=request.user, **form.cleaned_data):
        messages.success(request, "The paper is here. It is screened before others can open it.")
        return redirect(paper)
    return ask(request, form, "Bring the paper", paper.get_absolute_url(), caption=paper.title)


@rule("READ_PLAN")
def paper_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    paper = _paper(request, ref)
    require(permissions.can_name_readers(request.user, paper))
    form = PaperFactsForm(request.POST or None, paper=paper, people=readers_to_choose(request.partnership))
    if form.is_valid() and attempt_screened(form, operations.change_paper, paper, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(paper)
    return ask(request, form, "Change the paper", paper.get_absolute_url(), caption=paper.title)


@rule("READ_PLAN")
@require_POST
def paper_withdraw(request: Request, partnership: str, ref: str) -> HttpResponse:
    paper = _paper(request, ref)
    require(permissions.can_name_readers(request.user, paper))
    operations.withdraw_paper(paper, by=request.user)
    messages.success(request, "Withdrawn.")
    return redirect(paper.item)


@rule("READ_PLAN")
def paper_settle(request: Request, partnership: str, ref: str, number: int) -> HttpResponse:
    """Somebody looks at what the screening found, or at a picture, and answers for it."""
    paper = _paper(request, ref)
    version = get_object_or_404(
        paper.versions.select_related("file", "paper__item__meeting__partnership"), number=number
    )
    require(permissions.can_open_file(request.user, version) and permissions.can_bring_version(request.user, paper))
    form = LookedForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.say_paper_identifies_nobody, version, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Settled. Others can open the file now.")
        return redirect(paper)
    button = "It identifies no child"
    return ask(request, form, "Does this file identify a child?", paper.get_absolute_url(), button=button)
