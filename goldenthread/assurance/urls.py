"""Rounds under ``/p/<partnership>/``; an organisation's own returns stand beside all partnerships."""

from django.urls import path

from goldenthread.assurance.views import (
    filling,
    forward,
    handed,
    handing,
    own,
    rounds,
    section,
    shared,
    steps,
    upgrading,
)

app_name = "assurance"

PLACE = "p/<slug:partnership>/rounds/"
READ = "p/<slug:partnership>/self-assessments/<slug:ref>/"
OWN = "self-assessments/"

urlpatterns = [
    path(PLACE, rounds.round_list, name="rounds"),
    path(f"{PLACE}open/", rounds.open_round, name="open_round"),
    path(f"{PLACE}<slug:ref>/", rounds.round_detail, name="round"),
    path(f"{PLACE}<slug:ref>/add/", rounds.add_part, name="add_part"),
    path(f"{PLACE}<slug:ref>/parts/<int:part>/edition/", upgrading.take_edition, name="take_edition"),
    path(f"{PLACE}<slug:ref>/close/", rounds.close_round, name="close_round"),
    path(READ, shared.shared, name="shared"),
    path(f"{READ}reopen/", shared.reopen, name="reopen"),
    path(OWN, own.asked_of_us, name="asked_of_us"),
    path(f"{OWN}<slug:ref>/", own.own, name="own"),
    path(f"{OWN}<slug:ref>/answers/", own.answers, name="own_answers"),
    path(f"{OWN}<slug:ref>/senior-lead/", steps.senior_lead, name="senior_lead"),
    path(f"{OWN}<slug:ref>/sign-off/", steps.sign_off, name="sign_off"),
    path(f"{OWN}<slug:ref>/submit/", steps.submit, name="submit"),
    path(f"{OWN}<slug:ref>/sharing/", steps.sharing, name="sharing"),
    path(f"{OWN}<slug:ref>/reopen/", steps.reopen, name="own_reopen"),
    path(f"{OWN}<slug:ref>/spreadsheet/<slug:sheet>/", filling.fill_in, name="fill_in"),
    path(f"{OWN}<slug:ref>/spreadsheet/<slug:sheet>/<slug:sent>/", filling.filled, name="filled"),
    path(f"{OWN}<slug:ref>/earlier/<slug:sheet>/", forward.bring_forward, name="bring_forward"),
    path(f"{OWN}<slug:ref>/handed/<slug:made>/", handing.hand_over, name="hand_over"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/<slug:section>/", section.section, name="section"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/<slug:section>/hand-over/", handing.hand_section, name="hand_section"),
    path("handed/", handed.handed, name="handed"),
    path("handed/<slug:ref>/<str:token>/", handed.arrive, name="handed_arrive"),
]
