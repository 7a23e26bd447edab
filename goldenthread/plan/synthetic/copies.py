"""Saving a made-up partnership, and letting the database copy it: a copy is one INSERT ... SELECT a table.

Keys of a copy lie a whole block after those of the first, references begin with other letters, and where a text
names the partnership it names the copy.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.history.models import Chain, Entry
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Return
from goldenthread.plan.synthetic.rows import PREFIX, SLUG, Made, Size, prefix

Blocks = dict[type[models.Model], list[Any]]

REFS = {"ref", "record_ref", "page_key"}
TEXTS = (models.CharField, models.TextField, models.JSONField)
ENTRIES = 400
"""So many entries of history a partnership has: a sample, each chain whole in itself."""


def fill(
    partnerships: int, size: Size, *, today: date, seed: int, said: Callable[[str], None],
    further: Iterable[Callable[[Made], None]] = (),
) -> None:  # fmt: skip
    """``load-1`` to ``load-N`` in this database, a transaction each. ``further`` adds rows of apps above this one."""
    if Partnership.objects.filter(slug__startswith=SLUG[:-1]).exists():
        raise ValidationError("There are load partnerships in this database already. Start with an empty one.")
    made = Made(size, today, seed, _last_keys())
    for add in further:
        add(made)
    blocks = made.rows.made
    naming = {model: _names_the_partnership(model, rows) for model, rows in blocks.items()}
    with transaction.atomic():
        for model, rows in blocks.items():
            model._base_manager.bulk_create(rows, batch_size=1000)
        _tell(made, 0)
    for copy in range(1, partnerships):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in blocks:
                cursor.execute(*_copying(model, blocks, copy, naming[model]))
            _tell(made, copy)
        if copy % 10 == 9:
            said(f"{copy + 1} of {partnerships} partnerships")
    _tidy(list(blocks))


def _last_keys() -> dict[type[models.Model], int]:
    every = apps.get_models(include_auto_created=True)
    ours = [model for model in every if model.__module__.startswith("goldenthread.")]
    return {model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in ours}


def _names_the_partnership(model: type[models.Model], rows: list[Any]) -> set[str]:
    """The fields in whose text the first partnership is named."""
    texts = [field.attname for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
    return {name for name in texts if any(SLUG in str(getattr(row, name)) for row in rows)}


def _copying(
    model: type[models.Model], blocks: dict[type[models.Model], list[Any]], copy: int, naming: set[str]
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
        elif field.name in naming:
            values.append(f"CAST(replace(CAST({column} AS text), %s, %s) AS {field.db_type(connection)})")
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
