"""Addresses of pages: what Django's ``reverse`` answers, for routes whose address was worked out before.

Django tries out every way to write an address each time it is asked, and a list asks it a hundred times.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import urls
from django.http import QueryDict
from django.utils.http import urlencode

PLAIN = re.compile(r"[-a-zA-Z0-9_]+")
"""What stands in an address as it is: references, short names, numbers."""
MARK = "x{}x"


def reverse(
    name: str, args: Sequence[Any] = (), *, query: dict[str, Any] | QueryDict | None = None, fragment: str = ""
) -> str:
    texts = [str(value) for value in args]
    pieces = _pieces(name, len(texts), urls.get_script_prefix())
    if pieces is None or not all(map(PLAIN.fullmatch, texts)):
        return urls.reverse(name, args=args, query=query, fragment=fragment or None)
    address = pieces[0] + "".join(text + piece for text, piece in zip(texts, pieces[1:], strict=True))
    if query:
        asked = query.urlencode() if isinstance(query, QueryDict) else urlencode(query, doseq=True)
        address += f"?{asked}" if asked else ""
    return f"{address}#{fragment}" if fragment else address


@lru_cache(maxsize=2048)
def _pieces(name: str, count: int, prefix: str) -> list[str] | None:
    """The address around its arguments; None for a route that does not take every short name."""
    marks = [MARK.format(number) for number in range(count)]
    try:
        address = urls.reverse(name, args=marks)
    except urls.NoReverseMatch:
        return None
    return re.split("|".join(marks), address) if marks else [address]
