from django.urls import path

from goldenthread.plan.views import public

urlpatterns = [
    path("plans/<slug:ref>/publish/", public.publish, name="publish"),
    path("plans/<slug:ref>/publish/preview/", public.preview, name="public_preview"),
]

open_to_everybody = [
    path("public/<slug:partnership>/plan/", public.public_page, name="public"),
    path("public/<slug:partnership>/plan.csv", public.public_data, name="public_data"),
    path("public/<slug:partnership>/plan.<slug:format>", public.public_data, name="public_data_as"),
    path("public/<slug:partnership>/plan/evidence/<slug:ref>/", public.public_evidence, name="public_evidence"),
    path("robots.txt", public.robots, name="robots"),
]
