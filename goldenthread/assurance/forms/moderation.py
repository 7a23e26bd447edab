"""What moderators and the organisation say to a standard."""

from typing import Any

from django import forms

from goldenthread.assurance.queries.levels import codes_of
from goldenthread.evidence.screened import ScreenedForm
from goldenthread.questionnaires.format.things import Question

AREA = {"rows": 4}
REASON = "The organisation reads it, and so does every partnership that reads the answer."


class JudgeForm(ScreenedForm):
    """``seen``: the last judgement that the person had before them."""

    level = forms.CharField(label="Which level do you see?", required=False)
    reason = forms.CharField(
        label="Why?", required=False, max_length=4000, widget=forms.Textarea(AREA), help_text=REASON
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if codes_of(question):
            options = [(option.code, option.words) for option in question.answers]
            field = forms.ChoiceField(label="Which level do you see?", choices=options, widget=forms.RadioSelect)
            field.hints = {code: question.descriptor(code) for code, _ in options}  # type: ignore[attr-defined]
            self.fields["level"] = field
            self.order_fields(["level", "reason", "seen"])
        elif question.scale and question.scale.step:
            self.fields["level"].label = "Which level do you see, in percent?"
        else:
            del self.fields["level"]


class AskBackForm(ScreenedForm):
    words = forms.CharField(label="What do you want to know?", max_length=2000, widget=forms.Textarea(AREA))


class AnswerBackForm(ScreenedForm):
    words = forms.CharField(label="Your answer", max_length=4000, widget=forms.Textarea(AREA))


class ReplyForm(ScreenedForm):
    agrees = forms.ChoiceField(
        label="Do you agree with this level?", choices=[("yes", "Yes, we agree"), ("no", "No, we disagree")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label="Your words", required=False, max_length=4000, widget=forms.Textarea(AREA),
        help_text="Needed where you disagree.",
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class LetterForm(ScreenedForm):
    words = forms.CharField(
        label="What do you want to say first?", required=False, max_length=4000, widget=forms.Textarea({"rows": 5}),
        help_text="It stands above the levels. You can leave it empty.",
    )  # fmt: skip
