"""Addresses of the plan, by subject. All begin with ``/p/<partnership>/``; records go by their reference."""

from django.urls import include, path

from goldenthread.plan.urls import changes, pages, proof, returns

app_name = "plan"

PLACE = "p/<slug:partnership>/"

urlpatterns = [
    path(PLACE, include(pages.urlpatterns)),
    path(PLACE, include(returns.urlpatterns)),
    path(PLACE, include(proof.urlpatterns)),
    path(PLACE, include(changes.urlpatterns)),
]
