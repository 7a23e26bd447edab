"""Refusals that pages treat in a way of their own."""


class EditedMeanwhile(Exception):
    """Somebody else saved the same record since it was opened. ``theirs`` is what they saved, by field.

    No ``ValidationError``: a form cannot show it as its own mistake; the page puts both texts side by side.
    """

    def __init__(self, who: str, theirs: dict[str, object]) -> None:
        super().__init__(f"{who} saved this while you were writing. Both texts are below: choose what should stand.")
        self.who, self.theirs = who, theirs
