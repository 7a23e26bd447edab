"""The full-text index under the search rows, in the database's own way. It is made after every ``migrate``.

Both engines index a third text beside title and text: the word ``p`` and the partnership's number. Asking for that word
too lets the index itself leave other partnerships out, so that a search costs the same however many there are. It is
there for speed; who may see a row is a WHERE of its own.
"""

from typing import Any

from django.db import connections

ROWS, TABLE = "partnerships_searchrow", "partnerships_search"

SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(scope, title, text, tokenize = 'porter unicode61 remove_diacritics 2')",
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_added AFTER INSERT ON {ROWS} BEGIN
        INSERT INTO {TABLE} (rowid, scope, title, text) VALUES (new.id, 'p' || new.partnership_id, new.title, new.text); END""",
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_changed AFTER UPDATE ON {ROWS} BEGIN
        UPDATE {TABLE} SET scope = 'p' || new.partnership_id, title = new.title, text = new.text WHERE rowid = old.id; END""",
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_removed AFTER DELETE ON {ROWS} BEGIN
        DELETE FROM {TABLE} WHERE rowid = old.id; END""",
]  # fmt: skip

POSTGRESQL = [
    f"""ALTER TABLE {ROWS} ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', 'p' || partnership_id::text), 'D')
        || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B')) STORED""",
    f"CREATE INDEX IF NOT EXISTS {TABLE} ON {ROWS} USING gin (words)",
]  # fmt: skip


def install(using: str, **_: Any) -> None:
    """Makes what is missing; a second time it does nothing."""
    connection = connections[using]
    if ROWS not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
