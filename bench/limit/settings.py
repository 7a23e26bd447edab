"""As little as Django starts with: the database of the application under test, templates, addresses."""

import os
from pathlib import Path

import dj_database_url

SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.limit.views"
INSTALLED_APPS = ["django.contrib.humanize"]
MIDDLEWARE: list[str] = []
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates", os.environ["LIMIT_FRAME"]],
        "OPTIONS": {"builtins": ["django.contrib.humanize.templatetags.humanize"]},
    }
]
DATABASES = {"default": dj_database_url.parse(os.environ["LIMIT_DATABASE_URL"], conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
DATE_FORMAT = "j F Y"
USE_I18N = False
