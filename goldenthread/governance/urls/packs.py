from django.urls import path

from goldenthread.governance.views import packs

urlpatterns = [
    path("meetings/<slug:ref>/pack/", packs.ask, name="ask_for_pack"),
    path("packs/<slug:ref>/", packs.wait, name="pack"),
    path("packs/<slug:ref>/file/", packs.file, name="pack_file"),
]
