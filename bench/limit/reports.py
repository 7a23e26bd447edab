"""The round of a period and a written report: what their pages ask of the database, and no more."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bench.limit import data, drawn
from bench.limit.meetings import HISTORY, moment

PERIOD = """SELECT p.id, p.ref, p.name, p.starts_on, p.ends_on, p.returns_due_on, p.to_board_at, u.name AS to_board_by FROM plan_period p
    JOIN partnerships_partnership s ON s.id = p.partnership_id LEFT JOIN accounts_user u ON u.id = p.to_board_by_id
    WHERE p.ref = %s AND s.slug = %s"""
OWNERS = """SELECT b.ref AS body_ref, g.ref AS organisation_ref, t.ref AS post_ref, coalesce(b.name, g.name, t.title) AS name,
    count(*) AS owed, sum(CASE WHEN r.place = 3 THEN 1 ELSE 0 END) AS drafts, sum(CASE WHEN r.place = 2 THEN 1 ELSE 0 END) AS sent_back,
    sum(CASE WHEN r.place = 1 THEN 1 ELSE 0 END) AS submitted, sum(CASE WHEN r.place = 0 THEN 1 ELSE 0 END) AS approved,
    max(r.handed_at) AS last, max(o.chased_at) AS chased FROM plan_owedreturn o
    LEFT JOIN (SELECT action_id, max(CASE WHEN state IN ('submitted', 'approved') THEN submitted_at END) AS handed_at,
        min(CASE state WHEN 'approved' THEN 0 WHEN 'submitted' THEN 1 WHEN 'sent_back' THEN 2 ELSE 3 END) AS place
        FROM plan_return WHERE period_id = %s GROUP BY action_id) r ON r.action_id = o.action_id
    LEFT JOIN partnerships_body b ON b.id = o.body_id LEFT JOIN partnerships_organisation g ON g.id = o.organisation_id
    LEFT JOIN partnerships_post t ON t.id = o.post_id WHERE o.period_id = %s GROUP BY 1, 2, 3, 4"""
STANDS = {
    "late": ("Late", "bad"),
    "late_in": ("Came late", "warn"),
    "open": ("Still open", "note"),
    "in": ("All handed in", "good"),
}
TAGS = {key: drawn.tag(*said) for key, said in STANDS.items()}
COUNTED = ("owed", "submitted", "approved", "missing", "drafts", "sent_back")


def period(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    found, today = data.rows(PERIOD, [ref, slug])[0], date.today()
    for name in ("starts_on", "ends_on", "returns_due_on"):
        found[name] = data.day(found[name])
    owners = data.rows(OWNERS, [found["id"], found["id"]])
    for row in owners:
        row["missing"] = row["owed"] - row["submitted"] - row["approved"]
        row["handed_in"] = row["owed"] - row["missing"]
        until = today if row["missing"] else data.day(row["last"]) or today
        until = until.date() if hasattr(until, "date") else until
        row["days_late"] = max((until - found["returns_due_on"]).days, 0)
        stands = ("late" if row["days_late"] else "open") if row["missing"] else "late_in" if row["days_late"] else "in"
        kind = next((kind for kind in ("body", "organisation", "post") if row[f"{kind}_ref"]), "")
        row |= {"tag": TAGS[stands], "kind": kind, "ref": kind and row[f"{kind}_ref"]}
    owners.sort(key=lambda row: (-row["days_late"], -row["missing"], row["name"] or ""))
    context = {
        "slug": slug, "period": found, "owners": owners, "open": drawn.tag("Open", "good"),
        "total": {name: sum(row[name] for row in owners) for name in COUNTED}, "late": sum(row["days_late"] > 0 for row in owners),
        "history": data.rows(HISTORY, ["plan.period", ref]),
    }  # fmt: skip
    return render(request, "round.html", context)


REPORT = """SELECT r.id, r.ref, r.title, r.kind, r.state, r.starts_on, r.ends_on, r.frozen_at, m.name AS made_by, u.name AS submitted_by,
    l.name AS released_by FROM reports_report r JOIN partnerships_partnership s ON s.id = r.partnership_id
    JOIN accounts_user m ON m.id = r.made_by_id LEFT JOIN accounts_user u ON u.id = r.submitted_by_id
    LEFT JOIN accounts_user l ON l.id = r.released_by_id WHERE r.ref = %s AND s.slug = %s"""
OF_REPORT = {
    "parts": """SELECT p.id, p.key, p.heading, p.source, p.verified, p.offers, p.words, p.figures, p."table", p.children_words,
        u.name AS writer FROM reports_reportpart p LEFT JOIN accounts_user u ON u.id = p.written_by_id
        WHERE p.report_id = %s ORDER BY p.position""",
    "lines": """SELECT i.part_id, i.text, i.href FROM reports_insertion i JOIN reports_reportpart p ON p.id = i.part_id
        WHERE p.report_id = %s ORDER BY i.id""",
    "ledger": """SELECT claim, measure, source, observed_on, strength AS rung, against FROM reports_ledgerentry
        WHERE report_id = %s ORDER BY strength DESC, observed_on DESC""",
    "contributions": """SELECT c.kind, o.name AS organisation, c.what, c.pounds, c.days, c.source FROM reports_contribution c
        LEFT JOIN partnerships_organisation o ON o.id = c.organisation_id WHERE c.report_id = %s ORDER BY c.kind, o.name, c.id""",
    "shown": """SELECT p.id, p.sent_on, p.meets_on, p.minute, b.name AS body FROM reports_presentation p
        JOIN partnerships_body b ON b.id = p.body_id WHERE p.report_id = %s ORDER BY p.sent_on, p.id""",
    "questions": """SELECT q.presentation_id, q.question, q.answer, q.answered_on FROM reports_question q
        JOIN reports_presentation p ON p.id = q.presentation_id WHERE p.report_id = %s ORDER BY q.id""",
}  # fmt: skip
REPORT_STATES = {"draft": ("Being written", "none"), "submitted": ("Handed in", "note")}
RUNGS = ["No evidence", "Activity", "Reach", "Practice", "Experience", "Outcome"]


def report(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    found = data.rows(REPORT, [ref, slug])[0]
    told = {name: data.rows(sql, [found["id"]]) for name, sql in OF_REPORT.items()}
    for name in ("starts_on", "ends_on"):
        found[name] = data.day(found[name])
    for row in told["ledger"]:
        row |= {
            "drawn": drawn.RUNGS[row["rung"]],
            "strength": RUNGS[row["rung"]],
            "observed_on": data.day(row["observed_on"]),
        }
    for row in told["shown"]:
        row["sent_on"] = data.day(row["sent_on"])
    lines: dict[int, list[data.Row]] = defaultdict(list)
    for row in told["lines"]:
        lines[row["part_id"]].append(row)
    _prepare(told, lines)
    context = {
        "slug": slug, "report": found, "frozen": moment(found["frozen_at"]), "unchecked": drawn.tag("Not checked", "warn"),
        "state": drawn.tag(*REPORT_STATES[found["state"]]), "history": data.rows(HISTORY, ["reports.report", ref]), **told,
    }  # fmt: skip
    return render(request, "report.html", context)


def _prepare(told: dict[str, list[data.Row]], lines: dict[int, list[data.Row]]) -> None:
    """Each part with its lines and paragraphs; the ledger stands under the first heading that offers it."""
    ledger: list[Any] = told["ledger"]
    for part in told["parts"]:
        for name in ("offers", "figures", "table"):
            part[name] = json.loads(part[name]) if isinstance(part[name], str) else part[name]
        part |= {"lines": lines[part["id"]], "paragraphs": part["words"].split("\n\n")}
        if part["table"]:
            links, columns = part["table"]["links"], part["table"]["columns"]
            part["rows"] = [
                (link, row[0], list(zip(columns[1:], row[1:], strict=True)))
                for link, row in zip(links, part["table"]["rows"], strict=True)
            ]
        if ledger and "ledger" in part["offers"]:
            part["ledger"], ledger = ledger, []
        if "contributions" in part["offers"]:
            part["contributions"] = told["contributions"]
