from django.urls import path

from goldenthread.governance.views import following, risks, strategies

urlpatterns = [
    path("risks/", risks.risk_list, name="risks"),
    path("risks/enter/", risks.add_risk, name="add_risk"),
    path("risks/<slug:ref>/", risks.risk_detail, name="risk"),
    path("risks/<slug:ref>/review/", risks.review_risk, name="risk_review"),
    path("risks/<slug:ref>/action/", following.risk_action, name="risk_action"),
    path("risks/<slug:ref>/close/", risks.close_risk, name="risk_close"),
    path("strategies/", strategies.strategy_list, name="strategies"),
    path("strategies/add/", strategies.add_strategy, name="add_strategy"),
    path("strategies/<slug:ref>/", strategies.strategy_detail, name="strategy"),
    path("strategies/<slug:ref>/update/", strategies.update_strategy, name="strategy_update"),
    path("strategies/<slug:ref>/milestone/", strategies.add_milestone, name="strategy_milestone"),
    path("strategies/<slug:ref>/milestones/<slug:step>/", strategies.reach_milestone, name="strategy_reached"),
    path("strategies/<slug:ref>/end/", strategies.end_strategy, name="strategy_end"),
]
