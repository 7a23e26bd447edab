from django.urls import path

from goldenthread.reports.views import front, help, history, my_work, search, threads, workplans

app_name = "reports"

P = "p/<slug:partnership>"

urlpatterns = [
    path("my-work/", my_work.my_work, name="my_work"),
    path("help/", help.index, name="help"),
    path("help/<slug:page>/", help.page, name="help_page"),
    path("organisations/<slug:ref>/", workplans.organisation, name="organisation"),
    path(f"{P}/bodies/<slug:ref>/", workplans.body, name="body"),
    path(f"{P}/posts/<slug:ref>/", workplans.post, name="post"),
    path(f"{P}/broken-threads/", threads.threads, name="threads"),
    path(f"{P}/search/", search.search, name="search"),
    path(f"{P}/history/", history.history, name="history"),
]

front_page = [path("", front.home, name="home")]
"""Without a name space: it is where everybody comes in."""
