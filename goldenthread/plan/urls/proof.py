from django.urls import path

from goldenthread.plan.views import proof

urlpatterns = [
    path("add-evidence/", proof.add_evidence, name="add_evidence"),
    path("evidence-uses/<int:pk>/", proof.accept_evidence, name="accept_evidence"),
    path("impact/", proof.impact_list, name="impact_list"),
    path("impact/claim/", proof.claim_impact, name="claim_impact"),
    path("impact/<slug:ref>/", proof.impact_detail, name="impact"),
    path("outcomes/<slug:ref>/actions/", proof.serve_outcome, name="serve"),
    path("outcomes/<slug:ref>/indicators/", proof.measure_outcome, name="measure"),
    path("actions/<slug:ref>/link/", proof.link_action, name="link"),
    path("actions/<slug:ref>/link/<int:pk>/end/", proof.end_link, name="end_link"),
]
