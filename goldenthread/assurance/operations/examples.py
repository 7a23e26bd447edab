"""Good practice: proposed from a moderated standard, published when its organisation consents, withdrawn by either."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import ExampleState, GoodExample
from goldenthread.assurance.queries.moderation import Standard
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.search import index, unindex

Answers = dict[str, str] | None


@transaction.atomic
def propose_example(
    standard: Standard, *, partnership: Partnership, title: str, text: str, by: User, answers: Answers = None
) -> GoodExample:
    if standard.of(partnership) is None:
        raise ValidationError("Judge the standard first.")
    live = GoodExample.objects.select_for_update().filter(
        part=standard.part, question=standard.question.id, partnership=partnership,
        state__in=[ExampleState.PROPOSED, ExampleState.PUBLISHED],
    )  # fmt: skip
    if live.exists():
        raise ValidationError("This example was proposed already.")
    made = GoodExample(
        part=standard.part, question=standard.question.id, standard=standard.question.text[:500],
        partnership=partnership, network=partnership.network, title=title.strip(), text=text.strip(), proposed_by=by,
        proposed_at=clock.now(),
    )  # fmt: skip
    made.full_clean()
    refuse_identifiers(made, {"title": title, "text": text}, partnership=partnership, by=by, answers=answers)
    made.save()
    record(made, "proposed an example of good practice", by=by, new={"title": made.title, "text": made.text})
    return made


@transaction.atomic
def consent_to_example(example: GoodExample, *, named: bool, by: User) -> GoodExample:
    """The organisation's consent publishes it as it stands, throughout the network."""
    example = _locked(example, ExampleState.PROPOSED)
    example.state, example.named = ExampleState.PUBLISHED, named
    example.answered_by, example.answered_at = by, clock.now()
    example.save()
    for place in _places(example):
        index(
            example, title=example.title, text=f"{example.text}\n{example.standard}", partnership=place,
            address=example.address_in(place),
        )  # fmt: skip
    record(example, "consented, and so published it", by=by, new={"with its name": named})
    return example


@transaction.atomic
def decline_example(example: GoodExample, *, why: str, by: User, answers: Answers = None) -> GoodExample:
    example = _locked(example, ExampleState.PROPOSED)
    refuse_identifiers(example, {"why": why}, partnership=example.partnership, by=by, answers=answers)
    example.state, example.why = ExampleState.DECLINED, why.strip()
    example.answered_by, example.answered_at = by, clock.now()
    example.save()
    record(example, "declined to have it published", by=by, reason=why)
    return example


@transaction.atomic
def withdraw_example(example: GoodExample, *, why: str, by: User, answers: Answers = None) -> GoodExample:
    """Nobody else reads it from now on."""
    example = _locked(example, ExampleState.PUBLISHED, ExampleState.PROPOSED)
    refuse_identifiers(example, {"why": why}, partnership=example.partnership, by=by, answers=answers)
    example.state, example.why = ExampleState.WITHDRAWN, why.strip()
    example.ended_by, example.ended_at = by, clock.now()
    example.save()
    unindex(example)
    record(example, "withdrew the example", by=by, reason=why)
    return example


def _places(example: GoodExample) -> list[Partnership]:
    return list(example.network.partnerships.all()) if example.network else [example.partnership]


def _locked(example: GoodExample, *states: str) -> GoodExample:
    rows = GoodExample.objects.select_for_update(of=("self",)).select_related("partnership", "network")
    found: GoodExample = rows.get(pk=example.pk)
    if found.state not in states:
        raise ValidationError(f"This example is {found.get_state_display().lower()}: that cannot be done now.")
    return found
