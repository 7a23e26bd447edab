from django.urls import path

from goldenthread.notifications.views import calendar, installation, mine, partnership

app_name = "notifications"

OURS = "p/<slug:partnership>/mail"

urlpatterns = [
    path("mail/", installation.outbox, name="outbox"),
    path("mail/<str:ref>/", installation.outbox_mail, name="outbox_mail"),
    path("mail/<str:ref>/send-again/", installation.send_again, name="send_again"),
    path("mail/<str:ref>/leave-unsent/", installation.leave_unsent, name="leave_unsent"),
    path(f"{OURS}/", partnership.partnership_mail, name="partnership_mail"),
    path(f"{OURS}/<str:ref>/", partnership.planned_mail, name="planned_mail"),
    path(f"{OURS}/<str:ref>/move/", partnership.move, name="move"),
    path(f"{OURS}/<str:ref>/words/", partnership.words, name="words"),
    path(f"{OURS}/<str:ref>/cancel/", partnership.cancel, name="cancel"),
    path(f"{OURS}/<str:ref>/send-again/", partnership.resend, name="resend"),
    path(f"{OURS}/<str:ref>/leave-unsent/", partnership.leave, name="leave"),
    path("my-mail/", mine.my_mail, name="my_mail"),
    path("my-mail/choices/", mine.choices, name="choices"),
    path("my-mail/calendar/", mine.my_calendar, name="my_calendar"),
    path("my-mail/calendar/withdraw/", mine.withdraw_calendar, name="withdraw_calendar"),
    path("my-mail/<str:ref>/", mine.mail_to_me, name="mail_to_me"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
]
