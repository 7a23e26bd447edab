"""Of a section that saves itself, what was sent as the page showed it is not looked at again."""

import pytest

from goldenthread.questionnaires.answering.form import SectionForm, touched, versions
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.queries.answering import Part
from tests.questionnaires.samples import edition

LEADING = {"a-lead": "met", "c-lead": "Since 2019.\r\nIt holds.", "a-trained": "", "c-trained": ""}


@pytest.fixture
def part() -> Part:
    section = edition().sections[0]
    kept = Answer(question="lead", state="value", value="met", comment="Since 2019.\nIt holds.", version=3)
    return Part(section, section.questions, {"lead": kept})


def changed(part: Part, **said: str) -> list[str]:
    data = LEADING | {"version": versions(part)} | {name.replace("_", "-"): value for name, value in said.items()}
    return [each.id for each in touched(part, data).questions if each.id in {"lead", "trained"}]


def test_what_was_sent_as_it_was_shown_is_left_out(part) -> None:
    assert changed(part) == []


@pytest.mark.parametrize(
    ("said", "ids"),
    [({"a_lead": "not-met"}, ["lead"]), ({"c_lead": ""}, ["lead"]), ({"a_trained": "yes"}, ["trained"]),
     ({"a_lead": "not-applicable"}, ["lead"]), ({"version": ""}, ["lead"])],
)  # fmt: skip
def test_what_somebody_changed_is_read(part, said, ids) -> None:
    assert changed(part, **said) == ids


def test_what_is_left_out_would_not_have_been_kept_anyway(part) -> None:
    form = SectionForm(LEADING | {"version": versions(part), "a-trained": "partly"}, part=part)
    form.is_valid()
    assert {each.question for each in form.given} <= set(changed(part, a_trained="partly"))
