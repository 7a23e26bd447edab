"""What may be done to drafts, by whom at once, and what becomes of them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.history.models import Entry
from goldenthread.questionnaires.models import Draft, Edition
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations import drafts
from tests.questionnaires.samples import TEXT

FIRST = "section-1-question-1"


@pytest.fixture
def draft(world) -> Draft:
    text = TEXT.replace("edition: 2026", "edition: 2027")
    return drafts.start_draft(world.partnership, text=text, began_as=TEXT, comes_from="A sample", by=world.manager)


def seen(draft: Draft, name: str = FIRST) -> str:
    part = draft.outline.part(name)
    assert part is not None
    return digest(drafts.own(part))


def amend(draft: Draft, by: Any, name: str = FIRST, **changes: Any) -> Draft:
    return drafts.amend_part(draft, name, changes=changes, seen=seen(draft, name), by=by)


def ids(draft: Draft) -> list[str]:
    return [part.id for part in draft.outline.questions]


def test_change_of_a_question_touches_its_line_and_stands_in_the_history(world, draft) -> None:
    changed = amend(draft, world.manager, text="A director answers for safeguarding.")
    lines = [line for line in changed.text.splitlines() if line not in draft.text.splitlines()]
    assert lines == ["        text: A director answers for safeguarding."]
    entry = Entry.objects.latest("pk")
    assert (entry.sentence, entry.new) == (
        "changed the question “lead”", {"text": "A director answers for safeguarding."},
    )  # fmt: skip


def test_nothing_is_written_where_nothing_changed(world, draft) -> None:
    before = Entry.objects.count()
    amend(draft, world.manager, text="Somebody senior answers for safeguarding.", weight="2")
    draft.refresh_from_db()
    assert (Entry.objects.count(), draft.text) == (before, TEXT.replace("edition: 2026", "edition: 2027"))


def test_two_who_change_different_questions_do_not_meet(world, draft) -> None:
    other = seen(draft, "section-1-question-2")
    amend(draft, world.manager, guidance="Think of deputies.")
    drafts.amend_part(
        draft, "section-1-question-2", changes={"text": "Is the deputy trained?"}, seen=other, by=world.manager
    )
    draft.refresh_from_db()
    assert all(words in draft.text for words in ("Think of deputies.", "Is the deputy trained?"))


def test_second_of_two_who_change_the_same_question_is_told_and_overwrites_nothing(world, draft) -> None:
    old = seen(draft)
    amend(draft, world.manager, guidance="Think of deputies.")
    with pytest.raises(ValidationError, match="changed this while you were at it") as refusal:
        drafts.amend_part(draft, FIRST, changes={"guidance": "Other words"}, seen=old, by=world.manager)
    draft.refresh_from_db()
    assert (refusal.value.code, "Think of deputies." in draft.text) == (drafts.MEANWHILE, True)


def test_words_that_may_identify_a_child_are_asked_about(world, draft) -> None:
    with pytest.raises(ValidationError) as refusal:
        amend(draft, world.manager, guidance="As for 943 476 5919.")
    assert list(refusal.value.message_dict) == ["guidance"]


def test_question_is_added_moved_and_removed(world, draft) -> None:
    block = {"id": "new", "kind": "text", "text": "What is new?"}
    draft = drafts.add_part(draft, ("sections", 0, "questions"), block=block, by=world.manager)
    assert ids(draft)[:6] == ["lead", "trained", "staff", "reviewed", "proud", "new"]
    name = "section-1-question-6"
    draft = drafts.move_part(draft, name, down=False, seen=seen(draft, name), by=world.manager)
    assert ids(draft)[4:6] == ["new", "proud"]
    name = "section-1-question-5"
    draft = drafts.move_question(draft, name, section="section-2", seen=seen(draft, name), by=world.manager)
    assert ids(draft)[-1] == "new"
    name = "section-2-question-6"
    draft = drafts.remove_part(draft, name, seen=seen(draft, name), by=world.manager)
    assert draft.text == TEXT.replace("edition: 2026", "edition: 2027")


def test_first_question_cannot_go_up_nor_the_last_section_down(world, draft) -> None:
    for name, down in ((FIRST, False), ("section-2", True), ("section-1-question-5", True), ("details", True)):
        with pytest.raises(ValidationError, match="stands at the end"):
            drafts.move_part(draft, name, down=down, seen=seen(draft, name), by=world.manager)


def test_empty_draft_grows_into_an_edition(world) -> None:
    details = {"id": "visits", "edition": "2027", "title": "Visits", "purpose": "survey", "valid_from": "2027-01-01",
               "wording": "Our own"}  # fmt: skip
    draft = drafts.start_draft(world.partnership, text=drafts.empty(**details), by=world.manager)
    assert draft.outline.details.faults == [
        '"sources" is empty. Leave it out, or say what belongs there.',
        '"sections" is empty. Leave it out, or say what belongs there.',
    ]
    source = {"id": "act", "title": "An Act", "verified": "false"}
    section: Any = {"id": "a", "title": "A", "questions": []}
    question = {"id": "when", "kind": "date", "text": "When did you visit?"}
    for path, block in ((("sources",), source), (("sections",), section), (("sections", 0, "questions"), question)):
        draft = drafts.add_part(draft, path, block=block, by=world.manager)
    edition = drafts.publish_draft(draft, seen=digest(draft.text), by=world.manager)
    assert (str(edition), edition.questions, Draft.objects.count()) == ("Visits, edition 2027", 1, 0)


def test_file_is_kept_even_where_it_is_wrong_but_not_published(world, draft) -> None:
    draft = drafts.rewrite_draft(draft, text="title: [", seen=digest(draft.text), by=world.manager)
    assert (draft.outline.faults, draft.title) == (1, "Without a title")
    with pytest.raises(ValidationError, match="This is not YAML"):
        drafts.publish_draft(draft, seen=digest(draft.text), by=world.manager)
    assert (Draft.objects.count(), Edition.objects.count()) == (1, 0)


def test_file_that_somebody_else_saved_is_not_overwritten(world, draft) -> None:
    old = digest(draft.text)
    amend(draft, world.manager, guidance="Think of deputies.")
    with pytest.raises(ValidationError, match="changed this while"):
        drafts.rewrite_draft(draft, text="id: mine", seen=old, by=world.manager)
    with pytest.raises(ValidationError, match="changed this while"):
        drafts.publish_draft(draft, seen=old, by=world.manager)


def test_draft_that_is_gone_is_not_changed(world, draft) -> None:
    drafts.discard_draft(Draft.objects.get(pk=draft.pk), by=world.manager)
    assert Entry.objects.latest("pk").sentence == "discarded the draft"
    with pytest.raises(ValidationError, match="published or discarded this draft"):
        amend(draft, world.manager, text="Late")
