from django.urls import path

from goldenthread.plan.views import changes, origins

urlpatterns = [
    path("variations/", changes.variation_list, name="variations"),
    path("variations/<slug:ref>/", changes.variation_detail, name="variation"),
    path("plans/<slug:ref>/vary/", changes.vary_plan, name="vary"),
    path("actions/<slug:ref>/vary/", changes.vary_action, name="vary_action"),
    path("actions/<slug:ref>/milestones/new/", changes.new_milestone, name="new_milestone"),
    path("milestones/<slug:ref>/vary/", changes.vary_milestone, name="vary_milestone"),
    path("actions/<slug:ref>/origins/", origins.origin_list, name="origins"),
    path("actions/<slug:ref>/origins/<int:pk>/end/", origins.end_origin, name="end_origin"),
    path("actions/<slug:ref>/importance/", origins.importance, name="importance"),
    path("outcomes/<slug:ref>/vary/", changes.vary_outcome, name="vary_outcome"),
    path("priorities/<slug:ref>/vary/", changes.vary_priority, name="vary_priority"),
]
