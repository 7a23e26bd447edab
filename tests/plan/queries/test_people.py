from goldenthread.plan.models import Return
from goldenthread.plan.queries.people import but_names
from tests import factories as make


def test_people_who_are_joined_bring_no_more_than_their_name(world, django_assert_num_queries):
    make.a_return(world.action, make.a_period(world.partnership), world.quality_chair)
    with django_assert_num_queries(1):
        made = Return.objects.select_related("written_by").defer(*but_names("written_by")).get()
        assert str(made.written_by) == "Quality Chair"
    assert {"password", "is_active"} <= made.written_by.get_deferred_fields()
