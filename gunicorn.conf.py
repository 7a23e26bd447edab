"""How the web server runs; gunicorn reads this file by itself when it is started in this folder."""

import gc
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("GOLDENTHREAD_BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # the processes share the memory of the loaded application
timeout = 60
graceful_timeout = 30
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat must not wait for a disk
loglevel = "warning"
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """What is loaded by now is never thrown away. Looking through all of it for what can be took a tenth of a second
    each time, while everybody waited."""
    gc.collect()
    gc.freeze()
