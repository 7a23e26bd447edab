"""The application's settings, with a database of its own and nothing that a test must wait for."""

import os
import tempfile

os.environ.setdefault("GOLDENTHREAD_DATA", tempfile.mkdtemp(prefix="goldenthread-tests-"))
os.environ["GOLDENTHREAD_SECRET_KEY"] = "a key for tests only, which protects nothing at all"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs an event loop in the thread of the tests
if os.environ.get("TEST_POSTGRES_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_POSTGRES_URL"]
else:
    os.environ.pop("DATABASE_URL", None)

from goldenthread.settings import *  # noqa: F403

STATIC_ROOT = tempfile.mkdtemp(prefix="goldenthread-static-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
