"""Addresses of the plan, by subject. All begin with ``/p/<partnership>/``; records go by their reference."""

from django.urls import include, path

from goldenthread.plan.urls import pages, returns

app_name = "plan"

urlpatterns = [
    path("p/<slug:partnership>/", include(pages.urlpatterns)),
    path("p/<slug:partnership>/", include(returns.urlpatterns)),
]
