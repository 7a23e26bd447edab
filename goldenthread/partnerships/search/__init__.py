"""Finding records by words: a row for each, the database's own full-text index over them, "did you mean".

Operations call ``index`` and ``unindex`` inside their transaction; the search page calls ``find`` and ``did_you_mean``.
"""

from goldenthread.partnerships.search.finding import Hit, did_you_mean, find
from goldenthread.partnerships.search.rows import index, index_rows, row, unindex

__all__ = ["Hit", "did_you_mean", "find", "index", "index_rows", "row", "unindex"]
