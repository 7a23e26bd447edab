"""An agenda, a meeting in session, the forward plan: what their pages ask of the database, and no more."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from bench.limit import data, drawn

MEETING = """SELECT m.id, m.ref, m.title, m.starts_at, m.ends_at, m.place, m.papers_due_on, m.state, m.body_id, b.name AS body,
    n.state AS minutes FROM governance_meeting m JOIN partnerships_body b ON b.id = m.body_id
    JOIN partnerships_partnership s ON s.id = m.partnership_id LEFT JOIN governance_minutes n ON n.meeting_id = m.id
    WHERE m.ref = %s AND s.slug = %s"""
ITEMS = """SELECT id, ref, title, kind, purpose, presenter, minutes_planned, why, state, notes, edition
    FROM governance_agendaitem WHERE meeting_id = %s ORDER BY closed, position, id"""
PAPERS = """SELECT p.id, p.item_id, p.ref, p.title, p.due_on, w.name AS author FROM governance_paper p
    JOIN governance_agendaitem i ON i.id = p.item_id LEFT JOIN accounts_user w ON w.id = p.author_id
    WHERE i.meeting_id = %s AND p.withdrawn_at IS NULL ORDER BY p.position, p.id"""
VERSIONS = """SELECT v.paper_id, v.number, v.added_at FROM governance_paperversion v JOIN governance_paper p ON p.id = v.paper_id
    JOIN governance_agendaitem i ON i.id = p.item_id WHERE i.meeting_id = %s ORDER BY v.number"""
INTERESTS = """SELECT n.item_id, u.name FROM governance_interest n JOIN accounts_user u ON u.id = n.person_id
    JOIN governance_agendaitem i ON i.id = n.item_id WHERE i.meeting_id = %s AND n.ended_at IS NULL AND n.recused"""
PEOPLE = """SELECT a.id, a.name, a.part, a.votes, a.presence, a.left_at, a.constituency, o.name AS organisation
    FROM governance_attendance a LEFT JOIN partnerships_organisation o ON o.id = a.organisation_id
    WHERE a.meeting_id = %s ORDER BY a.part, a.name, a.id"""
RULES = """SELECT constituency, at_least FROM governance_quorumrule
    WHERE body_id = %s AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s) ORDER BY constituency"""
DECISIONS = "SELECT ref, number, words, state FROM governance_decision WHERE item_id = %s ORDER BY taken_at DESC, written_at DESC"
HISTORY = """SELECT at, actor, sentence, old, new, reason FROM history_entry
    WHERE record_type = %s AND record_ref = %s ORDER BY number DESC LIMIT 20"""

PARTS = {"member": "Member", "deputy": "Deputy", "adviser": "In attendance", "observer": "Observer"}
KINDS = {"decision": "For decision", "discussion": "For discussion"}
IS = {"expected": ("Expected", "none"), "present": ("Present", "good"), "apologies": ("Apologies", "note"),
      "absent": ("Absent without apologies", "bad"), "left": ("Left", "warn")}  # fmt: skip
PRESENCES = {key: drawn.tag(*said) for key, said in IS.items()}
EXPECTED, DONE, LONGER = drawn.tag("Expected", "none"), drawn.tag("Dealt with", "good"), "warn"


def moment(value: Any) -> Any:
    """SQLite gives moments as text."""
    found = parse_datetime(value) if isinstance(value, str) else value
    return found and (localtime(found) if found.tzinfo else found)


def found(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    """A meeting with its items, their papers and who stepped back, and its people."""
    meeting = data.rows(MEETING, [ref, slug])[0]
    meeting["starts_at"], meeting["ends_at"] = moment(meeting["starts_at"]), moment(meeting["ends_at"])
    meeting["papers_due_on"], asked = data.day(meeting["papers_due_on"]), [meeting["id"]]
    newest = {row["paper_id"]: row for row in data.rows(VERSIONS, asked)}
    papers: dict[int, list[data.Row]] = defaultdict(list)
    for paper in data.rows(PAPERS, asked):
        paper["due_on"], paper["newest"] = data.day(paper["due_on"]), newest.get(paper["id"])
        papers[paper["item_id"]].append(paper)
    stepped: dict[int, list[str]] = defaultdict(list)
    for row in data.rows(INTERESTS, asked):
        stepped[row["item_id"]].append(row["name"])
    items, at = data.rows(ITEMS, asked), meeting["starts_at"]
    for item in items:
        item |= {"at": at, "papers": papers[item["id"]], "stepped": stepped[item["id"]], "for": KINDS.get(item["kind"])}
        at += timedelta(minutes=item["minutes_planned"])
    people, on = data.rows(PEOPLE, asked), meeting["starts_at"].date()
    for row in people:
        row["as"], row["is"] = PARTS[row["part"]], PRESENCES["left" if row["left_at"] else row["presence"]]
        row["comes"] = IS[row["presence"]][0]
    return {"slug": slug, "meeting": meeting, "items": items, "people": people, "expected": EXPECTED, "done": DONE,
            "rules": data.rows(RULES, [meeting["body_id"], on, on])}  # fmt: skip


def agenda(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    context = found(request, slug, ref)
    minutes = sum(item["minutes_planned"] for item in context["items"])
    meeting = context["meeting"]
    over = minutes - int((meeting["ends_at"] - meeting["starts_at"]).total_seconds() // 60)
    context |= {
        "minutes": minutes, "over": drawn.tag(f"{over} minutes longer than the meeting", "warn") if over > 0 else "",
        "state": drawn.tag("Published", "note"), "history": data.rows(HISTORY, ["governance.meeting", ref]),
    }  # fmt: skip
    return render(request, "agenda.html", context)


class Note(forms.Form):
    notes = forms.CharField(label="Minute", widget=forms.Textarea(attrs={"rows": 8, "class": "govuk-textarea"}))
    state = forms.ChoiceField(label="How does it stand?", widget=forms.RadioSelect,
                              choices=[("planned", "To come"), ("noted", "Dealt with"), ("carried", "Carried over")])  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


def room(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    context = found(request, slug, ref)
    item = next((each for each in context["items"] if each["ref"] == request.GET.get("item")), context["items"][0])
    voting = sum(row["presence"] == "present" and row["votes"] and not row["left_at"] for row in context["people"])
    there = sum(row["presence"] == "present" and not row["left_at"] for row in context["people"])
    met = all(voting >= rule["at_least"] for rule in context["rules"])
    context |= {
        "item": item, "decisions": data.rows(DECISIONS, [item["id"]]), "voting": voting, "there": there,
        "form": Note({"notes": item["notes"], "state": item["state"], "version": item["edition"]}),
        "quorate": drawn.tag("Quorate", "good") if met else drawn.tag("Not quorate", "bad"), "state": drawn.tag("In session", "warn"),
    }  # fmt: skip
    return render(request, "room.html", context)


BODIES = "SELECT ref, name FROM partnerships_body WHERE partnership_id = %s AND kind <> 'external' ORDER BY name"
AHEAD = {
    "meetings": """SELECT m.starts_at, m.ref, m.title, m.state, m.papers_due_on, b.name AS body FROM governance_meeting m
        JOIN partnerships_body b ON b.id = m.body_id WHERE m.partnership_id = %(place)s AND m.state NOT IN ('closed', 'cancelled')
        AND (m.starts_at >= %(today)s OR m.state = 'in_session') AND m.starts_at < %(until)s ORDER BY m.starts_at LIMIT 300""",
    "papers": """SELECT p.due_on, p.ref, p.title, u.name AS author, b.name AS body FROM governance_paper p
        JOIN governance_agendaitem i ON i.id = p.item_id JOIN governance_meeting m ON m.id = i.meeting_id
        JOIN partnerships_body b ON b.id = m.body_id LEFT JOIN accounts_user u ON u.id = p.author_id
        WHERE m.partnership_id = %(place)s AND m.closed_at IS NULL AND p.withdrawn_at IS NULL AND p.due_on <= %(until)s
        AND NOT EXISTS (SELECT 1 FROM governance_paperversion v WHERE v.paper_id = p.id) LIMIT 300""",
    "items": """SELECT f.due_on, f.ref, f.title, f.kind, f.source, f.verified, m.title AS meeting, b.name AS body
        FROM governance_forwarditem f JOIN partnerships_body b ON b.id = f.body_id
        LEFT JOIN governance_agendaitem i ON i.id = f.item_id LEFT JOIN governance_meeting m ON m.id = i.meeting_id
        WHERE f.partnership_id = %(place)s AND f.done_on IS NULL AND f.dropped_why = '' AND f.due_on <= %(until)s LIMIT 300""",
    "reviews": """SELECT d.review_on, d.ref, d.number, d.words, b.name AS body FROM governance_decision d
        JOIN partnerships_body b ON b.id = d.body_id WHERE d.partnership_id = %(place)s AND d.state = 'taken'
        AND d.reviewed_by_id IS NULL AND d.review_on <= %(until)s LIMIT 300""",
    "procedures": """SELECT w.closes_on, w.ref, w.title, b.name AS body FROM governance_writtenprocedure w
        JOIN partnerships_body b ON b.id = w.body_id WHERE w.partnership_id = %(place)s AND w.closed_at IS NULL LIMIT 300""",
}  # fmt: skip
FORWARD = {"statutory": ("Statutory", "bad"), "recurring": ("Comes again", "none"), "once": ("Once", "none")}
STATES = {"draft": "draft", "published": "published", "in_session": "in session"}
TAGS = {key: drawn.tag(*said) for key, said in FORWARD.items()} | {
    "Meeting": drawn.tag("Meeting", "note"), "Papers due": drawn.tag("Papers due", "none"),
    "Paper owed": drawn.tag("Paper owed", "warn"), "Decision comes back": drawn.tag("Decision comes back", "none"),
    "Written procedure ends": drawn.tag("Written procedure ends", "note"),
}  # fmt: skip


def forward_plan(request: HttpRequest, slug: str) -> HttpResponse:
    today = date.today()
    place = data.rows("SELECT id, name FROM partnerships_partnership WHERE slug = %s", [slug])[0]
    asked = {"place": place["id"], "today": str(today), "until": str(today + timedelta(days=365))}
    entries = list(_entries({name: data.rows(sql, asked) for name, sql in AHEAD.items()}, today, slug))
    entries.sort(key=lambda entry: (entry["on"], entry["what"]))
    months: dict[str, list[data.Row]] = defaultdict(list)
    for entry in entries:
        entry["tag"] = TAGS[entry["what"]]
        months["Overdue" if entry["on"] < today else f"{entry['on']:%B %Y}"].append(entry)
    context = {"slug": slug, "place": place, "months": dict(months), "bodies": data.rows(BODIES, [place["id"]])}
    return render(request, "forward.html", context)


def _entries(found: dict[str, list[data.Row]], today: date, slug: str) -> Any:
    p = f"/p/{slug}"
    for row in found["meetings"]:
        at, href = moment(row["starts_at"]), f"{p}/meetings/{row['ref']}/"
        yield _entry(at.date(), "Meeting", row["title"], href, row["body"], f"{at:%-I:%M%p}, {STATES[row['state']]}")
        due = data.day(row["papers_due_on"])
        if due and due >= today:
            yield _entry(due, "Papers due", f"Papers for {row['title']}", href, row["body"])
    for row in found["papers"]:
        by = f"from {row['author']}" if row["author"] else ""
        yield _entry(data.day(row["due_on"]), "Paper owed", row["title"], f"{p}/papers/{row['ref']}/", row["body"], by)
    for row in found["items"]:
        note = f"On the agenda of {row['meeting']}. " if row["meeting"] else ""
        note += "Not checked against its source." if row["source"] and not row["verified"] else ""
        href = f"{p}/forward-plan/{row['ref']}/"
        yield _entry(data.day(row["due_on"]), row["kind"], row["title"], href, row["body"], note)
    for row in found["reviews"]:
        text, href = f"{row['number']}: {row['words']}"[:160], f"{p}/decisions/{row['ref']}/"
        yield _entry(data.day(row["review_on"]), "Decision comes back", text, href, row["body"])
    for row in found["procedures"]:
        href = f"{p}/written-procedures/{row['ref']}/"
        yield _entry(data.day(row["closes_on"]), "Written procedure ends", row["title"], href, row["body"])


def _entry(on: date, what: str, text: str, href: str, body: str, note: str = "") -> data.Row:
    return {"on": on, "what": what, "text": text, "href": href, "body": body, "note": note}
