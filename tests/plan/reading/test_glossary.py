import pytest

from goldenthread.plan.reading.glossary import read_glossary

from .documents import document, table


@pytest.mark.parametrize(
    "text",
    [
        "Glossary\nQAG – Quality Assurance Group",
        "QAG = Quality Assurance Group",
        "Key to leads\nQAG: Quality Assurance Group; BM: Business Manager",
        "The Quality Assurance Group (QAG) meets every month.",
    ],
)
def test_short_form_is_found(text: str) -> None:
    assert read_glossary(document(text)).entries["QAG"] == "Quality Assurance Group"


def test_table_of_short_forms() -> None:
    found = read_glossary(
        document(table("Abbreviation | Meaning", "QAG | Quality Assurance Group", "ICB | Integrated Care Board"))
    )
    assert found.entries == {"QAG": "Quality Assurance Group", "ICB": "Integrated Care Board"}


@pytest.mark.parametrize("text", ["BRAG: Complete", "We will train 200 staff (GCP2).", "Action 1 - Develop a plan"])
def test_other_text_explains_nothing(text: str) -> None:
    assert read_glossary(document(text)).entries == {}
