"""The regional self-assessment: what its pages ask of the database, and no more."""

import json
from collections import defaultdict
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

import yaml
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bench.limit import data, drawn
from bench.limit.meetings import moment

WORDS = {"0": "Not in place", "1": "Begun", "2": "In place", "3": "In place and working"}
TONES = {"0": "bad", "1": "warn", "2": "note", "3": "good"}
STATES = {
    "draft": ("Not begun", "none"),
    "in_progress": ("In progress", "note"),
    "signed_off": ("Signed off", "good"),
    "submitted": ("Submitted", "good"),
}
TAGS = {key: drawn.tag(*said) for key, said in STATES.items()}
LATE = drawn.tag("Late", "bad")
PAGE = 20

RETURN = """SELECT a.id, a.ref, a.state, a.asked, a.answered, r.title, o.name AS organisation FROM assurance_selfassessment a
    JOIN assurance_round r ON r.id = a.round_id JOIN partnerships_organisation o ON o.id = a.organisation_id WHERE a.ref = %s"""
PARTS = """SELECT s.id, s.ref, e.text, e.title FROM assurance_assessmentpart p JOIN questionnaires_sheet s ON s.id = p.sheet_id
    JOIN questionnaires_edition e ON e.id = s.edition_id WHERE p.assessment_id = %s"""
ANSWERS = """SELECT w.question, w.state, w.value, w.comment, w.answered_at, u.name FROM questionnaires_answer w
    JOIN accounts_user u ON u.id = w.answered_by_id WHERE w.sheet_id = %s"""


@lru_cache(maxsize=20)
def questionnaire(text: str) -> Any:
    return yaml.safe_load(text)


def answers(request: HttpRequest, ref: str) -> HttpResponse:
    found = data.rows(RETURN, [ref])[0]
    parts = data.rows(PARTS, [found["id"]])
    for part in parts:
        given = {row["question"]: row for row in data.rows(ANSWERS, [part["id"]])}
        for row in given.values():
            row["words"], row["on"] = WORDS[json.loads(_text(row["value"]))], moment(row["answered_at"])
        part["sections"] = [
            {"title": section["title"], "id": section["id"],
             "rows": [(question["text"], given.get(question["id"])) for question in section["questions"]]}
            for section in questionnaire(part["text"])["sections"]
        ]  # fmt: skip
    return render(request, "region_return.html", {"found": found, "parts": parts, "state": STATES[found["state"]][0]})


def _text(value: Any) -> str:
    """PostgreSQL's driver reads JSON by itself."""
    return value if isinstance(value, str) and value.startswith('"') else json.dumps(value)


LOCK_ANSWER = f"""SELECT w.id, w.value, w.version, s.id AS sheet, s.organisation_id FROM questionnaires_answer w
    JOIN questionnaires_sheet s ON s.id = w.sheet_id WHERE s.ref = %s AND w.question = %s{data.LOCK and data.LOCK + " OF w"}"""
KEEP = "UPDATE questionnaires_answer SET value = %s, version = version + 1, answered_at = %s WHERE id = %s"
COUNT = """UPDATE questionnaires_sheet SET answered = (SELECT count(*) FROM questionnaires_answer w
    WHERE w.sheet_id = questionnaires_sheet.id AND w.state <> ''), answered_at = %s WHERE id = %s"""
REPEAT = """UPDATE assurance_selfassessment SET answered = (SELECT answered FROM questionnaires_sheet WHERE id = %s)
    WHERE ref = %s"""


@csrf_exempt
def save(request: HttpRequest, ref: str, sheet: str, section: str) -> HttpResponse:
    """The ten answers of the section are compared with what is there, and the one that is new is kept and logged."""
    now, question = timezone.now(), "standard-4"
    said = request.POST[f"a-{question}"]
    with transaction.atomic(), connection.cursor() as cursor:
        before = data.rows(LOCK_ANSWER, [sheet, question])[0]
        cursor.execute(KEEP, [json.dumps(said), now, before["id"]])
        cursor.execute(COUNT, [now, before["sheet"]])
        cursor.execute(REPEAT, [before["sheet"], ref])
        _log(cursor, f"organisation-{before['organisation_id']}", ref, [_text(before["value"]), said, now.isoformat()])
    return JsonResponse({"version": before["version"] + 1, "saved_at": f"{now:%H:%M}"})


def _log(cursor: Any, chain: str, ref: str, entry: list[Any]) -> None:
    cursor.execute("INSERT INTO bench_log_end VALUES (%s, 0, '') ON CONFLICT (chain) DO NOTHING", [chain])
    log = data.rows(data.END_OF_LOG, [chain])[0]
    text = json.dumps([ref, *entry])
    digest = sha256(f"{log['head']}{text}".encode()).hexdigest()
    cursor.execute(data.LOG, [chain, log["length"] + 1, timezone.now(), ref, text, digest])
    cursor.execute(data.NEW_END_OF_LOG, [log["length"] + 1, digest, chain])


LOCK_RETURN = f"""SELECT a.id, a.state, a.senior_lead_id, p.id AS place, p.slug FROM assurance_selfassessment a
    JOIN assurance_round r ON r.id = a.round_id JOIN assurance_asking q ON q.assessment_id = a.id
    JOIN partnerships_partnership p ON p.id = q.partnership_id
    WHERE a.ref = %s AND a.state = 'signed_off' AND p.slug = %s{data.LOCK and data.LOCK + " OF a"}"""
HAND_IN = (
    "UPDATE assurance_selfassessment SET state = 'submitted', submitted_by_id = %s, submitted_at = %s WHERE id = %s"
)
EVENT = (
    "INSERT INTO assurance_stateevent (assessment_id, state, at, by_id, reason) VALUES (%s, 'submitted', %s, %s, '')"
)
SHARE = "INSERT INTO assurance_share (assessment_id, partnership_id, starts_on, given_by_id, given_at) VALUES (%s, %s, %s, %s, %s)"
SAID = "w.value #>> '{{}}'" if connection.vendor == "postgresql" else "json_extract(w.value, '$')"
COUNT_IN = f"""INSERT INTO assurance_summary (part_id, partnership_id, question, kind, level, until, count)
    SELECT p.part_id, %s, w.question, s.kind, {SAID}, '9999-12-31', 1 FROM assurance_assessmentpart p
    JOIN questionnaires_sheet s ON s.id = p.sheet_id JOIN questionnaires_answer w ON w.sheet_id = s.id
    WHERE p.assessment_id = %s AND w.state = 'value' ORDER BY w.question
    ON CONFLICT (part_id, {{key}} question, kind, level, until) WHERE partnership_id IS {{null}} NULL
    DO UPDATE SET count = assurance_summary.count + 1"""


@csrf_exempt
def submit(request: HttpRequest, ref: str) -> HttpResponse:
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        found = data.rows(LOCK_RETURN, [ref, request.POST["share_with"]])[0]
        cursor.execute(HAND_IN, [found["senior_lead_id"], now, found["id"]])
        cursor.execute(EVENT, [found["id"], now, found["senior_lead_id"]])
        cursor.execute(SHARE, [found["id"], found["place"], date.today(), found["senior_lead_id"], now])
        cursor.execute(COUNT_IN.format(key="", null=""), [None, found["id"]])
        cursor.execute(COUNT_IN.format(key="partnership_id,", null="NOT"), [found["place"], found["id"]])
        _log(cursor, found["slug"], ref, ["handed in", now.isoformat()])
    return HttpResponseRedirect(f"/self-assessments/{ref}/")


ROUND = """SELECT r.id, r.ref, r.title, r.opens_on, n.name AS network, p.id AS place, p.short_name, t.id AS part, e.ref AS edition, e.text
    FROM assurance_round r JOIN partnerships_network n ON n.id = r.network_id JOIN partnerships_partnership p ON p.slug = %s
    JOIN assurance_roundpart t ON t.round_id = r.id AND t.partnership_id IS NULL
    JOIN questionnaires_edition e ON e.id = t.edition_id WHERE r.ref = %s"""
EARLIER = """SELECT t.id AS part, r.title, e.text, e.title AS questionnaire, e.edition FROM assurance_roundpart t
    JOIN assurance_round r ON r.id = t.round_id JOIN questionnaires_edition e ON e.id = t.edition_id
    WHERE r.opens_on < %s AND r.network_id IS NOT NULL AND t.partnership_id IS NULL ORDER BY r.opens_on DESC LIMIT 1"""
SUMS = """SELECT question, level, sum(count) AS number FROM assurance_summary
    WHERE part_id = %s AND partnership_id {which} AND until >= %s AND question IN ({places}) GROUP BY question, level"""


def comparison(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    opened = data.rows(ROUND, [slug, ref])[0]
    earlier = data.rows(EARLIER, [opened["opens_on"]])[0]
    asked = [
        (f"{place}.{number}", question, section["title"])
        for place, section in enumerate(questionnaire(opened["text"])["sections"], 1)
        for number, question in enumerate(section["questions"], 1)
    ]
    page = asked[:PAGE]
    names = [question["id"] for _, question, _ in page]
    here = _sums(opened["part"], opened["place"], names)
    everywhere, before = _sums(opened["part"], None, names), _sums(earlier["part"], opened["place"], names)
    rows = []
    for number, question, section in page:
        key, x, parts = question["id"], 0.0, []
        total = sum(here[key].values()) or 1
        for level, words in WORDS.items():
            width = 1000 * here[key].get(level, 0) / total
            parts.append({"words": words, "number": here[key].get(level, 0), "x": x, "width": max(width - 3, 1),
                          "level": level, "tone": TONES[level], "fill": drawn.FILL[TONES[level]]})  # fmt: skip
            x += width
        there = {level: everywhere[key].get(level, 0) - here[key].get(level, 0) for level in WORDS}
        rows.append(
            {"number": number, "id": key, "text": question["text"], "section": section, "parts": parts,
             "said": ", ".join(f"{part['number']} {part['words']}" for part in parts), "good": _good(here[key]),
             "total": total, "elsewhere": _good(there), "elsewhere_total": sum(there.values()),
             "before": _good(before[key]), "before_total": sum(before[key].values())}
        )  # fmt: skip
    sections = [(each["id"], each["title"]) for each in questionnaire(opened["text"])["sections"]]
    context = {"slug": slug, "round": opened, "rows": rows, "earlier": earlier, "total": len(asked), "pages": range(2, 7),
               "sections": sections}  # fmt: skip
    return render(request, "region_comparison.html", context)


def _sums(part: int, place: int | None, names: list[str]) -> dict[str, dict[str, int]]:
    which = "IS NULL" if place is None else "= %s"
    sql = SUMS.format(which=which, places=", ".join(["%s"] * len(names)))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in data.rows(sql, [part, *([] if place is None else [place]), date.today(), *names]):
        found[row["question"]][row["level"]] = row["number"]
    return found


def _good(counts: dict[str, int]) -> int:
    return counts.get("2", 0) + counts.get("3", 0)


WAITING = """SELECT a.id, a.ref, a.state, a.asked, a.answered, r.title, r.due_on, o.name AS organisation
    FROM assurance_selfassessment a JOIN assurance_round r ON r.id = a.round_id
    JOIN partnerships_organisation o ON o.id = a.organisation_id WHERE o.name = 'Police of the Region' AND {which}"""
OPEN = "r.closed_at IS NULL AND r.opens_on <= %s AND a.state IN ('draft', 'in_progress', 'signed_off') ORDER BY r.due_on, a.id"
DONE = "NOT (r.closed_at IS NULL AND r.opens_on <= %s AND a.state IN ('draft', 'in_progress', 'signed_off')) ORDER BY r.due_on DESC LIMIT 50"
ASKED_BY = """SELECT q.assessment_id, p.name FROM assurance_asking q JOIN partnerships_partnership p ON p.id = q.partnership_id
    WHERE q.assessment_id IN ({places}) ORDER BY p.name"""


def home(request: HttpRequest) -> HttpResponse:
    today = date.today()
    lists = [data.rows(WAITING.format(which=which), [today]) for which in (OPEN, DONE)]
    rows = [row for each in lists for row in each]
    asking = defaultdict(list)
    for row in data.rows(ASKED_BY.format(places=", ".join(["%s"] * len(rows))), [row["id"] for row in rows]):
        asking[row["assessment_id"]].append(row["name"])
    for row in rows:
        row["asking"], row["due_on"] = asking[row["id"]], data.day(row["due_on"])
        row["tag"], row["late"] = TAGS[row["state"]], LATE if row["due_on"] < today else ""
    return render(request, "region_home.html", {"waiting": lists[0], "done": lists[1]})


urlpatterns = [
    path("self-assessments/", home),
    path("self-assessments/<slug:ref>/answers/", answers),
    path("self-assessments/<slug:ref>/submit/", submit),
    path("self-assessments/<slug:ref>/<slug:sheet>/<slug:section>/", save),
    path("p/<slug:slug>/rounds/<slug:ref>/comparison/", comparison),
]
