"""The change log: who did what to which record, when, why, with old and new values, as text that outlives the record.

Entries of one partnership form a chain: each carries the hash of the one before. Nobody can alter or remove an entry
without every later hash being wrong; the database refuses it, and ``verify_history`` finds it where it was done anyway.
"""

import hashlib
import json
from typing import Any, ClassVar

from django.db import models

SEALED = "sha256 of what was written"
"""What an entry keeps of words that not everybody may read who reads the history."""

INSTALLATION = "installation"
"""The chain of what belongs to no partnership: organisations, people, sign-in."""


class Chain(models.Model):
    """The end of each chain: how many entries it has and the hash of the last."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One thing that one person did to one record. Never changed, never deleted."""

    chain = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=200, help_text="The person's name as it was, or what did it.")
    actor_ref = models.CharField(max_length=12, blank=True)
    record_type = models.CharField(max_length=60)
    record_ref = models.CharField(max_length=40)
    record_label = models.CharField(max_length=300)
    sentence = models.CharField(max_length=300, help_text="What was done, to follow the person's name.")
    reason = models.TextField(blank=True)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    personal_data: ClassVar[dict[str, str]] = {
        "actor": "Who is accountable for the change; kept as long as the history.",
        "reason": "Why, in the person's words; screened for identifiers of children before it is saved.",
    }

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="history_entry_one_per_number")]
        indexes = [models.Index(fields=["record_type", "record_ref", "-number"], name="history_entry_record")]

    def __str__(self) -> str:
        return f"{self.actor} {self.sentence}"

    def computed_hash(self) -> str:
        """SHA-256 over the previous hash and everything this entry says."""
        said: dict[str, Any] = {
            field.name: getattr(self, field.name)
            for field in self._meta.concrete_fields
            if field.name not in {"id", "hash", "at"}
        }
        said["at"] = self.at.timestamp()
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
