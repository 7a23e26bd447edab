"""The house stands as docs/architecture.md says. Each rule is also tried on a planted offender, which it must find."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests import guarding
from tests.guarding import PACKAGE, app_order, python_files

ORDER = app_order()

PARTS: dict[str, str] = {
    "api.tell_webhooks": "repeats elsewhere what the history says; the log of a webhook says what became of it",
    "api.count_request": "how often a token comes; nobody does it",
    "api.note_use": "when a token was used last; each thing done with it writes its own history",
    "accounts.make_sign_in_link": "made on a demonstration's command line, where nobody has signed in",
    "accounts.use_sign_in_link": "who it is turns out by the link; record_sign_in follows",
    "assurance.answer_survey": "anonymous: a history would tell who answered when",
    "assurance.add": "a step of other operations: repeats what they recorded, for lists",
    "assurance.change": "a step of other operations: repeats what they recorded, for lists",
    "assurance.in_step": "a step of other operations: repeats what they recorded, for lists",
    "assurance.mend": "counts anew what is repeated for lists; nobody's record changes",
    "documents.discard_file": "the operation that lets go of the file writes the history",
    "documents.keep_file": "the operation that uses the file writes the history",
    "documents.scan_file": "keeps what the scanner said; nobody does it",
    "evidence.note_screening": "keeps what the screening of a file found; nobody does it",
    "evidence.refuse_identifiers": "runs before an operation; the answers it keeps say who gave them",
    "evidence.settle_file": "follows the scan of a file; nobody does it",
    "governance.close_those_over": "the clock closes them; close_procedure writes the history",
    "governance.give_number": "a step of other operations, in their transaction, which write the history",
    "governance.delete_old_packs": "clears away copies by themselves; nobody does it",
    "governance.keep_made_pack": "what became of a pack that somebody asked for",
    "governance.keep_pack_failure": "what became of a pack that somebody asked for",
    "governance.note_progress": "how far a pack is that somebody asked for",
    "governance.note_screening_of_paper": "keeps what the screening of a file found; nobody does it",
    "governance.settle_paper": "follows the scan of a file; nobody does it",
    "history.record": "it is what writes the history; it refuses to run outside a transaction",
    "history.record_each": "the same for many records; it refuses to run outside a transaction as well",
    "notifications.delete_old_mail": "clears away by itself; nobody does it",
    "notifications.note_use": "says when a calendar was last fetched; nobody does it",
    "notifications.plan_mail": "a step of other operations; a mail's own row says what became of it",
    "notifications.send_soon": "a mail's own row says what became of it",
    "notifications.send_waiting_mail": "a mail's own row says what became of it; each is a transaction of its own",
    "partnerships.accept_invitation": "the person is the one who was invited",
    "partnerships.amend": "a step of other operations, in their transaction",
    "partnerships.close_invitations_of_those_gone": "a step of other operations, in their transaction",
    "partnerships.delete_old_archives": "clears away copies by themselves; nobody does it",
    "partnerships.enter": "a step of other operations, in their transaction",
    "partnerships.keep_archive": "what became of a file that somebody asked for",
    "partnerships.keep_archive_failure": "what became of a file that somebody asked for",
    "plan.build": "a step of read_document, which keeps what was read in one transaction with its history",
    "plan.delete_old_exports": "clears away copies by themselves; nobody does it",
    "plan.escalate_overdue": "each action is a transaction of its own, however far the night comes",
    "plan.in_place": "a step of other operations, in their transaction, which write the history",
    "plan.keep_failure": "what became of an export that somebody asked for",
    "plan.keep_made": "what became of an export that somebody asked for",
    "plan.bring_rounds_up_to_date": "a step of other operations, in their transaction, which write the history",
    "plan.owe_returns": "a step of other operations, in their transaction, which write the history",
    "plan.read_document": "the parser runs outside any transaction; what it found is kept in one",
    "plan.set_owners": "a step of other operations, in their transaction, which write the history",
    "plan.set_served": "a step of other operations, in their transaction, which write the history",
    "plan.summarise_everything_served_by": "a step of other operations: repeats what they recorded, for lists",
    "plan.summarise_evidence": "a step of other operations: repeats what they recorded, for lists",
    "plan.summarise_outcome": "a step of other operations: repeats what they recorded, for lists",
    "questionnaires.summarise_sheet": "a step of other operations: repeats what they recorded, for lists",
    "plan.supersede": "a step of other operations, in their transaction, which write the history",
    "plan.vary_milestone": "a step of deciding a variation, in its transaction, which writes the history",
    "plan.plan_regular_mails": "does what somebody asked for again and again; the outbox says what became of it",
}
"""Functions beside the operations to which the rule of operations does not apply, each with the reason."""


OPEN_QUERIES = {
    "assurance/views/handed.py": "a section that was handed over is found by its secret, by whoever has no account",
    "partnerships/views/brand.py": "the colour and logo of a partnership are public",
    "partnerships/views/invitations.py": "an invitation is found by its secret, before anybody has signed in",
}
"""Views that read without asking who is looking, each with the reason."""

IMPORTED = "from goldenthread.plan import models\nfrom goldenthread.plan.models import Action, Membership\n"


def ids(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def our_models() -> list[type[models.Model]]:
    ours = [
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("goldenthread.")
    ]
    return [model for model in ours if model._meta.app_label in ORDER]


# --- relations ------------------------------------------------------------------------------------------------------


def test_order_of_apps_is_that_of_the_settings() -> None:
    installed = [config.label for config in apps.get_app_configs() if config.name.startswith("goldenthread.")]
    assert sorted(installed) == sorted(ORDER)


def test_relations_point_down_the_order_of_apps() -> None:
    ours = [relation for relation in guarding.relations(our_models()) if relation[2] in ORDER]
    assert len(ours) > 50
    assert guarding.upward_relations(ours, ORDER) == []


@pytest.mark.parametrize(("app", "target"), [("partnerships", "plan"), ("learning", "reviews"), ("audits", "reviews")])
def test_relation_that_points_up_or_across_is_found(app: str, target: str) -> None:
    order = {"partnerships": 0, "plan": 1, "learning": 2, "reviews": 3, "audits": 3}
    assert guarding.upward_relations([(app, "planted", target)], order) == [
        f"planted points from {app} up or across to {target}"
    ]


# --- imports --------------------------------------------------------------------------------------------------------


def faults(of: Callable[[Path], list[str]], *names: str) -> dict[str, list[str]]:
    """What one rule finds in our files, by file."""
    return {ids(path): found for path in python_files(*names) if (found := of(path))}


def test_other_apps_are_used_through_what_they_offer() -> None:
    def foreign(path: Path) -> list[str]:
        app = path.relative_to(PACKAGE).parts[0]
        return guarding.foreign_imports(path.read_text(), app, ORDER) if app in ORDER else []

    assert faults(foreign) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from goldenthread.plan.views import action",
        "from goldenthread.plan import forms",
        "import goldenthread.plan.forms",
        "def view():\n    from goldenthread.plan.views.actions import action",
    ],
)
def test_import_of_another_apps_views_or_forms_is_found(planted: str) -> None:
    assert len(guarding.foreign_imports(planted, "reports", ORDER)) == 1


def test_import_of_what_another_app_offers_is_fine() -> None:
    for source in ("from goldenthread.plan.models import Action", "import goldenthread.plan.queries", IMPORTED):
        assert guarding.foreign_imports(source, "reports", ORDER) == []


# --- views ----------------------------------------------------------------------------------------------------------


def test_view_reads_only_what_the_person_may_see() -> None:
    of_a_partnership = {model.__name__ for model in our_models() if not hasattr(model.objects, "visible_to")}
    found = faults(lambda path: guarding.unlimited_queries(path.read_text(), of_a_partnership), "views")
    assert {name: lines for name, lines in found.items() if name not in OPEN_QUERIES} == {}
    assert OPEN_QUERIES.keys() - found.keys() == set()


@pytest.mark.parametrize(
    "planted",
    [
        "Action.objects.get(ref=ref)",
        "Action.objects.filter(ref=ref).visible_to(request.user)",
        "models.Action._default_manager.all()",
        "Action.objects.filter(plan__partnership=request.partnership)",
        "get_object_or_404(Action, ref=ref)",
    ],
)
def test_view_that_reads_everything_is_found(planted: str) -> None:
    assert len(guarding.unlimited_queries(f"{IMPORTED}{planted}")) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "get_object_or_404(Action.objects.visible_to(request.user), ref=ref)",
        "UserSession.objects.create_from_request(request)",
        "action.versions.at(moment)",
        "Membership.objects.filter(partnership=request.partnership)",
    ],
)
def test_view_that_starts_from_visible_to_or_from_what_it_found_so_is_fine(fine: str) -> None:
    assert guarding.unlimited_queries(f"{IMPORTED}{fine}", {"Membership"}) == []


def test_view_changes_nothing_when_it_is_only_read() -> None:
    assert faults(lambda path: guarding.changes_by_get(path.read_text()), "views") == {}


PLANTED_VIEW = """
{decorator}
def approve(request):
    {statement}
"""


@pytest.mark.parametrize(
    "statement",
    [
        "operations.approve(record, by=request.user)",
        "return redirect(approve_return(record, by=request.user))",
        "if record: operations.approve(record, by=request.user)",
        "with lock: attempt(form, approve_return, record, by=request.user)",
    ],
)
def test_view_that_changes_something_by_get_is_found(statement: str) -> None:
    assert len(guarding.changes_by_get(PLANTED_VIEW.format(decorator="", statement=statement))) == 1


@pytest.mark.parametrize(
    ("decorator", "statement"),
    [
        ("", "if form.is_valid(): operations.approve(record, by=request.user)"),
        ("", "if request.method == 'POST': operations.approve(record, by=request.user)"),
        ("", "if request.POST.get('do'): operations.approve(record, by=request.user)"),
        ("@require_POST", "operations.approve(record, by=request.user)"),
    ],
)
def test_view_that_changes_something_by_post_is_fine(decorator: str, statement: str) -> None:
    assert guarding.changes_by_get(PLANTED_VIEW.format(decorator=decorator, statement=statement)) == []


# --- operations -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", sorted(ORDER))
def test_operation_names_the_person_is_one_transaction_and_writes_history(app: str) -> None:
    sources = [path.read_text() for path in python_files("operations") if path.relative_to(PACKAGE).parts[0] == app]
    broken = guarding.broken_operations(sources)
    assert [fault for fault in broken if f"{app}.{fault.split(':')[0]}" not in PARTS] == []


def test_every_exception_from_the_rule_of_operations_is_needed() -> None:
    broken = {
        f"{app}.{fault.split(':')[0]}"
        for app in ORDER
        for fault in guarding.broken_operations(
            path.read_text() for path in python_files("operations") if path.relative_to(PACKAGE).parts[0] == app
        )
    }
    assert set(PARTS) - broken == set()


GOOD_OPERATION = """
@transaction.atomic
def close(plan, *, by):
    _write(plan)
    history.record(plan, "closed the plan", by=by)

def _write(plan):
    plan.save()
"""


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("*, by", "by", "close: no keyword-only by"),
        ("@transaction.atomic\n", "", "close: no transaction"),
        ("history.record", "print", "close: no history"),
    ],
)
def test_operation_that_breaks_a_rule_is_found(right: str, wrong: str, fault: str) -> None:
    assert guarding.broken_operations([GOOD_OPERATION]) == []
    assert guarding.broken_operations([GOOD_OPERATION.replace(right, wrong)]) == [fault]


# --- rules stay in operations ---------------------------------------------------------------------------------------


def test_no_model_changes_what_saving_means() -> None:
    assert [model.__name__ for model in our_models() if {"save", "delete"} & set(vars(model))] == []


def signals(path: Path) -> list[str]:
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    named = {alias.name for node in imports if node.module == "django.db.models.signals" for alias in node.names}
    return sorted(named - {"post_migrate"})


def test_nothing_happens_by_signal_when_a_record_is_saved() -> None:
    assert faults(signals) == {}


# --- rights ---------------------------------------------------------------------------------------------------------


def test_what_somebody_may_do_is_asked_of_their_memberships() -> None:
    """The table of roles says what a role gives; a program's token gives less, and only a membership knows."""
    asked = faults(lambda path: re.findall(r"DUTIES\[Role\(\w+\.role\)\]\.rights", path.read_text()))
    assert asked == {"partnerships/models/memberships.py": ["DUTIES[Role(self.role)].rights"]}
