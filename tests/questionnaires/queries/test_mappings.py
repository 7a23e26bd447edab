"""What the shipped sets answer of each other."""

from goldenthread.questionnaires.queries.mappings import coverage, mapped_sets


def test_counts_are_those_of_the_lines_and_cover_every_standard() -> None:
    for one, other in mapped_sets():
        found = coverage(one.id, other.id)
        assert found is not None
        standards = {question.id for question in other.questions if question.kind == "scale"}
        assert sum(found.counts.values()) == len(found.lines)
        assert standards <= {line.question.id for line in found.lines}


def test_short_version_answers_a_part_of_the_full_one_and_says_which() -> None:
    found = coverage("voluntary-faith", "section-11")
    assert found is not None
    degrees = {line.question.id: line.degree for line in found.lines}
    assert (degrees["policy-known"], degrees["policy"], degrees["whistleblowing"], degrees["supervision"]) == (
        "in full", "in part", "touched", "not at all",
    )  # fmt: skip
    assert [mapping.id for mapping in found.mappings] == ["voluntary-faith-to-section-11"]


def test_full_version_answers_all_that_is_a_part_of_it() -> None:
    found = coverage("section-11", "voluntary-faith")
    assert found is not None
    assert {line.question.id for line in found.lines if line.degree == "in full"} >= {"policy", "checks", "training"}


def test_sets_without_a_mapping_and_unknown_ones() -> None:
    none = coverage("health-check", "prevent")
    assert none is not None
    assert (set(none.counts) - {"not at all"}, none.counts["in full"], none.mappings) == (
        {"in full", "in part", "touched"}, 0, [],
    )  # fmt: skip
    assert [coverage(one, "section-11") for one in ("nothing", "section-11")] == [None, None]
