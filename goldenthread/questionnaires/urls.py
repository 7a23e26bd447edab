from django.urls import path

from goldenthread.questionnaires.views import editions as views

app_name = "questionnaires"

PLACE = "p/<slug:partnership>/questionnaires/"

urlpatterns = [
    path(PLACE, views.edition_list, name="list"),
    path(f"{PLACE}load/", views.load, name="load"),
    path(f"{PLACE}<slug:ref>/", views.edition_detail, name="edition"),
    path(f"{PLACE}<slug:ref>/changes/", views.changes, name="changes"),
    path(f"{PLACE}<slug:ref>/withdraw/", views.withdraw, name="withdraw"),
]
