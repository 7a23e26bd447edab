"""Addresses of meetings, challenges, risks and strategies, by subject. Each begins with ``/p/<partnership>/``."""

from django.urls import URLPattern, URLResolver, include, path

from goldenthread.governance.urls import challenges

app_name = "governance"

PLACE = "p/<slug:partnership>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PLACE, include(challenges.urlpatterns)),
]
