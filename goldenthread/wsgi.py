"""The application for a web server. Not served while a check fails, for example that every route names its rule."""

import os

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.settings")
application = get_wsgi_application()
BaseCommand().check()
