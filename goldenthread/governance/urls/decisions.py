from django.urls import path

from goldenthread.governance.views import decisions, minutes, outcomes, procedures, room

urlpatterns = [
    path("meetings/<slug:ref>/room/", room.room, name="room"),
    path("meetings/<slug:ref>/people/add/", room.attendance_add, name="add_attendance"),
    path("meetings/<slug:ref>/people/<int:pk>/", room.attendance_edit, name="edit_attendance"),
    path("meetings/<slug:ref>/coming/", room.my_apologies, name="my_apologies"),
    path("meetings/<slug:ref>/here/", room.check_in, name="check_in"),
    path("meetings/<slug:ref>/minutes/", minutes.detail, name="minutes"),
    path("meetings/<slug:ref>/minutes/step/", minutes.step, name="minutes_step"),
    path("meetings/<slug:ref>/minutes/hand-back/", minutes.hand_back, name="hand_back_minutes"),
    path("meetings/<slug:ref>/minutes/re-open/", minutes.reopen, name="reopen_minutes"),
    path("agenda-items/<slug:ref>/returns/<slug:made>/", room.send_back, name="send_back_in_room"),
    path("agenda-items/<slug:ref>/variations/<slug:variation>/", room.decide_variation, name="variation_in_room"),
    path("agenda-items/<slug:ref>/decisions/add/", decisions.decision_add, name="add_decision"),
    path("agenda-items/<slug:ref>/action/", outcomes.item_action, name="item_action"),
    path("agenda-items/<slug:ref>/new-action/", outcomes.item_new_action, name="item_new_action"),
    path("decisions/", decisions.register, name="decisions"),
    path("decisions/<slug:ref>/", decisions.decision_detail, name="decision"),
    path("decisions/<slug:ref>/edit/", decisions.decision_edit, name="edit_decision"),
    path("decisions/<slug:ref>/step/", decisions.decision_step, name="decision_step"),
    path("decisions/<slug:ref>/dissent/", decisions.dissent, name="dissent"),
    path("decisions/<slug:ref>/review/", decisions.review, name="review_decision"),
    path("decisions/<slug:ref>/action/", decisions.link_action, name="link_action"),
    path("decisions/<slug:ref>/new-action/", decisions.ask_for_action, name="ask_for_action"),
    path("written-procedures/", procedures.procedure_list, name="procedures"),
    path("written-procedures/add/", procedures.procedure_add, name="add_procedure"),
    path("written-procedures/<slug:ref>/", procedures.procedure_detail, name="procedure"),
    path("written-procedures/<slug:ref>/step/", procedures.procedure_step, name="procedure_step"),
]
