"""A whole partnership in one file: everything that it wrote, in an open format that another installation loads.

A file is a ZIP: ``manifest.json`` says what is in it, with hashes; ``tables/*.jsonl`` hold a record a line; ``files/``
holds what was sent in, each under its SHA-256. Records point to each other by their place in their table (1 is the
first), so two installations that hold the same write the same tables.
"""
