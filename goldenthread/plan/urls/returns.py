from django.urls import path

from goldenthread.plan.views import periods, returns, steps

urlpatterns = [
    path("returns/", returns.return_list, name="returns"),
    path("returns/<slug:ref>/", returns.return_detail, name="return"),
    path("returns/<slug:ref>/approve/", returns.approve_return, name="approve_return"),
    path("returns/<slug:ref>/send-back/", returns.send_back_return, name="send_back_return"),
    path("returns/<slug:ref>/re-open/", returns.reopen_return, name="reopen_return"),
    path("actions/<slug:ref>/return/", returns.start_return, name="start_return"),
    path("actions/<slug:ref>/remind/", steps.remind, name="remind"),
    path("actions/<slug:ref>/gate/", steps.decide_gate, name="gate"),
    path("milestones/<slug:ref>/", steps.reach_milestone, name="milestone"),
    path("periods/", periods.period_list, name="periods"),
    path("periods/add/", periods.add_period, name="add_period"),
    path("periods/<slug:ref>/", periods.period_detail, name="period"),
    path("periods/<slug:ref>/owners/<slug:kind>/<slug:owner>/", periods.round_owner, name="round_owner"),
]
