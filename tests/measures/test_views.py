"""Pages of indicators, for each of the cast."""

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.measures.models import Figure, Indicator
from goldenthread.plan.operations.measuring import set_indicators_of_outcome
from tests import factories as make


@pytest.fixture
def indicator(world):
    return make.an_indicator(world.partnership, world.manager, body=world.quality)


def at(name: str, world, *args: str) -> str:
    return reverse(f"measures:{name}", args=[world.partnership.slug, *args])


NEW = {"name": "Children heard", "counts": "Children whose words are in the plan.", "source": "Audit",
       "unit": "number", "direction": "up"}  # fmt: skip
FIGURE = {"ends_on-day": "30", "ends_on-month": "9", "ends_on-year": "2021", "value": "61.5"}


def test_the_manager_adds_corrects_and_closes_one(world, signed_in):
    client = signed_in(world.manager)
    client.post(at("add", world), NEW | {"owner": f"body:{world.quality.ref}"})
    made = Indicator.objects.get()
    assert (made.name, made.body, made.created_by) == ("Children heard", world.quality, world.manager)
    client.post(at("correct", world, made.ref), NEW | {"owner": "", "source": "Survey", "version": "1"})
    client.post(at("close", world, made.ref), {"reason": "Counted elsewhere."})
    made.refresh_from_db()
    assert (made.source, made.body, made.closed_at is not None) == ("Survey", None, True)


def test_the_people_of_the_owner_enter_and_correct_figures(world, signed_in, indicator):
    client = signed_in(world.quality_chair)
    client.post(at("enter", world, indicator.ref), FIGURE)
    figure = Figure.objects.get()
    client.post(at("figure", world, figure.ref), {"value": "60", "reason": "Wrong sum."})
    assert list(Figure.objects.order_by("pk").values_list("value", flat=True)) == [61.5, 60]
    assert list(Figure.objects.at().values_list("entered_by", flat=True)) == [world.quality_chair.pk]


@pytest.mark.parametrize(
    ("who", "status"), [("police_lead", 403), ("chair", 403), ("practitioner", 403), ("outsider", 404)]
)
def test_others_enter_nothing(world, signed_in, indicator, who, status):
    client = signed_in(getattr(world, who))
    assert client.post(at("enter", world, indicator.ref), FIGURE).status_code == status
    assert client.post(at("add", world), NEW).status_code == status
    assert (Figure.objects.count(), Indicator.objects.count()) == (0, 1)


def test_a_form_says_what_is_wrong_and_loses_nothing(world, signed_in, indicator):
    answer = signed_in(world.manager).post(
        at("enter", world, indicator.ref), FIGURE | {"value": "", "note": "Kept words"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "say why it was not supplied" in page
    assert "Kept words" in page


def test_the_page_shows_chart_table_and_that_points_are_few(world, signed_in, indicator):
    make.a_figure(indicator, world.manager)
    make.a_figure(indicator, world.manager, date(2021, 6, 30), None, missing_why="The system was replaced")
    page = signed_in(world.board_member).get(indicator.get_absolute_url()).content.decode()
    assert "<svg" in page
    assert "Not supplied: The system was replaced" in page
    assert "Not enough points: 1 figure." in page
    assert "50%" in page


def test_the_list_costs_the_same_for_one_and_for_three(world, signed_in, indicator, django_assert_max_num_queries):
    client, counts = signed_in(world.board_member), []
    client.get(at("list", world))
    for name in ("Another", "A third"):
        with django_assert_max_num_queries(20) as used:
            assert indicator.name in client.get(at("list", world)).content.decode()
        counts.append(len(used))
        make.a_figure(make.an_indicator(world.partnership, world.manager, name), world.manager)
        make.a_figure(make.an_indicator(world.partnership, world.manager, f"{name} more"), world.manager)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_list_and_figures_can_be_taken_away(world, signed_in, indicator, format):
    client = signed_in(world.board_member)
    for address in (at("list", world), indicator.get_absolute_url()):
        assert client.get(address + f"?format={format}").headers["Content-Disposition"].endswith(f'.{format}"')


def test_it_shows_on_the_outcome_that_it_measures_and_the_other_way(world, signed_in, indicator):
    make.a_figure(indicator, world.manager)
    outcome, client = make.an_outcome(world.priority), signed_in(world.manager)
    client.post(reverse("plan:measure", args=[world.partnership.slug, outcome.ref]), {"indicators": [indicator.ref]})
    assert indicator.name in client.get(outcome.get_absolute_url()).content.decode()
    assert "Children are seen sooner" in client.get(indicator.get_absolute_url()).content.decode()
    set_indicators_of_outcome(outcome, refs=[], by=world.manager)
    assert "No indicator measures this outcome yet" in client.get(outcome.get_absolute_url()).content.decode()


def test_a_claim_of_impact_may_point_to_it(world, signed_in, indicator):
    claim = {
        "claim": "Children are seen sooner.", "measure": "See the indicator.", "source": "Council", "strength": "4",
        "against": "Fewer came.", "observed_on-day": "1", "observed_on-month": "9", "observed_on-year": "2021",
        "indicator": indicator.pk,
    }  # fmt: skip
    client = signed_in(world.quality_chair)
    address = reverse("plan:claim_impact", args=[world.partnership.slug]) + f"?action={world.action.ref}"
    page = client.post(address, claim, follow=True).content.decode()
    assert f'href="{indicator.get_absolute_url()}"' in page


def test_it_is_found_by_its_words(world, signed_in):
    client = signed_in(world.manager)
    client.post(at("add", world), NEW | {"owner": ""})
    page = client.get(reverse("reports:search", args=[world.partnership.slug]) + "?q=heard").content.decode()
    assert Indicator.objects.get().get_absolute_url() in page
