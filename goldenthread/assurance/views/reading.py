"""In which words a person reads questions while they answer: their choice is kept for the session."""

from django.http import HttpRequest

from goldenthread.questionnaires.answering.shown_in import choices
from goldenthread.questionnaires.format.things import Questionnaire

KEPT = "words"


def words_chosen(request: HttpRequest, questionnaire: Questionnaire) -> tuple[str, list[tuple[str, str]]]:
    """The words that were chosen, where this questionnaire has them; and what there is to choose from."""
    known = choices(questionnaire)
    asked = request.GET.get(KEPT)
    if asked is not None and asked in dict(known):
        request.session[KEPT] = asked
    chosen = str(request.session.get(KEPT, "")) if known else ""
    return (chosen if chosen in dict(known) else ""), known
