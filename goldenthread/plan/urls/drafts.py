from django.urls import path

from goldenthread.plan.views import adopting, draft_items, drafts

DRAFT = "drafts/<slug:ref>/"
ITEM = f"{DRAFT}<slug:kind>/<slug:item>/"

urlpatterns = [
    path("drafts/new/", drafts.start, name="start"),
    path(DRAFT, drafts.draft_detail, name="draft"),
    path(f"{DRAFT}facts/", drafts.facts, name="draft_facts"),
    path(f"{DRAFT}names/", drafts.names, name="draft_names"),
    path(f"{DRAFT}unused/", drafts.unused, name="draft_unused"),
    path(f"{DRAFT}accept/", drafts.accept_all, name="draft_accept"),
    path(f"{DRAFT}cancel/", drafts.cancel, name="draft_cancel"),
    path(f"{DRAFT}adopt/", adopting.adopt, name="adopt"),
    path(f"{DRAFT}changes/", adopting.changes, name="draft_changes"),
    path(f"{DRAFT}changes/<slug:item>/continues/", adopting.continues, name="draft_continues"),
    path(f"{DRAFT}changes/<slug:item>/closes/", adopting.closes, name="draft_closes"),
    path(f"{DRAFT}doubts/<int:pk>/", draft_items.settle_doubt, name="draft_doubt"),
    path(f"{DRAFT}add/<slug:kind>/", draft_items.add, name="draft_add"),
    path(ITEM, draft_items.item_detail, name="draft_item"),
    path(f"{ITEM}do/", draft_items.do, name="draft_do"),
    path(f"{ITEM}remove/", draft_items.remove, name="draft_remove"),
    path(f"{ITEM}split/", draft_items.split, name="draft_split"),
    path(f"{ITEM}join/", draft_items.join, name="draft_join"),
    path(f"{ITEM}milestone/", draft_items.milestone, name="draft_milestone"),
]
