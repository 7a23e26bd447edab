"""Reads a published plan: from the blocks of a document to priorities, outcomes and actions with owners and deadlines.

``read`` gives what the words carry and nothing else; what is unsure is said in ``doubts``, what was not used stands in
``unused``. The form of what comes out is described in README.md beside this file.
"""

from .reader import read

__all__ = ["read"]
