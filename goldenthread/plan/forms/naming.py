"""Who is meant by the names that a document gave to owners."""

from typing import Any

from django import forms

from goldenthread.partnerships.models import BodyKind, OrganisationKind, Partnership
from goldenthread.plan.matching import Directory
from goldenthread.plan.operations.naming import NOBODY, POST_ROLES
from goldenthread.plan.queries.drafts import Name
from goldenthread.plan.queries.owners import owner_choices


class NamesForm(forms.Form):
    """For each printed name that is not matched: who it is. What is left at "Not said yet" stays open."""

    hide_optional = True

    def __init__(
        self,
        *args: Any,
        partnership: Partnership,
        names: list[Name],
        kinds: dict[str, str],
        may_add: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        directory, known = Directory(partnership), owner_choices(partnership)
        for n, name in enumerate(names):
            similar = [(_holder_value(holder), str(holder)) for holder in directory.similar(name.text)]
            suggested = [("Perhaps", similar)] if similar else []
            new = _new_choices(known) if may_add else []
            self.fields[f"who_{n}"] = forms.ChoiceField(
                label=name.text,
                required=False,
                help_text=_where(name),
                choices=[("", "Not said yet"), *suggested, *known, *new, (NOBODY, "Nobody here: keep the print only")],
                initial=_first_guess(name, kinds.get(name.text, "")) if may_add and not similar else "",
            )

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [
            (name.text, self.cleaned_data[f"who_{n}"])
            for n, name in enumerate(self.names)
            if self.cleaned_data[f"who_{n}"]
        ]


def _holder_value(holder: Any) -> str:
    return f"{holder._meta.model_name}:{holder.ref}"


def _where(name: Name) -> str:
    owns, other = ", ".join(action.code for action in name.owns), ", ".join(action.code for action in name.other)
    return ". ".join(filter(None, [f"Owns {owns}" if owns else "", f"Named in {other}" if other else ""])) + "."


def _new_choices(known: list[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, list[tuple[str, str]]]]:
    bodies = next(choices for group, choices in known if group == "Bodies")
    return [
        ("Add it as a body", [(f"new-body:{kind.value}", kind.label) for kind in BodyKind]),
        ("Add it as an organisation", [(f"new-organisation:{kind.value}", kind.label) for kind in OrganisationKind]),
        ("Add it as a post", [(f"new-post:{role.value}", role.label) for role in POST_ROLES]),
        ("Add it as the chair of", [(f"new-chair:{value.partition(':')[2]}", label) for value, label in bodies]),
    ]


GUESSES = {
    "partnership": "new-body:partnership",
    "board": "new-body:board",
    "sub-group": "new-body:sub_group",
    "group": "new-body:operations",
    "assembly": "new-body:assembly",
    "partnership board": "new-body:external",
    "scrutiny": "new-body:external",
    "external": "new-body:external",
    "regional": "new-body:external",
    "government": "new-organisation:government",
    "inspectorate": "new-organisation:government",
    "voluntary/faith": "new-organisation:charity",
    "agency": "new-organisation:other",
    "network": "new-body:external",
}
"""What could be added for each kind of name that the reader tells apart. A person looks at it before it is saved."""


def _first_guess(name: Name, kind: str) -> str:
    """A board or group that owns nothing here is more likely somebody else's."""
    guess = GUESSES.get(kind, "")
    return "new-body:external" if guess.startswith("new-body:") and not name.owns else guess
