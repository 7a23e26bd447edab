"""Addresses of the plan, by subject. Most begin with ``/p/<partnership>/``; records go by their reference."""

from django.urls import include, path

from goldenthread.plan.urls import changes, compare, drafts, export, pages, proof, public, reading, returns

app_name = "plan"

PLACE = "p/<slug:partnership>/"

urlpatterns = [
    path(PLACE, include(pages.urlpatterns)),
    path(PLACE, include(returns.urlpatterns)),
    path(PLACE, include(proof.urlpatterns)),
    path(PLACE, include(changes.urlpatterns)),
    path(PLACE, include(reading.urlpatterns)),
    path(PLACE, include(drafts.urlpatterns)),
    path(PLACE, include(export.urlpatterns)),
    path(PLACE, include(compare.urlpatterns)),
    path(PLACE, include(public.urlpatterns)),
    *public.open_to_everybody,
]
