"""Forms for the parts of a draft: its details, sections, questions, sources and scales."""

from goldenthread.questionnaires.forms.parts.base import PartForm
from goldenthread.questionnaires.forms.parts.questions import QuestionForm
from goldenthread.questionnaires.forms.parts.wholes import DetailsForm, ScaleForm, SectionForm, SourceForm

FORMS: dict[str, type[PartForm]] = {
    "details": DetailsForm,
    "section": SectionForm,
    "question": QuestionForm,
    "source": SourceForm,
    "scale": ScaleForm,
}

__all__ = ["FORMS", "DetailsForm", "PartForm", "QuestionForm", "ScaleForm", "SectionForm", "SourceForm"]
