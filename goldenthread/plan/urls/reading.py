from django.urls import path

from goldenthread.plan.views import reading

urlpatterns = [
    path("readings/new/", reading.send, name="send"),
    path("readings/<slug:ref>/", reading.reading_detail, name="reading"),
    path("readings/<slug:ref>/again/", reading.read_again, name="read_again"),
    path("readings/<slug:ref>/discard/", reading.discard, name="discard"),
]
