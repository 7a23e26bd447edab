"""Lists from a spreadsheet: send one, see what each row would do, then do all of it or nothing."""

from collections import Counter

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core.refs import new_ref
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.documents.writing.csv import write_csv
from goldenthread.documents.writing.xlsx import write_xlsx
from goldenthread.partnerships.forms.importing import ConflictForm, ImportForm
from goldenthread.partnerships.importing.columns import COLUMNS, Line, What
from goldenthread.partnerships.importing.judging import Outcome, judge
from goldenthread.partnerships.importing.template import report
from goldenthread.partnerships.operations import OnConflict, import_rows
from goldenthread.partnerships.requests import Request

KEPT_SECONDS = 24 * 60 * 60
"""A list that is not imported is forgotten after a day; it holds names and addresses."""
PAGE = 100
ORDER = [Outcome.ERROR, Outcome.CONFLICT, Outcome.NEW, Outcome.SAME]
FORMATS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@rule("MANAGE")
def start(request: Request, partnership: str) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        ref = new_ref()
        read = {
            "what": form.cleaned_data["what"],
            "name": form.cleaned_data["file"].name,
            "lines": [(line.number, line.said) for line in form.mapped.lines],
            "unused": form.mapped.unused,
        }
        cache.set(_key(request, ref), read, KEPT_SECONDS)
        return redirect("partnerships:import_preview", partnership, ref)
    context = {"partnership": request.partnership, "form": form, "columns": COLUMNS}
    return render(request, "partnerships/import.html", context)


def _key(request: Request, ref: str) -> str:
    """Only who sent a list finds it again, and only in the partnership it was sent to."""
    return f"import:{request.partnership.pk}:{request.user.pk}:{ref}"


@rule("MANAGE")
def preview(request: Request, partnership: str, ref: str) -> HttpResponse:
    read = cache.get(_key(request, ref))
    if read is None:
        raise Http404
    what, place = What(read["what"]), request.partnership
    judged = judge([Line(number, said) for number, said in read["lines"]], what, place, request.user)
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        choice = OnConflict(form.cleaned_data["on_conflict"])
        done = attempt(form, import_rows, judged, what, place, on_conflict=choice, by=request.user)
        if done is not None:
            cache.delete(_key(request, ref))
            messages.success(
                request,
                f"Imported: {done['added']} added, {done['updated']} updated, {done['skipped']} left as they are.",
            )
            return redirect("partnerships:home" if what is What.ORGANISATIONS else "partnerships:people", partnership)
    counts = Counter(row.outcome for row in judged)
    rows = sorted(judged, key=lambda row: (ORDER.index(row.outcome), row.number))
    context = {
        "partnership": place,
        "form": form,
        "what": what,
        "file_name": read["name"],
        "unused": read["unused"],
        "counts": counts,
        "total": len(judged),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "can_import": not counts[Outcome.ERROR] and bool(counts[Outcome.NEW] or counts[Outcome.CONFLICT]),
    }
    return render(request, "partnerships/import_preview.html", context)


@rule("MANAGE")
def template(request: Request, partnership: str, what: str, format: str) -> HttpResponse:
    """The columns of a list to fill in; with ``?example`` there is a row in it."""
    if what not in list(What) or format not in FORMATS:
        raise Http404
    write, media_type = FORMATS[format]
    example = "example" in request.GET
    content = write(report(What(what), request.partnership, example=example))
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{what}{"-example" if example else ""}.{format}"'
    return response
