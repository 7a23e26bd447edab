"""Saving a made-up partnership, and letting the database copy it: a copy is one INSERT ... SELECT a table.

Keys of a copy lie a whole block after those of the first, references begin with other letters, and where a text
names the partnership it names the copy.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.evidence.models import Evidence
from goldenthread.history.models import Chain, Entry
from goldenthread.partnerships.models import Organisation, Partnership, SearchRow
from goldenthread.plan.models import Return
from goldenthread.plan.synthetic.rows import PREFIX, SLUG, Made, Size, prefix

Blocks = dict[type[models.Model], list[Any]]

NAMES_THE_PARTNERSHIP: dict[type[models.Model], set[str]] = {
    Partnership: {"slug", "name"},
    User: {"email", "name"},
    Organisation: {"name"},
    Evidence: {"link"},
    SearchRow: {"address"},
}
REFS = {"ref", "record_ref"}
ENTRIES = 400
"""So many entries of history a partnership has: a sample, each chain whole in itself."""


def fill(partnerships: int, size: Size, *, today: date, seed: int, said: Callable[[str], None]) -> None:
    """``load-1`` to ``load-N`` in this database, a transaction each."""
    if Partnership.objects.filter(slug__startswith=SLUG[:-1]).exists():
        raise ValidationError("There are load partnerships in this database already. Start with an empty one.")
    made = Made(size, today, seed, _last_keys())
    blocks = made.rows.made
    with transaction.atomic():
        for model, rows in blocks.items():
            model._base_manager.bulk_create(rows, batch_size=1000)
        _tell(made, 0)
    for copy in range(1, partnerships):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in blocks:
                cursor.execute(*_copying(model, blocks, copy))
            _tell(made, copy)
        if copy % 10 == 9:
            said(f"{copy + 1} of {partnerships} partnerships")
    _tidy(list(blocks))


def _last_keys() -> dict[type[models.Model], int]:
    every = apps.get_models(include_auto_created=True)
    ours = [model for model in every if model._meta.app_label in {"accounts", "partnerships", "evidence", "plan"}]
    return {model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in ours}


def _copying(
    model: type[models.Model], blocks: dict[type[models.Model], list[Any]], copy: int
) -> tuple[str, list[Any]]:
    """The statement that adds a copy of the first partnership's rows of a model."""
    quoted = connection.ops.quote_name
    columns, values, parameters = [], [], list[Any]()
    for field in model._meta.concrete_fields:
        column = quoted(field.attname)
        target = model if field.primary_key else field.related_model
        columns.append(column)
        if isinstance(target, type) and target in blocks:
            values.append(f"{column} + {len(blocks[target]) * copy}")
        elif field.name in REFS:
            values.append(f"%s || substr({column}, {PREFIX + 1})")
            parameters.append(prefix(copy))
        elif field.name in NAMES_THE_PARTNERSHIP.get(model, ()):
            values.append(f"replace({column}, %s, %s)")
            parameters += [SLUG, f"load-{copy + 1}"]
        else:
            values.append(column)
    table, rows = quoted(model._meta.db_table), blocks[model]
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} "  # noqa: S608 - names of our models
        "WHERE id BETWEEN %s AND %s ORDER BY id"
    )
    return sql, [*parameters, rows[0].pk, rows[-1].pk]


def _tell(made: Made, copy: int) -> None:
    """The sample of history, with the hashes that ``verify_history`` works out."""
    chain, entries = Chain(name=f"load-{copy + 1}"), list[Entry]()
    for number, (record, sentence, who, at) in enumerate(made.story(ENTRIES), start=1):
        entries.append(_entry(chain, number, record, sentence, who, at, prefix(copy)))
        chain.length, chain.head = number, entries[-1].hash
    Entry.objects.bulk_create(entries, batch_size=1000)
    chain.save()


def _entry(chain: Chain, number: int, record: Return, sentence: str, who: User, at: datetime, letters: str) -> Entry:
    entry = Entry(
        chain=chain.name, number=number, at=at, actor=who.name.replace(SLUG, chain.name),
        actor_ref=letters + who.ref[PREFIX:],
        record_type=record._meta.label_lower, record_ref=letters + record.ref[PREFIX:], record_label=str(record),
        sentence=sentence,
        new={"rating": record.get_rating_display()}, previous_hash=chain.head,
    )  # fmt: skip
    entry.hash = entry.computed_hash()
    return entry


def _tidy(saved: Sequence[type[models.Model]]) -> None:
    """The next row gets a key after ours, and the planner learns how many rows there are."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), saved):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
