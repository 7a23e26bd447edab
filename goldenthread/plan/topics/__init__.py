"""What of a plan stands in the weekly digest, and what comes on the morning of the day: one table.

Reminders are not mails of their own: before its last day an action stands in the digest, on the day and on the day
after it comes at once, and from then on it stands in each digest until it is delivered. Two weeks later it goes one
step up, in the same way. A return that was sent back comes on the next morning, and stands in each digest until it is
handed in again; one that was approved stands in one.
A meeting that goes through twenty returns so writes to nobody twenty times.
"""

from goldenthread.notifications.topics import Topic, register
from goldenthread.partnerships.roles import Right
from goldenthread.plan.queries.told import above, answering, answering_or_writing, holding
from goldenthread.plan.topics import saying as s
from goldenthread.plan.topics import waiting as w

checking = holding("action__plan__partnership", Right.DECIDE, Right.CHECK_RETURNS, but=("written_by", "submitted_by"))
deciding = holding("plan__partnership", Right.DECIDE, but=("proposed_by",))
judging = holding("plan__partnership", Right.JUDGE_IMPACT, but=("claimed_by",))
accepting = holding("evidence__partnership", Right.DECIDE, Right.CHECK_RETURNS, but=("added_by",))

TOPICS = {
    # heading, in the digest, on the morning, who is told, how it is said
    "sent back": Topic("Sent back to you", w.sent_back, w.just_sent_back, answering_or_writing, s.sent_back),
    "overdue": Topic("Overdue", w.overdue, w.just_overdue, answering, s.was_due, duty=True),
    "silent": Topic("Overdue below you, without a word", w.silent, w.just_silent, above, s.silent, duty=True),
    "due": Topic("Due within 30 days", w.due_soon, w.due_today, answering, s.is_due),
    "late steps": Topic("Missed milestones", w.late_steps, w.just_late_steps, answering, s.step_was_due, duty=True),
    "steps": Topic("Milestones due within 30 days", w.steps_due_soon, w.steps_due_today, answering, s.step_is_due),
    "returns": Topic("Returns to write", w.missing, w.missing_today, answering, s.missing),
    "approved": Topic("Approved", w.approved, None, answering_or_writing, s.approved),
    "approve": Topic("Returns to approve", w.submitted, None, checking, s.submitted),
    "decide": Topic("Variations to decide", w.variations, None, deciding, s.variations),
    "judge": Topic("Claims of impact to judge", w.claims, None, judging, s.claims),
    "accept": Topic("Evidence to accept", w.uses, None, accepting, s.uses, seen=w.uses_seen),
}  # fmt: skip


def install() -> None:
    for name, topic in TOPICS.items():
        register(name, topic)
