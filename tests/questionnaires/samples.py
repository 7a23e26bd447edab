"""A small questionnaire in which every kind of question stands once, and ways to write another edition of it."""

from goldenthread.questionnaires import shipped
from goldenthread.questionnaires.format.faults import Faulty
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.format.things import Question, Questionnaire

TEXT = """\
format: goldenthread-questionnaire/1
id: sample
edition: 2026
title: A sample
purpose: self-assessment
valid_from: 2026-09-01
wording: Our own words
sources:
  - {id: act, title: An Act, verified: false}
sections:
  - id: leading
    title: Leading
    questions:
      - id: lead
        kind: scale
        scale: met-partly-not
        text: Somebody senior answers for safeguarding.
        plain: One person is in charge of keeping children safe.
        law: [{source: act, at: section 1}]
        evidence: [A job description]
        weight: 2
        also: [not-applicable]
        levels:
          not-met: Nobody is named.
          partly-met: Somebody is named, and few know it.
          met: Everybody knows who it is.
      - {id: trained, kind: yes-no-partly, text: "Is the lead trained?"}
      - {id: staff, kind: number, text: "How many staff are there?", least: 0, unit: people, also: [nil, not-known]}
      - {id: reviewed, kind: date, text: "When was the policy last looked at?"}
      - {id: proud, kind: text, text: "What are you proud of?", at_most: 2000, optional: true}
  - id: working
    title: Working
    applies: {kinds: [education, health]}
    questions:
      - id: hours
        kind: choice
        text: When are you open?
        options: [{code: day, words: By day}, {code: night, words: By night}]
      - id: groups
        kind: many
        text: Whom do you work with?
        options: [{code: babies, words: Babies}, {code: teens, words: Teenagers}]
      - id: night-staff
        kind: text
        text: Who is there at night?
        applies: {when: [{question: hours, is: [night]}, {question: staff, at_least: 5}]}
      - id: terms
        kind: table
        text: Figures of each term
        columns: [{id: referrals, title: Referrals, kind: number}]
        rows: [{code: autumn, words: Autumn}, {code: spring, words: Spring}]
      - {id: policy, kind: file, text: Your policy}
"""


def edition(*changes: tuple[str, str], text: str = TEXT) -> Questionnaire:
    """The sample with words put in the place of others; each must stand in it."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read_questionnaire(text, shipped.scales())


def second(*changes: tuple[str, str]) -> Questionnaire:
    return edition(("edition: 2026", "edition: 2027"), *changes)


def faults(*changes: tuple[str, str], text: str = TEXT) -> list[tuple[int, str]]:
    try:
        edition(*changes, text=text)
    except Faulty as faulty:
        return [(fault.line, fault.sentence) for fault in faulty.faults]
    return []


def question(name: str, of: Questionnaire | None = None) -> Question:
    return next(each for each in (of or edition()).questions if each.id == name)
