"""Rules of quorum: replaced from a day on, never overwritten, so that an old meeting keeps its own."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.governance.models import QuorumRule
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Body


@transaction.atomic
def set_quorum(body: Body, *, numbers: Mapping[str, int], by: User) -> Body:
    """``numbers`` by constituency ("" is in all); 0 asks for none. They hold from today."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    known = {rule.constituency: rule for rule in body.quorum_rules.filter(ends_on=None)}
    old = {name or "in all": rule.at_least for name, rule in known.items()}
    for name, number in numbers.items():
        rule = known.get(name)
        if rule is not None and rule.at_least == number:
            continue
        if rule is not None:
            _end(rule)
        if number:
            QuorumRule.objects.create(body=body, constituency=name, at_least=number, starts_on=clock.today())
    new = {name or "in all": number for name, number in numbers.items() if number}
    if new != old:
        record(body, "set the rules of quorum", by=by, old=old, new=new)
    return body


def _end(rule: QuorumRule) -> None:
    """A rule of today never held for a whole day, so it is gone; an older one ends yesterday."""
    if rule.starts_on >= clock.today():
        rule.delete()
    else:
        rule.ends_on = clock.today() - timedelta(days=1)
        rule.save()
