"""Checks that run before the application starts."""

from typing import Any

from django.core.checks import Error, register

from goldenthread.core import rules


@register()
def every_route_names_its_rule(**_: Any) -> list[Error]:
    return [
        Error(
            f"The route {address!r} ({name}) names no rule.", hint="Decorate its view with @rule(...).", id="core.E001"
        )
        for address, name, pattern in rules.routes()
        if not rules.rule_of(pattern, name)
    ]
