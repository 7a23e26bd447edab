"""Every address of the application. Each view behind one names its rule (``core/rules.py``)."""

from django.urls import include, path

from goldenthread.accounts.routes import allauth_routes
from goldenthread.core import health
from goldenthread.reports.urls import front_page

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("account/", include(allauth_routes)),
    path("", include("goldenthread.core.urls")),
    path("", include("goldenthread.accounts.urls")),
    path("", include("goldenthread.partnerships.urls")),
    path("", include("goldenthread.notifications.urls")),
    path("", include("goldenthread.evidence.urls")),
    path("", include("goldenthread.questionnaires.urls")),
    path("", include("goldenthread.measures.urls")),
    path("", include("goldenthread.plan.urls")),
    path("", include("goldenthread.governance.urls")),
    path("", include("goldenthread.reports.urls")),
    path("", include("goldenthread.api.urls")),
    path("", include(front_page)),
]

handler400 = "goldenthread.core.views.bad_request"
handler403 = "goldenthread.core.views.permission_denied"
handler404 = "goldenthread.core.views.page_not_found"
handler500 = "goldenthread.core.views.server_error"
