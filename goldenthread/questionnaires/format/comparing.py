"""What a second edition changes, and what becomes of answers that were given under the first.

An answer is kept, or to be confirmed again, or dropped: then it leaves the return, stays readable beside it, and is
never carried over in silence. Identifiers tell which question is which; words and places may change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.questionnaires.format.shape import OTHER_ANSWERS, RESPONDENTS
from goldenthread.questionnaires.format.things import Applies, Question, Questionnaire, Section


class Effect(StrEnum):
    """The mildest first: of several changes to a question the gravest counts."""

    NONE = "no answer is touched"
    ASKED = "to be answered"
    KEPT = "answers are kept"
    CONFIRM = "answers are to be confirmed again"
    SOME = "some answers are dropped and shown"
    DROPPED = "answers are dropped and shown"


GRAVITY = {effect: place for place, effect in enumerate(Effect)}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different. ``question`` is empty for what concerns the whole questionnaire or a section."""

    kind: str
    about: str
    sentence: str
    effect: Effect
    question: str = ""
    codes: tuple[str, ...] = ()
    """Answers, columns or rows that the change is about; ``SOME`` touches these alone."""
    kinds: tuple[str, ...] = ()
    """Kinds of organisation that the change is about."""
    before: str = ""
    after: str = ""


class NotComparable(Exception):
    """The two files are no editions of the same questionnaire."""


def compare(old: Questionnaire, new: Questionnaire) -> list[Change]:
    if old.id != new.id:
        raise NotComparable(f'"{old.id}" and "{new.id}" are two questionnaires, not two editions of one.')
    if old.edition == new.edition and old.text != new.text:
        raise NotComparable(
            f"Both files say edition {old.edition}, but differ. Give the new one an edition of its own."
        )
    return [*_whole(old, new), *_sections(old, new), *_questions(old, new)]


def _whole(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for name, before, after in (
        ("title", old.title, new.title),
        ("introduction", old.intro, new.intro),
        ("first day", _day(old.valid_from), _day(new.valid_from)),
        ("last day", _day(old.valid_to), _day(new.valid_to)),
        ("list of languages", _names(old), _names(new)),
    ):
        if before != after:
            yield Change("reworded", new.title, f"The {name} is different.", Effect.NONE, before=before, after=after)


def _names(edition: Questionnaire) -> str:
    return ", ".join(name for _, name in edition.languages) or "none"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "open"


def _sections(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    before, after = ({section.id: section for section in edition.sections} for edition in (old, new))
    for name in before.keys() - after.keys():
        yield Change("removed", before[name].title, "The section is gone.", Effect.NONE)
    for name, section in after.items():
        if name not in before:
            yield Change("added", section.title, "The section is new.", Effect.NONE)
        elif before[name].title != section.title:
            was, now = before[name].title, section.title
            yield Change("reworded", section.title, "The title is different.", Effect.NONE, before=was, after=now)


def touched(old: Questionnaire, new: Questionnaire, changes: list[Change]) -> dict[Effect, int]:
    """How many questions of both editions each effect is the gravest for."""
    found = {question.id: Effect.KEPT for edition in (old, new) for question in edition.questions}
    for change in changes:
        if change.question:
            found[change.question] = max(found[change.question], change.effect, key=GRAVITY.__getitem__)
    for change in changes:
        if change.kind == "added" and change.question:
            found[change.question] = Effect.ASKED
    return {effect: count for effect in Effect if (count := sum(each == effect for each in found.values()))}


def _questions(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    before, after = _placed(old), _placed(new)
    for name, (_, question) in before.items():
        if name not in after:
            yield Change("removed", question.text, "The question is gone.", Effect.DROPPED, name)
    same_words = {question.text: name for name, (_, question) in before.items() if name not in after}
    for name, (section, question) in after.items():
        if name in before:
            yield from _question(*before[name], section, question)
            continue
        sentence = "The question is new."
        if question.text in same_words:
            sentence += (
                f' It says what "{same_words[question.text]}" said: an identifier is kept for good, so keep that one.'
            )
        yield Change("added", question.text, sentence, Effect.ASKED, name)
    yield from _order(old, new)


def _placed(edition: Questionnaire) -> dict[str, tuple[Section, Question]]:
    return {question.id: (section, question) for section in edition.sections for question in section.questions}


def _order(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """Questions that stand elsewhere in their section: those outside the longest run that kept its order."""
    for section in new.sections:
        stood = {question.id: place for place, question in enumerate(old.questions)}
        here = {question.id for each in old.sections if each.id == section.id for question in each.questions}
        both = [question for question in section.questions if question.id in here]
        kept = _longest_rise([stood[question.id] for question in both])
        for question in both:
            if stood[question.id] not in kept:
                sentence = "The question stands elsewhere in its section."
                yield Change("moved", question.text, sentence, Effect.KEPT, question.id)


def _longest_rise(places: list[int]) -> set[int]:
    best: list[list[int]] = []
    for index, place in enumerate(places):
        run: list[int] = []
        for earlier in range(index):
            if places[earlier] < place and len(best[earlier]) > len(run):
                run = best[earlier]
        best.append([*run, place])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)


def _question(was_in: Section, was: Question, now_in: Section, now: Question) -> Iterator[Change]:
    def change(kind: str, sentence: str, effect: Effect, **more: object) -> Change:
        return Change(kind, now.text, sentence, effect, now.id, **more)  # type: ignore[arg-type]

    if was_in.id != now_in.id:
        yield change("moved", f"It moved from “{was_in.title}” to “{now_in.title}”.", Effect.KEPT)
    if was.text != now.text:
        yield change("reworded", "The words are different.", Effect.CONFIRM, before=was.text, after=now.text)
    for code, words in now.descriptors:
        if was.descriptor(code) and was.descriptor(code) != words:
            said = {"before": was.descriptor(code), "after": words}
            yield change("reworded", f"The descriptor of “{_called(now, code)}” is different.", Effect.CONFIRM, **said)
    if was.kind != now.kind:
        yield change("kind", f"It was answered with {was.kind}, now with {now.kind}.", Effect.DROPPED)
    else:
        yield from _answers(was, now)
        yield from _limits(was, now)
        yield from _table(was, now)
    for code in was.also:
        if code not in now.also:
            sentence = f"“{OTHER_ANSWERS[code]}” is no answer any more."
            yield change("answers", sentence, Effect.SOME, codes=(code,))
    yield from _who(was_in.applies, now_in.applies, now)
    yield from _who(was.applies, now.applies, now)
    if was.optional != now.optional:
        yield change("asked", "It may be left out now." if now.optional else "It must be answered now.", Effect.KEPT)
    if was.weight != now.weight:
        yield change(
            "weight", f"It weighed {was.weight}, now {now.weight}; gaps may come in another order.", Effect.KEPT
        )
    around = [
        name
        for name in ("plain", "translations", "guidance", "law", "evidence", "bears_out")
        if getattr(was, name) != getattr(now, name)
    ]
    names = {
        "plain": "plain words",
        "translations": "translations",
        "guidance": "guidance",
        "law": "law",
        "evidence": "evidence wanted",
        "bears_out": "what the figure bears out",
    }
    if around:
        sentence = f"Around it is different: {', '.join(names[name] for name in around)}."
        yield change("around", sentence, Effect.KEPT)


def _called(question: Question, code: str) -> str:
    return next((option.words for option in question.answers if option.code == code), code)


def _answers(was: Question, now: Question) -> Iterator[Change]:
    """What may be chosen. Another scale asks for each answer again, even where its codes look the same."""
    if was.scale != now.scale and was.scale and now.scale:
        sentence = f"The scale was “{was.scale.title}”, now it is “{now.scale.title}”."
        yield Change("scale", now.text, sentence, Effect.CONFIRM, now.id)
        if bool(was.answers) != bool(now.answers):
            yield Change("scale", now.text, "An answer of the one has no place in the other.", Effect.DROPPED, now.id)
            return
    old, new = ({option.code: option.words for option in question.answers} for question in (was, now))
    gone = tuple(code for code in old if code not in new)
    if gone:
        words = ", ".join(f"“{old[code]}”" for code in gone)
        yield Change("answers", now.text, f"No longer an answer: {words}.", Effect.SOME, now.id, gone)
    if added := [f"“{new[code]}”" for code in new if code not in old]:
        yield Change("answers", now.text, f"A new answer: {', '.join(added)}.", Effect.KEPT, now.id)
    if was.scale is None:
        for code in old.keys() & new.keys():
            if old[code] != new[code]:
                sentence = "An answer has other words."
                yield Change("reworded", now.text, sentence, Effect.CONFIRM, now.id, (code,), (), old[code], new[code])


def _limits(was: Question, now: Question) -> Iterator[Change]:
    if was.unit != now.unit:
        sentence = f"It was counted in “{was.unit or 'nothing named'}”, now in “{now.unit or 'nothing named'}”."
        yield Change("limits", now.text, sentence, Effect.CONFIRM, now.id)
    if (was.least, was.most, was.at_most) != (now.least, now.most, now.at_most):
        narrower = (
            _tighter(was.least, now.least, up=True)
            or _tighter(was.most, now.most)
            or _tighter(was.at_most, now.at_most)
        )
        sentence = "What may be answered is narrower." if narrower else "What may be answered is wider."
        yield Change("limits", now.text, sentence, Effect.CONFIRM if narrower else Effect.KEPT, now.id)


def _tighter(was: Decimal | None, now: Decimal | None, *, up: bool = False) -> bool:
    """Whether a limit leaves less room than before; one that was not there leaves all."""
    if now is None or was is None:
        return now is not None
    return now > was if up else now < was


def _table(was: Question, now: Question) -> Iterator[Change]:
    for what, before, after in (
        ("column", {each.id: each.title for each in was.columns}, {each.id: each.title for each in now.columns}),
        ("row", {each.code: each.words for each in was.rows}, {each.code: each.words for each in now.rows}),
    ):
        for code in before.keys() - after.keys():
            sentence = f"The {what} “{before[code]}” is gone."
            yield Change("table", now.text, sentence, Effect.SOME, now.id, (code,))
        for code in after.keys() - before.keys():
            yield Change("table", now.text, f"The {what} “{after[code]}” is new.", Effect.ASKED, now.id, (code,))
    kinds = {column.id: column.kind for column in was.columns}
    for column in now.columns:
        if kinds.get(column.id, column.kind) != column.kind:
            sentence = f"The column “{column.title}” is answered in another way."
            yield Change("table", now.text, sentence, Effect.SOME, now.id, (column.id,))


def _who(was: Applies, now: Applies, question: Question) -> Iterator[Change]:
    gone = tuple(kind for kind in RESPONDENTS if was.to_kind(kind) and not now.to_kind(kind))
    added = tuple(kind for kind in RESPONDENTS if now.to_kind(kind) and not was.to_kind(kind))
    if gone:
        sentence = f"No longer asked: {', '.join(gone)}."
        yield Change("asked", question.text, sentence, Effect.SOME, question.id, kinds=gone)
    if added:
        yield Change(
            "asked", question.text, f"Asked as well: {', '.join(added)}.", Effect.KEPT, question.id, kinds=added
        )
    if was.when != now.when:
        sentence = "Which earlier answers lead to it is different."
        yield Change("asked", question.text, sentence, Effect.CONFIRM, question.id)
