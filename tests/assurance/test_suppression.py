"""No group of one to four organisations can be seen in what is published, nor worked out by adding and subtracting."""

from itertools import chain, combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from goldenthread.assurance.suppression import shown

KINDS, LEVELS = ("health", "police", "schools"), ("no", "partly", "yes")
CELLS = [(kind, level) for kind in KINDS for level in LEVELS]
NUMBERS = st.one_of(st.integers(0, 7), st.integers(0, 40))
PRIME = 1_000_003


def published(cells) -> list[dict]:
    """Every published number as the set of cells that it adds up; how many of each kind answered is known as well."""
    found = shown(cells)
    sums = [{(kind, level) for kind in KINDS} for level in found.levels]
    sums += [{(kind, level)} for kind, row in found.kinds.items() for level in row]
    return sums + [{(kind, level) for level in LEVELS} for kind in KINDS]


def basis_of(sums) -> list[list[int]]:
    basis: list[list[int]] = []
    for each in sums:
        add(basis, [int(cell in each) for cell in CELLS])
    return basis


def reduced(basis, vector) -> list[int]:
    for row in basis:
        lead = next(i for i, x in enumerate(row) if x)
        if vector[lead]:
            vector = [(x - vector[lead] * y) % PRIME for x, y in zip(vector, row, strict=True)]
    return vector


def add(basis, vector) -> None:
    vector = reduced(basis, vector)
    if any(vector):
        inverse = pow(next(x for x in vector if x), -1, PRIME)
        basis.append([x * inverse % PRIME for x in vector])


def follows(basis, cells) -> bool:
    """Whether the sum of these cells is some sum and difference of published numbers."""
    return not any(reduced(basis, [int(cell in cells) for cell in CELLS]))


def holds_a_whole_kind(some) -> bool:
    return any(all((kind, level) in some for level in LEVELS) for kind in KINDS)


SETS = [set(some) for some in chain.from_iterable(combinations(CELLS, n) for n in range(1, len(CELLS)))]
SETS = [some for some in SETS if not holds_a_whole_kind(some)]
"""How many of a kind answered is known: a group with a whole kind in it says no more than the rest of that group."""


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, min_size=9, max_size=9))
@example([0, 0, 5, 0, 0, 6, 2, 0, 30])
@example([5, 0, 9, 4, 0, 9, 0, 0, 9])
@example([1, 1, 20, 0, 0, 20, 0, 0, 20])
@example([0, 0, 0, 0, 0, 1, 9, 9, 9])
def test_no_sum_of_published_numbers_is_a_small_group(numbers) -> None:
    cells = dict(zip(CELLS, numbers, strict=True))
    basis = basis_of(published(cells))
    small = [some for some in SETS if 0 < sum(cells[cell] for cell in some) < 5]
    assert [some for some in small if follows(basis, some)] == []


@given(st.lists(NUMBERS, min_size=9, max_size=9))
def test_what_is_published_is_true(numbers) -> None:
    cells = dict(zip(CELLS, numbers, strict=True))
    found = shown(cells)
    assert found.total == sum(numbers)
    assert found.levels == {level: sum(cells[kind, level] for kind in KINDS) for level in found.levels}
    assert found.kinds == {kind: {level: cells[kind, level] for level in row} for kind, row in found.kinds.items()}


def table(*rows) -> dict:
    return {
        (kind, level): n for kind, row in zip(KINDS, rows, strict=True) for level, n in zip(LEVELS, row, strict=True)
    }


def test_a_level_with_few_is_hidden_with_the_next_smallest() -> None:
    found = shown(table((1, 5, 9), (1, 5, 9), (0, 5, 9)))
    assert (found.levels, found.hidden) == ({"yes": 27}, {"no", "partly"})


def test_several_small_levels_hide_each_other() -> None:
    assert shown(table((1, 2, 9), (1, 1, 9), (1, 0, 9))).levels == {"yes": 27}


def test_a_kind_with_a_small_number_is_hidden_whole_and_so_is_what_would_tell_it() -> None:
    found = shown(table((5, 6, 7), (8, 9, 10), (1, 6, 7)))
    assert (found.levels, found.kinds) == (
        {"no": 14, "partly": 21, "yes": 24},
        {"police": {"no": 8, "partly": 9, "yes": 10}},
    )


def test_where_all_are_alike_a_kind_of_few_is_not_told_by_it() -> None:
    assert shown(table((0, 0, 2), (0, 0, 20), (0, 0, 0))).levels == {}
    assert shown(table((0, 0, 9), (0, 0, 20), (0, 0, 0))).levels == {"no": 0, "partly": 0, "yes": 29}


def test_fewer_than_five_altogether_show_nothing_but_how_many() -> None:
    found = shown(table((1, 0, 1), (0, 1, 0), (0, 0, 1)))
    assert (found.total, found.levels, found.kinds) == (4, {}, {})
