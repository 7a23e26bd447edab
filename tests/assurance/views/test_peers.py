"""An organisation beside others of its kind: quartiles without names, itself taken away, nothing of fewer than five."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import Summary
from goldenthread.assurance.queries.peers import beside_peers
from tests.assurance.conftest import answer_all, handed_in


def others(asking, **levels) -> None:
    part, kind = asking.round.parts.get(partnership=None), asking.assessment.organisation.kind
    for level, count in levels.items():
        row = Summary.objects.filter(part=part, question="lead", partnership=None, kind=kind, level=level).first()
        row = row or Summary(part=part, question="lead", kind=kind, level=level, count=0)
        row.count += count
        row.save()


def lead(asking):
    return beside_peers(asking.assessment, asking.round.parts.get(partnership=None))[0]


@pytest.mark.parametrize(("peers", "words"), [(4, []), (5, ["Met"] * 3)])
def test_nothing_is_shown_before_five_others_answered(peers, words, asking, world) -> None:
    handed_in(asking, world.partnership)
    others(asking, met=peers)
    found = lead(asking)
    assert (found.peers, [each.words for each in found.quartiles]) == (peers, words)


def test_the_middle_half_is_of_others_and_says_where_the_own_level_lies(asking, world) -> None:
    handed_in(asking, world.partnership)
    others(asking, **{"not-met": 4, "partly-met": 4})
    found = lead(asking)
    assert [each.words for each in found.quartiles] == ["Not met", "Not met", "Partly met"]
    assert (found.own.words, found.tone) == ("Met", "Above the middle half")


def test_another_kind_is_not_among_the_peers(asking, world) -> None:
    handed_in(asking, world.partnership)
    part = asking.round.parts.get(partnership=None)
    Summary.objects.create(part=part, question="lead", kind="health", level="met", count=9)
    assert lead(asking).peers == 0


def test_before_it_is_handed_in_nothing_of_others_is_shown(asking, world, signed_in) -> None:
    answer_all(asking)
    others(asking, met=9)
    page = signed_in(asking.lead).get(reverse("assurance:compared", args=[asking.assessment.ref])).content.decode()
    assert ("Hand in your return first" in page, "middle half" in page.lower()) == (True, False)


def test_the_page_is_for_the_organisation_itself(asking, world, signed_in, django_assert_max_num_queries) -> None:
    handed_in(asking, world.partnership)
    address = reverse("assurance:compared", args=[asking.assessment.ref])
    codes = [signed_in(each).get(address).status_code for each in (asking.lead, asking.other_lead, world.manager)]
    assert codes[0] == 200
    assert set(codes[1:]) <= {403, 404}
    browser = signed_in(asking.lead)
    browser.get(address)
    with django_assert_max_num_queries(20):
        browser.get(address)
