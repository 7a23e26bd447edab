"""Runs things in children of a process that is warm already, so that a drill can kill twenty within a minute.

``python -m bench.forking``: a line of JSON says what to do; back come the child's process id and, when it has ended, how.
"""

import json
import os
import sys
import traceback
from datetime import date
from pathlib import Path

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402

from goldenthread.notifications.operations import plan_joined_mails, send_waiting_mail  # noqa: E402
from goldenthread.partnerships.archive.loading import load  # noqa: E402
from goldenthread.partnerships.models import Partnership  # noqa: E402


def send() -> None:
    send_waiting_mail()


def nightly(on: str) -> None:
    plan_joined_mails(date.fromisoformat(on))


def load_archive(file: str) -> None:
    load(Path(file), by="the drill")


def count_partnerships() -> int:
    return Partnership.objects.count()


def _child(asked: dict[str, str]) -> None:
    """Ends the process: 0 done (or a number that was asked for), 3 refused in words, 100 otherwise."""
    code = 100
    try:
        code = globals()[asked.pop("do")](**asked) or 0
    except ValidationError:
        code = 3
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            _child(asked)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
