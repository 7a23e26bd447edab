"""In which words somebody reads the questions that they answer."""

from django.urls import reverse

from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.models.editions import KNOWN
from tests.questionnaires.test_translations import welsh


def test_whoever_answers_chooses_their_words_and_answers_the_same_codes(asking, world, signed_in) -> None:
    part = asking.assessment.parts.select_related("sheet__edition")[0]
    sample = part.sheet.edition
    sample.text = welsh().text
    sample.save()
    KNOWN.clear()
    address = reverse("assurance:section", args=[asking.assessment.ref, part.sheet.ref, "leading"])
    browser = signed_in(asking.lead)
    assert "Somebody senior answers" in browser.get(address).content.decode()
    assert "In full: Somebody senior" in browser.get(address, {"words": "plain"}).content.decode()
    text = browser.get(address, {"words": "cy"}).content.decode()
    assert ("Cyflawnwyd" in text, '<div lang="cy">' in text) == (True, True)
    assert "Mae rhywun" in browser.get(address).content.decode()
    browser.post(address, {"a-lead": "met", "c-lead": "Yes."})
    assert Answer.objects.get(question="lead").value == "met"
