"""Asking the full-text index: one query, permission in its WHERE, the same answers on both engines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db import connection
from markupsafe import Markup
from rapidfuzz import fuzz, process

from goldenthread.accounts.models import User
from goldenthread.core.quick import escaped
from goldenthread.partnerships.models import Partnership, SearchRow
from goldenthread.partnerships.rights import rights

MOST_WORDS = 10
SMALL_WORDS = """
    a about all an and any are as at be been but by can do for from had has have he her his how i in into is it its me
    my no not of on or our she so that the their them then there they this to was we were what when which who will
    with you your
"""
UNTOLD = frozenset(SMALL_WORDS.split())
"""Words that PostgreSQL leaves out of its index; SQLite does not, so they are left out of the question."""

SQLITE = """
    SELECT r.record_type, r.record_ref, r.title, r.address,
           snippet(partnerships_search, 2, '\x02', '\x03', '…', 24)
    FROM partnerships_search CROSS JOIN partnerships_searchrow r ON r.id = partnerships_search.rowid
    WHERE partnerships_search MATCH %s AND r.partnership_id = %s AND r."right" IN ({rights})
    ORDER BY length(highlight(partnerships_search, 1, '\x02', '')) - length(r.title) DESC, r.id DESC LIMIT %s"""
"""Most of the words in the title first, then the newest. Not bm25(): it counts how often all partnerships use a word,
which takes longer with each of them. A CROSS JOIN begins with what is found."""

POSTGRESQL = """
    SELECT record_type, record_ref, title, address,
           ts_headline('english', text, query, E'StartSel=\x02, StopSel=\x03, MaxWords=24, MinWords=12, MaxFragments=1')
    FROM (SELECT r.*, query, ts_rank('{{0, 0, 0.2, 1}}', words, query) AS rank
          FROM partnerships_searchrow r, to_tsquery('english', %s) query
          WHERE words @@ (%s::tsquery && query) AND r.partnership_id = %s AND r."right" IN ({rights})
          ORDER BY rank DESC, r.id DESC LIMIT %s) found
    ORDER BY rank DESC, id DESC"""


@dataclass(frozen=True, slots=True)
class Hit:
    record_type: str
    record_ref: str
    title: str
    address: str
    snippet: Markup
    """Where in the text the words are, marked; safe to show."""


def find(user: User, partnership: Partnership, words: str, limit: int = 50) -> list[Hit]:
    """The records with all of the words that the person may know of, best first. Words match in any of their forms, the
    last one also where it is only begun."""
    asked = tokens(words)
    held = sorted(right.name for right in rights(user, partnership))
    if not asked or not held:
        return []
    sql = (POSTGRESQL if connection.vendor == "postgresql" else SQLITE).format(rights=", ".join(["%s"] * len(held)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_question(asked, partnership), partnership.pk, *held, limit])
        return [Hit(kind, ref, title, address, _marked(text)) for kind, ref, title, address, text in cursor.fetchall()]


def tokens(words: str) -> list[str]:
    every: list[str] = re.findall(r"[^\W_]+", words.lower())
    return [word for word in every if word not in UNTOLD][:MOST_WORDS]


def _question(asked: Sequence[str], partnership: Partnership) -> list[str]:
    """The words in the engine's own language. They hold letters and digits only, so there is nothing to escape."""
    if connection.vendor == "postgresql":
        return [" & ".join([*(f"{word}:AB" for word in asked[:-1]), f"{asked[-1]}:*AB"]), f"'p{partnership.pk}':D"]
    said = " AND ".join(f'"{word}"' for word in asked)
    return [f"scope : p{partnership.pk} AND {{title text}} : ({said} *)"]


def _marked(text: str) -> Markup:
    return Markup(escaped(text).replace("\x02", "<mark>").replace("\x03", "</mark>"))  # noqa: S704 - escaped first


# --- did you mean -----------------------------------------------------------------------------------------------------

CLOSE_ENOUGH = 75
KEPT_SECONDS = 600


def did_you_mean(user: User, partnership: Partnership, words: str) -> str:
    """The words as this partnership writes them, where one of them is likely a slip; else nothing.

    Only words of records that the person may know of are ever suggested.
    """
    known = vocabulary(user, partnership)
    if not known:
        return ""
    better = [_nearest(word, known) for word in re.findall(r"[^\W_]+", words.lower())[:MOST_WORDS]]
    suggestion = " ".join(better)
    return "" if suggestion == " ".join(re.findall(r"[^\W_]+", words.lower())[:MOST_WORDS]) else suggestion


def _nearest(word: str, known: frozenset[str]) -> str:
    if word in known or word in UNTOLD or len(word) < 4 or any(other.startswith(word) for other in known):
        return word
    near: Any = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return near[0] if near else word


def vocabulary(user: User, partnership: Partnership) -> frozenset[str]:
    """The words of the records that the person may find, read anew every ten minutes."""
    held = sorted(right.name for right in rights(user, partnership))
    key = f"vocabulary:{partnership.pk}:{sha256(' '.join(held).encode()).hexdigest()[:16]}"
    return cache.get_or_set(key, lambda: _words_of(partnership, held), KEPT_SECONDS)  # type: ignore[return-value]


def _words_of(partnership: Partnership, held: Sequence[str]) -> frozenset[str]:
    rows = SearchRow.objects.filter(partnership=partnership, right__in=held).values_list("title", "text")
    found: set[str] = set()
    for row in rows.iterator(chunk_size=500):
        found.update(re.findall(r"[^\W\d_]{4,}", " ".join(row).lower()))
    return frozenset(found)
