from django.urls import path

from goldenthread.reports.views import (
    attendance,
    contents,
    front,
    help,
    history,
    layouts,
    my_work,
    published,
    search,
    threads,
    workplans,
    written,
)

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
    path(f"{P}/reports/", written.report_list, name="reports"),
    path(f"{P}/reports/begin/highlight/", written.start_highlight, name="start_highlight"),
    path(f"{P}/reports/begin/yearly/", written.start_report, {"kind": "yearly"}, name="start_yearly"),
    path(
        f"{P}/reports/begin/accountability/",
        written.start_report,
        {"kind": "accountability"},
        name="start_accountability",
    ),
    path(f"{P}/reports/versions/", layouts.layout_list, name="layouts"),
    path(f"{P}/reports/versions/add/", layouts.layout_add, name="layout_add"),
    path(f"{P}/reports/versions/<slug:ref>/", layouts.layout_edit, name="layout"),
    path(f"{P}/reports/<slug:ref>/", written.report_detail, name="report"),
    path(f"{P}/reports/<slug:ref>/release/", written.report_release, name="report_release"),
    path(f"{P}/reports/<slug:ref>/back/", written.report_back, name="report_back"),
    path(f"{P}/reports/<slug:ref>/parts/<slug:key>/", written.report_part, name="report_part"),
    path(f"{P}/reports/<slug:ref>/records/", contents.records, name="report_records"),
    path(f"{P}/reports/<slug:ref>/ledger/", contents.ledger, name="report_ledger"),
    path(f"{P}/reports/<slug:ref>/contributions/", contents.contributions, name="report_contributions"),
    path(f"{P}/reports/<slug:ref>/present/", contents.present, name="report_present"),
    path(f"{P}/reports/<slug:ref>/presented/<slug:shown>/", contents.note_question, name="report_question"),
    path(f"{P}/reports/<slug:ref>/questions/<slug:question>/", contents.answer_question, name="report_answer"),
    path(f"{P}/attendance/", attendance.attendance, name="attendance"),
    path(f"{P}/published/", published.published_list, name="published_list"),
    path(f"{P}/published/<slug:ref>/", published.published, name="published"),
    path(f"{P}/search/", search.search, name="search"),
    path(f"{P}/history/", history.history, name="history"),
]

front_page = [path("", front.home, name="home")]
"""Without a name space: it is where everybody comes in."""
