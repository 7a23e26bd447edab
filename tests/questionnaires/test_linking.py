"""Which questions belong together, outright and by way of a third set; what follows and what does not."""

import pytest

from goldenthread.questionnaires.format.linking import followed, links
from goldenthread.questionnaires.format.things import Mapping, Pair


def says(one: str, other: str, *pairs: tuple[str, str, str]) -> Mapping:
    """Pairs as (first question, how, second question)."""
    made = tuple(Pair(first, second, how, f"{first} {how} {second}") for first, how, second in pairs)
    return Mapping(f"{one}-to-{other}", (one, "1"), (other, "1"), "Ours", made)


def told(mappings: list[Mapping], one: str, other: str, **how: int) -> set[tuple[str, str, str]]:
    return {(link.one, link.how, link.other) for link in links(mappings, one, other, **how)}


def test_pair_is_read_both_ways_and_a_part_backwards_is_a_whole() -> None:
    mappings = [says("short", "full", ("policy", "part", "policies"), ("lead", "equal", "leader"))]
    assert told(mappings, "short", "full") == {("policy", "part", "policies"), ("lead", "equal", "leader")}
    assert told(mappings, "full", "short") == {("policies", "whole", "policy"), ("leader", "equal", "lead")}


@pytest.mark.parametrize(
    ("first", "second", "then"),
    [
        ("equal", "overlap", "overlap"), ("part", "equal", "part"), ("part", "part", "part"),
        ("whole", "part", "overlap"), ("overlap", "part", "overlap"),
        ("part", "whole", None), ("overlap", "overlap", None), ("part", "overlap", None),
    ],
)  # fmt: skip
def test_weakest_hop_decides_and_where_nothing_follows_nothing_is_said(first, second, then) -> None:
    assert followed(first, second) == then


def test_way_leads_over_a_third_set_with_its_reasons() -> None:
    mappings = [says("a", "b", ("x", "part", "y")), says("b", "c", ("y", "part", "z"))]
    link = links(mappings, "a", "c")[0]
    assert (link.how, [hop.reason for hop in link.hops]) == ("part", ["x part y", "y part z"])


def test_two_parts_of_one_thing_are_not_said_to_belong_together() -> None:
    mappings = [says("a", "b", ("x", "part", "y")), says("c", "b", ("z", "part", "y"))]
    assert told(mappings, "a", "c") == set()


def test_strongest_way_counts_and_of_those_the_shortest() -> None:
    mappings = [
        says("a", "c", ("x", "overlap", "z")), says("a", "b", ("x", "equal", "y")), says("b", "c", ("y", "part", "z")),
    ]  # fmt: skip
    assert told(mappings, "a", "c") == {("x", "part", "z")}
    mappings[0] = says("a", "c", ("x", "part", "z"))
    assert [len(link.hops) for link in links(mappings, "a", "c")] == [1]


def test_ways_are_limited_and_never_go_round() -> None:
    chain = [says(a, b, ("q", "equal", "q")) for a, b in ("ab", "bc", "cd", "de", "ba")]
    assert told(chain, "a", "d") == {("q", "equal", "q")}
    assert told(chain, "a", "e") == set()
    assert told(chain, "a", "e", most_hops=4) == {("q", "equal", "q")}
