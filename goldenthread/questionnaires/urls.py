from django.urls import path

from goldenthread.questionnaires.views import drafts, importing, mappings, parts
from goldenthread.questionnaires.views import editions as views

app_name = "questionnaires"

PLACE = "p/<slug:partnership>/questionnaires/"
DRAFT = f"{PLACE}drafts/<slug:ref>/"

urlpatterns = [
    path(PLACE, views.edition_list, name="list"),
    path(f"{PLACE}load/", views.load, name="load"),
    path(f"{PLACE}drafts/", drafts.draft_list, name="drafts"),
    path(f"{PLACE}drafts/start/", drafts.start, name="start"),
    path(f"{PLACE}drafts/spreadsheet/", importing.send, name="send_sheet"),
    path(f"{PLACE}drafts/spreadsheet/template/", importing.template, name="sheet_template"),
    path(f"{PLACE}drafts/spreadsheet/<slug:ref>/", importing.sheet, name="sheet"),
    path(DRAFT, drafts.draft_detail, name="draft"),
    path(f"{DRAFT}file/", drafts.draft_file, name="draft_file"),
    path(f"{DRAFT}preview/", drafts.draft_preview, name="draft_preview"),
    path(f"{DRAFT}changes/", drafts.draft_changes, name="draft_changes"),
    path(f"{DRAFT}publish/", drafts.publish, name="publish"),
    path(f"{DRAFT}discard/", drafts.discard, name="discard"),
    path(f"{DRAFT}add/<slug:what>/", parts.part_add, name="part_add"),
    path(f"{DRAFT}<slug:part>/", parts.part_detail, name="part"),
    path(f"{DRAFT}<slug:part>/move/", parts.part_move, name="part_move"),
    path(f"{DRAFT}<slug:part>/remove/", parts.part_remove, name="part_remove"),
    path(f"{PLACE}mappings/", mappings.mapping_list, name="mappings"),
    path(f"{PLACE}mappings/<slug:one>/<slug:other>/", mappings.mapping, name="mapping"),
    path(f"{PLACE}<slug:ref>/", views.edition_detail, name="edition"),
    path(f"{PLACE}<slug:ref>/changes/", views.changes, name="changes"),
    path(f"{PLACE}<slug:ref>/withdraw/", views.withdraw, name="withdraw"),
]
