"""A field's value as JSON keeps it, to the microsecond and the byte, and back."""

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models


def told(value: Any) -> Any:
    """Dates in ISO form, bytes in Base64; everything else as JSON has it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def read(field: models.Field[Any, Any], value: Any) -> Any:
    """The value for the field; raises ValidationError where it cannot be one of that field."""
    if value is None:
        if not field.null:
            raise ValidationError(f"{field.name} is empty.")
        return None
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        return timedelta(seconds=float(value))
    if isinstance(field, models.FileField):
        return str(value)
    known = field.to_python(value)
    if known not in field.empty_values:
        field.run_validators(known)
    return known
