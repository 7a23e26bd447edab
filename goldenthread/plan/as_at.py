"""Which day a page of the plan shows: ``core/as_at.py``, where other apps find it too."""

from goldenthread.core.as_at import PARAMETER, AsAt, as_at, day_asked

__all__ = ["PARAMETER", "AsAt", "as_at", "day_asked"]
