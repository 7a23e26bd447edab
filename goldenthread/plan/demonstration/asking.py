"""The questionnaires of the story: the sets that come along, as editions of 2021, resting on the guidance of that year.

What comes along is of 2026 and could not have been asked in 2021. Identifiers are the same, so that the edition of 2026
can follow the one of the story.
"""

from datetime import date

from goldenthread.questionnaires import shipped

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


def as_asked_in_2021(name: str) -> str:
    text = next(each for each in shipped.questionnaires() if each.id == name).text
    for now, then in THEN.items():
        text = text.replace(now, then)
    return "\n".join(f"    note: {UNREAD}" if line.startswith("    note: ") else line for line in text.split("\n"))
