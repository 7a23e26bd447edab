"""Finds what could identify a child or an adult in free text and in the names of files, before it is saved.

It helps a person to look; it never proves that a text is anonymous. Every hit is for a person to resolve.
"""

from goldenthread.documents.screening.find import find_identifiers, screen_name
from goldenthread.documents.screening.hits import KINDS, Hit

__all__ = ["KINDS", "Hit", "find_identifiers", "screen_name"]
