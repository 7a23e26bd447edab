from django.urls import path

from goldenthread.evidence import views

app_name = "evidence"

urlpatterns = [
    path("p/<slug:partnership>/evidence/", views.evidence_list, name="list"),
    path("p/<slug:partnership>/evidence/<slug:ref>/", views.evidence_detail, name="evidence"),
    path("p/<slug:partnership>/evidence/<slug:ref>/file/", views.evidence_file, name="file"),
    path("p/<slug:partnership>/evidence/<slug:ref>/correct/", views.correct, name="correct"),
    path("p/<slug:partnership>/evidence/<slug:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("p/<slug:partnership>/evidence/<slug:ref>/settle/", views.settle, name="settle"),
    path("p/<slug:partnership>/evidence/<slug:ref>/publish/", views.publish, name="publish"),
]
