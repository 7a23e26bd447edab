"""What a round of self-assessment offers to highlight and yearly reports: small groups hidden, each line traced."""

from goldenthread.assurance.models import Summary
from goldenthread.core import clock
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.operations import periods
from goldenthread.reports.operations import content, writing
from goldenthread.reports.queries.offers import Asked, offers
from tests import factories as make


def a_round(world):
    opened = make.a_round(world.partnership, world.manager)
    part = opened.parts.get()
    for question, level, count in (
        ("lead", "met", 9),
        ("lead", "not-met", 6),
        ("trained", "yes", 12),
        ("trained", "no", 2),
    ):
        Summary.objects.create(
            part=part, partnership=world.partnership, question=question, kind="other", level=level, count=count
        )
    return opened


def offered(report, user) -> list[str]:
    return [each.text for each in offers(Asked(user, report, day_asked("")), ["assessments"])]


def test_a_yearly_report_is_offered_how_far_it_is_and_what_is_least_in_place(world) -> None:
    a_round(world)
    today = clock.today()
    report = make.a_yearly_report(world.partnership, world.manager, starts_on=today, ends_on=today)
    said = offered(report, world.manager)
    assert said[0].startswith("Section 11, A sample: 0 of 1 organisation handed in their return.")
    assert said[1] == (
        "Section 11: “Somebody senior answers for safeguarding.” in place at 9 of 15 organisations (60%)."
    )
    assert len(said) == 2
    assert offered(report, world.police_lead) == []


def test_rounds_of_another_year_are_not_offered(world) -> None:
    a_round(world)
    report = make.a_yearly_report(world.partnership, world.manager)
    assert report.ends_on < clock.today()
    assert offered(report, world.manager) == []


def test_the_writer_of_a_highlight_report_takes_a_line_over_with_its_trace(world, signed_in) -> None:
    opened = a_round(world)
    today = clock.today()
    period = periods.open_period(
        make.a_period(world.partnership, is_open=False, starts_on=today, ends_on=today), by=world.manager
    )
    report = writing.start_highlight(world.quality, period, by=world.manager)
    part = report.parts.get(key="evidence")
    found = offers(Asked(world.manager, report, day_asked("")), part.offers)
    content.take_over({part: [found[1]]}, by=world.manager)
    line = part.insertions.get()
    assert opened.ref in line.href
    text = signed_in(world.manager).get(report.get_absolute_url()).content.decode()
    assert "in place at 9 of 15 organisations" in text
    assert signed_in(world.manager).get(line.href).status_code == 200
