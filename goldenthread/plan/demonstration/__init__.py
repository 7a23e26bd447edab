"""The demonstration: Birmingham's plan of 2021-23 told again in our words, with invented people and invented progress.

``people`` who there is, ``story`` what happened when (data), ``telling`` does it through the same operations as the
pages, on a clock that is set to each day in turn. Nothing in the rest of the application knows that this exists.
"""

from collections.abc import Callable, Iterable
from typing import Any

chapters: list[Callable[[Any], Iterable[tuple[Any, Callable[[], object]]]]] = []
"""What higher apps tell beside the plan's own story: each is given the teller and gives its events, by day."""
