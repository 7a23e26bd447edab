"""The rows of each page: raw SQL, each statement over an index."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

Row = dict[str, Any]
NOW = "v.valid_to > '9999-01-01'"

PLAN = """SELECT p.id, p.ref, p.title, p.starts_on, p.ends_on, p.adopted_on, s.id AS partnership
    FROM plan_plan p JOIN partnerships_partnership s ON s.id = p.partnership_id
    WHERE s.slug = %s AND p.state = 'adopted' ORDER BY p.adopted_at DESC LIMIT 1"""

LATE = "(v.due_on < %(today)s AND v.delivery <> 'delivered')"
SHOWN = f"CASE WHEN {LATE} AND NOT coalesce(v.override_until >= %(today)s, false) THEN 'off_track' ELSE v.delivery END"
SILENT = "(coalesce(v.last_word_on, %(adopted)s) < %(silent)s AND v.delivery <> 'delivered')"
SLIPPED = "(v.forecast_on > v.agreed_due_on AND v.delivery <> 'delivered')"
STALE = "(v.rung > 0 AND (v.evidence_on < %(stale)s OR v.evidence_expires_on < %(today)s))"
UNOWNED = "(v.lead_body_id IS NULL AND v.lead_organisation_id IS NULL AND v.lead_post_id IS NULL)"
NEEDS = f"({LATE} OR {SLIPPED} OR {UNOWNED} OR {STALE} OR {SILENT} OR v.waiting_since IS NOT NULL)"
# The filter is the one of the partial index: the end of what still holds.
OF_PLAN = "v.plan_id = %(plan)s AND v.valid_to = %(forever)s AND NOT v.removed"

TOTALS = f"""SELECT v.priority_id, {SHOWN} AS shown, count(*) AS number, sum(CASE WHEN {LATE} THEN 1 ELSE 0 END) AS late,
    sum(CASE WHEN {SILENT} THEN 1 ELSE 0 END) AS silent, sum(CASE WHEN {SLIPPED} THEN 1 ELSE 0 END) AS slipped,
    sum(CASE WHEN v.waiting_since IS NOT NULL THEN 1 ELSE 0 END) AS awaiting
    FROM plan_actionversion v WHERE {OF_PLAN} GROUP BY v.priority_id, shown"""

PRIORITIES = """SELECT p.id, p.ref, p.number, v.title FROM plan_priorityversion v JOIN plan_priority p ON p.id = v.priority_id
    WHERE p.plan_id = %(plan)s AND v.valid_to = %(forever)s AND NOT v.removed ORDER BY p.position"""

OUTCOMES = """SELECT o.ref, o.number, o.priority_id, v.words, v.rung, v.evidence_on, v.impact_evidenced
    FROM plan_outcomeversion v JOIN plan_outcome o ON o.id = v.outcome_id
    WHERE o.plan_id = %(plan)s AND v.valid_to = %(forever)s AND NOT v.removed ORDER BY o.position"""

ACTIONS = f"""SELECT a.ref, a.number, p.number AS priority, v.words, v.due_on, v.agreed_due_on, v.forecast_on, v.rung, v.evidence_on,
    v.last_word_on, v.waiting_since, coalesce(b.name, o.name, t.title, v.owner_text) AS lead, {SHOWN} AS shown, {LATE} AS is_late,
    {SILENT} AS is_silent, {SLIPPED} AS is_slipped
    FROM plan_actionversion v JOIN plan_action a ON a.id = v.action_id JOIN plan_priority p ON p.id = v.priority_id
    LEFT JOIN partnerships_body b ON b.id = v.lead_body_id LEFT JOIN partnerships_organisation o ON o.id = v.lead_organisation_id
    LEFT JOIN partnerships_post t ON t.id = v.lead_post_id WHERE {OF_PLAN}"""

MONTHS = f"""SELECT v.priority_id, substr(cast(coalesce(v.actual_on, v.forecast_on, v.due_on) AS text), 1, 7) AS month, {SHOWN} AS shown,
    count(*) AS number FROM plan_actionversion v WHERE {OF_PLAN} AND v.due_on IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 2, 3"""

STEPS = """SELECT a.priority_id, substr(cast(coalesce(v.actual_on, v.forecast_on, v.due_on) AS text), 1, 7) AS month, 'milestone' AS shown,
    count(*) AS number FROM plan_milestoneversion v JOIN plan_action a ON a.id = v.action_id
    WHERE a.plan_id = %(plan)s AND v.valid_to = %(forever)s AND NOT v.removed AND v.due_on IS NOT NULL GROUP BY 1, 2 ORDER BY 2"""

VARIATIONS = """SELECT v.ref, v.summary, v.reason, v.proposed_at, a.number, p.number AS priority FROM plan_variation v
    LEFT JOIN plan_action a ON a.id = v.action_id LEFT JOIN plan_priority p ON p.id = a.priority_id
    WHERE v.plan_id = %(plan)s AND v.state = 'proposed' ORDER BY v.proposed_at LIMIT 12"""

CLAIMS = """SELECT i.ref, i.claim AS summary, i.claimed_at AS proposed_at, a.number, p.number AS priority FROM plan_impactstatement i
    LEFT JOIN plan_action a ON a.id = i.action_id LEFT JOIN plan_priority p ON p.id = a.priority_id
    WHERE i.plan_id = %(plan)s AND i.state = 'proposed' ORDER BY i.claimed_at LIMIT 12"""

ACTION = f"""SELECT a.id, a.ref, a.number, a.plan_id, a.success_measure, p.number AS priority, v.words, v.deadline_text, v.due_on,
    v.agreed_due_on, v.forecast_on, v.actual_on, v.rung, v.evidence_on, v.last_word_on, v.delivery, v.gate, {SHOWN} AS shown
    FROM plan_action a JOIN plan_priority p ON p.id = a.priority_id
    JOIN plan_actionversion v ON v.action_id = a.id AND v.valid_to = %(forever)s WHERE a.ref = %(ref)s"""

OF_ACTION = {
    "owners": """SELECT o.role, coalesce(b.name, g.name, t.title, o.text) AS name, coalesce(b.ref, g.ref, t.ref) AS ref FROM plan_owner o
        LEFT JOIN partnerships_body b ON b.id = o.body_id LEFT JOIN partnerships_organisation g ON g.id = o.organisation_id
        LEFT JOIN partnerships_post t ON t.id = o.post_id WHERE o.action_id = %(action)s AND o.valid_to = %(forever)s ORDER BY o.position""",
    "milestones": """SELECT ref, words, deadline_text, due_on, actual_on FROM plan_milestoneversion
        WHERE action_id = %(action)s AND valid_to = %(forever)s AND NOT removed ORDER BY due_on""",
    "returns": """SELECT r.ref, r.state, r.rating, r.how_much, r.how_well, r.difference, r.challenges, r.way_forward, r.approved_at,
        r.submitted_at, p.name AS period, w.name AS writer, b.name AS approver FROM plan_return r JOIN plan_period p ON p.id = r.period_id
        JOIN accounts_user w ON w.id = r.written_by_id LEFT JOIN accounts_user b ON b.id = r.approved_by_id
        WHERE r.action_id = %(action)s ORDER BY p.starts_on DESC LIMIT 20""",
    "evidence": """SELECT e.ref, e.title, e.rung, e.evidence_on, u.accepted_at, p.name AS bringer FROM plan_evidenceuse u
        JOIN evidence_evidence e ON e.id = u.evidence_id JOIN accounts_user p ON p.id = u.added_by_id
        WHERE u.action_id = %(action)s AND u.ended_at IS NULL ORDER BY u.added_at DESC LIMIT 20""",
    "impact": "SELECT ref, claim, measure, against, state FROM plan_impactstatement WHERE action_id = %(action)s",
    "variations": "SELECT ref, summary, reason, state, proposed_at FROM plan_variation WHERE action_id = %(action)s",
    "gates": "SELECT gate, reason, decided_on FROM plan_gatedecision WHERE action_id = %(action)s ORDER BY at DESC",
    "outcomes": """SELECT o.ref, v.words FROM plan_serving s JOIN plan_outcome o ON o.id = s.outcome_id
        JOIN plan_outcomeversion v ON v.outcome_id = o.id AND v.valid_to = %(forever)s
        WHERE s.action_id = %(action)s AND s.valid_to = %(forever)s""",
}  # fmt: skip

LOCK = "" if connection.vendor == "sqlite" else " FOR UPDATE"
RETURN = f"""SELECT r.id, r.edition, r.way_forward, r.action_id, p.locked_at, n.id AS plan, n.adopted_on
    FROM plan_return r JOIN plan_period p ON p.id = r.period_id JOIN plan_action a ON a.id = r.action_id
    JOIN plan_plan n ON n.id = a.plan_id WHERE r.ref = %s AND r.state = 'draft'{LOCK and LOCK + " OF r"}"""
STANDS = """SELECT delivery, due_on, agreed_due_on, forecast_on, last_word_on, rung FROM plan_actionversion
    WHERE action_id = %(action)s AND valid_to = %(forever)s"""
NEXT_STEPS = """SELECT due_on, actual_on FROM plan_milestoneversion
    WHERE action_id = %(action)s AND valid_to = %(forever)s AND NOT removed ORDER BY due_on"""
KEEP = """UPDATE plan_return SET way_forward = %s, suggested = %s, suggested_why = %s, edition = edition + 1, written_at = %s
    WHERE id = %s AND edition = %s"""
LOG_TABLES = """CREATE TABLE IF NOT EXISTS bench_log (chain varchar(60), number bigint, at timestamp, record varchar(12), entry text,
    hash varchar(64), PRIMARY KEY (chain, number));
    CREATE TABLE IF NOT EXISTS bench_log_end (chain varchar(60) PRIMARY KEY, length bigint, head varchar(64));
    CREATE INDEX IF NOT EXISTS bench_log_record ON bench_log (record);
    DELETE FROM bench_log_end; INSERT INTO bench_log_end SELECT slug, 0, '' FROM partnerships_partnership; DELETE FROM bench_log"""
END_OF_LOG = f"SELECT length, head FROM bench_log_end WHERE chain = %s{LOCK}"
LOG = "INSERT INTO bench_log (chain, number, at, record, entry, hash) VALUES (%s, %s, %s, %s, %s, %s)"
NEW_END_OF_LOG = "UPDATE bench_log_end SET length = %s, head = %s WHERE chain = %s"

LEADS = {
    "body": "SELECT ref, name FROM partnerships_body WHERE partnership_id = %s ORDER BY name",
    "post": "SELECT ref, title AS name FROM partnerships_post WHERE partnership_id = %s ORDER BY title",
    "organisation": """SELECT o.ref, o.name FROM partnerships_organisation o JOIN partnerships_partnershipmember m
        ON m.organisation_id = o.id WHERE m.partnership_id = %s ORDER BY o.name""",
}

SEARCH = {
    "sqlite": """SELECT r.record_type, r.title, r.address, snippet(partnerships_search, 2, '<mark>', '</mark>', '…', 24) AS snippet
        FROM partnerships_search JOIN partnerships_searchrow r ON r.id = partnerships_search.rowid
        WHERE partnerships_search MATCH %s AND r.partnership_id = %s
        ORDER BY bm25(partnerships_search, 0.0, 8.0, 1.0), r.id LIMIT 50""",
    "postgresql": """SELECT record_type, title, address, ts_headline('english', text, query, 'MaxWords=24, MinWords=12, MaxFragments=1') AS snippet
        FROM (SELECT r.*, query, ts_rank('{0, 0, 0.2, 1}', words, query) AS rank
            FROM partnerships_searchrow r, to_tsquery('english', %s) query
            WHERE words @@ query AND r.partnership_id = %s ORDER BY rank DESC, r.id LIMIT 50) found ORDER BY rank DESC, id""",
}  # fmt: skip


def rows(sql: str, parameters: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def standing(plan: Row, **more: Any) -> Row:
    """The parameters that say how an action stands today."""
    today = date.today()
    return {
        "today": today, "adopted": day(plan["adopted_on"]), "silent": today - timedelta(days=60), "stale": today - timedelta(days=365),
        "plan": plan["id"], "forever": "9999-12-31 00:00:00" if connection.vendor == "sqlite" else "9999-12-31 00:00:00+00", **more,
    }  # fmt: skip


def day(value: Any) -> Any:
    """SQLite gives dates as text."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value
