"""Names are matched to who is meant, and actions to those they continue. Nothing is guessed."""

import pytest

from goldenthread.partnerships.models import BodyKind, OrganisationName
from goldenthread.partnerships.roles import Role
from goldenthread.plan.matching import Directory, Said, pair, word_changes
from tests import factories as make

NEGLECT = "Publish the neglect strategy on the website by July 2022"
TRAINING = "Train every head teacher in the use of the neglect tool by May 2023"


@pytest.fixture
def directory(world):
    """The bodies, posts and organisations of Marlshire."""
    make.a_body(world.partnership, "Learning and Development Sub-Group", aliases=["L&D Group"])
    make.a_body(world.partnership, "The Partnership", BodyKind.PARTNERSHIP)
    make.a_post(world.partnership, "Independent Chair", Role.INDEPENDENT_CHAIR)
    make.a_post(world.partnership, "Chair, Quality Sub-Group", body=world.quality)
    health = make.an_organisation("Marlshire Integrated Care Board", world.partnership, short_name="MICB")
    OrganisationName.objects.create(organisation=health, name="Marlshire Clinical Commissioning Group")
    return Directory(world.partnership)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Quality Sub-Group", "Quality Sub-Group"),
        ("the Quality subgroup", "Quality Sub-Group"),
        ("MSCP Executive Board", "Executive Board"),
        ("Marlshire Safeguarding Children Partnership Executive Board", "Executive Board"),
        ("Learning & Development Sub-Group", "Learning and Development Sub-Group"),
        ("L&D Group", "Learning and Development Sub-Group"),
        ("MSCP", "The Partnership"),
        ("The MSCP Independent Chair", "Independent Chair"),
        ("Chair of the Quality Sub-Group", "Chair, Quality Sub-Group"),
        ("Quality Sub-Group Chair", "Chair, Quality Sub-Group"),
        ("MICB", "Marlshire Integrated Care Board"),
        ("Marlshire Clinical Commissioning Group", "Marlshire Integrated Care Board"),
        ("Marlshire Police", "Marlshire Police"),
    ],
)
def test_name_is_matched_however_it_is_written(directory, printed, meant):
    assert str(directory.match(printed)) == meant


@pytest.mark.parametrize(
    "printed", ["Housing", "Board", "Sub-Group", "Elmshire Police", "", "Quality and Learning Sub-Group"]
)
def test_name_that_fits_nobody_is_not_matched(directory, printed):
    assert directory.match(printed) is None


def test_name_that_fits_two_is_not_matched(world):
    make.a_body(world.partnership, "Health Group", short_name="HG")
    make.a_body(world.partnership, "Housing Group", short_name="HG")
    assert Directory(world.partnership).match("HG") is None


def test_other_spelling_of_the_document_helps_where_the_name_is_unknown(directory):
    assert str(directory.match("QSG", ["Quality Sub-Group"])) == "Quality Sub-Group"


def test_name_that_a_person_matched_in_an_earlier_plan_is_known(world):
    owner = make.an_action(world.priority, owner=world.quality).owners.get()
    owner.text = "Practice Panel"
    owner.save()
    assert Directory(world.partnership).match("The Practice Panel") == world.quality


def test_body_of_another_partnership_is_never_meant(world):
    make.a_body(world.elsewhere, "Neglect Group")
    assert Directory(world.partnership).match("Neglect Group") is None


def test_similar_names_are_there_to_be_shown(world):
    assert Directory(world.partnership).similar("Quality and Impact Sub-Group") == [world.quality]


def test_organisation_whose_initials_are_printed_is_shown_first_and_never_taken(world):
    society = make.an_organisation("National Society for the Prevention of Cruelty to Children", world.partnership)
    directory = Directory(world.partnership)
    assert (directory.match("NSPCC"), directory.similar("NSPCC")[:1]) == (None, [society])


def test_action_in_new_words_with_the_same_number_continues_the_old_one():
    new = [Said("n", "1.1", "Publish the revised neglect strategy on the website by July 2024")]
    assert pair(new, [Said("o", "1.1", NEGLECT), Said("p", "1.2", TRAINING)]).sure == {"n": "o"}


def test_action_in_the_same_words_continues_the_old_one_whatever_its_number_and_date():
    new = [Said("n", "3.7", "Publish the neglect strategy on the website by March 2025")]
    assert pair(new, [Said("o", "1.1", NEGLECT), Said("p", "1.2", TRAINING)]).sure == {"n": "o"}


def test_other_action_under_the_same_number_is_new():
    found = pair([Said("n", "1.1", TRAINING)], [Said("o", "1.1", NEGLECT)])
    assert (found.sure, found.doubtful) == ({}, {})


def test_action_that_may_continue_two_is_for_a_person_to_decide():
    old = [
        Said("o", "1.1", "Audit of neglect cases in schools"),
        Said("p", "1.2", "Audit of neglect cases in hospitals"),
    ]
    found = pair([Said("n", "2.4", "Audit of neglect cases")], old)
    assert (found.sure, sorted(found.doubtful["n"])) == ({}, ["o", "p"])


def test_no_action_is_continued_by_two():
    found = pair([Said("n", "1.1", NEGLECT), Said("m", "4.1", NEGLECT)], [Said("o", "1.1", NEGLECT)])
    assert (found.sure, found.doubtful) == ({"n": "o"}, {})


def test_changes_of_words_are_told_piece_by_piece():
    assert word_changes("Publish the strategy by July", "Publish the revised strategy by May") == [
        ("same", "Publish the"),
        ("new", "revised"),
        ("same", "strategy by"),
        ("gone", "July"),
        ("new", "May"),
    ]
