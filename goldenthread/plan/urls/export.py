from django.urls import path

from goldenthread.plan.views import export

urlpatterns = [
    path("plans/<slug:ref>/export/", export.export_plan, name="export"),
    path("plans/<slug:ref>/export/regularly/", export.export_regularly, name="export_regularly"),
    path("exports/<slug:ref>/", export.export_wait, name="export_wait"),
    path("exports/<slug:ref>/file/", export.export_file, name="export_file"),
]
