"""Pages that change posts."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations
from goldenthread.partnerships.forms import structure as asking
from goldenthread.partnerships.models import Post
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.views.ask import ask, home_of


def _post(request: Request, ref: str) -> Post:
    posts = Post.objects.visible_to(request.user).select_related("partnership", "body", "organisation", "escalates_to")
    found: Post = get_object_or_404(posts, ref=ref, partnership=request.partnership)
    return found


@rule("MANAGE")
@once
def post_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.PostForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        post = attempt(form, operations.add_post, request.partnership, by=request.user, **form.cleaned_data)
        if post:
            messages.success(request, f"{post} was added. Appoint somebody to it.")
            return redirect("partnerships:appoint", partnership, post.ref)
    return ask(request, form, "Add a post", home_of(request))


@rule("MANAGE")
def post_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = asking.PostForm(
        request.POST or None, partnership=request.partnership, post=post, initial=forms.model_to_dict(post)
    )
    if form.is_valid() and attempt(form, operations.change_post, post, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(post)
    close = reverse("partnerships:post_close", args=[partnership, ref])
    return ask(
        request, form, f"Change {post}", post.get_absolute_url(), other=("Close this post", close), history=panel(post)
    )


@rule("MANAGE")
def post_close(request: Request, partnership: str, ref: str) -> HttpResponse:
    post = _post(request, ref)
    form = asking.CloseForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.close_post, post, by=request.user, **form.cleaned_data):
        messages.success(request, f"{post} was closed.")
        return redirect(post)
    intro = "Appointments to it end with it. What it owns in the plan stays with it until the plan is varied."
    return ask(
        request, form, f"Close {post}", post.get_absolute_url(), intro=intro, button="Close this post", grave=True
    )
