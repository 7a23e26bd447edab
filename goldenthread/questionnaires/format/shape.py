"""The shape of the files: which values stand where. Reading and JSON Schema both follow from this one table."""

from typing import Any

from goldenthread.questionnaires.format.types import (
    ADDRESS,
    CODE,
    DAY,
    FLAG,
    IDENT,
    NUMBER,
    WORDS,
    Block,
    Key,
    ListOf,
    MapOf,
    one_of,
)

QUESTIONNAIRE = "goldenthread-questionnaire/1"
MAPPING = "goldenthread-mapping/1"
SCALES = "goldenthread-scales/1"

PURPOSES = {
    "self-assessment": "Self-assessment",
    "peer-review": "Peer review",
    "audit": "Audit of cases",
    "health-check": "Health check",
    "survey": "Survey",
}
RESPONDENTS = ("council", "health", "police", "probation", "education", "charity", "faith", "government", "other")
"""Kinds of organisation, as the register of organisations knows them."""

QUESTION_KINDS = {
    "scale": "a level of a scale",
    "yes-no-partly": "yes, partly or no",
    "number": "a number",
    "date": "a date",
    "text": "words",
    "choice": "one of several",
    "many": "any of several",
    "table": "a table",
    "file": "a file",
}
OTHER_ANSWERS = {
    "not-applicable": "Not applicable, with the reason",
    "nil": "Nil: we looked, and there is none",
    "not-known": "Not known",
}
"""Three different answers that are no value of the question's own. The first needs a reason."""

TONES = ("red", "amber", "green", "blue", "grey")
RELATIONS = {
    "equal": "both ask the same",
    "part": "the first is a part of the second",
    "overlap": "both share something",
}

_TITLE = Key(WORDS, "how it is called", required=True)
_ID = Key(IDENT, "its permanent identifier, never used again for anything else", required=True)
_PLAIN = Key(WORDS, "the same in plain language, for people who do not know the words of the field")
_GUIDANCE = Key(WORDS, "what helps to answer")
_VERIFIED = Key(FLAG, "true where somebody compared it with the source itself", required=True)
_CHECKED = Key(DAY, "the day on which it was compared with the source")

SOURCE = Block("A source", {
    "id": _ID,
    "title": _TITLE,
    "publisher": Key(WORDS, "who published it"),
    "published": Key(CODE, "the year or date of the edition"),
    "address": Key(ADDRESS, "where it can be read"),
    "verified": _VERIFIED,
    "checked_on": _CHECKED,
    "note": Key(WORDS, "what one should know about it, for example how it was read"),
})  # fmt: skip

LEVEL = Block("A level", {
    "code": Key(CODE, "its permanent identifier in the scale", required=True),
    "words": Key(WORDS, "what it is called", required=True),
    "symbol": Key(WORDS, "a sign that tells it apart without colour", required=True),
    "colour": Key(one_of(*TONES), "its colour, shown beside word and symbol, never alone", required=True),
    "means": Key(WORDS, "what it stands for in general"),
})  # fmt: skip

SCALE = Block("A scale", {
    "id": _ID,
    "title": _TITLE,
    "valid_from": Key(DAY, "the first day on which it may be used", required=True),
    "valid_to": Key(DAY, "the last day on which it may be used"),
    "source": Key(WORDS, "where it comes from", required=True),
    "verified": _VERIFIED,
    "step": Key(NUMBER, "for percent: answers go from 0 to 100 in steps of this size"),
    "levels": Key(ListOf(LEVEL, least=0), "its levels, the lowest first; none where answers are words alone"),
})  # fmt: skip

CONDITION = Block("A condition", {
    "question": Key(IDENT, "the identifier of a question that stands earlier", required=True),
    "is": Key(ListOf(CODE), "the answers, one of which must have been given"),
    "at_least": Key(NUMBER, "for a number: the least that must have been answered"),
})  # fmt: skip

FIGURE = Block("What a figure bears out", {
    "standard": Key(IDENT, "the identifier of the standard", required=True),
    "at_least": Key(NUMBER, "the least that bears it out where it is said to be in place", required=True),
})  # fmt: skip

APPLIES = Block('"applies"', {
    "kinds": Key(ListOf(one_of(*RESPONDENTS)), "the kinds of organisation that are asked; all where it is left out"),
    "when": Key(ListOf(CONDITION), "earlier answers that must all have been given"),
})  # fmt: skip
_APPLIES = Key(APPLIES, "who is asked; everybody where it is left out")

REFERENCE = Block("A reference", {
    "source": Key(IDENT, "the identifier of a source of this file", required=True),
    "at": Key(WORDS, "the section, chapter or paragraph"),
})  # fmt: skip

OPTION = Block("An option", {
    "code": Key(CODE, "its permanent identifier in the question", required=True),
    "words": Key(WORDS, "what it says", required=True),
})  # fmt: skip

COLUMN = Block("A column", {
    "id": _ID,
    "title": _TITLE,
    "kind": Key(one_of("text", "number", "date", "choice"), "what is written into it", required=True),
    "options": Key(ListOf(OPTION), "for a choice: what one may choose from"),
})  # fmt: skip

TRANSLATION = Block("A translation", {
    "text": Key(WORDS, "the question or standard, or the title of the section, in this language", required=True),
    "intro": Key(WORDS, "for a section: what it is about"),
    "guidance": Key(WORDS, "what helps to answer"),
    "answers": Key(MapOf(WORDS), "for a question: the words of its answers, by the code of each level or option"),
})  # fmt: skip
_TRANSLATIONS = Key(MapOf(TRANSLATION), 'the same in other languages, by the code of each, as in "languages"')

QUESTION = Block("A question", {
    "id": _ID,
    "kind": Key(one_of(*QUESTION_KINDS), "how it is answered", required=True),
    "text": Key(WORDS, "the standard or question in full", required=True),
    "plain": _PLAIN,
    "translations": _TRANSLATIONS,
    "guidance": _GUIDANCE,
    "law": Key(ListOf(REFERENCE), "what it rests on"),
    "evidence": Key(ListOf(WORDS), "what would show it"),
    "weight": Key(NUMBER, "how much it weighs; 1 where it is left out. Of gaps alike the heavier comes first"),
    "applies": _APPLIES,
    "optional": Key(FLAG, "true where a return is whole without it"),
    "also": Key(ListOf(one_of(*OTHER_ANSWERS)), "answers beside a value: not-applicable, nil, not-known"),
    "scale": Key(IDENT, "for a scale: which one"),
    "levels": Key(MapOf(WORDS), "a descriptor for each level: what one sees where it is reached"),
    "options": Key(ListOf(OPTION), "for a choice: what one may choose from"),
    "at_most": Key(NUMBER, "the most that may be chosen, the most rows, or the longest text in characters"),
    "unit": Key(WORDS, "for a number: of what"),
    "least": Key(NUMBER, "for a number: the least it can be"),
    "most": Key(NUMBER, "for a number: the most it can be"),
    "bears_out": Key(FIGURE, "for a number: the standard that is looked at twice where this is less"),
    "columns": Key(ListOf(COLUMN), "for a table: its columns"),
    "rows": Key(ListOf(OPTION), "for a table: its rows, where they are given; else people add their own"),
})  # fmt: skip

SECTION = Block("A section", {
    "id": _ID,
    "title": _TITLE,
    "intro": Key(WORDS, "what the section is about"),
    "plain": _PLAIN,
    "translations": _TRANSLATIONS,
    "guidance": _GUIDANCE,
    "law": Key(ListOf(REFERENCE), "what it rests on"),
    "applies": _APPLIES,
    "questions": Key(ListOf(QUESTION), "its questions or standards in their order", required=True),
})  # fmt: skip

WHOLE = Block("The questionnaire", {
    "format": Key(one_of(QUESTIONNAIRE), f"always {QUESTIONNAIRE}", required=True),
    "id": _ID,
    "edition": Key(CODE, "which edition this is, for example 2026", required=True),
    "title": _TITLE,
    "purpose": Key(one_of(*PURPOSES), "what it is for", required=True),
    "intro": Key(WORDS, "what the person who answers should know first"),
    "plain": _PLAIN,
    "languages": Key(MapOf(WORDS), "languages into which it is translated: code and own name, such as cy: Cymraeg"),
    "answers": Key(
        MapOf(MapOf(WORDS)),
        "by language, the words of answers wherever they may be given, by code: those of scales, of yes, partly and no",
    ),
    "minutes": Key(NUMBER, "how long it takes to answer, about"),
    "valid_from": Key(DAY, "the first day on which it may be used", required=True),
    "valid_to": Key(DAY, "the last day on which it may be used"),
    "wording": Key(WORDS, "whose words these are, and under which terms they may be used", required=True),
    "sources": Key(ListOf(SOURCE), "what it rests on", required=True),
    "scales": Key(ListOf(SCALE), "scales of its own, beside those that come with Golden Thread"),
    "sections": Key(ListOf(SECTION), "its sections in their order", required=True),
})  # fmt: skip

SCALE_FILE = Block("The file", {
    "format": Key(one_of(SCALES), f"always {SCALES}", required=True),
    "scales": Key(ListOf(SCALE), "scales that any questionnaire may use", required=True),
})  # fmt: skip

PAIR = Block("A pair", {
    "from": Key(IDENT, "a question of the first questionnaire", required=True),
    "to": Key(IDENT, "a question of the second", required=True),
    "how": Key(one_of(*RELATIONS), "how they belong together", required=True),
    "reason": Key(WORDS, "why", required=True),
})  # fmt: skip

SIDE = Block("A side", {
    "questionnaire": Key(IDENT, "its identifier", required=True),
    "edition": Key(CODE, "which edition", required=True),
})  # fmt: skip

MAPPING_FILE = Block("The mapping", {
    "format": Key(one_of(MAPPING), f"always {MAPPING}", required=True),
    "id": _ID,
    "from": Key(SIDE, "the first questionnaire", required=True),
    "to": Key(SIDE, "the second questionnaire", required=True),
    "wording": Key(WORDS, "who drew it up, and on what", required=True),
    "pairs": Key(ListOf(PAIR), "questions that belong together", required=True),
})  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire's file, for editors that check while one types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Golden Thread questionnaire",
        "description": "Made by: goldenthread lint_questionnaire --schema",
        **WHOLE.schema(),
    }
