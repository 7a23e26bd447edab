from django.urls import path

from goldenthread.plan.views import actions, pages, tree, waits

urlpatterns = [
    path("", pages.plan_on_a_page, name="home"),
    path("plans/", pages.plan_list, name="plans"),
    path("plans/<slug:ref>/", pages.plan_on_a_page, name="plan"),
    path("actions/", actions.action_list, name="actions"),
    path("actions/<slug:ref>/", tree.action_detail, name="action"),
    path("waits/", waits.wait_list, name="waits"),
    path("priorities/<slug:ref>/", tree.priority_detail, name="priority"),
    path("outcomes/<slug:ref>/", tree.outcome_detail, name="outcome"),
]
