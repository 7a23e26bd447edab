"""Rounds under ``/p/<partnership>/``; an organisation's own returns stand beside all partnerships."""

from django.urls import path

from goldenthread.assurance.views import (
    checks,
    comparison,
    evidence,
    examples,
    filling,
    forward,
    gaps,
    handed,
    handing,
    judged,
    letters,
    moderation,
    network,
    own,
    peers,
    replying,
    report,
    rounds,
    section,
    shared,
    sites,
    staff,
    steps,
    upgrading,
)

app_name = "assurance"

PLACE = "p/<slug:partnership>/rounds/"
READ = "p/<slug:partnership>/self-assessments/<slug:ref>/"
STANDARD = f"{READ}moderation/<slug:sheet>/<slug:question>/"
OWN = "self-assessments/"
EXAMPLES = "p/<slug:partnership>/good-practice/"
NETWORK = "n/<slug:network>/"
NETWORK_ROUND = f"{NETWORK}rounds/<slug:ref>/"

urlpatterns = [
    path(PLACE, rounds.round_list, name="rounds"),
    path(f"{PLACE}open/", rounds.open_round, name="open_round"),
    path(f"{PLACE}<slug:ref>/", rounds.round_detail, name="round"),
    path(f"{PLACE}<slug:ref>/add/", rounds.add_part, name="add_part"),
    path(f"{PLACE}<slug:ref>/parts/<int:part>/edition/", upgrading.take_edition, name="take_edition"),
    path(f"{PLACE}<slug:ref>/newcomers/", rounds.ask_newcomers, name="ask_newcomers"),
    path(f"{PLACE}<slug:ref>/close/", rounds.close_round, name="close_round"),
    path(f"{PLACE}<slug:ref>/moderation/", moderation.moderation_queue, name="moderation_queue"),
    path(f"{PLACE}<slug:ref>/checks/", checks.checks, name="checks"),
    path(f"{READ}moderation/", moderation.moderation, name="moderation"),
    path(f"{READ}moderation/agree/", moderation.agree, name="agree"),
    path(f"{READ}moderation/letter/", letters.letter, name="letter"),
    path(f"{STANDARD}", moderation.judge, name="judge"),
    path(f"{STANDARD}panel/", moderation.panel_day, name="panel_day"),
    path(f"{STANDARD}ask/", moderation.ask_back, name="ask_back"),
    path(f"{STANDARD}action/", gaps.gap_action, name="gap_action"),
    path(f"{STANDARD}example/", examples.propose, name="propose_example"),
    path(EXAMPLES, examples.example_list, name="examples"),
    path(f"{EXAMPLES}<slug:ref>/", examples.example, name="example"),
    path(f"{EXAMPLES}<slug:ref>/withdraw/", examples.withdraw_example, name="withdraw_example"),
    path(f"{PLACE}<slug:ref>/comparison/", comparison.comparison, name="comparison"),
    path(f"{PLACE}<slug:ref>/comparison/organisations/", comparison.organisations, name="organisations"),
    path(f"{PLACE}<slug:ref>/comparison/moderated/", judged.self_and_moderated, name="self_and_moderated"),
    path(
        f"{PLACE}<slug:ref>/comparison/moderated/<slug:edition>/<slug:question>/",
        judged.moderated_standard,
        name="moderated_standard",
    ),
    path(
        f"{PLACE}<slug:ref>/comparison/<slug:edition>/<slug:question>/", comparison.standard, name="compared_standard"
    ),
    path(f"{PLACE}<slug:ref>/report/", report.round_report, name="round_report"),
    path(f"{PLACE}<slug:ref>/report/returns/", report.reported_returns, name="reported_returns"),
    path(
        f"{PLACE}<slug:ref>/report/<slug:edition>/<slug:question>/", report.reported_standard, name="reported_standard"
    ),
    path(READ, shared.shared, name="shared"),
    path(f"{READ}evidence/<slug:evidence>/", evidence.shared_file, name="shared_file"),
    path(f"{READ}reopen/", shared.reopen, name="reopen"),
    path(NETWORK, network.network, name="network"),
    path(f"{NETWORK}rounds/open/", network.open_network_round, name="open_network_round"),
    path(NETWORK_ROUND, network.network_round, name="network_round"),
    path(f"{NETWORK_ROUND}add/", network.add_network_part, name="add_network_part"),
    path(f"{NETWORK_ROUND}newcomers/", network.ask_network_newcomers, name="ask_network_newcomers"),
    path(f"{NETWORK_ROUND}close/", network.close_network_round, name="close_network_round"),
    path(f"{NETWORK_ROUND}comparison/", network.network_comparison, name="network_comparison"),
    path(
        f"{NETWORK_ROUND}comparison/<slug:edition>/<slug:question>/", network.network_standard, name="network_standard"
    ),
    path(OWN, own.asked_of_us, name="asked_of_us"),
    path(f"{OWN}<slug:ref>/", own.own, name="own"),
    path(f"{OWN}<slug:ref>/answers/", own.answers, name="own_answers"),
    path(f"{OWN}<slug:ref>/compared/", peers.compared, name="compared"),
    path(f"{OWN}<slug:ref>/senior-lead/", steps.senior_lead, name="senior_lead"),
    path(f"{OWN}<slug:ref>/sign-off/", steps.sign_off, name="sign_off"),
    path(f"{OWN}<slug:ref>/submit/", steps.submit, name="submit"),
    path(f"{OWN}<slug:ref>/sharing/", steps.sharing, name="sharing"),
    path(f"{OWN}<slug:ref>/reopen/", steps.reopen, name="own_reopen"),
    path(f"{OWN}<slug:ref>/spreadsheet/<slug:sheet>/", filling.fill_in, name="fill_in"),
    path(f"{OWN}<slug:ref>/spreadsheet/<slug:sheet>/<slug:sent>/", filling.filled, name="filled"),
    path(f"{OWN}<slug:ref>/evidence/<slug:evidence>/", evidence.own_file, name="own_file"),
    path(f"{OWN}<slug:ref>/staff/<slug:sheet>/", staff.staff, name="staff"),
    path("staff-survey/<slug:ref>/<str:token>/", staff.staff_survey, name="staff_survey"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/attach/<slug:question>/", evidence.attach, name="attach"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/spread/<slug:evidence>/", evidence.spread, name="spread"),
    path(f"{OWN}<slug:ref>/sites/<int:part>/", sites.sites, name="sites"),
    path(f"{OWN}<slug:ref>/earlier/<slug:sheet>/", forward.bring_forward, name="bring_forward"),
    path(f"{OWN}<slug:ref>/handed/<slug:made>/", handing.hand_over, name="hand_over"),
    path(f"{OWN}<slug:ref>/examples/<slug:example>/", examples.own_example, name="own_example"),
    path(f"{OWN}<slug:ref>/moderation/", replying.own_moderation, name="own_moderation"),
    path(f"{OWN}<slug:ref>/moderation/<slug:sheet>/<slug:question>/", replying.own_reply, name="own_reply"),
    path(f"{OWN}<slug:ref>/asked/<slug:returned>/", replying.own_answer, name="own_answer"),
    path(f"{OWN}<slug:ref>/letters/<slug:letter>/", replying.own_letter, name="own_letter"),
    path(f"{OWN}<slug:ref>/correct/<slug:sheet>/<slug:question>/", replying.own_correct, name="own_correct"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/<slug:section>/", section.section, name="section"),
    path(f"{OWN}<slug:ref>/<slug:sheet>/<slug:section>/hand-over/", handing.hand_section, name="hand_section"),
    path("handed/", handed.handed, name="handed"),
    path("handed/<slug:ref>/<str:token>/", handed.arrive, name="handed_arrive"),
]
