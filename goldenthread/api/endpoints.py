"""How an operation of the API is declared: its address, the right it needs, what it takes and gives.

``get`` and ``post`` are what ``rule`` is for pages: whoever declares an operation names the right, the partnership in
the address is looked up through ``visible_to``, and the description that programs read is made from the same words.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import NinjaAPI, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from goldenthread.accounts.once import digest_of
from goldenthread.api.access import Bearer, place_of
from goldenthread.api.errors import CODES, Error, answer_in_json
from goldenthread.api.models import Token
from goldenthread.api.once import do_once
from goldenthread.documents.uploads import look_at_all
from goldenthread.partnerships.requests import Request as PartnershipRequest
from goldenthread.partnerships.roles import Right
from goldenthread.plan.as_at import AsAt, day_asked

ROOT = "/api/v1/"
P = "partnerships/{slug:partnership}"
MOST = 100
"""Rows of one answer."""
FILE = object()
"""What an operation gives that answers with a file."""
A_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
KEY = "Idempotency-Key"
KEYS = re.compile(r"[A-Za-z0-9_-]{1,100}")
SENT_ONCE = {
    "name": KEY, "in": "header", "required": False,
    "schema": {"type": "string", "title": KEY, "pattern": f"^{KEYS.pattern}$"},
    "description": "A key of your own for this change. Sent again within a day, nothing is done twice.",
}  # fmt: skip

api = NinjaAPI(
    title="Golden Thread",
    version="1",
    description="What the pages of Golden Thread show, and what people do there, for programs.",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    urls_namespace="programs",
)
answer_in_json(api)


class Request(PartnershipRequest):
    """As the views here get it."""

    auth: Token
    sent: dict[str, Any]
    edition: int


class Sent(BaseModel):
    """What a program sends: a name that is not known is a mistake, not something to leave out."""

    model_config = ConfigDict(extra="forbid")


def text(longest: int, shortest: int = 0) -> Any:
    """A text without the character that databases cannot keep."""
    return Annotated[str, StringConstraints(min_length=shortest, max_length=longest, pattern=r"^[^\x00]*$")]


Short, Line, Words = text(100), text(300), text(4000)
Answers = dict[Annotated[str, StringConstraints(max_length=64)], Annotated[str, StringConstraints(max_length=20)]]
"""What somebody says of words that may identify a child, by the key of the question."""

Item = TypeVar("Item")


class Listed(BaseModel, Generic[Item]):
    """One page of a list. ``next`` is the address of the following one; none on the last."""

    items: list[Item]
    next: str | None = None


class Paging(Sent):
    limit: int = Field(50, ge=1, le=MOST, description="How many rows to give.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many rows to leave out first.")


class Dated(Sent):
    as_at: date | None = Field(None, description="The day to show, for example 2021-11-29. Today, if left out.")

    @property
    def when(self) -> AsAt:
        return day_asked(self.as_at.isoformat() if self.as_at else "")


class DatedPaging(Dated, Paging):
    pass


Pages = Query[Paging]
Days = Query[Dated]
DatedPages = Query[DatedPaging]


def listed(
    request: HttpRequest, rows: "QuerySet[Any]", paging: Paging, tell: Callable[[list[Any]], Iterable[Any]]
) -> dict[str, Any]:
    """A page of the rows, told all at once, so that what belongs to them can be read in one query each."""
    found = list(rows[paging.offset : paging.offset + paging.limit + 1])
    more = len(found) > paging.limit
    onward = address_of(request, offset=paging.offset + paging.limit) if more else None
    return {"items": list(tell(found[: paging.limit])), "next": onward}


def each(tell: Callable[[Any], dict[str, Any]]) -> Callable[[list[Any]], list[dict[str, Any]]]:
    return lambda rows: [tell(row) for row in rows]


def address_of(request: HttpRequest, **changes: Any) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return f"{at(request.path)}?{query.urlencode()}"


def at(path: str) -> str:
    """The whole address of a page or an operation."""
    return settings.ADDRESS.rstrip("/") + path


View = TypeVar("View", bound=Callable[..., Any])


def get(path: str, right: Right | None, gives: Any, *, group: str) -> Callable[[View], View]:
    return _declare("GET", path, right, {200: gives}, group)


def post(path: str, right: Right | None, gives: Any, *, group: str, status: int = 200) -> Callable[[View], View]:
    return _declare("POST", path, right, {status: gives}, group)


def _declare(method: str, path: str, right: Right | None, gives: dict[int, Any], group: str) -> Callable[[View], View]:
    extra: dict[str, Any] = {"x-right": right.name if right else None}
    if method == "POST":
        extra["parameters"] = [SENT_ONCE]
    if FILE in gives.values():
        gives, extra["responses"] = dict.fromkeys(gives), dict.fromkeys(gives, A_FILE)

    def mark(view: View) -> View:
        summary, _, about = (view.__doc__ or "").partition("\n")
        needs = f"Needs the right to {right.value}." if right else "Any token that works."

        @wraps(view)
        def guarded(request: Request, **values: Any) -> Any:
            if right is not None:
                request.partnership = place_of(request.user, values["partnership"], right)
            return _once(request, lambda: view(request, **values))

        api.api_operation(
            [method], path, response={**gives, CODES: Error}, summary=summary.rstrip("."), tags=[group],
            description="\n\n".join(filter(None, [" ".join(about.split()), needs])), operation_id=view.__name__,
            url_name=view.__name__, openapi_extra=extra,
        )(guarded)  # fmt: skip
        return view

    return mark


def _once(request: Request, do: Callable[[], Any]) -> Any:
    """A change under a key is done once; the same request again gets the same answer."""
    key = request.headers.get(KEY)
    if key is None or request.method != "POST":
        return do()
    if not KEYS.fullmatch(key):
        raise ValidationError({KEY: "A key has letters, digits, hyphens and underscores, 100 at most."})
    with_files = request.content_type == "multipart/form-data"
    asked = digest_of(request).encode() if with_files else b"\n".join([request.get_full_path().encode(), request.body])
    look_at_all(request.FILES)
    return do_once(request.auth, key=key, asked=asked, do=do)
