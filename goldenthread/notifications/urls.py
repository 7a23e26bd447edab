from django.urls import path

from goldenthread.notifications import views

app_name = "notifications"

urlpatterns = [
    path("mail/", views.outbox, name="outbox"),
    path("mail/<str:ref>/", views.outbox_mail, name="outbox_mail"),
    path("mail/<str:ref>/send-again/", views.send_again, name="send_again"),
    path("mail/<str:ref>/leave-unsent/", views.leave_unsent, name="leave_unsent"),
    path("p/<slug:partnership>/mail/", views.partnership_mail, name="partnership_mail"),
    path("p/<slug:partnership>/mail/<str:ref>/cancel/", views.cancel, name="cancel"),
]
