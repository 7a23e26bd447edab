"""The full-text index under the search rows, in the database's own way. It is made after every ``migrate``.

Both engines index a third text beside title and text: the word ``p`` and the partnership's number. Asking for that word
too lets the index itself leave other partnerships out, so that a search costs the same however many there are. It is
there for speed; who may see a row is a WHERE of its own.
"""

from typing import Any

from django.db import connections

from goldenthread.partnerships.models import SearchRow

SQLITE = [
    """CREATE VIRTUAL TABLE IF NOT EXISTS partnerships_search
        USING fts5(scope, title, text, tokenize = 'porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER IF NOT EXISTS partnerships_search_added AFTER INSERT ON partnerships_searchrow BEGIN
        INSERT INTO partnerships_search (rowid, scope, title, text)
        VALUES (new.id, 'p' || new.partnership_id, new.title, new.text); END""",
    """CREATE TRIGGER IF NOT EXISTS partnerships_search_changed AFTER UPDATE ON partnerships_searchrow BEGIN
        UPDATE partnerships_search SET scope = 'p' || new.partnership_id, title = new.title, text = new.text
        WHERE rowid = old.id; END""",
    """CREATE TRIGGER IF NOT EXISTS partnerships_search_removed AFTER DELETE ON partnerships_searchrow BEGIN
        DELETE FROM partnerships_search WHERE rowid = old.id; END""",
]

POSTGRESQL = [
    """ALTER TABLE partnerships_searchrow ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', 'p' || partnership_id::text), 'D')
        || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B')) STORED""",
    "CREATE INDEX IF NOT EXISTS partnerships_search ON partnerships_searchrow USING gin (words)",
]


def install(using: str, **_: Any) -> None:
    """Makes what is missing; a second time it does nothing."""
    connection = connections[using]
    if SearchRow._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
