"""Refusals that pages treat in a way of their own."""

from django.core.exceptions import ValidationError


class EditedMeanwhile(ValidationError):
    """Somebody else saved the same record since it was opened. ``theirs`` is what they saved, by field."""

    def __init__(self, who: str, theirs: dict[str, object]) -> None:
        super().__init__(f"{who} saved this while you were writing. Both texts are below: choose what should stand.")
        self.who, self.theirs = who, theirs
