"""Every failure as JSON: a code for programs, a sentence for people, and where it helps what to do about it."""

import logging
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled
from ninja.errors import ValidationError as Malformed
from pydantic import BaseModel

from goldenthread.evidence.models import Resolution
from goldenthread.evidence.operations import IdentifiersFound
from goldenthread.plan.operations.refusals import EditedMeanwhile

log = logging.getLogger("goldenthread.requests")


class Problem(BaseModel):
    field: str
    message: str


class Question(BaseModel):
    """Words that may identify a child. Take them out, or say what they are."""

    field: str
    words: str
    why: str
    key: str


class Error(BaseModel):
    """What every refusal looks like. ``code`` is for programs, ``message`` for people."""

    code: str
    message: str
    problems: list[Problem] = []
    questions: list[Question] = []
    who: str = ""
    theirs: dict[str, Any] = {}
    yours: dict[str, Any] = {}
    edition: int | None = None


HOW_TO_ANSWER = (
    "Some words may identify a child. Take them out; or, if they do not, send the same again with “answers”: for each "
    f"key one of {' or '.join(Resolution.values)}."
)
SAID = {
    400: ("malformed", "The request cannot be read as JSON."),
    401: ("no_token", "Send a token that works: Authorization: Bearer gt_…"),
    403: ("not_allowed", "This token may not do that."),
    404: ("not_found", "There is nothing here that this token may see."),
    405: ("method", "This address does not take that method."),
    413: ("too_large", "The request is too large."),
    429: ("too_many", "Too many requests. Wait as long as Retry-After says, in seconds."),
    500: ("our_fault", "Something went wrong here. It was noted."),
}
CODES = frozenset({*SAID, 409, 422} - {405, 500})
"""What any operation may answer beside what it is for."""


def refusal(status: int, code: str = "", message: str = "", **more: Any) -> JsonResponse:
    said = SAID.get(status, ("refused", ""))
    error = Error(code=code or said[0], message=message or said[1], **more)
    return JsonResponse(error.model_dump(mode="json", exclude_defaults=True), status=status)


def answer_in_json(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Any] = {
        Exception: _failed, Http404: _simple(404), PermissionDenied: _simple(403), HttpError: _http, Throttled: _http,
        Malformed: _malformed, ValidationError: _refused, IdentifiersFound: _asked, EditedMeanwhile: _meanwhile,
    }  # fmt: skip
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _simple(status: int) -> Any:
    return lambda request, exception: refusal(status)


def _failed(request: HttpRequest, exception: Exception) -> HttpResponse:
    log.error("A request of a program failed.", exc_info=exception)
    return refusal(500)


def _http(request: HttpRequest, exception: HttpError) -> HttpResponse:
    response = refusal(exception.status_code)
    if exception.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    if isinstance(exception, Throttled):
        response["Retry-After"] = str(exception.wait)
    return response


def _malformed(request: HttpRequest, exception: Malformed) -> HttpResponse:
    """What does not have the form that the description of the API gives."""
    problems = [Problem(field=_where(each["loc"]), message=str(each["msg"])) for each in exception.errors]
    return refusal(422, "malformed", "The request does not have the form that is described.", problems=problems)


PLACES = {"sent", "asked", "paging", "day"}


def _where(path: Any) -> str:
    """("body", "sent", "reason") is "reason": what the place is called in our code says nothing to a program."""
    return ".".join(str(part) for part in path[1:] if part not in PLACES) or str(path[0])


def _refused(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    """What an operation refuses, in its own words: 422 where a field is wrong, 409 where the record is past it."""
    if not hasattr(exception, "error_dict"):
        return refusal(409, "refused", " ".join(exception.messages))
    problems = [
        Problem(field="" if field == NON_FIELD_ERRORS else field, message=text)
        for field, texts in exception.message_dict.items()
        for text in texts
    ]
    return refusal(422, "refused", " ".join(problem.message for problem in problems), problems=problems)


def _asked(request: HttpRequest, exception: IdentifiersFound) -> HttpResponse:
    questions = [
        Question(field=found.field, words=found.hit.text, why=found.hit.sentence, key=found.key)
        for found in exception.found
    ]
    return refusal(422, "identifiers", HOW_TO_ANSWER, questions=questions)


def _meanwhile(request: HttpRequest, exception: EditedMeanwhile) -> HttpResponse:
    """Both texts: what somebody else saved, and what was sent. Nothing was overwritten."""
    yours = getattr(request, "sent", {})
    return refusal(
        409, "edited_meanwhile", f"{exception.who} saved this since you read it. Compare both, then send the edition "
        "that is there now.", who=exception.who, theirs=exception.theirs,
        yours={name: yours.get(name) for name in exception.theirs}, edition=getattr(request, "edition", None),
    )  # fmt: skip
