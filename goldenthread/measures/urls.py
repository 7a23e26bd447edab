from django.urls import path

from goldenthread.measures import views

app_name = "measures"

PLACE = "p/<slug:partnership>/indicators/"

urlpatterns = [
    path(PLACE, views.indicator_list, name="list"),
    path(f"{PLACE}add/", views.add_indicator, name="add"),
    path(f"{PLACE}<slug:ref>/", views.indicator_detail, name="indicator"),
    path(f"{PLACE}<slug:ref>/correct/", views.correct_indicator, name="correct"),
    path(f"{PLACE}<slug:ref>/close/", views.close_indicator, name="close"),
    path(f"{PLACE}<slug:ref>/figures/add/", views.enter_figure, name="enter"),
    path("p/<slug:partnership>/figures/<slug:ref>/", views.correct_figure, name="figure"),
]
