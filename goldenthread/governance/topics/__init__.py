"""What meetings, challenges and risks have for the weekly digest, and what comes on the morning of the day: one table.

At once come only: being asked in a challenge, which starts a clock; a meeting that is published, moved or cancelled;
and the opening of a written vote.
"""

from goldenthread.governance.topics import saying as s
from goldenthread.governance.topics import telling as t
from goldenthread.governance.topics import waiting as w
from goldenthread.notifications.topics import Topic, register

TOPICS = {
    # heading, in the digest, on the morning, who is told, how it is said
    "papers": Topic("Papers to bring", w.papers, w.papers_today, t.authors, s.papers),
    "votes": Topic("Written votes", w.votes, w.votes_today, t.voters, s.votes, seen=w.votes_seen),
    "challenges": Topic("Challenges to answer", w.asked, w.asked_today, t.asked, s.asked, seen=w.asked_seen),
    "replies": Topic("Challenges of yours", w.put, None, t.challengers, s.put),
    "check": Topic("Minutes to check", w.minutes_to_check, None, t.chairs, s.minutes_to_check),
    "read": Topic("Minutes to read", w.minutes_to_read, None, t.attendees, s.minutes_to_read),
    "risks": Topic("Risks and issues to review", w.risks, None, t.owners, s.risks, seen=w.risks_seen),
}  # fmt: skip


def install() -> None:
    for name, topic in TOPICS.items():
        register(name, topic)
