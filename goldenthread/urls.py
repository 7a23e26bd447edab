"""Every address of the application. Each view behind one names its rule (``core/rules.py``)."""

from django.urls import include, path

from goldenthread.accounts.routes import allauth_routes
from goldenthread.core import health
from goldenthread.core.addresses import routes_of
from goldenthread.reports.urls import front_page

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("account/", include(allauth_routes)),
    path("", include("goldenthread.core.urls")),
    routes_of("goldenthread.accounts.urls"),
    routes_of("goldenthread.partnerships.urls"),
    routes_of("goldenthread.notifications.urls"),
    routes_of("goldenthread.evidence.urls"),
    routes_of("goldenthread.questionnaires.urls"),
    routes_of("goldenthread.measures.urls"),
    routes_of("goldenthread.plan.urls"),
    routes_of("goldenthread.governance.urls"),
    routes_of("goldenthread.assurance.urls"),
    routes_of("goldenthread.reports.urls"),
    routes_of("goldenthread.api.urls"),
    path("", include(front_page)),
]

handler400 = "goldenthread.core.views.bad_request"
handler403 = "goldenthread.core.views.permission_denied"
handler404 = "goldenthread.core.views.page_not_found"
handler500 = "goldenthread.core.views.server_error"
