"""What must hang together in a file whose shape is right: identifiers, dates, scales, conditions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from goldenthread.questionnaires.format.faults import Fault
from goldenthread.questionnaires.format.shape import OTHER_ANSWERS
from goldenthread.questionnaires.format.things import YES_NO_PARTLY, Questionnaire, Scale
from goldenthread.questionnaires.format.types import Told

CHOSEN = {"choice", "many"}
LANGUAGE = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
BELONGS = {
    "scale": {"scale"},
    "levels": {"scale", "yes-no-partly"},
    "options": CHOSEN,
    "at_most": {"many", "text", "table"},
    "unit": {"number"},
    "least": {"number"},
    "most": {"number"},
    "bears_out": {"number"},
    "columns": {"table"},
    "rows": {"table"},
}
"""Values that mean something for some kinds of question alone."""
NEEDS = {"scale": "scale", "choice": "options", "many": "options", "table": "columns"}


def faults_of(whole: Told, known: Mapping[str, Scale]) -> list[Fault]:
    scales = whole.get("scales", [])
    questions = [question for section in whole["sections"] for question in section["questions"]]
    found = [
        *_dates(whole),
        *faults_of_scales(scales, known),
        *_repeated(whole["sources"], "source"),
        *_unchecked(whole["sources"]),
        *_repeated(whole["sections"], "section"),
        *_repeated(questions, "question"),
        *_law(whole),
        *_languages(whole),
        *_figures(questions),
    ]
    first, last = whole["valid_from"], whole.get("valid_to") or whole["valid_from"]
    codes = {scale["id"]: [level["code"] for level in scale.get("levels", [])] for scale in scales}
    codes |= {name: list(scale.codes) for name, scale in known.items()}
    days = {scale["id"]: (scale["valid_from"], scale.get("valid_to")) for scale in scales}
    days |= {name: (scale.valid_from, scale.valid_to) for name, scale in known.items()}
    found += _shared_answers(whole, codes)
    earlier: dict[str, Told] = {}
    for section in whole["sections"]:
        found += _conditions(section, earlier, codes)
        for question in section["questions"]:
            found += [*_question(question, codes), *_conditions(question, earlier, codes)]
            found += _translated_answers(question, codes)
            starts, ends = days.get(question.get("scale", ""), (first, None))
            if starts > first or (ends and ends < last):
                sentence = f'The scale "{question["scale"]}" does not hold on all days of this edition.'
                found.append(Fault(question.lines["scale"], sentence))
            earlier[question["id"]] = question
    return found


def faults_of_scales(scales: Iterable[Told], known: Iterable[str]) -> list[Fault]:
    found = list(_repeated(scales, "scale"))
    for scale in scales:
        found += [*_dates(scale), *_repeated(scale.get("levels", []), "level", "code")]
        if scale["id"] in known:
            sentence = f'There is a scale "{scale["id"]}" already. Give this one an identifier of its own.'
            found.append(Fault(scale.lines["id"], sentence))
        if "step" in scale and (scale.get("levels") or not 0 < scale["step"] <= 100):
            found.append(Fault(scale.lines["step"], "A scale in percent has a step from 1 to 100 and no levels."))
    return found


def faults_of_mapping(told: Told, known: Mapping[tuple[str, str], Questionnaire]) -> list[Fault]:
    found = []
    for side in ("from", "to"):
        name, edition = told[side]["questionnaire"], told[side]["edition"]
        questionnaire = known.get((name, edition))
        if questionnaire is None:
            found.append(Fault(told[side].line, f'There is no edition {edition} of a questionnaire "{name}" here.'))
            continue
        ids = {question.id for question in questionnaire.questions}
        for pair in told["pairs"]:
            if pair[side] not in ids:
                found.append(Fault(pair.lines[side], f'"{name}", edition {edition}, has no question "{pair[side]}".'))
    seen: set[tuple[str, str]] = set()
    for pair in told["pairs"]:
        both = (pair["from"], pair["to"])
        if both in seen:
            found.append(Fault(pair.line, f'"{both[0]}" and "{both[1]}" stand together already.'))
        seen.add(both)
    return found


def _dates(told: Told) -> Iterator[Fault]:
    if told.get("valid_to") and told["valid_to"] < told["valid_from"]:
        yield Fault(told.lines["valid_to"], "The last day is before the first day.")


def _repeated(told: Iterable[Told], what: str, key: str = "id") -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for each in told:
        if key == "code" and each[key] in OTHER_ANSWERS:
            sentence = f'No {what} can be called "{each[key]}": that is an answer of its own. Say it under "also".'
            yield Fault(each.lines[key], sentence)
        if each[key] in seen:
            yield Fault(each.lines[key], f'There is a {what} "{each[key]}" already, in line {seen[each[key]]}.')
        seen.setdefault(each[key], each.lines[key])


def _unchecked(sources: Iterable[Told]) -> Iterator[Fault]:
    for source in sources:
        if source["verified"] and not (source.get("checked_on") and source.get("address")):
            sentence = 'A source that is verified says when ("checked_on") and where it was read ("address").'
            yield Fault(source.lines["verified"], sentence)


def _law(whole: Told) -> Iterator[Fault]:
    sources = {source["id"] for source in whole["sources"]}
    for section in whole["sections"]:
        for told in (section, *section["questions"]):
            for reference in told.get("law", []):
                if reference["source"] not in sources:
                    yield Fault(reference.lines["source"], f'There is no source "{reference["source"]}" in this file.')


def _question(question: Told, codes: Mapping[str, list[str]]) -> Iterator[Fault]:
    kind, line = question["kind"], question.line
    for key, kinds in BELONGS.items():
        if key in question and kind not in kinds:
            yield Fault(question.lines[key], f'"{key}" does not belong to a question of the kind "{kind}".')
    needed = NEEDS.get(kind)
    if needed and needed not in question:
        yield Fault(line, f'A question of the kind "{kind}" must have "{needed}".')
    if kind == "scale" and question.get("scale", "") not in {"", *codes}:
        yield Fault(question.lines["scale"], f'There is no scale "{question["scale"]}".')
    yield from _descriptors(question, codes)
    yield from _limits(question)
    for key in ("options", "rows"):
        yield from _repeated(question.get(key, []), key.removesuffix("s"), "code")
    yield from _repeated(question.get("columns", []), "column")
    for column in question.get("columns", []):
        if (column["kind"] == "choice") != ("options" in column):
            yield Fault(column.line, 'A column has "options" where its kind is "choice", and only there.')
        yield from _repeated(column.get("options", []), "option", "code")


def _descriptors(question: Told, codes: Mapping[str, list[str]]) -> Iterator[Fault]:
    may_be = _answers(question, codes)
    descriptors = question.get("levels", Told(0))
    unknown = [code for code in descriptors if may_be and code not in may_be]
    for code in unknown:
        yield Fault(descriptors.lines[code], f'There is no level "{code}". There are: {", ".join(may_be)}.')
    missing = [code for code in may_be if code not in descriptors]
    if descriptors and missing and not unknown:
        yield Fault(descriptors.line, f"A descriptor is missing for: {', '.join(missing)}.")


def _limits(question: Told) -> Iterator[Fault]:
    if "least" in question and "most" in question and question["most"] < question["least"]:
        yield Fault(question.lines["most"], "The most is less than the least.")
    if "at_most" in question and (question["at_most"] < 1 or question["at_most"] % 1):
        yield Fault(question.lines["at_most"], '"at_most" must be a whole number of at least 1.')
    if question.get("weight", Decimal(1)) < 0:
        yield Fault(question.lines["weight"], "A weight cannot be less than 0.")


def _languages(whole: Told) -> Iterator[Fault]:
    languages = whole.get("languages", Told(0))
    for code in languages:
        if not re.fullmatch(LANGUAGE, code):
            yield Fault(languages.lines[code], f'"{code}" is no code of a language, such as cy, pl or zh-hant.')
    for section in whole["sections"]:
        for told in (section, *section["questions"]):
            translations = told.get("translations", Told(0))
            for code in translations:
                if code not in languages:
                    yield Fault(translations.lines[code], f'"{code}" is not among the languages of this questionnaire.')


def _figures(questions: Iterable[Told]) -> Iterator[Fault]:
    known = {each["id"]: each["kind"] for each in questions}
    for each in questions:
        told = each.get("bears_out")
        if told and known.get(told["standard"]) not in {"scale", "yes-no-partly"}:
            yield Fault(told.lines["standard"], f'"{told["standard"]}" is no standard of this questionnaire.')


def _shared_answers(whole: Told, codes: Mapping[str, list[str]]) -> Iterator[Fault]:
    may_be = {code for section in whole["sections"] for each in section["questions"] for code in _answers(each, codes)}
    for language, answers in whole.get("answers", {}).items():
        if language not in whole.get("languages", {}):
            sentence = f'"{language}" is not among the languages of this questionnaire.'
            yield Fault(whole["answers"].lines[language], sentence)
        for code in answers or ():
            if code not in may_be:
                yield Fault(answers.lines[code], f'There is no answer "{code}" to translate.')


def _translated_answers(question: Told, codes: Mapping[str, list[str]]) -> Iterator[Fault]:
    may_be = _answers(question, codes)
    for words in question.get("translations", {}).values():
        answers = (words or {}).get("answers", Told(0))
        for code in answers:
            if code not in may_be:
                yield Fault(answers.lines[code], f'There is no answer "{code}" to translate.')


def _conditions(told: Told, earlier: Mapping[str, Told], codes: Mapping[str, list[str]]) -> Iterator[Fault]:
    for condition in told.get("applies", {}).get("when", []):
        name = condition["question"]
        if ("is" in condition) == ("at_least" in condition):
            yield Fault(condition.line, 'A condition has either "is" or "at_least".')
        elif name not in earlier:
            sentence = f'No question "{name}" stands before this one. A condition looks at an earlier answer.'
            yield Fault(condition.lines["question"], sentence)
        elif "at_least" in condition and earlier[name]["kind"] != "number":
            yield Fault(condition.lines["at_least"], f'"{name}" is not answered with a number.')
        else:
            may_be = [*_answers(earlier[name], codes), *earlier[name].get("also", ())]
            for code in condition.get("is", []):
                if code not in may_be:
                    yield Fault(condition.lines["is"], f'"{name}" cannot be answered with "{code}".')


def _answers(question: Told, codes: Mapping[str, list[str]]) -> list[str]:
    if question["kind"] == "yes-no-partly":
        return [option.code for option in YES_NO_PARTLY]
    if question["kind"] in CHOSEN:
        return [option["code"] for option in question.get("options", [])]
    return codes.get(question.get("scale", ""), [])
