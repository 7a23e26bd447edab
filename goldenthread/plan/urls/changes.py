from django.urls import path

from goldenthread.plan.views import changes

urlpatterns = [
    path("variations/", changes.variation_list, name="variations"),
    path("variations/<slug:ref>/", changes.variation_detail, name="variation"),
    path("plans/<slug:ref>/vary/", changes.vary_plan, name="vary"),
    path("actions/<slug:ref>/vary/", changes.vary_action, name="vary_action"),
    path("outcomes/<slug:ref>/vary/", changes.vary_outcome, name="vary_outcome"),
    path("priorities/<slug:ref>/vary/", changes.vary_priority, name="vary_priority"),
]
