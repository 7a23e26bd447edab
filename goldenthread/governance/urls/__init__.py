"""Addresses of meetings, challenges, risks and strategies, by subject. Each begins with ``/p/<partnership>/``."""

from django.urls import URLPattern, URLResolver, include, path

from goldenthread.governance.urls import challenges, decisions, meetings, packs, risks

app_name = "governance"

PLACE = "p/<slug:partnership>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PLACE, include(meetings.urlpatterns)),
    path(PLACE, include(decisions.urlpatterns)),
    path(PLACE, include(packs.urlpatterns)),
    path(PLACE, include(challenges.urlpatterns)),
    path(PLACE, include(risks.urlpatterns)),
]
