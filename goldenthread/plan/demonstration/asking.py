"""The questionnaires of the story: the sets that come along, as editions of 2021, resting on the guidance of that year.

What comes along is of 2026 and could not have been asked in 2021. Identifiers are the same, so that the edition of 2026
can follow the one of the story.
"""

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format import editing
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations import drafts

LOADED_ON = date(2021, 9, 6)
ASKED = ("section-11", "section-175", "voluntary-faith")
UNREAD = "As it stood in 2021; made from the edition of 2026 for a demonstration and compared with nothing."
THEN = {
    "edition: 2026\n": "edition: 2021\n",
    "valid_from: 2026-04-01": "valid_from: 2021-04-01",
    "valid_from: 2026-09-01": "valid_from: 2021-09-01",
    "working-together-2023": "working-together-2018",
    "published: 2023\n": "published: 2018\n",
    "published: 2026\n": "published: 2021\n",
    "verified: true\n    checked_on: 2026-11-27\n": "verified: false\n",
}
DRAFTED_ON = date(2021, 11, 15)
ADDED = {
    "id": "life-online",
    "kind": "scale",
    "scale": "zero-to-three",
    "text": "Staff talk with children about their life online, and know what to do with what they hear.",
    "evidence": ["Notes of such talks, without names"],
}
"""As somebody leaves it who is called away: what one sees at each level is still to be said."""


def as_asked_in_2021(name: str) -> str:
    text = next(each for each in shipped.questionnaires() if each.id == name).text
    for now, then in THEN.items():
        text = text.replace(now, then)
    return "\n".join(f"    note: {UNREAD}" if line.startswith("    note: ") else line for line in text.split("\n"))


def draft_the_next(partnership: Partnership, *, by: User) -> None:
    """The edition of 2022, half done."""
    before = as_asked_in_2021("section-11")
    text = editing.amend(before, (), {"edition": "2022", "valid_from": "2022-04-01"})
    comes_from = "Section 11 self-assessment, edition 2021, which is here"
    draft = drafts.start_draft(partnership, text=text, began_as=before, comes_from=comes_from, by=by)
    lead = next(part for part in draft.outline.questions if part.id == "board-lead")
    words = "One person at board level, with the knowledge and standing to do so, leads on safeguarding children."
    drafts.amend_part(draft, lead.name, changes={"text": words}, seen=digest(drafts.own(lead)), by=by)
    drafts.add_part(draft, (*lead.path[:2], "questions"), block=ADDED, by=by)
