"""Who holds a post: appointing somebody, and ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.partnerships import operations
from goldenthread.partnerships.forms import people as asking
from goldenthread.partnerships.forms.structure import CloseForm
from goldenthread.partnerships.models import Appointment, Post
from goldenthread.partnerships.requests import Request


@rule("MANAGE")
@once
def appoint(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Find the person, then choose: ``?q=`` narrows who is shown."""
    place = request.partnership
    posts = Post.objects.visible_to(request.user).select_related("partnership", "body", "organisation")
    post: Post = get_object_or_404(posts, ref=ref, partnership=place)
    words = request.GET.get("q", "")
    form = asking.AppointForm(request.POST or None, user=request.user, partnership=place, words=words)
    if form.is_valid() and attempt(form, operations.appoint, post, by=request.user, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['person']} was appointed to {post}.")
        return redirect(post)
    context = {
        "partnership": place,
        "post": post,
        "form": form,
        "words": words,
        "found": len(form.people),
        "more": form.more,
    }
    return render(request, "partnerships/appoint.html", context)


@rule("MANAGE")
def appointment_end(request: Request, partnership: str, ref: str) -> HttpResponse:
    appointments = Appointment.objects.filter(post__partnership=request.partnership)
    held = get_object_or_404(appointments.select_related("person", "post__partnership"), ref=ref)
    form = CloseForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.end_appointment, held, by=request.user, **form.cleaned_data):
        messages.success(request, "The appointment was ended.")
        return redirect(held.post)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": f"End the appointment of {held.person}",
        "intro": held.post.title,
        "back": held.post.get_absolute_url(),
        "button": "End this appointment",
        "grave": True,
    }
    return render(request, "partnerships/ask.html", context)
