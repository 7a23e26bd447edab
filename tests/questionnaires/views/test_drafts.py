"""Pages of drafts and their parts, for each of the cast."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.questionnaires.models import Draft, Edition
from tests import factories as make
from tests.questionnaires.samples import TEXT

FIRST = "section-1-question-1"


@pytest.fixture
def draft(world) -> Draft:
    text = TEXT.replace("edition: 2026", "edition: 2027")
    return make.a_draft(world.partnership, world.manager, text=text)


def at(name: str, world, *args: str) -> str:
    return reverse(f"questionnaires:{name}", args=[world.partnership.slug, *args])


def filled(client, address: str, **typed: Any) -> dict[str, Any]:
    """The form as the browser would send it, with what somebody typed."""
    return form_in(client.get(address).content.decode()) | typed


def form_in(page: str) -> dict[str, Any]:
    """What the form with the primary button holds."""
    main = BeautifulSoup(page, "html.parser").main
    form = next(each for each in main.find_all("form", method="post") if not each.get("action"))
    sent: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if field.name == "textarea":
            sent[name] = field.text.removeprefix("\n").replace("\n", "\r\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[name] = chosen["value"]
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field["value"])
        elif name:
            sent[name] = field.get("value", "")
    return sent


def send(client, address: str, **typed: Any) -> Any:
    return client.post(address, filled(client, address, **typed))


def text_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return draft.text


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("police_lead", 403), ("chair", 403), ("practitioner", 403), ("outsider", 404)],
)
def test_who_writes_drafts(world, signed_in, draft, who, status) -> None:
    client = signed_in(getattr(world, who))
    assert client.get(at("drafts", world)).status_code == status
    assert client.get(at("start", world)).status_code == status
    for name in ("draft", "draft_file", "draft_preview", "draft_changes", "publish", "discard"):
        assert client.get(at(name, world, draft.ref)).status_code == status
    for name in ("part", "part_remove"):
        assert client.get(at(name, world, draft.ref, FIRST)).status_code == status


def test_next_edition_begins_as_a_copy_under_its_own_number_and_first_day(world, signed_in) -> None:
    edition = make.an_edition(world.partnership, world.manager)
    client = signed_in(world.manager)
    page = client.get(at("start", world)).content.decode()
    assert "Section 11 self-assessment, edition 2026, which comes with Golden Thread" in page
    typed = {"edition": "2027", "valid_from-day": "1", "valid_from-month": "9", "valid_from-year": "2027"}
    client.post(at("start", world) + f"?which={edition.ref}", typed)
    made = Draft.objects.get()
    assert made.text == TEXT.replace("edition: 2026", "edition: 2027").replace("2026-09-01", "2027-09-01")
    assert made.began_as == edition.text


def test_questionnaire_begins_with_nothing(world, signed_in) -> None:
    client = signed_in(world.manager)
    typed = {"title": "Visits", "id": "visits", "purpose": "survey", "edition": "2027", "wording": "Our own",
             "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2027"}  # fmt: skip
    answer = client.post(at("start", world) + "?which=nothing", typed, follow=True)
    assert "2 faults" in answer.content.decode()
    assert client.post(at("start", world) + "?which=nothing", typed | {"id": "No Good"}).status_code == 422


def test_form_that_is_sent_as_it_came_changes_nothing(world, signed_in, draft) -> None:
    client, before = signed_in(world.manager), draft.text
    names = [part.name for part in draft.outline.parts()]
    for name in names:
        answer = send(client, at("part", world, draft.ref, name))
        assert (name, answer.status_code, text_of(draft)) == (name, 302, before)


def test_question_is_changed_by_form(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("part", world, draft.ref, FIRST)
    typed = {"text": "A director answers.", "evidence": "A job description\r\nMinutes", "law": "act: section 2\nact",
             "kinds": ["health", "police"], "level-met": "All know."}  # fmt: skip
    assert send(client, address, **typed).status_code == 302
    block = Draft.objects.get().outline.questions[0].block
    assert (block["text"], block["evidence"]) == ("A director answers.", ["A job description", "Minutes"])
    assert block["law"] == [{"source": "act", "at": "section 2"}, {"source": "act"}]
    assert (block["applies"], block["levels"]["met"]) == ({"kinds": ["health", "police"]}, "All know.")


def test_other_kind_takes_out_what_no_longer_belongs_and_shows_its_own_fields(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("part", world, draft.ref, FIRST)
    answer = send(client, address, kind="choice")
    assert answer.url == address
    block = Draft.objects.get().outline.questions[0].block
    assert (block["kind"], "scale" in block, "levels" in block) == ("choice", False, False)
    assert send(client, address, options="day: By day\nBy night").status_code == 302
    assert Draft.objects.get().outline.questions[0].block["options"] == [
        {"code": "day", "words": "By day"}, {"code": "by-night", "words": "By night"},
    ]  # fmt: skip


def test_condition_is_set_in_two_steps_without_scripts(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("part", world, draft.ref, "section-1-question-5")
    assert send(client, address, **{"when-0": "trained"}).url == address
    assert send(client, address, **{"when-0-is": ["yes", "partly"]}).status_code == 302
    block = Draft.objects.get().outline.questions[4].block
    assert block["applies"] == {"when": [{"question": "trained", "is": ["yes", "partly"]}]}
    send(client, address, **{"when-0": "staff"})
    send(client, address, **{"when-0-least": "5"})
    assert Draft.objects.get().outline.questions[4].block["applies"] == {
        "when": [{"question": "staff", "at_least": "5"}]
    }


@pytest.mark.parametrize(
    ("kind", "typed", "made"),
    [
        ("number", {"unit": "people", "least": "0"}, {"unit": "people", "least": "0"}),
        ("many", {"options": "A\nB", "at_most": "1"}, {"at_most": "1"}),
        ("table", {"columns": "a: A | number"}, {"columns": [{"id": "a", "title": "A", "kind": "number"}]}),
        ("scale", {"scale": "one-to-four"}, {"scale": "one-to-four"}),
        ("yes-no-partly", {"optional": "on"}, {"optional": "true"}),
        ("date", {}, {}), ("text", {"at_most": "500"}, {"at_most": "500"}), ("file", {}, {}),
        ("choice", {"options": "x: X"}, {"options": [{"code": "x", "words": "X"}]}),
    ],
)  # fmt: skip
def test_question_of_each_kind_is_added_and_right_at_once(world, signed_in, draft, kind, typed, made) -> None:
    address = at("part_add", world, draft.ref, "section-1") + f"?kind={kind}"
    assert send(signed_in(world.manager), address, text="What else is there?", **typed).status_code == 302
    whole = Draft.objects.get().outline
    block = whole.sections[0].questions[-1].block
    assert (block["id"], block["kind"], whole.faults) == ("what-else-is-there", kind, 0)
    assert made.items() <= block.items()


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("section", {"title": "Learning"}),
        ("source", {"title": "A guide", "published": "2024"}),
        ("scale", {"title": "Two", "levels": "a: Bad\nb: Good | ● | green | all of it", "source": "Ours",
                   "valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "2020"}),
    ],
)  # fmt: skip
def test_section_source_and_scale_are_added(world, signed_in, draft, what, typed) -> None:
    assert send(signed_in(world.manager), at("part_add", world, draft.ref, what), **typed).status_code == 302
    whole = Draft.objects.get().outline
    added = {"section": whole.sections, "source": whole.sources, "scale": whole.scales}[what][-1]
    assert (added.block["title"], bool(added.id)) == (typed["title"], True)
    assert [fault for fault in added.faults if "questions" not in fault] == []


def test_faults_and_doubts_stand_beside_their_question(world, signed_in) -> None:
    text = TEXT.replace("kind: date", "kind: day")
    draft = make.a_draft(world.partnership, world.manager, text=text)
    page = signed_in(world.manager).get(at("draft", world, draft.ref)).content.decode()
    question = page.split('id="section-1-question-4"')[1].split("</li>")[0]
    assert "&#34;kind&#34; must be one of scale" in question
    assert page.count("must be one of") == 2, "once beside the question, once in the list at the top"


def test_second_of_two_sees_both_texts_and_may_then_save(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("part", world, draft.ref, FIRST)
    mine = filled(client, address, text="My words")
    send(client, address, text="Their words")
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("My words" in page, "Their words" in page, "What stands there now" in page) == (True, True, True)
    again = mine | {"seen": form_in(page)["seen"]}
    assert (client.post(address, again).status_code, "My words" in text_of(draft)) == (302, True)


def test_file_is_edited_as_text_and_both_are_shown_when_two_do(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("draft_file", world, draft.ref)
    mine = filled(client, address, text="id: mine")
    client.post(address, mine | {"text": draft.text.replace("A sample", "Their sample")})
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert (answer.status_code, "id: mine" in page, "Their sample" in page) == (422, True, True)


def test_question_is_moved_and_removed_on_the_page(world, signed_in, draft) -> None:
    client = signed_in(world.manager)
    seen = filled(client, at("part", world, draft.ref, FIRST))["seen"]
    answer = client.post(at("part_move", world, draft.ref, FIRST), {"to": "down", "seen": seen})
    assert answer.url.endswith("#section-1-question-2")
    assert [part.id for part in Draft.objects.get().outline.questions][:2] == ["trained", "lead"]
    stale = client.post(at("part_move", world, draft.ref, FIRST), {"to": "down", "seen": seen}, follow=True)
    assert "changed this while you were at it" in stale.content.decode()
    address = at("part_remove", world, draft.ref, "section-1-question-2")
    send(client, address)
    assert "lead" not in [part.id for part in Draft.objects.get().outline.questions]


def test_preview_follows_kind_and_earlier_answers(world, signed_in, draft) -> None:
    client, address = signed_in(world.manager), at("draft_preview", world, draft.ref)

    def asked(**given: str) -> list[str]:
        page = BeautifulSoup(client.get(address, given).content, "html.parser")
        return [each["id"].split("-", 1)[1] for each in page.select("section > div[id]")]

    assert "hours" not in asked(kind="police")
    assert "hours" in asked(kind="health")
    assert "night-staff" not in asked(kind="health", **{"q-hours": "night", "q-staff": "4"})
    assert "night-staff" in asked(kind="health", **{"q-hours": "night", "q-staff": "5"})


def test_changes_say_what_becomes_of_answers(world, signed_in, draft) -> None:
    client = signed_in(world.manager)
    send(client, at("part", world, draft.ref, FIRST), text="A director answers.")
    page = client.get(at("draft_changes", world, draft.ref)).content.decode()
    assert ("The words are different." in page, "Answers are to be confirmed again" in page) == (True, True)


def test_draft_is_published_once_and_then_gone(world, signed_in, draft) -> None:
    client = signed_in(world.manager)
    assert send(client, at("publish", world, draft.ref)).status_code == 302
    assert (Edition.objects.get().edition, Draft.objects.count()) == ("2027", 0)
    assert client.get(at("draft", world, draft.ref)).status_code == 404


def test_draft_of_an_edition_that_is_here_is_not_published_over_it(world, signed_in, draft) -> None:
    make.an_edition(world.partnership, world.manager, edition="2027")
    answer = send(signed_in(world.manager), at("publish", world, draft.ref))
    assert (answer.status_code, "is here already, in other words" in answer.content.decode()) == (422, True)


def test_draft_is_discarded(world, signed_in, draft) -> None:
    signed_in(world.manager).post(at("discard", world, draft.ref))
    assert Draft.objects.count() == 0


def test_pages_cost_the_same_for_one_and_for_many(world, signed_in, draft, django_assert_num_queries) -> None:
    client = signed_in(world.manager)
    client.get(at("drafts", world))
    with CaptureQueriesContext(connection) as one:
        client.get(at("drafts", world))
    for number in range(20):
        make.a_draft(world.partnership, world.manager, f"Draft {number}")
    with django_assert_num_queries(len(one)):
        assert "Draft 19" in client.get(at("drafts", world)).content.decode()
