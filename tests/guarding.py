"""What test_architecture.py holds the code to: each function looks at one rule and says who breaks it."""

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import models

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "goldenthread"

OPEN_MODULES = {"models", "queries", "operations", "permissions", "roles"}
"""What an app may import from any app below it."""

ALSO_OPEN = {
    "accounts": {"middleware", "once", "requests", "routes"},
    "documents": {"blocks", "errors", "gate", "reading", "sandbox", "scanner", "screening", "uploads", "writing"},
    "evidence": {"facts", "screened", "users"},
    "measures": {"reading", "users"},
    "governance": {"pages", "proposers", "scales", "synthetic"},
    "notifications": {"kinds", "topics"},
    "partnerships": {"belongings", "brand", "hooks", "middleware", "requests", "rights", "search"},
    "questionnaires": {"answering", "format", "shipped", "wording"},
    "plan": {"as_at", "demonstration", "export", "origins", "phrases", "rating", "synthetic"},
}
"""And by app, what else it offers. Of ``core``, which is there to be used, everything is open."""

WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "create_person",
}
ROW_SOURCES = {"objects", "filter", "exclude", "all", "select_for_update", "at"}
"""``….update(…)`` writes when it stands behind one of these; behind anything else it may be a dictionary's."""

POST_DECORATORS = ("require_POST", "post(")
"""Of a view that answers nothing but a POST: a page's, and an operation's of the API."""

POST_ONLY = ("is_valid", ".method", "request.POST")
"""What an ``if`` asks that is true of a POST alone. (A form is valid only when it was filled from one.)"""

LIMITED = {"visible_to", "where", "operated_by"}
"""What may follow ``Model.objects`` in a view: all ask who is looking."""


# --- the order of apps ----------------------------------------------------------------------------------------------


def app_order() -> dict[str, int]:
    """The apps from pyproject.toml with their height: 0 is the lowest line; apps on one line do not know each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract["name"].startswith("Order of apps"))
    return {app.strip(): height for height, line in enumerate(reversed(lines)) for app in line.split("|")}


def upward_relations(relations: Iterable[tuple[str, str, str]], order: dict[str, int]) -> list[str]:
    """``relations`` are (app, field, app it points to); one may point into its own app and into those below."""
    return [
        f"{field} points from {app} up or across to {target}"
        for app, field, target in relations
        if app != target and order[target] >= order[app]
    ]


def relations(all_models: Iterable[type[models.Model]]) -> Iterator[tuple[str, str, str]]:
    for model in all_models:
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.model is model:
                yield model._meta.app_label, str(field), field.related_model._meta.app_label


# --- what apps import from each other -------------------------------------------------------------------------------


def python_files(*names: str) -> Iterator[Path]:
    """Our modules, or only those called so: ``views`` is ``views.py`` and everything in ``views/``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).with_suffix("").parts[1:]
        if "migrations" not in inside and (not names or set(names) & set(inside)):
            yield path


def foreign_imports(source: str, app: str, apps: Iterable[str]) -> list[str]:
    """Modules of other apps that are theirs alone, such as their views and forms."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found += [name for name in names if not _is_open(name.split("."), app, apps)]
    return found


def _is_open(parts: list[str], app: str, apps: Iterable[str]) -> bool:
    if parts[0] != "goldenthread" or len(parts) < 3 or parts[1] not in apps or parts[1] in {app, "core"}:
        return True
    return parts[2] in OPEN_MODULES | ALSO_OPEN.get(parts[1], set())


# --- views ----------------------------------------------------------------------------------------------------------


def unlimited_queries(source: str, of_a_partnership: Iterable[str] = ()) -> list[str]:
    """In a view: ``Model.objects`` of ours that is not at once limited to what the person may see, or a whole model.

    Rows of the models named in ``of_a_partnership``, which have no ``visible_to``, may also be found by
    ``filter(…=request.partnership)``: the route's rule has seen to that partnership.
    """
    tree, found = ast.parse(source), []
    ours = _imported_from_us(tree)
    limited = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LIMITED}
    limited |= {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "filter"
        and _root(node.func) in of_a_partnership
        and any("request.partnership" in ast.unparse(keyword.value) for keyword in node.keywords)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            if _root(node) in ours and id(node) not in limited:
                found.append(f"line {node.lineno}: {ast.unparse(node)} without visible_to")
        elif isinstance(node, ast.Call) and _name(node.func) in {"get_object_or_404", "get_list_or_404"}:
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id in ours and first.id[:1].isupper():
                found.append(f"line {node.lineno}: {first.id} looked up without visible_to")
    return found


def changes_by_get(source: str) -> list[str]:
    """In a view: an operation (a call that names ``by``) whatever the method is. It belongs under ``is_valid()`` or
    ``method ==``, or the view says ``require_POST``."""
    return [
        f"line {call.lineno}: {view.name} calls {ast.unparse(call.func)} whatever the method"
        for view in ast.parse(source).body
        if isinstance(view, ast.FunctionDef) and not view.name.startswith("_")
        and not any(ast.unparse(decorator).startswith(POST_DECORATORS) for decorator in view.decorator_list)
        for call in _unguarded_calls(view.body)
        if "by" in {keyword.arg for keyword in call.keywords}
    ]  # fmt: skip


def _imported_from_us(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goldenthread")
        for alias in node.names
    }


def _root(node: ast.expr) -> str:
    """The first part of a dotted name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _unguarded_calls(body: list[ast.stmt]) -> Iterator[ast.Call]:
    """Calls outside every ``if`` that asks for a valid form or the method; after ``if method != "POST": return`` all is
    guarded."""
    for statement in body:
        if isinstance(statement, ast.If) and any(word in ast.unparse(statement.test) for word in POST_ONLY):
            if isinstance(statement.body[-1], ast.Return) and "!=" in ast.unparse(statement.test):
                return
            yield from _unguarded_calls(statement.orelse)
        elif isinstance(statement, ast.If | ast.For | ast.With | ast.Try):
            yield from _unguarded_calls(
                [*statement.body, *getattr(statement, "orelse", []), *getattr(statement, "finalbody", [])]
            )
            for handler in getattr(statement, "handlers", []):
                yield from _unguarded_calls(handler.body)
        else:
            yield from (node for node in ast.walk(statement) if isinstance(node, ast.Call))


# --- operations -----------------------------------------------------------------------------------------------------


Function = tuple[int, str]
"""Which module of an app's operations, and the name in it."""


def broken_operations(sources: Iterable[str]) -> list[str]:
    """Public functions of an app's operations that change rows, and do not name the person, are not one transaction or
    write no history. What they do through other functions of these modules counts as done by them."""
    functions = {
        (number, node.name): node
        for number, source in enumerate(sources)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }
    writing = _reaching(functions, _writes_rows)
    recording = _reaching(functions, _writes_history)
    found = []
    for (number, name), function in functions.items():
        if name.startswith("_") or (number, name) not in writing:
            continue
        if "by" not in {argument.arg for argument in function.args.kwonlyargs}:
            found.append(f"{name}: no keyword-only by")
        if "transaction.atomic" not in ast.unparse(function):
            found.append(f"{name}: no transaction")
        if (number, name) not in recording:
            found.append(f"{name}: no history")
    return found


def _reaching(functions: dict[Function, ast.FunctionDef], does: Callable[[ast.FunctionDef], bool]) -> set[Function]:
    """Functions that do something themselves or by calling one that does."""
    reached = {key for key, function in functions.items() if does(function)}
    while True:
        more = {key for key in functions.keys() - reached if _called(key, functions) & reached}
        if not more:
            return reached
        reached |= more


def _called(key: Function, functions: dict[Function, ast.FunctionDef]) -> set[Function]:
    """A name means the function of the same module; else one of that name in another, which is then public."""
    names = {_name(node.func) for node in ast.walk(functions[key]) if isinstance(node, ast.Call)}
    own = {(key[0], name) for name in names} & functions.keys()
    return own | {other for other in functions if other[1] in names - {name for _, name in own} and other[1][0] != "_"}


PREPARED_WRITES = {"rows.insert", "rows.insert_or_change", "rows.update"}
"""Of ``core.rows``."""


def _writes_rows(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in WRITES or ast.unparse(node.func) in PREPARED_WRITES:
                return True
            if node.func.attr == "update" and ROW_SOURCES & {
                part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)
            }:
                return True
    return False


def _writes_history(function: ast.FunctionDef) -> bool:
    return any(
        ast.unparse(node.func) in {"record", "history.record", "history.record_each"}
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    )


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
