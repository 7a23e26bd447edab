"""How often a body meets, as its page says it, is what a new series of its meetings begins with."""

import pytest

from goldenthread.governance.frequency import every_of


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("Every two months", 2), ("every 3 months", 3), ("six times a year", 2), ("Quarterly", 3), ("twice a year", 6),
        ("Monthly", 1), ("at least once a year", 12), ("every other month", 2), ("four times per year", 3),
        ("As needed", None), ("", None), ("five times a year", None), ("every nine months", None),
    ],
)  # fmt: skip
def test_frequency_is_read(said, months):
    assert every_of(said) == months


def test_series_begins_with_the_frequency_of_its_body(world, signed_in):
    world.board.meets = "Quarterly"
    world.board.save()
    page = signed_in(world.manager).get(f"/p/marlshire/meetings/series/add/?body={world.board.ref}").content.decode()
    assert '<option value="3" selected' in page
