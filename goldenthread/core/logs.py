"""One JSON object a line: which request, by whom (a reference), how it went and how long it took. Never free text."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("request_id", "person", "method", "route", "status", "ms", "job")


class JsonFormatter(logging.Formatter):
    """Writes the message template without its arguments, so that nothing a person typed reaches the log."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": str(record.msg),
        }
        entry |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            entry["exception"] = record.exc_info[0].__name__
            entry["where"] = self._where(record)
        return json.dumps(entry)

    @staticmethod
    def _where(record: logging.LogRecord) -> list[str]:
        """The innermost places of the traceback, without the exception's own words."""
        traceback = record.exc_info[2] if record.exc_info else None
        places = []
        while traceback:
            places.append(f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}")
            traceback = traceback.tb_next
        return places[-5:]
