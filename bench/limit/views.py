"""One function a page, and its addresses."""

import json
from collections import defaultdict
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from bench.limit import data, drawn, meetings, region, reports

LONG_AGO = timedelta(days=365)
DATES = ("due_on", "agreed_due_on", "forecast_on", "actual_on", "evidence_on", "last_word_on", "decided_on")
MOMENTS = ("waiting_since", "proposed_at", "approved_at", "accepted_at", "submitted_at")


def prepared(rows: list[data.Row], today: date) -> list[data.Row]:
    """Dates as dates, the age of evidence, the tag and the rung as they are drawn."""
    for row in rows:
        for name in (*DATES, *MOMENTS):
            if name in row:
                row[name] = data.day(row[name])
        if "rung" in row:
            row["drawn"] = drawn.RUNGS[row["rung"]]
            row["age"] = (today - row["evidence_on"]).days if row.get("evidence_on") else None
            row["old"] = row["age"] is not None and row["age"] > LONG_AGO.days
        if "shown" in row:
            row["tag"] = drawn.TAGS.get(row["shown"], "")
    return rows


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    found = data.rows(data.PLAN, [slug])[0]
    asked = data.standing(found)
    today = asked["today"]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    flags = dict.fromkeys(("late", "silent", "slipped", "awaiting"), 0)
    for row in data.rows(data.TOTALS, asked):
        counts[row["priority_id"]][row["shown"]] = row["number"]
        for flag in flags:
            flags[flag] += row[flag]
    priorities = data.rows(data.PRIORITIES, asked)
    outcomes = prepared(data.rows(data.OUTCOMES, asked), today)
    for priority in priorities:
        priority["bar"] = _bar(f"Priority {priority['number']}", counts[priority["id"]])
        priority["outcomes"] = [row for row in outcomes if row["priority_id"] == priority["id"]]
    whole = {name: sum(each.get(name, 0) for each in counts.values()) for name in drawn.SAID}
    worst = f"{data.ACTIONS} AND {data.NEEDS} ORDER BY v.waiting_since, is_late DESC, v.due_on, v.position LIMIT 12"
    context = {
        "slug": slug, "plan": found, "total": sum(whole.values()), "whole": _bar("How the actions stand", whole), "flags": flags,
        "priorities": priorities, "today": today,
        "attention": [_with_reason(row, today) for row in prepared(data.rows(worst, asked), today)],
        "variations": prepared(data.rows(data.VARIATIONS, asked), today), "claims": prepared(data.rows(data.CLAIMS, asked), today),
        "marks": _marks(found, priorities, [*data.rows(data.MONTHS, asked), *data.rows(data.STEPS, asked)]),
        "quarters": range(262, 960, 35), "awaiting": drawn.TAGS["awaiting"], "broken": drawn.TAGS["broken"],
    }  # fmt: skip
    return render(request, "plan.html", context)


def _bar(title: str, counts: dict[str, int]) -> dict[str, Any]:
    parts, x, total = [], 0.0, sum(counts.values()) or 1
    for name in ("delivered", "on_track", "at_risk", "off_track", "not_started"):
        words, tone = drawn.SAID[name]
        width = 1000 * counts.get(name, 0) / total
        if width:
            parts.append({"name": name, "words": words.lower(), "number": counts[name], "tone": tone, "fill": drawn.FILL[tone],
                          "x": x, "width": max(width - 3, 1)})  # fmt: skip
        x += width
    return {"title": title, "parts": parts}


def _with_reason(row: data.Row, today: date) -> data.Row:
    said = []
    if row["waiting_since"]:
        said.append(f"A return awaits approval since {row['waiting_since']:%-d %B %Y}.")
    if row["is_late"]:
        said.append(f"It was due by {row['due_on']:%-d %B %Y}, {(today - row['due_on']).days} days ago.")
    if row["is_slipped"]:
        said.append(
            f"First agreed for {row['agreed_due_on']:%-d %B %Y}, now forecast for {row['forecast_on']:%-d %B %Y}."
        )
    return {**row, "reason": " ".join(said)}


def _marks(found: data.Row, priorities: list[data.Row], months: list[data.Row]) -> list[data.Row]:
    """Where each month's actions stand in the drawing."""
    begins, ends = data.day(found["starts_on"]), data.day(found["ends_on"])
    lanes = {priority["id"]: number for number, priority in enumerate(priorities)}
    titles = {priority["id"]: f"{priority['number']} {priority['title']}" for priority in priorities}
    for row in months:
        row["on"] = date.fromisoformat(f"{row['month']}-15")
        share = min(max((row["on"] - begins).days / (ends - begins).days, 0), 1)
        row["x"], row["y"] = round(262 + 686 * share, 1), 53 + 90 * lanes[row["priority_id"]] + 17 * (row["number"] % 3)
        row["title"], row["tone"] = titles[row["priority_id"]], drawn.SAID.get(row["shown"], ("", "note"))[1]
        row["fill"] = drawn.FILL[row["tone"]]
    return months


class Filter(forms.Form):
    q = forms.CharField(label="Words", required=False)
    priority = forms.ChoiceField(label="Priority", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    rating = forms.ChoiceField(label="Rating", required=False, choices=[("", "Any"), *((key, said[0]) for key, said in list(drawn.SAID.items())[:5])])  # fmt: skip
    gate = forms.ChoiceField(
        label="Gate", required=False, choices=[("", "Any"), ("delivered", "Delivered"), ("embedded", "Embedded")]
    )
    look = forms.ChoiceField(
        label="Look for", required=False, choices=[("", "Everything"), ("attention", "Needs somebody")]
    )
    due_from = forms.SplitDateTimeField(label="Due from", required=False)
    due_to = forms.SplitDateTimeField(label="Due to", required=False)


def actions(request: HttpRequest, slug: str) -> HttpResponse:
    """The one filter and the one order that the benchmark asks for."""
    found = data.rows(data.PLAN, [slug])[0]
    asked = data.standing(found)
    form = Filter(request.GET)
    titles = data.rows(data.PRIORITIES, asked)
    form.fields["priority"].choices = [
        ("", "Any"),
        *((row["ref"], f"{row['number']} {row['title']}") for row in titles),
    ]
    form.fields["owner"].choices = [
        (kind.title(), [(f"{kind}:{row['ref']}", row["name"]) for row in data.rows(sql, [found["partnership"]])])
        for kind, sql in data.LEADS.items()
    ]
    form.is_valid()
    count = f"SELECT count(*) AS number FROM plan_actionversion v WHERE {data.OF_PLAN} AND {data.NEEDS}"
    total = data.rows(count, asked)[0]["number"]
    page = f"{data.ACTIONS} AND {data.NEEDS} ORDER BY v.due_on, v.position LIMIT 100"
    context = {
        "slug": slug, "plan": found, "form": form, "pages": Paginator(range(total), 100).page_range, "total": total,
        "rows": prepared(data.rows(page, asked), asked["today"]), "overdue": drawn.TAGS["overdue"], "silent": drawn.TAGS["silent"],
    }  # fmt: skip
    return render(request, "actions.html", context)


def action(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    found = data.rows(data.PLAN, [slug])[0]
    asked = data.standing(found, ref=ref)
    row = prepared(data.rows(data.ACTION, asked), asked["today"])[0]
    asked["action"] = row["id"]
    parts = {name: prepared(data.rows(sql, asked), asked["today"]) for name, sql in data.OF_ACTION.items()}
    for made in parts["returns"]:
        made["state_tag"], made["rating_tag"] = drawn.TAGS[made["state"]], drawn.TAGS[made["rating"]]
    return render(request, "action.html", {"slug": slug, "plan": found, "row": row, "gate": drawn.TAGS["gate"],
                                           "counts": drawn.TAGS["counts"], **parts})  # fmt: skip


def search(request: HttpRequest, slug: str) -> HttpResponse:
    words, partnership = request.GET["q"].split(), data.rows(data.PLAN, [slug])[0]["partnership"]
    if connection.vendor == "sqlite":
        question = f"scope : p{partnership} AND {{title text}} : ({' AND '.join(words)} *)"
    else:
        question = f"{' & '.join(words)}:* & p{partnership}:D"
    found = data.rows(data.SEARCH[connection.vendor], [question, partnership])
    groups: dict[str, list[data.Row]] = defaultdict(list)
    for row in found:
        row["title"] = _marked(row["title"], words)
        groups[row["record_type"].rpartition(".")[2].title()].append(row)
    return render(
        request, "search.html", {"slug": slug, "words": request.GET["q"], "groups": dict(groups), "count": len(found)}
    )


def _marked(title: str, words: list[str]) -> str:
    for word in words:
        title = title.replace(word, f"<mark>{word}</mark>")
    return title


class Said(forms.Form):
    """What a return asks, with Django's own fields."""

    rating = forms.ChoiceField(choices=[(key, said[0]) for key, said in list(drawn.SAID.items())[:5]], required=False)
    forecast_on, actual_on = (forms.DateField(required=False, widget=forms.SelectDateWidget) for _ in range(2))
    how_much, how_well, difference, challenges, way_forward, override_reason = (
        forms.CharField(required=False, max_length=4000) for _ in range(6)
    )
    version = forms.IntegerField()


def save(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """Keep what was typed in a return, if nobody else did since, work out what the rule says, and note it in a log."""
    form = Said(request.POST)
    form.is_valid()
    said, now = form.cleaned_data["way_forward"], timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        before = data.rows(data.RETURN, [ref])[0]
        asked = data.standing(before, action=before["action_id"])
        stands = data.rows(data.STANDS, asked)[0]
        missed = [step for step in data.rows(data.NEXT_STEPS, asked) if not step["actual_on"]]
        rating, why = ("at_risk", "A step is late.") if missed else ("on_track", f"Due on {stands['due_on']}.")
        cursor.execute(data.KEEP, [said, rating, why, now, before["id"], before["edition"]])
        log = data.rows(data.END_OF_LOG, [slug])[0]
        entry = json.dumps([ref, before["way_forward"], said, now.isoformat()])
        digest = sha256(f"{log['head']}{entry}".encode()).hexdigest()
        cursor.execute(data.LOG, [slug, log["length"] + 1, now, ref, entry, digest])
        cursor.execute(data.NEW_END_OF_LOG, [log["length"] + 1, digest, slug])
    return HttpResponseRedirect(request.path)


urlpatterns = [
    path("p/<slug:slug>/", plan),
    path("p/<slug:slug>/actions/", actions),
    path("p/<slug:slug>/actions/<slug:ref>/", action),
    path("p/<slug:slug>/search/", search),
    path("p/<slug:slug>/returns/<slug:ref>/", save),
    path("p/<slug:slug>/meetings/<slug:ref>/", meetings.agenda),
    path("p/<slug:slug>/meetings/<slug:ref>/room/", meetings.room),
    path("p/<slug:slug>/forward-plan/", meetings.forward_plan),
    path("p/<slug:slug>/periods/<slug:ref>/", reports.period),
    path("p/<slug:slug>/reports/<slug:ref>/", reports.report),
    *region.urlpatterns,
]
