"""Queries whose SQL is worked out once.

Django works the SQL of a query out each time it is asked: half a millisecond for a plain one, two and more for a wide
join, which is longer than the database takes to answer. Pages that many people open ask through here:

    @prepared
    def steps_of(*, action: int, moment: datetime | None) -> QuerySet[MilestoneVersion]:
        return MilestoneVersion.objects.filter(action=action, removed=False).at(moment)

    steps_of(action=5, moment=None)     # a list

The function is called with stand-ins for whole numbers, texts, days and moments, once for each shape of what it is
given; wherever a stand-in (or a day counted from one) comes out among the parameters, the real value is put later.
Positional arguments, ``None``, true, false, members of an enumeration and the length of a tuple are part of the
shape. So the function must not look at numbers, texts or days, nor ask what day it is: give it the day.

``docs/adr/0011-prepared-queries.md`` says why. Every test compares what is asked here with what Django would ask.
"""

import dataclasses
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import ForeignKey, Model, QuerySet, signals
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, get_related_populators

from goldenthread.core import clock
from goldenthread.core.sqlite import knowing_cursor

P = ParamSpec("P")
Row = TypeVar("Row")

NUMBER = 7_000_000_000_000
"""Stand-ins for numbers are its multiples; row numbers do not come so far."""
MARK = "\ue000"
"""Begins and ends a stand-in for a text; a character that nobody types."""
MOST = 200
"""So many queries a connection keeps; a list can be narrowed in more ways than that."""
SPAN, LAST_YEAR = 100, 1800
"""Stand-ins for days are the middles of centuries long ago, so that what is counted from one is known for its own."""


def prepared(build: Callable[P, "QuerySet[Any, Row]"]) -> Callable[P, list[Row]]:
    """The rows of the query that ``build`` makes, whose SQL is kept with each connection."""

    @wraps(build)
    def rows(*shape: P.args, **values: P.kwargs) -> list[Row]:
        ready, given = _ready(build, shape, values)
        return ready.rows(given)

    return rows


def _ready(build: Callable[..., Any], shape: tuple[Any, ...], values: dict[str, Any]) -> "tuple[Ready, list[Any]]":
    """The query, worked out now or before, and what is to be put into it."""
    given: list[Any] = []
    key = (build, shape, _shape(values, given))
    known: dict[Hashable, Ready] = connection.__dict__.setdefault("prepared", {})
    if key not in known:
        if len(known) >= MOST:
            known.clear()
        known[key] = _worked_out(build, shape, values)
    return known[key], given


class Slot(NamedTuple):
    """Where a given value goes: which of them, how many days later, and how the database is told."""

    number: int
    later: timedelta
    told: Callable[[Any], Any]

    def value(self, given: list[Any]) -> Any:
        return self.told(given[self.number] + self.later if self.later else given[self.number])


class Ready:
    """A query that Django has worked out for one connection: it runs again with other parameters."""

    def __init__(self, queryset: "QuerySet[Any, Any]", sql: str, parameters: Sequence[Any], compiler: Any) -> None:
        self.queryset, self.sql, self.parameters, self.compiler = queryset, sql, parameters, compiler
        self.sent, self.left = _written_out(sql, parameters)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _: converters
        self.make = Records(compiler) if queryset._iterable_class is ModelIterable else None  # type: ignore[attr-defined]
        self.converters = converters

    def rows(self, given: list[Any]) -> list[Any]:
        found = self._asked(given)
        if self.make:
            known: dict[Any, Any] = {}
            rows = self.compiler.apply_converters(found, self.converters) if self.converters else found
            return [self.make(row, known) for row in rows]
        compiler = _another(self.compiler)
        compiler.execute_sql = lambda *_, **__: [found]
        asked = _another(self.queryset)
        asked._query = Asked(asked._query, compiler)
        return list(asked._iterable_class(asked))

    def _asked(self, given: list[Any]) -> list[Any]:
        if not self.sql:
            return []
        with _cursor() as cursor:
            cursor.execute(self.sent, _put(self.left, given))
            return cursor.fetchall()  # type: ignore[no-any-return]

    def bound(self, given: list[Any]) -> tuple[Any, ...]:
        """The parameters with the given values in their places."""
        return _put(self.parameters, given)


class Records:
    """Makes a record of a row, with those that it joins: what Django's ModelIterable prepares each time, once.

    A person or a body that many rows join is one record for them all: ``known`` has those of the rows before.
    """

    def __init__(self, compiler: Any) -> None:
        select, info, alias = compiler.select, compiler.klass_info, compiler.connection.alias
        fields = info["select_fields"]
        self.first, self.end = fields[0], fields[-1] + 1
        names = [column[0].target.attname for column in select[self.first : self.end]]
        self.made = maker(info["model"], alias, names)
        joined = get_related_populators(info, select, alias)  # type: ignore[call-arg] # stubs of Django 6
        self.joined = [Joined((number,), each) for number, each in enumerate(joined)]
        self.annotated = list((compiler.annotation_col_map or {}).items())

    def __call__(self, row: Any, known: dict[Any, Any]) -> Any:
        record = self.made(row[self.first : self.end])
        for joined in self.joined:
            joined(row, record, known)
        for name, place in self.annotated:
            setattr(record, name, row[place])
        return record


class Joined:
    """Puts the record that a row joins beside the row's own: what Django's RelatedPopulator does."""

    def __init__(self, path: tuple[int, ...], populator: Any) -> None:
        if populator.reorder_for_init:
            raise TypeError("A prepared query joins a record that consists of two tables.")
        self.path, self.populator, self.shared = path, populator, _shared(populator)
        self.first, self.end = populator.cols_start, populator.cols_end
        self.key = populator.cols_start + populator.pk_idx
        self.made = maker(populator.model_cls, populator.db, populator.init_list)
        inner = enumerate(populator.related_populators)
        self.joined = [Joined((*path, number), each) for number, each in inner]

    def __call__(self, row: Any, record: Any, known: dict[Any, Any]) -> None:
        key = self.path, row[self.key]
        found = known.get(key) if self.shared else None
        if found is None and row[self.key] is not None:
            found = self.made(row[self.first : self.end])
            for joined in self.joined:
                joined(row, found, known)
            known[key] = found
        self.populator.local_setter(record, found)
        if found is not None:
            self.populator.remote_setter(found, record)


def maker(model: type[Model], alias: str, names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """Makes a record of the values of these fields, as ``Model.from_db`` does.

    Where a model adds nothing to how records are made, they only keep the values, which takes a third of the time.
    """
    if not _plain(model):
        return lambda values: model.from_db(alias, names, values)

    def made(values: Sequence[Any]) -> Model:
        record = model.__new__(model)
        state = record._state = ModelState()
        state.adding, state.db = False, alias
        record.__dict__.update(zip(names, values, strict=True))
        return record

    return made


def _plain(model: type[Model]) -> bool:
    heard = signals.pre_init.has_listeners(model) or signals.post_init.has_listeners(model)
    own = model.__init__ is not Model.__init__ or model.from_db.__func__ is not Model.from_db.__func__  # type: ignore[attr-defined]
    return not heard and not own


def _shared(populator: Any) -> bool:
    """Is it a foreign key, by which several rows may join the same record, and no other kind of join?"""
    field = getattr(populator.local_setter, "__self__", None)
    return isinstance(field, ForeignKey) and not field.unique


class Asked:
    """Stands in for the query of rows that are no records: hands out the compiler that has done its work."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


def _put(parameters: Sequence[Any], given: list[Any]) -> tuple[Any, ...]:
    return tuple(slot.value(given) if isinstance(slot, Slot) else slot for slot in parameters)


def _written_out(sql: str, parameters: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    if connection.vendor != "postgresql":
        return sql, parameters
    from goldenthread.core.postgresql import with_constants

    return with_constants(sql, parameters)


def _cursor() -> Any:
    """On PostgreSQL the statement is prepared in the server as well, which plans a wide join longer than it runs.

    Not behind PgBouncer: the next statement may reach another server process there.
    """
    if connection.vendor == "sqlite":
        return knowing_cursor(connection)
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        return connection.cursor()
    from goldenthread.core.postgresql import preparing_cursor

    return preparing_cursor(connection, MOST)


def _another(thing: Any) -> Any:
    """A shallow copy, made without asking the thing: a query set that is copied would run."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__)
    return made


def _worked_out(build: Callable[..., Any], shape: tuple[Any, ...], values: dict[str, Any]) -> Ready:
    stand_ins: list[Any] = []
    with clock.unasked():
        queryset = build(*shape, **{name: _stand_in(value, stand_ins) for name, value in values.items()})
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:  # nothing can be found, so nothing is asked
            return Ready(queryset, "", (), compiler)
    slots = [_slot(parameter) for parameter in parameters]
    found = {slot.number for slot in slots if isinstance(slot, Slot)}
    if found != set(range(len(stand_ins))):
        raise TypeError(f"{build.__qualname__} changes what it is given, or leaves it out.")
    return Ready(queryset, sql, slots, compiler)


# --- what is given ----------------------------------------------------------------------------------------------------


def _parts(value: Any) -> tuple[Any, ...] | None:
    """What a tuple or a dataclass consists of."""
    if isinstance(value, tuple):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return tuple(getattr(value, field.name) for field in dataclasses.fields(value))
    return None


def _shape(value: Any, given: list[Any]) -> Hashable:
    """Everything about a value that may change the SQL; what cannot is added to ``given``."""
    if type(value) in {int, str, date, datetime}:
        given.append(value)
        return (type(value),)
    if value is None or isinstance(value, bool | Enum):
        return type(value), value
    if isinstance(value, dict):
        return tuple((name, _shape(each, given)) for name, each in value.items())
    parts = _parts(value)
    if parts is None:
        raise TypeError(f"A prepared query cannot be given {value!r}.")
    return type(value), tuple(_shape(part, given) for part in parts)


def _stand_in(value: Any, made: list[Any]) -> Any:
    if type(value) in {int, str, date, datetime}:
        made.append(STAND_INS[type(value)](len(made)))
        return made[-1]
    parts = _parts(value)
    if parts is None:
        return value
    inner = [_stand_in(part, made) for part in parts]
    return type(value)(inner) if type(value) is tuple else type(value)(*inner)


def _day(number: int) -> date:
    return date(SPAN * number + SPAN // 2, 7, 1)


def _moment(number: int) -> datetime:
    day = _day(number)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: NUMBER * (number + 1),
    str: lambda number: f"{MARK}{number}{MARK}",
    date: _day,
    datetime: _moment,
}


# --- where it comes out -----------------------------------------------------------------------------------------------


def _slot(parameter: Any) -> Any:
    """The place for a given value, where the parameter is a stand-in; else the parameter itself."""
    value = _dated(parameter) if isinstance(parameter, str) else parameter
    if isinstance(value, int) and value >= NUMBER:
        number, changed = divmod(value, NUMBER)
        if changed:
            raise TypeError("A prepared query changes a number that it is given.")
        return Slot(number - 1, timedelta(0), type(parameter))  # psycopg's kinds of numbers say how wide they are
    if isinstance(value, str) and MARK in value:
        return _text_slot(value)
    if isinstance(value, date) and value.year < LAST_YEAR:
        return _dated_slot(value)
    return parameter


def _text_slot(value: str) -> Slot:
    """A text as it is given, or one that is looked for inside another."""
    inside = value.strip(f"{MARK}%")
    if value == f"{MARK}{inside}{MARK}":
        return Slot(int(inside), timedelta(0), str)
    if value == f"%{MARK}{inside}{MARK}%":
        return Slot(int(inside), timedelta(0), lambda text: f"%{connection.ops.prep_for_like_query(text)}%")
    raise TypeError("A prepared query changes a text that it is given.")


def _dated(text: str) -> Any:
    """SQLite is told days and moments as texts."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _dated_slot(value: date) -> Slot:
    number = value.year // SPAN
    if isinstance(value, datetime):
        later = value.replace(tzinfo=UTC) - _moment(number)
        return Slot(number, later, connection.ops.adapt_datetimefield_value)
    return Slot(number, value - _day(number), connection.ops.adapt_datefield_value)
