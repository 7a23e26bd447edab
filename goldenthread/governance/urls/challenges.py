from django.urls import path

from goldenthread.governance.views import challenges, following

urlpatterns = [
    path("challenges/", challenges.challenge_list, name="challenges"),
    path("challenges/put/", challenges.raise_challenge, name="raise_challenge"),
    path("challenges/<slug:ref>/", challenges.challenge_detail, name="challenge"),
    path("challenges/<slug:ref>/reply/", challenges.reply, name="challenge_reply"),
    path("challenges/<slug:ref>/further/", challenges.escalate, name="challenge_escalate"),
    path("challenges/<slug:ref>/action/", following.challenge_action, name="challenge_action"),
    path("challenges/<slug:ref>/close/", challenges.close, name="challenge_close"),
]
