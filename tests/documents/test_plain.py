"""Everything in a document that can be read is screened: also its cells, and what the file says of itself."""

from goldenthread.documents.blocks import Document
from goldenthread.documents.plain import words
from goldenthread.documents.reading import read


def test_lines_and_cells_are_words_and_empty_ones_are_not():
    text = b"# Plan\n\nIt begins here.\n\n| Action | Lead |\n| --- | --- |\n| Publish it |  |\n"
    assert words(read(text, "markdown")).splitlines() == [
        "Plan",
        "It begins here.",
        "Action",
        "Lead",
        "Publish it",
    ]


def test_title_and_author_of_the_file_are_words():
    assert words(Document(title="Minutes", meta={"author": "Sam Example"})) == "Minutes\nSam Example"
