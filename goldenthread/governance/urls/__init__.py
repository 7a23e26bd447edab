"""Addresses of meetings, challenges, risks and strategies, by subject. Each begins with ``/p/<partnership>/``."""

from django.urls import URLPattern, URLResolver

app_name = "governance"

PLACE = "p/<slug:partnership>/"

urlpatterns: list[URLPattern | URLResolver] = []
