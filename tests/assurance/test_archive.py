"""A round leaves with the partnership that leads it, without what names the others."""

from io import BytesIO

from goldenthread.assurance.models import Asking, RoundPart, SelfAssessment, Share
from goldenthread.partnerships.archive.packing import pack
from goldenthread.partnerships.archive.scope import Scope
from goldenthread.questionnaires.models import Answer, Sheet
from tests.assurance.conftest import handed_in


def test_returns_and_answers_leave_with_the_lead_and_no_supplement_of_another(asking, world) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    scope = Scope(world.partnership)
    assert {str(each) for each in scope.rows(RoundPart)} == {"A sample", "Local questions (MSCP)"}
    assert {each.partnership for model in (Asking, Share) for each in scope.rows(model)} == {world.partnership}
    assert scope.rows(SelfAssessment).count() == 2
    assert {each.edition.title for each in scope.rows(Sheet)} == {"A sample", "Local questions"}
    assert scope.rows(Answer).count() == 8
    pack(world.partnership, BytesIO())


def test_nothing_of_a_round_leaves_with_a_partnership_that_only_asks(asking, world) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    scope = Scope(world.elsewhere)
    assert [scope.rows(model).count() for model in (SelfAssessment, Sheet, Share, Asking)] == [0, 0, 0, 0]
    pack(world.elsewhere, BytesIO())
