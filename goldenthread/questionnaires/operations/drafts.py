"""Everything that changes drafts of questionnaires: the parts of their file, until they are published or discarded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.format import editing, shape
from goldenthread.questionnaires.format.outline import Part, said
from goldenthread.questionnaires.format.tree import LARGEST
from goldenthread.questionnaires.format.writing import Raw, write
from goldenthread.questionnaires.models import Draft, Edition
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations.editions import load_edition

Answers = dict[str, str] | None
Changes = dict[str, Any]
MEANWHILE = "changed meanwhile"
"""The code of a refusal after which the page shows both: what stands there now, and what was typed."""


def empty(**details: str) -> str:
    """A file with nothing but its details; what it still lacks is told beside its parts."""
    whole: dict[str, Raw] = {"format": shape.QUESTIONNAIRE, **details, "sources": [], "sections": []}
    return write(whole)


@transaction.atomic
def start_draft(
    partnership: Partnership, *, text: str, by: User, comes_from: str = "", began_as: str = "", answers: Answers = None
) -> Draft:
    """From an edition, a spreadsheet or nothing. ``began_as`` is what it is compared with later."""
    draft = Draft(
        partnership=partnership, text=text, comes_from=comes_from, began_as=began_as, begun_by=by, begun_at=clock.now()
    )
    if text != began_as:
        refuse_identifiers(draft, {"text": text}, partnership=partnership, by=by, answers=answers)
    _write(draft, text, by)
    record(draft, "began a draft of a questionnaire", by=by, new={"title": draft.title, "from": comes_from})
    return draft


@transaction.atomic
def amend_part(draft: Draft, name: str, *, changes: Changes, seen: str, by: User, answers: Answers = None) -> Draft:
    """Set values of the details, a section, question, source or scale; None takes one out. ``seen`` is the digest of
    what the person had before them."""
    draft = _locked(draft)
    part = _part(draft, name, seen)
    changes = {key: value for key, value in changes.items() if value != part.block.get(key)}
    if not changes:
        return draft
    texts = {key: "\n".join(_words(value)) for key, value in changes.items()}
    refuse_identifiers(draft, texts, partnership=draft.partnership, by=by, answers=answers)
    _write(draft, editing.amend(draft.text, part.path, changes), by)
    old = {key: _told(part.block.get(key)) for key in changes}
    new = {key: _told(value) for key, value in changes.items()}
    record(draft, f"changed {called(part)}", by=by, old=old, new=new)
    return draft


@transaction.atomic
def add_part(draft: Draft, path: editing.Path, *, block: Changes, by: User, answers: Answers = None) -> Draft:
    """At the end of the list at ``path``: a question of a section, a section, a source, a scale."""
    draft = _locked(draft)
    texts = {key: "\n".join(_words(value)) for key, value in block.items()}
    refuse_identifiers(draft, texts, partnership=draft.partnership, by=by, answers=answers)
    path = tuple(path)
    try:
        entries = editing.at(_whole(draft), path, [])
    except (IndexError, KeyError, TypeError):
        raise ValidationError("Somebody removed the section meanwhile.", code=MEANWHILE) from None
    place = len(entries) if isinstance(entries, list) else 0
    _write(draft, editing.insert(draft.text, path, place, block), by)
    record(draft, f"added the {str(path[-1]).removesuffix('s')} “{said(block, 'id')}”", by=by, new=block)
    return draft


@transaction.atomic
def move_part(draft: Draft, name: str, *, down: bool, seen: str, by: User) -> Draft:
    """Past the one before or after it in its list."""
    draft = _locked(draft)
    part = _part(draft, name, seen)
    path, place = part.path[:-1], part.place if down else part.place - 1
    if not path or place < 0 or place + 1 >= len(editing.at(_whole(draft), path)):
        raise ValidationError("It stands at the end already.")
    _write(draft, editing.swap(draft.text, path, place), by)
    record(draft, f"moved {called(part)} {'down' if down else 'up'}", by=by)
    return draft


@transaction.atomic
def move_question(draft: Draft, name: str, *, section: str, seen: str, by: User) -> Draft:
    """To the end of another section."""
    draft = _locked(draft)
    part, target = _part(draft, name, seen), draft.outline.part(section)
    if part.kind != "question" or target is None or target.kind != "section":
        raise ValidationError("Choose a section.")
    text = editing.insert(draft.text, (*target.path, "questions"), len(target.questions), part.block)
    _write(draft, editing.remove(text, part.path[:-1], part.place), by)
    record(draft, f"moved {called(part)} to the section “{target.id}”", by=by)
    return draft


@transaction.atomic
def remove_part(draft: Draft, name: str, *, seen: str, by: User) -> Draft:
    draft = _locked(draft)
    part = _part(draft, name, seen)
    if not part.path:
        raise ValidationError("The details cannot be removed.")
    _write(draft, editing.remove(draft.text, part.path[:-1], part.place), by)
    record(draft, f"removed {called(part)}", by=by, old=part.block)
    return draft


@transaction.atomic
def rewrite_draft(draft: Draft, *, text: str, seen: str, by: User, answers: Answers = None) -> Draft:
    """The file as a whole. It is kept even where it is wrong: what is wrong is told beside it."""
    draft = _locked(draft)
    if digest(draft.text) != seen:
        raise _changed_by(draft)
    if len(text) > LARGEST:
        raise ValidationError({"text": "The file is larger than two million characters."})
    if text == draft.text:
        return draft
    refuse_identifiers(draft, {"text": text}, partnership=draft.partnership, by=by, answers=answers)
    _write(draft, text, by)
    record(draft, "wrote the file anew", by=by)
    return draft


@transaction.atomic
def publish_draft(draft: Draft, *, seen: str, by: User, offered: bool = False, answers: Answers = None) -> Edition:
    """It becomes an edition, which is never changed; the draft is over."""
    draft = _locked(draft)
    if digest(draft.text) != seen:
        raise _changed_by(draft)
    try:
        edition = load_edition(draft.partnership, text=draft.text, by=by, offered=offered, answers=answers)
    except ValidationError as refusal:
        raise _without_field(refusal, "file") from None
    record(draft, f"published it as {edition}", by=by)
    draft.delete()
    return edition


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    draft = _locked(draft)
    record(draft, "discarded the draft", by=by, old={"title": draft.title})
    draft.delete()


def called(part: Part) -> str:
    """ "the question “lead”"."""
    return f"the {part.kind} “{part.id}”" if part.path else "the details"


def _locked(draft: Draft) -> Draft:
    rows: Any = Draft.objects.select_for_update(of=("self",)).select_related("partnership", "written_by")
    found: Draft | None = rows.filter(pk=draft.pk).first()
    if found is None:
        raise ValidationError("Somebody published or discarded this draft meanwhile.")
    return found


def _part(draft: Draft, name: str, seen: str) -> Part:
    part = draft.outline.part(name)
    if part is None or digest(own(part)) != seen:
        raise _changed_by(draft)
    return part


def own(part: Part) -> Changes:
    """What a part says itself, without the parts that it holds."""
    return {
        key: value for key, value in part.block.items() if key not in {"sections", "questions", "sources", "scales"}
    }


def _changed_by(draft: Draft) -> ValidationError:
    return ValidationError(
        f"{draft.written_by} changed this while you were at it. Compare what stands there now, then save again.",
        code=MEANWHILE,
    )


def _write(draft: Draft, text: str, by: User) -> None:
    draft.text = text
    draft.title = said(_whole(draft), "title")[:300] or "Without a title"
    draft.written_by, draft.written_at = by, clock.now()
    draft.save()


def _whole(draft: Draft) -> Changes:
    return draft.outline.details.block


def _words(value: Any) -> list[str]:
    """Every text below a value."""
    if isinstance(value, str):
        return [value]
    below = value.values() if isinstance(value, dict) else value or ()
    return [words for each in below for words in _words(each)]


def _told(value: Any) -> str:
    """As it reads in the history."""
    return "; ".join(_words(value))


def _without_field(refusal: ValidationError, name: str) -> ValidationError:
    """Of a form that has no such field; hits of the screening stay as they are."""
    told = getattr(refusal, "error_dict", {})
    return ValidationError(told[name]) if name in told else refusal
